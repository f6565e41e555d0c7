"""Looks up every name in a document: unknown ones are reported, each at its own place.

Which fields hold names, and of what, is said by the ``Names`` mark of their types; nothing here
knows any field.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from timetabler.constraints.names import Names
from timetabler.models.week import UnknownTime, Week
from timetabler.spec.diagnostics import Diagnostics, did_you_mean
from timetabler.spec.tree import Path


class Mention(NamedTuple):
    """One name somewhere in the document."""

    path: Path
    names: Names
    text: str
    is_key: bool = False


def mentions(model: BaseModel, path: Path = ()) -> Iterator[Mention]:
    """Every name in a part of the document."""
    for name, info in type(model).model_fields.items():
        mark = next((m for m in info.metadata if isinstance(m, Names)), None)
        here = (*path, info.alias or name)
        yield from _mentions(getattr(model, name), info.annotation, mark, here)


def _mentions(value: Any, annotation: Any, names: Names | None, path: Path) -> Iterator[Mention]:
    if get_origin(annotation) is Annotated:
        annotation, *marks = get_args(annotation)
        names = next((m for m in marks if isinstance(m, Names)), names)
    arguments = [a for a in get_args(annotation) if a not in (NoneType, Ellipsis)]
    if isinstance(value, BaseModel):
        yield from mentions(value, path)
    elif isinstance(value, str):
        if names is not None:
            yield Mention(path, names, value)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if names is not None:
                yield Mention((*path, key), names, key, is_key=True)
            yield from _mentions(item, arguments[-1], None, (*path, key))
    elif isinstance(value, Sequence):
        for index, item in enumerate(value):
            inner = arguments[0] if arguments else None
            yield from _mentions(item, inner, names, (*path, index))


def check(
    document: BaseModel,
    known: Mapping[str, Sequence[str]],
    lost: Collection[str],
    week: Week,
    found: Diagnostics,
) -> list[Path]:
    """Reports every unknown name; returns their paths.

    Names of a sort that is ``lost`` may have been defined where the file could not be read: so
    they are not reported.
    """
    unknown = []
    for mention in mentions(document):
        hint = _unknown(mention, known, week)
        if hint is None:
            continue
        unknown.append(mention.path)
        sort = mention.names.of
        if sort in lost:
            found.close(mention.path)
        else:
            message = f'unknown {sort} "{mention.text}" in {found.where(mention.path)}'
            code = "TT206" if sort == "time" else "TT203"
            found.error(code, message, mention.path, key=mention.is_key, hint=hint)
    return unknown


def _unknown(mention: Mention, known: Mapping[str, Sequence[str]], week: Week) -> str | None:
    """A hint if nothing of that name is known."""
    sort, keywords = mention.names.of, mention.names.keywords
    if sort == "time":
        return _unknown_time(mention.text, week)
    if sort == "day":
        return _unknown_time(mention.text, Week(week.days, (), weeks=week.weeks))
    if mention.text in known[sort] or mention.text in keywords:
        return None
    legal = (*known[sort], *keywords)
    return did_you_mean(mention.text, legal, "classes" if sort == "class" else f"{sort}s")


def _unknown_time(text: str, week: Week) -> str | None:
    """A hint if the text names no time of the week (of days alone, if that has no timeslots)."""
    try:
        ref = week.parse(text)
    except UnknownTime as error:
        return did_you_mean(error.word, error.legal, "times") if error.legal else str(error)
    return "only days are wanted here" if ref.clock and not week.timeslots else None
