"""limit_busy_times: how long a teacher teaches in a day or a week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from timetabler.constraints.allowed import Allowed
from timetabler.constraints.base import Limit, Point, known
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.scope import TeacherScope
from timetabler.models.cycle import CyclePart
from timetabler.models.resources import Course, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural, words


class LimitBusyTimes(TeacherScope):
    """Teachers teach for at least, or at most, so many minutes or periods a day or a week.

    In minutes, teachers teach in lessons and with their class in home time, unless ``home_time`` is
    false. In periods only lessons count; a double counts for two, a short lesson for one. Limits
    for a day apply to the days on which a teacher is on site, limits for a week to each week of the
    cycle. ``pro_rata`` makes limits for a week smaller with the fte. Duty never counts. (For
    lessons of a class, see ``limit_lessons_per_day``.)

    Without any limit, teachers are face to face with pupils for at most as long a week as the pack
    says.

    The deviation is the number of minutes, or periods, missing or too many.
    """

    kind: Literal["limit_busy_times"] = "limit_busy_times"
    at_least: Annotated[int | None, Field(ge=0, description="Teaches for at least so long.")] = None
    at_most: Annotated[int | None, Field(ge=0, description="Teaches for at most so long.")] = None
    unit: Annotated[Literal["minutes", "periods"], Field(description="What is counted.")] = (
        "minutes"
    )
    per: Annotated[Literal["day", "week"], Field(description="In each day or in the week.")] = (
        "week"
    )
    home_time: Annotated[bool, Field(description="Whether home time counts, in minutes.")] = True
    pro_rata: Annotated[
        bool | None,
        Field(description="In proportion to fte; default: no, or as the pack says of its figure."),
    ] = None
    absence = True
    from_pack: ClassVar[Mapping[str, str]] = {
        "at_most": "face_to_face_minutes",
        "pro_rata": "face_to_face_minutes",
    }
    example = "{kind: limit_busy_times, teachers: specialists, at_most: 1260, per: week}"

    @model_validator(mode="after")
    def _limits_make_sense(self) -> LimitBusyTimes:
        in_pack = self.per == "week" and self.unit == "minutes"
        if self._unlimited and not in_pack:
            raise ValueError("write at_least or at_most")
        if self.pro_rata and self.per == "day":
            raise ValueError("pro_rata goes with per: week; part-timers work whole days")
        return self

    @property
    def _unlimited(self) -> bool:
        return self.at_least is None and self.at_most is None

    def unwritten(self) -> dict[str, str]:
        """The limit is left to the pack if there is none at all."""
        return super().unwritten() if self._unlimited else {}

    def points(self, school: School) -> Iterator[Point]:
        """One for each teacher, and week or day; shadows for pools."""
        most = known(self.at_most) if self._unlimited else self.at_most
        for people in self._sets(school):
            shadow = len(people) > 1
            key = "|".join([*(["pool"] if shadow else []), *(t.id for t in people)])
            for part in school.week.parts(self.per):
                here = [t for t in people if self._here(t, part, school)]
                if here:
                    low, high = (self._share(limit, here) for limit in (self.at_least, most))
                    about = (people, part, None if shadow else low, high)
                    yield Point(part.key(key), about, shadow)

    def _here(self, teacher: Teacher, part: CyclePart, school: School) -> bool:
        """Whether the limit applies then: of a day, only to those on site."""
        return self.per == "week" or part.days[0] in school.days_on_site(teacher)

    def _sets(self, school: School) -> Iterator[tuple[Teacher, ...]]:
        """Each teacher alone, and the pools of which everybody has a maximum."""
        people = self.people(school)
        yield from ((t,) for t in people if self.at_least is not None or _may_teach(t, school))
        for ids in school.pools if self.at_most is not None else ():
            pool = tuple(t for t in people if t.id in ids)
            if len(pool) == len(ids):
                yield pool

    def _share(self, limit: int | None, people: Iterable[Teacher]) -> int | None:
        if limit is None:
            return None
        return sum(t.share(limit) if self.pro_rata else limit for t in people)

    def _worth(self, course: Course, span: Span, school: School) -> int:
        return span.minutes if self.unit == "minutes" else school.spans(course).get(span, 1)

    def _homes(
        self, teacher: Teacher, part: CyclePart, school: School
    ) -> Iterator[tuple[str, Span]]:
        """Where and when home time counts, if it is home time."""
        if self.home_time and self.unit == "minutes":
            for moment, classes in school.homes_of[teacher.id].items():
                if moment.day in part.days:
                    yield from ((c, moment) for c in classes)

    def encode(self, point: Point, enc: Encoder) -> None:
        """Add up lessons and home time; of a pool, the lessons that nobody else can give."""
        people, part, low, high = point.about
        school = enc.school
        busy: list[tuple[Lit, int]] = []
        for course in dict.fromkeys(c for t in people for c in school.courses_of_teacher[t.id]):
            for span in school.spans(course):
                if span.day not in part.days:
                    continue
                worth = self._worth(course, span, school)
                if point.shadow:
                    busy.append((enc.at(course, span), worth * _needed(people, course)))
                else:
                    busy.append((enc.taught_by(course, span, people[0].id), worth))
        if not point.shadow:
            homes = self._homes(people[0], part, school)
            busy += ((enc.at_home(c, moment), moment.minutes) for c, moment in homes)
        Allowed(low, high).state(enc.count(*busy), enc)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes or periods missing, or too many."""
        *_, low, high = point.about
        return Allowed(low, high).off(self._total(point, timetable))

    def _total(self, point: Point, timetable: Timetable) -> int:
        people, part, *_ = point.about
        school = timetable.school
        total = 0
        for lesson in self.witnesses(point, timetable):
            times = _needed(people, lesson.course) if point.shadow else 1
            total += times * self._worth(lesson.course, lesson.span, school)
        if not point.shadow:
            homes = self._homes(people[0], part, school)
            total += sum(moment.minutes for c, moment in homes if timetable.at_home(c, moment))
        return total

    def witnesses(self, point: Point, timetable: Timetable) -> list[Placement]:
        """The lessons that count. Home time has none to show."""
        people, part, *_ = point.about
        lessons = dict.fromkeys(p for t in people for p in timetable.lessons_of(t))
        return [p for p in lessons if p.span.day in part.days]

    def remarks(self, point: Point, timetable: Timetable) -> Iterator[str]:
        """How much there is."""
        yield plural(self._total(point, timetable), self.unit.removesuffix("s"))

    def amount(self, deviation: int) -> str:
        """In its unit."""
        return plural(deviation, self.unit.removesuffix("s"))

    def sentence(self, point: Point) -> str:
        """Who, how much, when."""
        people, part, low, high = point.about
        return f"{words(t.name for t in people)}: {self._amount(low, high)} {part.when}"

    def title(self) -> str:
        """The rule in a sentence."""
        rate = ", pro rata" if self.pro_rata else ""
        amount = self._amount(self.at_least, self.at_most)
        return f"For {self.people_words()}: {amount} {self._often(self.per)}{rate}"

    def _amount(self, low: int | None, high: int | None) -> str:
        what = "teaching" if self.home_time else "lessons"
        return f"{Allowed(low, high).said()} {self.unit} of {what}"

    def limits(self, school: School) -> Iterator[Limit]:
        """The most of each; home time counts too, so lessons alone are no more."""
        for point in self.points(school):
            people, part, _, high = point.about
            if high is not None and not point.shadow:
                (who,) = people
                part_time = self.pro_rata and who.fte != 1
                why = f"{known(self.at_most)} x {who.fte:g}" if part_time else ""
                lessons = frozenset(school.courses_of_teacher[who.id])
                yield Limit(who, lessons, tuple(part.days), high, self.unit, why)


def _may_teach(teacher: Teacher, school: School) -> bool:
    """Whether there is anything to limit: of an aide, support is no teaching."""
    return bool(school.courses_of_teacher[teacher.id] or school.home_classes[teacher.id])


def _needed(people: tuple[Teacher, ...], course: Course) -> int:
    """How many of these teachers a lesson of the course needs, whoever else is there."""
    ids = {t.id for t in people}
    return sum(ids.issuperset(names) for names in course.staff)
