"""Lines of iCalendar (RFC 5545): written, folded, and read again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from timetabler.spec.yaml import UNPRINTABLE

_MOST = 75
"""Octets of a line; a longer one goes on in the next, after a blank."""


def text(name: str, value: str) -> str:
    """A property whose value is a text of a person."""
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(sign, escaped)
    return f"{name}:{UNPRINTABLE.sub('', value)}"


def moment(day: date, minute: int) -> str:
    """A minute of a day as the clock on the wall says it; 24:00 is the next day."""
    at = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
    return at.strftime("%Y%m%dT%H%M%S")


def encode(lines: Iterable[str]) -> bytes:
    """A file: UTF-8, CR LF, lines folded."""
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _folded(line: str) -> bytes:
    data = line.encode()
    if len(data) <= _MOST:
        return data
    parts, start = [], 0
    while start < len(data):
        end = start + _MOST - bool(start)
        while end < len(data) and data[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        parts.append(data[start:end])
        start = end
    return b"\r\n ".join(parts)


def events(data: bytes) -> Iterator[dict[str, str]]:
    """The properties of each event of a file that we wrote, and of the calendar around it."""
    around: dict[str, str] = {}
    event: dict[str, str] | None = None
    for line in re.sub(r"\r\n[ \t]", "", data.decode()).split("\r\n"):
        head, _, value = line.partition(":")
        name = head.partition(";")[0]
        if line == "BEGIN:VEVENT":
            event = dict(around)
        elif line == "END:VEVENT" and event is not None:
            yield event
            event = None
        else:
            (around if event is None else event)[name] = _unescaped(value)


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
