"""FET's virtual rooms, which stand for several at once, as rooms of a course and what it needs."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import NamedTuple

from timetabler.importers.fet.file import Room

_MOST = 100_000
"""Choices of rooms that are tried."""


class Together(NamedTuple):
    """The rooms that a lesson in a virtual room takes."""

    rooms: tuple[str, ...]
    """One of these."""
    needs: tuple[str, ...]
    """And all of these."""

    @property
    def all(self) -> tuple[str, ...]:
        """Those that it may take."""
        return (*self.rooms, *self.needs)


def taken_together(room: Room) -> Together | None:
    """The rooms of a virtual room, one of each of its sets, no two the same; None if more than one
    of them can be chosen."""
    if prod(map(len, room.real_rooms)) > _MOST:
        return None
    choices = {frozenset(rooms) for rooms in product(*room.real_rooms)}
    whole = [rooms for rooms in choices if len(rooms) == len(room.real_rooms)]
    if not whole:
        return None
    always = frozenset.intersection(*whole)
    order = dict.fromkeys(name for some in room.real_rooms for name in some)
    needs = [name for name in order if name in always]
    if len(whole) == 1:
        return Together((needs[0],), tuple(needs[1:]))
    if len(needs) == len(room.real_rooms) - 1:
        left = frozenset[str]().union(*whole) - always
        return Together(tuple(name for name in order if name in left), tuple(needs))
    return None
