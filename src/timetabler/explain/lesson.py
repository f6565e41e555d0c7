"""Why a lesson is where it is, and what else could be: the whole answer, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from timetabler.explain.moves import Tried, places
from timetabler.explain.obstacles import Effect, broken, charged
from timetabler.explain.question import Index, Thing, place, told, where
from timetabler.explain.swaps import Swaps
from timetabler.explain.threads import Threads, Trials
from timetabler.explain.ties import Tie, Ties
from timetabler.models.findings import Report
from timetabler.models.rows import minutes
from timetabler.models.timetable import DutyPlacement, Placement, Timetable, Witness
from timetabler.models.wording import words
from timetabler.spec.problem import Problem


class Elsewhere(NamedTuple):
    """Another place for a lesson, or another person for a duty."""

    where: str
    """``Tue S3``; of a duty, the name of the person."""
    also: str
    """What else would be different: ``in Hall``, ``with Max Webb``; else empty."""
    breaks: tuple[Effect, ...]
    """What stands in its way."""
    costs: tuple[Effect, ...]
    cost: int
    """What the timetable would cost more; less than 0: less."""


class Shift(NamedTuple):
    """One lesson or duty of an exchange."""

    what: str
    before: str
    after: str
    """Times; of a duty, people."""


class Swap(NamedTuple):
    """An exchange that keeps every required rule."""

    shifts: tuple[Shift, ...]
    """First the lesson or duty in question, then those that make room."""
    costs: tuple[Effect, ...]
    cost: int


@dataclass(frozen=True)
class LessonAnswer:
    """Why one lesson, or one duty of one person, is where it is."""

    what: str
    where: str
    """``Tue S3, Oval, Pat Lee``."""
    ties: tuple[Tie, ...]
    """What speaks for its place, or against it."""
    good_for: tuple[str, ...]
    """Who is released because of it."""
    places: tuple[Elsewhere, ...]
    """Every other place: the possible ones first, by cost; then, by time, those with one thing in
    the way, and those with more."""
    swaps: tuple[Swap, ...]
    """The cheapest first, at most ``SWAPS``."""

    @property
    def possible(self) -> tuple[Elsewhere, ...]:
        """The places to which it could go alone."""
        return tuple(place for place in self.places if not place.breaks)


SWAPS = 5
"""So many exchanges are told at most."""


class Lessons:
    """Answers about the lessons and duties of one timetable."""

    def __init__(self, problem: Problem, timetable: Timetable, report: Report) -> None:
        self.index = Index(timetable)
        self._timetable = timetable
        self._school = problem.school
        threads = Threads(problem)
        self._trials = Trials(threads, timetable)
        self._ties = Ties(problem, timetable, report, threads)
        self._swaps = Swaps(self._trials, self.index)

    def why(self, thing: Thing) -> LessonAnswer:
        """The whole answer about a lesson or a duty; every other place of it is tried."""
        elsewhere = places(thing, self._trials)
        found = [self._place(thing, tried) for tried in elsewhere]
        swaps = self._swaps.of(thing, elsewhere)
        return LessonAnswer(
            what=told(thing),
            where=place(thing, self._school),
            ties=self._ties.of(thing[0]),
            good_for=tuple(self._good_for(thing)),
            places=tuple(sorted(found, key=_nearness)),
            swaps=tuple(self._swap(tried) for tried in swaps[:SWAPS]),
        )

    def _place(self, thing: Thing, tried: Tried) -> Elsewhere:
        before, after = thing[0], tried.come[0]
        also = []
        if isinstance(before, Placement) and isinstance(after, Placement):
            if before.room != after.room and after.room is not None:
                also.append(f"in {self._school.room[after.room].name}")
            others = [t for t in after.teachers if t not in before.teachers]
            if others:
                also.append(f"with {words(self._school.teacher[t].name for t in others)}")
        return Elsewhere(
            where(tried.come, self._school),
            " ".join(also),
            broken(tried),
            charged(tried),
            tried.cost,
        )

    def _swap(self, tried: Tried) -> Swap:
        """An exchange in words: what goes and what comes are in one order."""
        after: dict[Thing, list[Witness]] = {}
        for old, new in zip(tried.gone, tried.come, strict=True):
            after.setdefault(self.index.thing_of[old], []).append(new)
        shifts = (
            Shift(told(thing), where(thing, self._school), where(tuple(new), self._school))
            for thing, new in after.items()
        )
        return Swap(tuple(shifts), charged(tried), tried.cost)

    def _good_for(self, thing: Thing) -> Iterator[str]:
        """Whose release it gives, and which team is released together."""
        first = thing[0]
        if isinstance(first, DutyPlacement):
            return
        timetable, school = self._timetable, self._school
        lessons = [placed for placed in thing if isinstance(placed, Placement)]
        moments = [m for lesson in lessons for m in school.within(lesson.span)]
        classes = school.classes_of(first.course)
        word = school.pack.word("release").lower()
        for person in school.teachers:
            if set(school.home_classes[person.id]).isdisjoint(classes):
                continue
            given = minutes(m for m in moments if timetable.released(person.id, m))
            if given:
                whole = sum(map(minutes, timetable.releases(person.id)))
                yield f"It gives {person.name} {given} of {whole} minutes of {word}"
        for team in school.teams:
            if len(team.classes) > 1 and not set(classes).isdisjoint(team.classes):
                homes = [school.home_teacher(c, m) for c in team.classes for m in moments]
                free = (timetable.released(t, m) for t in {*homes} if t for m in moments)
                if all(homes) and all(free):
                    yield f"The teachers of team {team.id} are released together then"


def _nearness(place: Elsewhere) -> tuple[int, int]:
    return (0, place.cost) if not place.breaks else (min(2, len(place.breaks)), 0)
