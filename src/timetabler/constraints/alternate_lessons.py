"""alternate_lessons: two subjects take turns at the same time, one in each week of a fortnight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import ClassNames, SubjectNames, YearNames
from timetabler.constraints.scope import class_words
from timetabler.models.reasons import Shortage
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural, words


class AlternateLessons(Constraint):
    """Two subjects of a class take turns: when one has a lesson, the other has it the other week.

    For a cycle of two weeks, and courses that say their ``weeks``: a lesson of one subject in week
    A and a lesson of the other in week B start and end at the same time of the same day. Courses
    that are the same in every week are not meant.

    The deviation is, for each class, the number of lessons without a partner in the other week.
    """

    kind: Literal["alternate_lessons"] = "alternate_lessons"
    classes: ClassNames = ()
    years: YearNames = ()
    subjects: Annotated[SubjectNames, Field(description="The two subjects.")]
    example = "{kind: alternate_lessons, subjects: [STEM, Italian], years: [5, 6]}"

    @model_validator(mode="after")
    def _two_subjects(self) -> AlternateLessons:
        if len(set(self.subjects)) != 2 or {"all", "specialist"} & set(self.subjects):
            raise ValueError("write the names of two subjects")
        return self

    def points(self, school: School) -> Iterator[Point]:
        """One for each class that has both in some weeks only."""
        for class_ in school.select_classes(self.classes, self.years):
            mine = [c for c in school.courses_of_pupils[class_.id] if c.weeks is not None]
            one, other = (tuple(c for c in mine if c.subject == s) for s in self.subjects)
            if one and other and len(school.week.weeks) == 2:
                yield Point(class_.id, (class_, one, other))

    def encode(self, point: Point, enc: Encoder) -> None:
        """As many lessons of the one at each time as of the other in the other week."""
        _, one, other = point.about
        school = enc.school
        turns = {_turn(s, school): None for c in other for s in school.spans(c)}
        for span in dict.fromkeys([s for c in one for s in school.spans(c)] + [*turns]):
            here = enc.count(*(enc.at(c, span) for c in one))
            there = enc.count(*(enc.at(c, _turn(span, school)) for c in other))
            enc.exactly(enc.count(here, (there, -1)), 0)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Lessons without a partner."""
        _, one, other = point.about
        here = Counter(p.span for c in one for p in timetable.of_course[c.id])
        there = Counter(
            _turn(p.span, timetable.school) for c in other for p in timetable.of_course[c.id]
        )
        return ((here - there) + (there - here)).total()

    def witnesses(self, point: Point, timetable: Timetable) -> Iterator[Placement]:
        """The lessons without a partner."""
        _, *sides = point.about
        for mine, others in (sides, sides[::-1]):
            taken = Counter(p.span for c in others for p in timetable.of_course[c.id])
            lessons = [p for c in mine for p in timetable.of_course[c.id]]
            times = Counter(p.span for p in lessons)
            for lesson in lessons:
                if times[lesson.span] > taken[_turn(lesson.span, timetable.school)]:
                    yield lesson

    def sentence(self, point: Point) -> str:
        """The class."""
        return f"{point.about[0].name} has {self._turns()}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"For {class_words(self.classes, self.years)}: {self._turns()}"

    def _turns(self) -> str:
        return f"{words(self.subjects)} in turn, at the same time in alternate weeks"

    def shortage(self, school: School) -> Iterator[Shortage]:
        """One has more lessons in a week than the other can have in the other week."""
        for point in self.points(school):
            class_, *sides = point.about
            for week in school.week.each:
                for mine, others in (sides, sides[::-1]):
                    here = sum(len(school.least_lessons(c, *week.weeks)) for c in mine)
                    there = sum(len(school.most_lessons(c, 1 - week.weeks[0])) for c in others)
                    if here > there:
                        yield Shortage(
                            f"{self.sentence(point)}, but it has {mine[0].subject} "
                            f"{plural(here, 'time')} {week.when}, and {others[0].subject} at most "
                            f"{plural(there, 'time')} the other week",
                            (class_.source, *(c.source for c in (*mine, *others))),
                        )


def _turn(span: Span, school: School) -> Span:
    """The same time in the other week."""
    return school.week.in_week(span, 1 - school.week.week_of(span.day))
