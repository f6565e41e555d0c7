"""What a school file says, and each of its things by id. The lowest floor of School."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from timetabler.models.calendar import NO_DATES, Calendar
from timetabler.models.duties import Duty, DutyArea, Need
from timetabler.models.pack import NEUTRAL, Pack
from timetabler.models.resources import (
    NOWHERE,
    ClassGroup,
    Course,
    Group,
    Lock,
    Room,
    Source,
    Subject,
    Teacher,
)
from timetabler.models.week import Week

Named: TypeAlias = Teacher | Room | ClassGroup | Group | DutyArea
"""What has an id, and a name that people know."""


@dataclass(frozen=True, eq=False)
class Team:
    """Classes that plan together."""

    id: str
    classes: tuple[str, ...]
    source: Source = NOWHERE


@dataclass(frozen=True, eq=False)
class Facts:
    """All facts of one school. Frozen; compared and hashed by identity."""

    name: str
    week: Week
    teachers: tuple[Teacher, ...] = ()
    rooms: tuple[Room, ...] = ()
    classes: tuple[ClassGroup, ...] = ()
    groups: tuple[Group, ...] = ()
    teams: tuple[Team, ...] = ()
    courses: tuple[Course, ...] = ()
    locks: tuple[Lock, ...] = ()
    areas: tuple[DutyArea, ...] = ()
    needs: tuple[Need, ...] = ()
    duties: tuple[Duty, ...] = ()
    """Of areas and of needs, by time."""
    sites: tuple[str, ...] = ()
    travel: int = 0
    """Minutes from one site to another."""
    pack: Pack = NEUTRAL
    """The words and entitlements of the place."""
    marks: frozenset[int] = frozenset()
    """Minutes of the day named by some rule: they cut moments, so that rules see whole moments."""
    id: str = "school"
    """Short and stable; part of every key of the analytics tables."""
    number: str = ""
    """What the authority knows the school by."""
    sector: str = ""
    """``Government``, ``Catholic``, ``Independent``, as the school writes it."""
    calendar: Calendar = NO_DATES
    """Dates, if any are known."""
    subject_details: tuple[Subject, ...] = ()
    """What is known of some subjects besides their names."""
    term: str = ""
    """What the timetable is for, as people say it: ``2027 Term 1``."""
    home_subject: str = "Class"
    """What home time is called in timetables."""

    @cached_property
    def teacher(self) -> dict[str, Teacher]:
        """Teachers by id."""
        return {t.id: t for t in self.teachers}

    @cached_property
    def room(self) -> dict[str, Room]:
        """Rooms by id."""
        return {r.id: r for r in self.rooms}

    @cached_property
    def class_(self) -> dict[str, ClassGroup]:
        """Classes by id."""
        return {c.id: c for c in self.classes}

    @cached_property
    def group(self) -> dict[str, Group]:
        """Groups by id."""
        return {g.id: g for g in self.groups}

    @cached_property
    def team(self) -> dict[str, Team]:
        """Teams by id."""
        return {t.id: t for t in self.teams}

    @cached_property
    def course(self) -> dict[str, Course]:
        """Courses by id."""
        return {c.id: c for c in self.courses}

    @cached_property
    def area(self) -> dict[str, DutyArea]:
        """Duty areas by id."""
        return {a.id: a for a in self.areas}

    @cached_property
    def need(self) -> dict[str, Need]:
        """Needs of support by id."""
        return {n.id: n for n in self.needs}

    @cached_property
    def duty(self) -> dict[str, Duty]:
        """Duties by id."""
        return {d.id: d for d in self.duties}

    def name_of(self, sort: str, id_: str) -> str:
        """The name that people know of a ``teacher``, ``room``, ``class``, ``group`` or duty
        ``area``; of other sorts, and of what has no name, the text itself."""
        known: Mapping[str, Mapping[str, Named]] = {
            "teacher": self.teacher,
            "room": self.room,
            "class": self.class_,
            "group": self.group,
            "area": self.area,
        }
        of_sort = known.get(sort, {})
        return of_sort[id_].name if id_ in of_sort else id_

    @cached_property
    def yard(self) -> tuple[Duty, ...]:
        """The duties of areas; those that are left are support."""
        return tuple(duty for duty in self.duties if duty.sort == "duty")

    @cached_property
    def duties_of(self) -> dict[str, tuple[Duty, ...]]:
        """person -> the duties that they may have, by time."""
        result: dict[str, list[Duty]] = {t.id: [] for t in self.teachers}
        for duty in self.duties:
            for person in duty.people:
                result[person].append(duty)
        return {t: tuple(found) for t, found in result.items()}

    def far_from(self, zone: str) -> frozenset[str]:
        """Rooms at another end of the grounds; those of no zone are near everything."""
        return frozenset(r.id for r in self.rooms if zone and r.zone and r.zone != zone)

    @cached_property
    def support_of(self) -> dict[str, tuple[Duty, ...]]:
        """need -> each part of the cycle at which somebody may support it, by time."""
        result: dict[str, list[Duty]] = {n.id: [] for n in self.needs}
        for duty in self.duties:
            if duty.sort == "support":
                result[duty.area].append(duty)
        return {n: tuple(found) for n, found in result.items()}

    def support_minutes(self, people: Collection[str]) -> int:
        """Minutes of support in the whole cycle that nobody but these people may give."""
        asked = sum(
            need.minutes
            for need in self.needs
            if all(set(part.people).issubset(people) for part in self.support_of[need.id])
        )
        return asked * len(self.week.days_by_week)

    def duty_minutes(self, duty: Duty) -> int:
        """What a duty counts for when duties are shared: its minutes times the points of its area.

        Support counts as its minutes."""
        return duty.span.minutes * (self.area[duty.area].points if duty.sort == "duty" else 1)

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """Subjects of the courses, in the order written."""
        return tuple(dict.fromkeys(c.subject for c in self.courses))

    @cached_property
    def learning_area(self) -> dict[str, str]:
        """subject -> its area of the curriculum, where that is known."""
        return {s.name: s.learning_area for s in self.subject_details if s.learning_area}

    @cached_property
    def years(self) -> tuple[str, ...]:
        """Years of the classes, in the order written."""
        return tuple(dict.fromkeys(y for c in self.classes for y in c.years))
