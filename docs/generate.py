"""Writes the pages of docs/ that follow from the code. ``--check`` only says which are stale."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import ask
from annotated_types import Ge, Gt, Le
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from typer.main import get_command
from typer.testing import CliRunner

from timetabler.cli import app
from timetabler.constraints import kinds
from timetabler.constraints.base import Constraint
from timetabler.constraints.names import Names
from timetabler.models.pack import FIGURES, Figure, Pack
from timetabler.spec.codes import CODES
from timetabler.spec.document import Document
from timetabler.spec.entry import Entry
from timetabler.spec.packs import pack_ids, read_pack
from timetabler.spec.schema import json_schema

ROOT = Path(__file__).parent.parent
NOTE = "<!-- Written by docs/generate.py from the code; edit it there. -->\n"


def main() -> int:
    """Writes every page, or checks that each is as it would be written."""
    stale = {
        name: text
        for name, text in pages().items()
        if not (ROOT / name).exists() or (ROOT / name).read_text(encoding="utf-8") != text
    }
    if "--check" in sys.argv:
        for name in stale:
            print(f"{name} is stale: run make docs", file=sys.stderr)
        return 1 if stale else 0
    for name, text in stale.items():
        (ROOT / name).write_text(text, encoding="utf-8")
        print(f"wrote {name}")
    return 0


def pages() -> dict[str, str]:
    """Every page that follows from the code, by its path. Of the README, one example does."""
    return {
        "README.md": _readme(),
        "docs/constraints.md": _constraints(),
        "docs/yaml.md": _language(),
        "docs/cli.md": _command_line(),
        "docs/errors.md": _errors(),
        "docs/entitlements.md": _entitlements(),
        "docs/questions.md": NOTE + ask.page(),
        "docs/timetabler.schema.json": json.dumps(json_schema(), indent=2, ensure_ascii=False)
        + "\n",
    }


def _readme() -> str:
    """The README with the example file as it is."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    before, fence, rest = text.partition("```yaml\n")
    return f"{before}{fence}{_tiny()}\n```{rest.partition('```')[2]}"


def _tiny() -> str:
    return _example("tiny")


def _example(name: str) -> str:
    return (ROOT / "examples" / name / "school.yaml").read_text(encoding="utf-8").strip()


# ---- the manual of the constraints ---------------------------------------------------------------

CONSTRAINTS = """\
# Rules

A rule is one entry of `constraints:`. It applies at *points*: one teacher on one day, one class,
one course. At each point a timetable deviates from it by a whole number, 0 if the rule holds.
`required: true` means that it must hold at every point. `weight: 1` to `100` means that it may be
broken, and that each unit of deviation adds that much to the cost. Without either, a rule is
required unless its page says otherwise.

`timetabler constraints KIND` shows the same pages in the terminal.
"""


def _constraints() -> str:
    parts = [
        NOTE + CONSTRAINTS.strip(),
        "\n".join(f"- [`{kind}`](#{kind}): {_first(cls)}" for kind, cls in kinds().items()),
        f"## Keys of every rule\n\n{_table(Constraint)}",
    ]
    for kind, cls in kinds().items():
        parts += [f"## {kind}", _manual(cls)]
        if cls.usual_weight is not None:
            parts.append(f"Usual weight: {cls.usual_weight}.")
        if own := _table(cls, without=Constraint):
            parts.append(own)
        parts.append(f"```yaml\nconstraints:\n  - {cls.example}\n```")
    return "\n\n".join(parts) + "\n"


def _first(cls: type) -> str:
    return _manual(cls).partition("\n")[0]


def _manual(cls: type) -> str:
    return inspect.cleandoc(cls.__doc__ or "").replace("``", "`")


# ---- the YAML reference --------------------------------------------------------------------------

