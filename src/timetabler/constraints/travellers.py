"""Who can be at different sites on one day: people, pupils, and pools of teachers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timetabler.constraints.encoder import Countable, Encoder, Lit, Sum
from timetabler.constraints.whereabouts import (
    class_there,
    course_sites,
    duty_is_there,
    duty_sites,
    duty_there,
    lesson_site,
    lessons_there,
)
from timetabler.models.resources import ClassGroup, Course, Group, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import DutyPlacement, Placement, Timetable, Witness


class Traveller(ABC):
    """Somebody who can be at different sites on one day."""

    @abstractmethod
    def sites(self, day: int, school: School) -> set[str]:
        """Every site at which they can be on a day; empty for what has no site."""

    @abstractmethod
    def there(self, moment: Span, site: str, enc: Encoder) -> Countable:
        """How many of them are at that site at that moment."""

    @abstractmethod
    def number(self, moment: Span, site: str, timetable: Timetable) -> int:
        """The same in a finished timetable."""

    @abstractmethod
    def seen(self, moment: Span, site: str, timetable: Timetable) -> Sequence[Witness]:
        """The lessons and duties for which they are there; home time has none to show."""

    def most(self, one: Span, other: Span) -> int:  # noqa: ARG002
        """How many of them there are, at one moment or the other."""
        return 1


@dataclass(frozen=True)
class Person(Traveller):
    """A teacher, an aide, anybody of the staff."""

    who: Teacher

    def sites(self, day: int, school: School) -> set[str]:
        """Of lessons, own classes and duties."""
        who = self.who.id
        homes = (cs for moment, cs in school.homes_of[who].items() if moment.day == day)
        return {
            *(school.home_site(c) for classes in homes for c in classes),
            *course_sites(school.courses_of_teacher[who], day, school),
            *duty_sites(school.duties_of[who], day, school),
        }

    def there(self, moment: Span, site: str, enc: Encoder) -> Lit:
        """A lesson, an own class or a duty is there."""
        school = enc.school
        who = self.who.id
        homes = school.homes_of[who].get(moment, ())
        there = [enc.at_home(c, moment) for c in homes if school.home_site(c) == site]
        courses = school.courses_of_teacher[who]
        for course, span, lesson in lessons_there(courses, moment, site, enc):
            gives = enc.given_by(course, span, self.who, moment)
            sure = lesson is enc.at(course, span)  # then whoever gives it is there
            there.append(gives if sure else enc.all_of((lesson, gives)))
        for duty in school.duties_of[who]:
            if moment.inside(duty.span):
                area = duty_there(duty, moment, site, enc)
                there.append(enc.all_of((area, enc.on_duty(who, duty))))
        return enc.any_of(there)

    def number(self, moment: Span, site: str, timetable: Timetable) -> int:
        """See Traveller."""
        school = timetable.school
        homes = school.homes_of[self.who.id].get(moment, ())
        home = any(school.home_site(c) == site and timetable.at_home(c, moment) for c in homes)
        return int(home or bool(self.seen(moment, site, timetable)))

    def seen(self, moment: Span, site: str, timetable: Timetable) -> Sequence[Witness]:
        """See Traveller."""
        who = self.who.id
        found: list[Witness] = [*_at(site, timetable.at(self.who, moment), timetable.school)]
        for duty in timetable.duties_of[who]:
            theirs = moment.inside(duty.span) and who in duty.people
            if theirs and duty_is_there(duty, moment, site, timetable):
                found.append(DutyPlacement(duty, who))
        return found


@dataclass(frozen=True)
class Pupils(Traveller):
    """The pupils of a class, or those of them who are in a group."""

    of: ClassGroup
    group: Group | None = None

    def _courses(self, school: School) -> tuple[Course, ...]:
        """Of the group."""
        return school.courses_of_group[self.group.id] if self.group else ()

    def sites(self, day: int, school: School) -> set[str]:
        """Of home time and lessons."""
        courses = (*school.courses_of_class[self.of.id], *self._courses(school))
        return {school.home_site(self.of.id), *course_sites(courses, day, school)}

    def there(self, moment: Span, site: str, enc: Encoder) -> Lit:
        """The class is there, or the group while it has a lesson of its own."""
        own = self._courses(enc.school)
        out = enc.any_of(x for c in own for x in enc.taught(c, moment))
        with_class = enc.all_of((class_there(self.of.id, moment, site, enc), enc.no(out)))
        return enc.any_of([with_class, *(lit for *_, lit in lessons_there(own, moment, site, enc))])

    def number(self, moment: Span, site: str, timetable: Timetable) -> int:
        """See Traveller."""
        home = timetable.school.home_site(self.of.id) == site
        with_class = home and timetable.at_home(self.of.id, moment)
        out = self.group and timetable.at(self.group, moment)
        return int(bool(self.seen(moment, site, timetable)) or (with_class and not out))

    def seen(self, moment: Span, site: str, timetable: Timetable) -> Sequence[Witness]:
        """See Traveller."""
        out = timetable.at(self.group, moment) if self.group else ()
        return _at(site, out or timetable.at(self.of, moment), timetable.school)


@dataclass(frozen=True)
class Pool(Traveller):
    """Teachers any of whom may take some courses, as far as nobody else may take these."""

    members: tuple[Teacher, ...]

    def _courses(self, school: School) -> dict[Course, int]:
        """The courses that nobody else takes, and how many of them a lesson needs."""
        ids = {t.id for t in self.members}
        needed = {c: sum(ids.issuperset(names) for names in c.staff) for c in school.courses}
        return {course: number for course, number in needed.items() if number}

    def sites(self, day: int, school: School) -> set[str]:
        """Of these lessons."""
        return course_sites(self._courses(school), day, school)

    def there(self, moment: Span, site: str, enc: Encoder) -> Sum:
        """People whom the lessons there need."""
        needed = self._courses(enc.school)
        lessons = lessons_there(needed, moment, site, enc)
        return enc.count(*((lit, needed[course]) for course, _, lit in lessons))

    def number(self, moment: Span, site: str, timetable: Timetable) -> int:
        """See Traveller."""
        needed = self._courses(timetable.school)
        placed = (p for c in needed for p in timetable.of_course[c.id] if moment.inside(p.span))
        return sum(needed[p.course] for p in _at(site, placed, timetable.school))

    def seen(self, moment: Span, site: str, timetable: Timetable) -> Sequence[Witness]:
        """See Traveller."""
        lessons = [p for t in self.members for p in timetable.at(t, moment)]
        return _at(site, dict.fromkeys(lessons), timetable.school)

    def most(self, one: Span, other: Span) -> int:
        """Whoever is on site at one of the moments."""
        return sum(t.here(one) or t.here(other) for t in self.members)


def _at(site: str, lessons: Iterable[Placement], school: School) -> list[Placement]:
    """Those of the lessons that are at the site."""
    return [lesson for lesson in lessons if lesson_site(lesson, school) == site]
