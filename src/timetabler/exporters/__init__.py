"""The formats: an open set, found by scanning this folder. One file is one format.

A format imports its heavy libraries when it writes, so that this scan costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from timetabler.exporters.base import Exporter


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
                and value is not Exporter
            ):
                found[value.name] = value
    return dict(sorted(found.items()))


def named(names: Iterable[str]) -> tuple[Exporter, ...]:
    """The formats of these names, each once. Raises ValueError if there are none such."""
    wanted = tuple(dict.fromkeys(names))
    unknown = ", ".join(f'"{name}"' for name in wanted if name not in formats())
    if unknown or not wanted:
        raise ValueError(f"no format {unknown or 'named'}; there are {', '.join(formats())}")
    return tuple(formats()[name]() for name in wanted)
