"""Where a school is tight: who and what has the least room left beside the lessons asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from timetabler.models.resources import Source
from timetabler.models.wording import plural
from timetabler.precheck.bottlenecks import Bottleneck, bottlenecks
from timetabler.precheck.given import Given
from timetabler.precheck.shortages import UNITS, about, added_up, written
from timetabler.precheck.supply import Part, Supply
from timetabler.spec.problem import Problem


@dataclass(frozen=True)
class Tight:
    """A resource, and how much of it the lessons need."""

    name: str
    """``Pat Lee``; of several classes alike, the first and how many more."""
    load: int
    """Lessons, or minutes, that are asked for."""
    capacity: int
    """How many there is room for, if each could be wherever some of them can."""
    message: str
    """Both with the arithmetic, for a person to check; no full stop at the end."""
    sources: tuple[Source, ...] = ()
    """The lines that they follow from."""

    @property
    def share(self) -> Fraction:
        """load / capacity: above 1, no timetable exists."""
        return Fraction(self.load, self.capacity)


def tightest(problem: Problem, most: int = 5) -> tuple[Tight, ...]:
    """The people, rooms, subjects and limits with the least room to spare, the tightest first.

    Classes as such are left out: a class is to have lessons all week. So is everything where a
    school has weakened what always holds: then there is room for more than can be counted.
    """
    if not problem.counted:
        return ()
    given = Given.of(problem)
    needs = (n for n in bottlenecks(problem.school, given.all_limits) if n.courses)
    measured = [
        (need, each)
        for need in needs
        if not (need.class_ and need.courses == problem.school.courses_of_class[need.class_.id])
        for each in [_measured(need, given)]
        if each is not None
    ]
    measured.sort(key=lambda pair: (-pair[1].share, pair[1].capacity))
    return tuple(_distinct(measured))[:most]


def _measured(need: Bottleneck, given: Given) -> Tight | None:
    """By lessons or by time, whichever has less to spare; None: there is nothing at all."""
    supply = Supply(need, given)
    lessons = sum(len(given.school.lessons(c)) for c in need.courses)
    ways: list[tuple[int, tuple[Part, ...], str]] = [(lessons, supply.parts, "place")]
    for unit in UNITS:
        for part in given.school.week.counted:
            if parts := supply.amount(unit, part):
                ways.append((supply.asked(unit, part), parts, unit.removesuffix("s")))
    found = [
        _tight(need, load, parts, unit, given)
        for load, parts, unit in ways
        if sum(part.most for part in parts)
    ]
    return max(found, key=lambda tight: tight.share, default=None)


def _tight(need: Bottleneck, load: int, parts: tuple[Part, ...], unit: str, given: Given) -> Tight:
    capacity = sum(part.most for part in parts)
    message = (
        f"{need.name}: {load} of {plural(capacity, unit)} "
        f"{'is' if load == 1 else 'are'} needed for {about(need.courses, given.school)}"
        f"{added_up(parts)}"
    )
    rules = given.about(need)
    lines = (*(c.source for c in need.courses), *need.facts, *rules.sources(need.courses))
    return Tight(need.name, load, capacity, message, written(lines))


def _distinct(measured: Iterable[tuple[Bottleneck, Tight]]) -> Iterator[Tight]:
    """Without those about the same lessons, or of another class in the same position."""
    seen: set[object] = set()
    for need, tight in measured:
        key: object = frozenset(need.courses)
        if need.class_:
            key = (tight.load, tight.capacity, *(c.entry for c in need.courses))
        if key not in seen:
            seen.add(key)
            yield tight
