"""lunch_break: everybody has a free stretch of time around midday."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import Times
from timetabler.constraints.scope import TeacherScope
from timetabler.models.school import School
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.week import Span
from timetabler.models.wording import words


class LunchBreak(TeacherScope):
    """On each day on site, a teacher is free for so many minutes in a row within certain times.

    One of the times will do: ``times: "11:30-14:30", minutes: 30`` is half an hour somewhere
    between, ``times: [P4, P5]`` is the whole of one period or of the other. Where classes follow
    different bells, a timeslot may be at several times of day, and any of them will do.

    A class teacher in home time is not free. For a lunch that should rather be early, write a
    second rule with the early times alone and a weight.

    The deviation is 1 on a day without such a stretch.
    """

    kind: Literal["lunch_break"] = "lunch_break"
    times: Annotated[Times, Field(min_length=1, description="Within one of these times.")]
    minutes: Annotated[
        int | None, Field(ge=1, description="So long in a row; default: the whole of that time.")
    ] = None
    absence = True
    example = '{kind: lunch_break, times: "11:30-14:30", minutes: 30}'

    def points(self, school: School) -> Iterator[Point]:
        """One for each teacher and day on site with such times."""
        windows = {s for text in self.times for c in school.class_ for s in school.times([text], c)}
        for teacher in self.people(school):
            for day in school.days_on_site(teacher):
                today = sorted(w for w in windows if w.day == day)
                if today:
                    name = school.week.days[day]
                    yield Point(f"{teacher.id}|{name}", (teacher, today, name))

    def encode(self, point: Point, enc: Encoder) -> None:
        """One of the stretches is free: each begins with its time, or where something ends."""
        teacher, windows, _ = point.about
        stretches = {s for window in windows for s in self._stretches(window, enc.school)}
        enc.holds(
            enc.any_of(
                enc.no(enc.any_of(enc.busy(teacher, m) for m in enc.school.within(stretch)))
                for stretch in sorted(stretches)
            )
        )

    def _stretches(self, window: Span, school: School) -> Iterator[Span]:
        minutes = self.minutes or window.minutes
        for start in (window.start, *(m.end for m in school.within(window))):
            if start + minutes <= window.end:
                yield Span(window.day, start, start + minutes)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """1 if no gap between things to do is long enough."""
        teacher, windows, _ = point.about
        for window in windows:
            minutes = self.minutes or window.minutes
            free_from = window.start
            for moment in timetable.school.within(window):
                if timetable.load(teacher, moment):
                    if moment.start - free_from >= minutes:
                        return 0
                    free_from = moment.end
            if window.end - free_from >= minutes:
                return 0
        return 1

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons then. Home time has none to show."""
        teacher, windows, _ = point.about
        lessons = timetable.lessons_of(teacher)
        return [p for p in lessons if any(p.span.meets(w) for w in windows)]

    def sentence(self, point: Point) -> str:
        """Who, when, and how long."""
        teacher, _, day = point.about
        return f"{teacher.name} is free for {self._when()} on {day}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"A lunch break every day for {self.people_words()}: {self._when()}"

    def _when(self) -> str:
        if self.minutes:
            return f"{self.minutes} minutes within {words(self.times, 'or')}"
        return f"all of {words(self.times, 'or')}"
