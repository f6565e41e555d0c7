"""Which rooms each activity may use, put together from all that FET's constraints say of it.

A lesson is in a room that all required constraints on preferred rooms have in common. If there are
only wishes, in a preferred room of any of them, or else in its home room; and if that is a wish
too, or if it has none, in no room at all. That is no free choice of any room: FET gives rooms to
lessons for constraints only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from timetabler.importers.fet.drafts import ALWAYS, Draft, Place
from timetabler.importers.fet.facts import Facts

_SMALL = "the rooms are too small for all pupils of some lessons: FET refuses that"
_NONE_LEFT = "other constraints on rooms leave no room for some lessons: FET refuses that"
_NEVER = "other constraints on rooms never allow it to some lessons"

_UNCOUNTED = "some lessons may be in no room, or in several at once: their rooms are not counted"


@dataclass(frozen=True)
class Rooms:
    """Rooms of activities."""

    allowed: Mapping[int, tuple[str, ...]]
    """activity -> those it may use, ``Facts.no_room`` among them; others need none."""
    wishes: tuple[Draft, ...]
    """Which of these are better."""


def settled(
    places: Iterable[Place], facts: Facts, unknown: Callable[[str, int, str], None]
) -> Rooms:
    """The rooms of the activities of a file.

    ``unknown`` is told the name, line and reason of constraints that leave lessons no room: they
    count for others only.
    """
    of: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        for lesson in place.lessons:
            of[lesson].append(place)
    refused: dict[tuple[str, int, str], None] = {}
    allowed: dict[int, tuple[str, ...]] = {}
    wished: dict[tuple[Place, tuple[str, ...]], set[int]] = defaultdict(set)
    for lesson, some in of.items():
        chosen = _Chosen(some, facts.big_enough(lesson), facts.no_room)
        if chosen.rooms:
            allowed[lesson] = chosen.rooms
        for place, good in chosen.wishes:
            wished[place, good].add(lesson)
        for place, why in chosen.refused:
            refused[place.origin, place.line, why] = None
    for one in refused:
        unknown(*one)
    drafts = (
        Draft(
            "prefer_rooms",
            "lesson",
            frozenset(lessons),
            {"rooms": list(good)},
            place.weight,
            origin=place.origin,
            line=place.line,
        )
        for (place, good), lessons in wished.items()
    )
    return Rooms(allowed, tuple(drafts))


def counted(
    drafts: Iterable[Draft],
    allowed: Mapping[int, tuple[str, ...]],
    facts: Facts,
    unknown: Callable[[str, int, str], None],
) -> Iterator[Draft]:
    """The drafts but for those that count rooms of lessons that may be in none, or in several.

    ``unknown`` is told of these. ``allowed``: activity -> rooms that it may use.
    """
    for draft in drafts:
        rooms = [allowed.get(lesson, ()) for lesson in draft.lessons]
        if draft.kind == "room_stability" and any(
            facts.no_room in some or facts.together(some) for some in rooms
        ):
            unknown(draft.origin, draft.line, _UNCOUNTED)
        else:
            yield draft


class _Chosen:
    """The rooms of one lesson. ``big``: those that are big enough for it."""

    def __init__(self, places: Sequence[Place], big: frozenset[str], no_room: str) -> None:
        self.refused: list[tuple[Place, str]] = []
        self._big = big
        wanted = [p for p in places if not p.home]
        required = [p for p in wanted if p.weight == ALWAYS]
        homes = [p for p in places if p.home] if not required else []
        wishes = [p for p in wanted if p.weight < ALWAYS]
        rooms = self._common(required)
        if not rooms:
            home = self._common(homes)
            rooms = [r for p in wishes for r in p.rooms if r in big] + home
            if not any(p.weight == ALWAYS for p in homes) or not home:
                rooms.append(no_room)
        self.rooms = tuple(dict.fromkeys(rooms)) if rooms != [no_room] else ()
        self.wishes: list[tuple[Place, tuple[str, ...]]] = []
        """Constraints that may be broken, and the rooms in which they are not."""
        for place in wishes:
            self._wish(place, place.rooms)
        if no_room in self.rooms:
            anywhere = tuple(r for r in self.rooms if r != no_room)
            unfit = [place for place, _ in self.refused]
            for place in (p for p in homes if p not in unfit):
                self._wish(place, anywhere)

    def _common(self, places: Iterable[Place]) -> list[str]:
        """What places have in common; those that leave nothing are refused."""
        common: list[str] = []
        for place in places:
            fitting = [r for r in place.rooms if r in self._big]
            both = [r for r in fitting if r in common] if common else fitting
            if both:
                common = both
            else:
                self.refused.append((place, _NONE_LEFT if fitting else _SMALL))
        return common

    def _wish(self, place: Place, good: tuple[str, ...]) -> None:
        if place.weight == 0:
            return
        if self._big.isdisjoint(good):
            self.refused.append((place, _SMALL))
        elif set(self.rooms).isdisjoint(good):
            self.refused.append((place, _NEVER))
        elif not set(self.rooms) <= set(good):
            self.wishes.append((place, good))
