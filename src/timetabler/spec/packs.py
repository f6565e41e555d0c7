"""The packs: a data file for each place, and what a school writes over it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from timetabler.models.pack import FIGURES, DayLimit, Figure, Pack
from timetabler.models.span import parse_clock_range
from timetabler.spec.diagnostics import Diagnostics
from timetabler.spec.document import Document
from timetabler.spec.pack_document import FigureEntry
from timetabler.spec.tree import Path

_FILES = files("timetabler.spec").joinpath("packs")
_MOST_MINUTES = 6000
_LIMITS: Path = ("pack", "part_time_days")


@cache
def pack_ids() -> tuple[str, ...]:
    """Names of the packs, in alphabetical order."""
    names = (file.name for file in _FILES.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def read_pack(pack_id: str) -> Pack:
    """A pack as it comes with the program."""
    data = tomllib.loads(_FILES.joinpath(f"{pack_id}.toml").read_text(encoding="utf-8"))
    read = data["read"]
    return Pack(
        id=pack_id,
        name=data["name"],
        words=data["words"],
        timezone=data.get("timezone", ""),
        figures={name: _read(each, read) for name, each in data.get("figures", {}).items()},
        day_limits=tuple(
            DayLimit(each["fte"][0], each["fte"][1], _read(each, read))
            for each in data.get("day_limits", ())
        ),
    )


def _read(table: Mapping[str, Any], read: str) -> Figure:
    """A figure as written in a pack; without a value it is unknown."""
    keys = ("value", "pro_rata", "source", "url", "note")
    return Figure(**{"value": None, **{key: table[key] for key in keys if key in table}}, read=read)


def build_pack(document: Document, found: Diagnostics) -> Pack:
    """The pack that a school names, with its own words and figures."""
    entry = document.pack
    pack = read_pack(entry.base)
    own = {
        name: _figure(pack.figures.get(name), figure, name, found)
        for name, figure in entry.figures.items()
    }
    limits = pack.day_limits
    if entry.part_time_days is not None:
        limits = tuple(
            DayLimit(
                each.fte[0], each.fte[1], Figure(each.days, source=str(found.source((*_LIMITS, i))))
            )
            for i, each in enumerate(entry.part_time_days)
        )
    return replace(
        pack,
        words={**pack.words, **entry.words},
        figures={**pack.figures, **own},
        day_limits=limits,
    )


def _figure(base: Figure | None, entry: FigureEntry, name: str, found: Diagnostics) -> Figure:
    """A figure of the school's own: its source is the line of the school file."""
    usual = base.pro_rata if base else FIGURES[name].per == "week"
    path: Path = ("pack", "figures", name)
    line = str(found.source(path))
    return Figure(
        value=_value(entry.value, name, path, found),
        pro_rata=usual if entry.pro_rata is None else entry.pro_rata,
        source=f"{entry.source} ({line})" if entry.source else line,
        note=entry.note,
    )


def _value(text: str, name: str, path: Path, found: Diagnostics) -> int | str | None:
    if FIGURES[name].times:
        try:
            parse_clock_range(text)
        except ValueError as error:
            found.error("TT204", str(error), path)
        return text
    if re.fullmatch(r"\d{1,4}", text) and int(text) <= _MOST_MINUTES:
        return int(text)
    message = f'{name} is a number of minutes from 0 to {_MOST_MINUTES:,}, not "{text}"'
    found.error("TT204", message, path)
    return None
