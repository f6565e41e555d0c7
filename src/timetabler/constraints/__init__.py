"""The constraints: an open set, found by scanning this folder. One file is one constraint."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated, Any, Union

from pydantic import Field

from timetabler.constraints.base import Constraint


@cache
def kinds() -> dict[str, type[Constraint]]:
    """Every constraint class by its kind, in alphabetical order."""
    found: dict[str, type[Constraint]] = {}
    for module_info in sorted(iter_modules(__path__), key=lambda m: m.name):
        module = import_module(f"{__name__}.{module_info.name}")
        for value in vars(module).values():
            if (
                isinstance(value, type)
                and issubclass(value, Constraint)
                and value.__module__ == module.__name__
                and "kind" in value.model_fields
            ):
                found[value.kind_name()] = value
    return found


@cache
def any_constraint() -> Any:
    """The type of one entry of ``constraints:``: the kind chooses the class."""
    return Annotated[Union[tuple(kinds().values())], Field(discriminator="kind")]  # noqa: UP007
