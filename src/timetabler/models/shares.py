"""Sharing duty in proportion to fte: everybody's share, and how near to it all of them can be."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from math import ceil, floor
from operator import or_
from typing import NamedTuple

from timetabler.models.duties import Duty
from timetabler.models.flow import SINK, SOURCE, Flow
from timetabler.models.resources import Teacher
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Timetable


class Part(NamedTuple):
    """What somebody has of the duties that are shared."""

    person: Teacher
    minutes: int
    share: Fraction
    """What it would be in proportion to fte."""

    @property
    def difference(self) -> Fraction:
        """Minutes above the share; below it, a negative number."""
        return self.minutes - self.share


class Excess(NamedTuple):
    """Some people, and minutes that do not go together."""

    people: tuple[Teacher, ...]
    theirs: int
    """What they would have."""
    there: int
    """What there is for just them."""


@dataclass(frozen=True, eq=False)
class Shares:
    """Duties that some people share, in minutes over the whole cycle."""

    people: tuple[Teacher, ...]
    """Those who may have any of the duties."""
    minutes: Mapping[Duty, int]
    """What each duty counts for."""
    total: int
    """Minutes of all, as often as people are needed: what is shared."""
    own: int
    """Minutes of these that nobody else may have."""
    most: int
    """Minutes of all, if as many people have them as can."""
    pools: Mapping[frozenset[str], tuple[int, int]]
    """Some of the people -> minutes that just they may have: those that nobody else may have, and
    those that anybody may."""

    @classmethod
    def of(
        cls,
        school: School,
        duties: Iterable[Duty],
        people: Iterable[Teacher],
        *,
        with_points: bool = True,
    ) -> Shares:
        """How these people share these duties, all of one sort.

        ``with_points``: a minute counts as often as its area has points.
        """
        asked = {t.id: t for t in people}
        minutes = {
            d: school.duty_minutes(d) if with_points else d.span.minutes
            for d in duties
            if not asked.keys().isdisjoint(d.people)  # what none of them may have is not theirs
        }
        may = {t for duty in minutes for t in duty.people}
        sharing = tuple(t for t in asked.values() if t.id in may)
        ids = {t.id for t in sharing}
        if any(d.sort == "support" for d in minutes):
            total = most = school.support_minutes(may)
            own = school.support_minutes(ids)
        else:
            total = sum(d.least * n for d, n in minutes.items())
            own = sum(d.least * n for d, n in minutes.items() if ids.issuperset(d.people))
            most = sum(d.most * n for d, n in minutes.items())
        pools: dict[frozenset[str], tuple[int, int]] = {frozenset(ids): (own, most)}
        if not any(d.sort == "support" for d in minutes):
            pools = {}
            for duty, n in minutes.items():
                pool = frozenset(ids.intersection(duty.people))
                before = pools.get(pool, (0, 0))
                alone = duty.least * n if ids.issuperset(duty.people) else 0
                pools[pool] = (before[0] + alone, before[1] + duty.most * n)
        return cls(sharing, minutes, total, own, most, pools)

    @cached_property
    def share(self) -> dict[str, Fraction]:
        """person -> minutes in proportion to fte, exactly."""
        fte = {t.id: Fraction(str(t.fte)) for t in self.people}
        return {t: self.total * part / sum(fte.values()) for t, part in fte.items()}

    def parts(self, timetable: Timetable) -> tuple[Part, ...]:
        """What everybody has in a timetable."""
        has = {
            t: sum(self.minutes.get(d, 0) for d in duties)
            for t, duties in timetable.duties_of.items()
        }
        return tuple(Part(t, has[t.id], self.share[t.id]) for t in self.people)

    def largest(self, timetable: Timetable) -> Fraction:
        """Minutes by which the person furthest from the share is above or below it."""
        return max((abs(part.difference) for part in self.parts(timetable)), default=Fraction(0))

    @cached_property
    def reach(self) -> dict[str, tuple[int, ...]]:
        """person -> minutes that some of their duties add up to, at most one at each time.

        What is fixed for them is always among it.
        """
        return {t.id: tuple(self._sums(t.id)) for t in self.people}

    def _sums(self, person: str) -> list[int]:
        fixed = 0
        choices: dict[Span, set[int]] = defaultdict(set)
        for duty, minutes in self.minutes.items():
            if person in duty.fixed:
                fixed += minutes
            elif person in duty.people:
                choices[duty.span].add(minutes)
        sums = 1 << fixed  # bit n is set: n minutes are possible
        for each in choices.values():
            sums = reduce(or_, (sums << n for n in sorted(each)), sums)
        return [n for n in range(sums.bit_length()) if sums >> n & 1]

    @cached_property
    def floor(self) -> Fraction:
        """A largest difference that no timetable is below, by counting.

        If everybody is within some minutes of the share, there is a least and a most that each may
        have. It is impossible unless the least of any of them add up to no more than there is for
        them, and the most to what nobody else may have. It is the smallest difference that passes.
        """
        away = {abs(n - self.share[t.id]) for t in self.people for n in self.reach[t.id]}
        distances = [Fraction(0), *sorted(away)]
        passes = bisect_left(distances, True, hi=len(distances) - 1, key=self.possible)
        return distances[passes]

    def possible(self, within: Fraction | int) -> bool:
        """Whether counting allows that everybody is within so many minutes of the share."""
        return (
            all(self.near(t, within) for t in self.people)
            and not self.too_little(within)
            and not self.too_much(within)
        )

    def too_little(self, within: Fraction | int) -> Excess | None:
        """People who may have too little to cover what only they may do; all are ``near``."""
        flow = Flow()
        for pool, (own, _) in self.pools.items():
            flow.edge(SOURCE, pool, own)
            for person in pool:
                flow.edge(pool, person, own)
        for who in self.people:
            flow.edge(who.id, SINK, self.near(who, within)[-1])
        if flow.run() >= sum(own for own, _ in self.pools.values()):
            return None
        reached = flow.reached()
        people = tuple(t for t in self.people if t.id in reached)
        theirs = sum(self.near(t, within)[-1] for t in people)
        return Excess(people, theirs, sum(n for p, (n, _) in self.pools.items() if p in reached))

    def too_much(self, within: Fraction | int) -> Excess | None:
        """People who must have more than there is for them; all are ``near``."""
        flow = Flow()
        for who in self.people:
            flow.edge(SOURCE, who.id, self.near(who, within)[0])
        for pool, (_, most) in self.pools.items():
            for person in pool:
                flow.edge(person, pool, most)
            flow.edge(pool, SINK, most)
        if flow.run() >= sum(self.near(t, within)[0] for t in self.people):
            return None
        reached = flow.reached()
        people = tuple(t for t in self.people if t.id in reached)
        theirs = sum(self.near(t, within)[0] for t in people)
        ids = {t.id for t in people}
        return Excess(people, theirs, sum(n for p, (_, n) in self.pools.items() if p & ids))

    def near(self, person: Teacher, within: Fraction | int) -> tuple[int, ...]:
        """What somebody may have who is within so many minutes of the share; empty: nothing."""
        share, reach = self.share[person.id], self.reach[person.id]
        first = bisect_left(reach, ceil(share - within))
        return reach[first : bisect_right(reach, floor(share + within))]
