"""lunch_break: everybody has a free stretch of time around midday."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from timetabler.constraints.base import Point, known
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.names import Times
from timetabler.constraints.scope import TeacherScope
from timetabler.models.duties import Duty
from timetabler.models.resources import Teacher
from timetabler.models.school import School
from timetabler.models.span import Span, touches
from timetabler.models.timetable import DutyPlacement, Timetable, Witness
from timetabler.models.wording import words


class LunchBreak(TeacherScope):
    """On each day on site, a teacher is free for so many minutes in a row within certain times.

    One of the times will do: ``times: "11:30-14:30", minutes: 30`` is half an hour somewhere
    between, ``times: [P4, P5]`` is the whole of one period or of the other. Where classes follow
    different bells, a timeslot may be at several times of day, and any of them will do.

    A class teacher in home time is not free, nor is anybody on duty or an aide in class. Where a
    meal break is shorter on days with yard duty, write ``minutes_on_duty``: then yard duty may
    take some of the ``minutes``, if so many in a row are free of it too. For a lunch that should
    rather be early, write a second rule with the early times alone and a weight.

    Without ``times``, the times and minutes are those of the pack.

    The deviation is 1 on a day without such a stretch.
    """

    kind: Literal["lunch_break"] = "lunch_break"
    times: Annotated[
        Times, Field(description="Within one of these times; default: those of the pack.")
    ] = ()
    minutes: Annotated[
        int | None, Field(ge=1, description="So long in a row; default: the whole of that time.")
    ] = None
    minutes_on_duty: Annotated[
        int | None, Field(ge=1, description="So long in a row free of yard duty; default: all.")
    ] = None
    law = True
    absence = True
    from_pack: ClassVar[Mapping[str, str]] = {
        "times": "meal_times",
        "minutes": "meal_minutes",
        "minutes_on_duty": "meal_minutes_on_duty",
    }
    if_known = frozenset({"minutes_on_duty"})
    counts = ("day",)
    example = '{kind: lunch_break, times: "11:30-14:30", minutes: 30}'

    def unwritten(self) -> dict[str, str]:
        """What is left to the pack, if the times are."""
        return {} if self.times else super().unwritten()

    def points(self, school: School) -> Iterator[Point]:
        """One for each teacher and day on site with such times."""
        times = known(self.times or None)
        windows = {s for text in times for c in school.class_ for s in school.times([text], c)}
        for teacher in self.people(school):
            for day in school.days_on_site(teacher):
                today = sorted(w for w in windows if w.day == day)
                if today:
                    name = school.week.days[day]
                    yield Point(f"{teacher.id}|{name}", (teacher, today, name))

    def encode(self, point: Point, enc: Encoder) -> None:
        """One of the stretches is free: each begins with its time, or where something ends."""
        teacher, windows, _ = point.about

        def free(minutes: int | None, busy: Callable[[Span], Lit]) -> Lit:
            stretches = {s for w in windows for s in _stretches(w, minutes, enc.school)}
            return enc.any_of(
                enc.no(enc.any_of(busy(m) for m in enc.school.within(stretch)))
                for stretch in sorted(stretches)
            )

        def in_class(moment: Span) -> Lit:
            support = _support(teacher, moment, enc.school)
            there = (enc.on_duty(teacher.id, duty) for duty in support)
            return enc.any_of([enc.teaches(teacher, moment), *there])

        if self.minutes_on_duty is None:
            enc.holds(free(self.minutes, partial(enc.busy, teacher)))
        else:
            enough = free(self.minutes_on_duty, partial(enc.busy, teacher))
            enc.holds(enc.all_of([free(self.minutes, in_class), enough]))

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """1 if no gap between things to do is long enough."""
        teacher, windows, _ = point.about

        def in_class(moment: Span) -> int:
            support = _support(teacher, moment, timetable.school)
            there = sum(teacher.id in timetable.of_duty[duty.id] for duty in support)
            return timetable.teaching(teacher, moment) + there

        def free(minutes: int | None, busy: Callable[[Span], int]) -> bool:
            return any(
                _longest_gap(w, [m for m in timetable.school.within(w) if busy(m)])
                >= (minutes or w.minutes)
                for w in windows
            )

        busy = partial(timetable.load, teacher)
        if self.minutes_on_duty is None:
            return int(not free(self.minutes, busy))
        return int(not (free(self.minutes, in_class) and free(self.minutes_on_duty, busy)))

    def witnesses(self, point: Point, timetable: Timetable) -> Iterator[Witness]:
        """The lessons and duties then. Home time has none to show."""
        teacher, windows, _ = point.about
        for lesson in timetable.lessons_of(teacher):
            if touches(windows, lesson.span):
                yield lesson
        for duty in timetable.duties_of[teacher.id]:
            if touches(windows, duty.span):
                yield DutyPlacement(duty, teacher.id)

    def sentence(self, point: Point) -> str:
        """Who, when, and how long."""
        teacher, _, day = point.about
        return f"{teacher.name} is free for {self._when()} on {day}"

    def title(self) -> str:
        """The rule in a sentence."""
        return f"A lunch break every day for {self.people_words()}: {self._when()}"

    def _when(self) -> str:
        when = words(self.times, "or")
        long = f"{self.minutes} minutes within {when}" if self.minutes else f"all of {when}"
        less = f", {self.minutes_on_duty} of them free of yard duty"
        return f"{long}{less if self.minutes_on_duty else ''}"


def _longest_gap(window: Span, busy: Collection[Span]) -> int:
    """Minutes in a row of a window in which nothing is on."""
    free_from = [window.start, *(m.end for m in busy)]
    until = [*(m.start for m in busy), window.end]
    return max(end - start for start, end in zip(free_from, until, strict=True))


def _stretches(window: Span, minutes: int | None, school: School) -> Iterator[Span]:
    length = minutes or window.minutes
    for start in (window.start, *(m.end for m in school.within(window))):
        if start + length <= window.end:
            yield Span(window.day, start, start + length)


def _support(teacher: Teacher, moment: Span, school: School) -> Iterator[Duty]:
    """Support in class that the person may give then."""
    for duty in school.duties_of[teacher.id]:
        if duty.sort == "support" and moment.inside(duty.span):
            yield duty
