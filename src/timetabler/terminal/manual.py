"""The manual of the rules."""

from __future__ import annotations

import inspect
import textwrap
from typing import Literal, get_args, get_origin

from timetabler.constraints import kinds
from timetabler.constraints.base import Constraint
from timetabler.terminal.layout import WIDTH, wrap


def manual(kind: str | None = None) -> str:
    """The manual page of one kind of constraint, or the list of all."""
    if kind is None:
        width = max(len(k) for k in kinds())
        lines = [
            textwrap.fill(
                f"{name:<{width}}  {first_line(cls)}", WIDTH, subsequent_indent=" " * (width + 2)
            )
            for name, cls in kinds().items()
        ]
        return "\n".join([*lines, "", "More about one: timetabler constraints KIND"])
    cls = kinds()[kind]
    page = inspect.cleandoc(cls.__doc__ or "").replace("``", "")
    parts = [kind, "=" * len(kind)]
    parts += [f"\n{wrap(' '.join(text.split()), '')}" for text in page.split("\n\n")]
    parts += ["", "Fields:"]
    for name, field in cls.model_fields.items():
        if name != "kind":
            value = str(field.default).lower() if field.annotation is bool else field.default
            default = "" if field.default in ((), "", None) else f"default: {value}"
            said = f" [{'required' if field.is_required() else default}]".replace(" []", "")
            choices = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
            one_of = f" One of {', '.join(choices)}." if choices else ""
            parts.append(
                textwrap.indent(_hanging(f"{name}: {field.description or ''}{one_of}{said}"), "  ")
            )
    return "\n".join([*parts, "", "Example:", f"  {cls.example}"])


def _hanging(text: str) -> str:
    return textwrap.fill(text, WIDTH - 2, subsequent_indent="    ", break_on_hyphens=False)


def first_line(cls: type[Constraint]) -> str:
    """What a kind says, in a sentence."""
    return inspect.cleandoc(cls.__doc__ or "").partition("\n")[0].replace("``", "")