LANGUAGE = """\
# The school file

A school file is YAML. This one fits on a screen, and `timetabler solve` needs nothing else:

```yaml
{tiny}
```

Texts stay as they are written: `9:30`, `3E2`, `012` and `no` are names like any other. One name may
stand without brackets where a list is expected. Unknown keys and names are errors, all reported at
once with line, column and the nearest legal word.

**Times** are short texts: `Mon` (the whole day), `S1` (that timeslot on every day), `Mon S1`,
`Wed P1-P2` (from one timeslot to another), `Mon-Wed S1`, `Mon 09:00-10:30`, `11:30-14:30` (every
day). In a cycle of several weeks `Mon` is the Monday of each, `Mon A` that of week A, and `A` all
of that week.

**Where teachers move, and not classes**, leave the class teachers out: then every lesson is
written, and what is left is free. Groups of such classes need no teacher either. Meetings of staff
are courses without pupils, and tags are words of your own by which rules speak of courses:

```yaml
{upper}
```

**Names that stand for many**: `all` for classes, teachers, subjects and teams; `specialists` (who
teach but have no class of their own), `class_teachers`, `aides` and `everybody` (the whole staff,
where `all` are those under `teachers`) for people; `specialist` for the subjects that somebody
other than the class teacher gives.

**Figures that are not written** come from the pack, if a rule says so and the pack knows them:
[entitlements.md](entitlements.md) has every figure with its source.
"""


def _language() -> str:
    parts = [
        NOTE + LANGUAGE.format(tiny=_tiny(), upper=_example("upper")).strip(),
        f"## The whole file\n\n{_table(Document)}",
    ]
    sections: dict[type[Entry], list[str]] = {}
    for key, entry in _entries(Document):
        sections.setdefault(entry, []).append(key)
    for entry, keys in sections.items():
        parts.append(f"## {', '.join(keys)}\n\n{_manual(entry)}\n\n{_table(entry)}")
    parts.append(
        "## constraints\n\nThe rules of the school: [constraints.md](constraints.md) has them all."
    )
    return "\n\n".join(parts) + "\n"


def _entries(model: type[BaseModel], within: str = "") -> Iterator[tuple[str, type[Entry]]]:
    """The parts of a model that are entries themselves, and the parts of those."""
    for name, field in model.model_fields.items():
        for cls in _inside(field.annotation):
            if isinstance(cls, type) and issubclass(cls, Entry):
                yield f"{within}{name}", cls
                yield from _entries(cls, f"{within}{name}.")


def _inside(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _inside(part)


# ---- tables of fields ----------------------------------------------------------------------------


def _table(model: type[BaseModel], without: type[BaseModel] | None = None) -> str:
    """The fields of a model, except those of ``without``, as a table."""
    skip = set(without.model_fields if without else ())
    if issubclass(model, Constraint):
        skip.add("kind")
    rows = [
        f"| `{field.alias or name}` | {_type(field)} | {_default(field)} | {_about(field)} |"
        for name, field in model.model_fields.items()
        if name not in skip
    ]
    head = ["| key | value | default | meaning |", "|---|---|---|---|"]
    return "\n".join([*head, *rows]) if rows else ""


def _about(field: FieldInfo) -> str:
    """What it is for; of entries, what one of them is."""
    entries = [
        cls for cls in _inside(field.annotation) if isinstance(cls, type) and issubclass(cls, Entry)
    ]
    return (field.description or "".join(_first(e) for e in entries)).replace("|", "\\|")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be written"
    value = field.default
    if value in (None, (), "", {}) or isinstance(value, Entry):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return f"`[{', '.join(map(str, value))}]`"
    return f"`{value}`"


NOUNS = {"class": "classes", "day": "days", "time": "times"}


def _type(field: FieldInfo) -> str:
    """What may be written there, in words."""
    annotation = field.annotation
    metadata = field.metadata
    if get_origin(annotation) in (Union, UnionType):
        annotation = next(a for a in get_args(annotation) if a is not type(None))
        if get_origin(annotation) is Annotated:
            annotation, *inner = get_args(annotation)
            metadata = [*metadata, *inner]
    names = next((m for m in metadata if isinstance(m, Names)), None)
    origin = get_origin(annotation)
    if names and origin is tuple:
        plural = NOUNS.get(names.of, f"{names.of}s")
        return f"{plural}{''.join(f', `{word}`' for word in names.keywords)}"
    if names and origin is dict:
        of_times = get_origin(get_args(annotation)[1]) is tuple
        return f"{names.of}s, or {names.of}: times" if of_times else f"{names.of}: its value"
    if names:
        return f"{'an' if names.of[0] in 'aeiou' else 'a'} {names.of}"
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in get_args(annotation))
    if annotation is bool:
        return "`true` or `false`"
    if annotation in (int, float):
        return _number(field)
    if origin is tuple:
        entries = any(isinstance(a, type) and issubclass(a, BaseModel) for a in _inside(annotation))
        return "list of entries" if entries else "list"
    return "entry" if isinstance(annotation, type) and issubclass(annotation, Entry) else "text"


