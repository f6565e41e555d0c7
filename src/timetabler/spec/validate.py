"""The tree of a school file -> a typed Document; every problem in plain words at its own place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from timetabler.constraints.base import Constraint
from timetabler.spec.diagnostics import Diagnostics, closest_and_all, did_you_mean
from timetabler.spec.document import Document
from timetabler.spec.tree import Node, Path

ROUNDS = 20
"""How often what cannot be read is taken out: as deep as values are nested, and some."""


def validate(root: Node, found: Diagnostics) -> tuple[Document | None, set[Path]]:
    """The document without the parts that are wrong: those are reported and taken out of the tree.

    So one mistake does not hide the others. Also the paths of what was taken out. No document if
    too little is left to make sense of.
    """
    out: set[Path] = set()
    for _ in range(ROUNDS):
        try:
            return Document.model_validate(root.plain()), out
        except ValidationError as error:
            details = _causes(error.errors(include_url=False))
        bad = [_report(each, found) for each in details]
        found.close_stage()
        out.update(found.node(path).path for path in bad)
        if any(found.node(path) is root for path in bad):
            break
        take_out(bad, found)
    return None, out


def _causes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without lists that are too short only because their items could not be read."""
    inside = {each["loc"][:n] for each in details for n in range(len(each["loc"]))}
    return [each for each in details if each["type"] != "too_short" or each["loc"] not in inside]


def take_out(paths: Iterable[Path], found: Diagnostics) -> None:
    """Removes values from the tree; all are looked up first, as removing one moves others."""
    pairs = [(found.holder(path), found.node(path)) for path in paths]
    for holder, node in pairs:
        holder.remove(node)


def _report(details: ErrorDetails, found: Diagnostics) -> Path:
    """Reports one problem; returns the path of what to take out."""
    kind, path = details["type"], details["loc"]
    node = found.node(path)
    place = found.where(path[:-1])
    place = f" in {place}" if place else ""
    if kind == "missing":
        problem = "has no value" if str(path[-1]) in found.node(path[:-1]).keys else "is missing"
        found.error("TT202", f'"{path[-1]}" {problem}{place}', path, key=True)
        return path[:-1]
    if kind == "extra_forbidden":
        message = f'unknown key "{path[-1]}"{place}'
        hint = closest_and_all(str(path[-1]), _legal_keys(path), "known here")
        found.error("TT201", message, path, key=True, hint=hint)
    elif kind == "union_tag_invalid":
        legal = [k.strip().strip("'") for k in details["ctx"]["expected_tags"].split(",")]
        word = str(details["ctx"]["tag"])
        hint = closest_and_all(word, legal, "known kinds")
        found.error("TT301", f'unknown kind of rule "{word}"', (*path, "kind"), hint=hint)
    elif kind == "union_tag_not_found" and isinstance(node.value, dict):
        found.error("TT202", f'"kind" is missing in {found.where(path)}', path)
    elif kind == "union_tag_not_found" or (kind.startswith("model_") and path[0] == "constraints"):
        found.error("TT204", "a rule is a mapping, such as {kind: spread_lessons}", path)
    else:
        code, message, hint = _value_problem(kind, node, details)
        if kind in ("value_error", "assertion_error") and path[0] == "constraints":
            code = "TT302"
        found.error(code, message, path, hint=hint)
    return path


def _value_problem(kind: str, node: Node, details: ErrorDetails) -> tuple[str, str, str]:
    """(code, message, hint) for a value of the wrong sort."""
    ctx: dict[str, Any] = details.get("ctx", {})
    shown = f'"{node.value}"' if isinstance(node.value, str) else _SORT[type(node.value)]
    if kind in ("value_error", "assertion_error"):
        return "TT204", str(ctx["error"]), ""
    if kind == "literal_error":
        legal = [word.strip("'") for word in str(ctx["expected"]).replace(" or ", ", ").split(", ")]
        hint = did_you_mean(node.value, legal) if isinstance(node.value, str) else ""
        return "TT204", f"{shown} is not one of {', '.join(legal)}", hint
    if kind in _BOUNDS:
        words, name = _BOUNDS[kind]
        return "TT205", f"{shown} is out of range: {words} {ctx[name]:g}", ""
    if kind in _LENGTHS:
        words, name = _LENGTHS[kind]
        return "TT205", f"{words} {ctx[name]}", ""
    wanted = next((text for start, text in _WANTED.items() if kind.startswith(start)), None)
    if wanted is None:
        return "TT204", f"{shown}: {details['msg']}", ""
    if isinstance(node.value, str):
        return "TT204", f"{shown} is not {wanted}", ""
    return "TT204", f"{shown} stands where {wanted} is wanted", ""


_SORT: dict[type, str] = {list: "a list", dict: "a mapping (key: value)", type(None): "nothing"}
_WANTED = {
    "int": "a whole number",
    "float": "a number",
    "finite_number": "a number",
    "bool": "true or false",
    "string": "a text",
    "tuple": "a list, such as [a, b]",
    "list": "a list, such as [a, b]",
    "dict": "a mapping, such as {key: value}",
    "model": "a mapping, such as {id: value}",
}
_BOUNDS = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}
_LENGTHS = {
    "too_short": ("too few: at least", "min_length"),
    "too_long": ("too many: at most", "max_length"),
    "string_too_short": ("the text is too short; characters: at least", "min_length"),
    "string_too_long": ("the text is too long; characters: at most", "max_length"),
}


def _legal_keys(loc: tuple[int | str, ...]) -> list[str]:
    """The keys that may stand where an unknown one is written."""
    models: list[type[BaseModel]] = [Document]
    for part in loc[:-1]:
        tagged: list[type[BaseModel]] = [
            m for m in models if issubclass(m, Constraint) and m.kind_name() == part
        ]
        fields = {(f.alias or n): f for m in models for n, f in m.model_fields.items()}
        if tagged:
            models = tagged
        elif part in fields:
            models = list(_models(fields[str(part)].annotation))
    return list(dict.fromkeys(f.alias or n for m in models for n, f in m.model_fields.items()))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
