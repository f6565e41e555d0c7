"""The formats: an open set, found by scanning this folder. One file is one format.

A format imports its heavy libraries when it writes, so that this scan costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from inspect import isabstract
from pkgutil import iter_modules

from timetabler.exporters.base import NO_OPTIONS, Exporter, Options
from timetabler.models.wording import words

ALL = "all"
"""Stands for every format that can be written here."""


@cache
def formats() -> dict[str, type[Exporter]]:
    """Every format by its name, in alphabetical order."""
    found: dict[str, type[Exporter]] = {}
    for module_info in iter_modules(__path__):
        module = import_module(f"{__name__}.{module_info.name}")
        for value in vars(module).values():
            if (
                isinstance(value, type)
                and issubclass(value, Exporter)
                and value.__module__ == module.__name__
                and not isabstract(value)
            ):
                found[value.name] = value
    return dict(sorted(found.items()))


def named(names: Iterable[str], options: Options = NO_OPTIONS) -> tuple[Exporter, ...]:
    """The formats of these names, each once; ``all`` is every format.

    Raises ValueError if there are none such, if one named cannot be written here, or if none takes
    the students that are given. Of ``all``, what cannot be written is among the result too:
    ``api.write`` leaves it out, and says why.
    """
    asked = tuple(dict.fromkeys(names))
    wanted = tuple(dict.fromkeys(n for a in asked for n in (formats() if a == ALL else (a,))))
    unknown = ", ".join(f'"{name}"' for name in wanted if name not in formats())
    if unknown or not wanted:
        raise ValueError(f"no format {unknown or 'named'}; there are {', '.join(formats())}")
    found = tuple(formats()[name](options) for name in wanted)
    for exporter in found:
        if exporter.name in asked and (why := exporter.unavailable()):
            raise ValueError(f"{exporter.name} cannot be written here: {why}")
    if options.students and not any(exporter.takes_students for exporter in found):
        taking = [name for name, found in formats().items() if found.takes_students]
        raise ValueError(f"students are written in {words(taking, 'or')} only: name one of them")
    return found
