"""duty_near_lessons: no duty straight before or after a lesson at another end of the grounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.duty_scope import DutyScope
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.grounds import in_rooms, is_in_rooms
from timetabler.models.duties import Duty
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import DutyPlacement, Placement, Timetable, Witness


class DutyNearLessons(DutyScope):
    """Nobody goes straight from a lesson to a duty at another end of the grounds, or back.

    Rooms and duty areas are at the end that their ``zone`` names; what has no zone is near
    everything. Straight is what lies at most ``gap`` minutes after one another. The own class in
    home time counts as a lesson in its home room.

    The deviation is the number of such changes: two for a duty between two lessons far away.
    """

    kind: Literal["duty_near_lessons"] = "duty_near_lessons"
    gap: Annotated[
        int, Field(ge=0, le=60, description="At most so many minutes between the two.")
    ] = 5
    concerns = "both"
    counts = ("change",)
    example = "{kind: duty_near_lessons, areas: [oval], gap: 5}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each person and day on which they may have a duty in some zone."""
        duties = {d for d in self.duties(school) if school.far_from(school.area[d.area].zone)}
        for who in school.teachers:
            theirs = [d for d in school.duties_of[who.id] if d in duties]
            for day in dict.fromkeys(d.span.day for d in theirs):
                may = tuple(d for d in theirs if d.span.day == day)
                name = school.week.days[day]
                yield Point(f"{who.id}|{name}", (who, may, name))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Not both on duty and, just before or just after, far away."""
        who, may, _ = point.about
        changes: dict[tuple[frozenset[str], tuple[Span, ...]], list[Duty]] = {}
        for duty in may:
            far = enc.school.far_from(enc.school.area[duty.area].zone)
            for moments in enc.school.around(duty.span, self.gap):
                changes.setdefault((far, moments), []).append(duty)
        for (far, moments), duties in changes.items():
            there = enc.any_of(in_rooms(who, far, m, enc) for m in moments)
            for duty in duties:
                enc.at_most(enc.count(enc.on_duty(who.id, duty), there), 1)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Changes that are too far."""
        return len(list(self._changes(point, timetable)))

    def _changes(
        self, point: Point, timetable: Timetable
    ) -> Iterator[tuple[Duty, tuple[Span, ...]]]:
        """Duties with the moments before, or after, at which somebody was, or is, far away."""
        who, may, _ = point.about
        school = timetable.school
        for duty in timetable.duties_of[who.id]:
            if duty in may:
                far = school.far_from(school.area[duty.area].zone)
                for moments in school.around(duty.span, self.gap):
                    there = tuple(m for m in moments if is_in_rooms(who, far, m, timetable))
                    if there:
                        yield duty, there

    def witnesses(self, point: Point, timetable: Timetable) -> list[Witness]:
        """The duties, and the lessons next to them. Home time has none to show."""
        who, _, _ = point.about
        found: dict[DutyPlacement | Placement, None] = {}
        for duty, moments in self._changes(point, timetable):
            found[DutyPlacement(duty, who.id)] = None
            found |= dict.fromkeys(p for m in moments for p in timetable.at(who, m))
        return list(found)

    def sentence(self, point: Point) -> str:
        """Who, when."""
        who, _, day = point.about
        return (
            f"{who.name} has no duty{self.where_and_when('or')} next to a lesson far away on {day}"
        )

    def title(self) -> str:
        """The rule in a sentence."""
        where = self.where_and_when("or")
        return f"Nobody has duty{where} straight before or after a lesson far away"