def _number(field: FieldInfo) -> str:
    low = next((f"from {m.ge}" for m in field.metadata if isinstance(m, Ge)), "")
    low = next((f"above {m.gt}" for m in field.metadata if isinstance(m, Gt)), low)
    high = next((f"to {m.le}" for m in field.metadata if isinstance(m, Le)), "")
    return " ".join(x for x in ("number", low, high) if x)


# ---- the command line and its messages -----------------------------------------------------------


def _command_line() -> str:
    parts = [NOTE + "# The command line"]
    for words in [[], *([name] for name in get_command(app).commands)]:  # type: ignore[attr-defined]
        env = {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}
        result = CliRunner().invoke(app, [*words, "--help"], env=env, prog_name="timetabler")
        text = "\n".join(line.rstrip() for line in result.stdout.strip("\n").splitlines())
        parts.append(f"## {' '.join(['timetabler', *words])}\n\n```text\n{text.strip()}\n```")
    return "\n\n".join(parts) + "\n"


ERRORS = """\
# Messages about the input

Every problem of a school file has a code that stays the same from version to version. All of them
are reported at once, as `file:line:column CODE message`, with the line and a hint.
"""


def _errors() -> str:
    rows = [f"| `{code}` | {c.title} | {c.cause} | {c.fix} |" for code, c in CODES.items()]
    return (
        NOTE + "\n".join([ERRORS, "| code | what | why | do |", "|---|---|---|---|", *rows]) + "\n"
    )


# ---- the packs -----------------------------------------------------------------------------------

ENTITLEMENTS = """\
# Words and entitlements

What each pack has, with its source, and what nobody found. [packs.md](packs.md) says how a school
uses a pack, and how it writes words and figures of its own over it. Agreements change: check what
holds for you.

## Figures

| figure | minutes |
|---|---|
"""


def _entitlements() -> str:
    per = {"week": ", in a week"}
    figures = [
        f"| `{name}` | {'times: ' if f.times else ''}{f.about}{per.get(f.per, '')} |"
        for name, f in FIGURES.items()
    ]
    packs = [_pack(read_pack(pack_id)) for pack_id in pack_ids()]
    return "\n\n".join([NOTE + ENTITLEMENTS + "\n".join(figures), *packs]) + "\n"


def _pack(pack: Pack) -> str:
    """Words and figures of one pack."""
    called = ", ".join(f"{name} *{word}*" for name, word in pack.words.items())
    rows = [_figure_row(f"`{name}`", figure) for name, figure in pack.figures.items()]
    rows += [
        _figure_row(f"days a week at {least:g}-{most:g} fte", days)
        for least, most, days in pack.day_limits
    ]
    head = ["| figure | value | source | read |", "|---|---|---|---|"]
    table = "\n\n" + "\n".join([*head, *rows]) if rows else ""
    return f"## {pack.id}: {pack.name}\n\nWords: {called}.{table}"


def _figure_row(name: str, figure: Figure) -> str:
    value = f"{figure.value}{', pro rata' * figure.pro_rata}" if figure.known else "unknown"
    source = f"[{figure.source}]({figure.url})" if figure.url else figure.source
    said = ". ".join(filter(None, (source, figure.note)))
    return f"| {name} | {value} | {said} | {figure.read} |"


if __name__ == "__main__":
    sys.exit(main())
