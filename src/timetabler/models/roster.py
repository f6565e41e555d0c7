"""Who has which duty: the first floor of Timetable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from timetabler.models.duties import Duty
from timetabler.models.placements import DutyPlacement
from timetabler.models.school import School
from timetabler.models.span import Span


class DutyRoster:
    """The duties of a school with who has them, and indexes built once."""

    def __init__(self, school: School, duties: Iterable[DutyPlacement]) -> None:
        self.school = school
        self.duties: tuple[DutyPlacement, ...] = tuple(
            sorted(duties, key=lambda d: (d.duty.span, d.duty.id, d.person))
        )

    @cached_property
    def of_duty(self) -> dict[str, tuple[str, ...]]:
        """duty -> the people who have it."""
        result: dict[str, list[str]] = {d.id: [] for d in self.school.duties}
        for duty, person in self.duties:
            result[duty.id].append(person)
        return {d: tuple(people) for d, people in result.items()}

    @cached_property
    def duties_of(self) -> dict[str, tuple[Duty, ...]]:
        """person -> their duties, by time."""
        result: dict[str, list[Duty]] = {t.id: [] for t in self.school.teachers}
        for duty, person in self.duties:
            result[person].append(duty)
        return {t: tuple(found) for t, found in result.items()}

    @cached_property
    def _on_duty(self) -> Counter[tuple[str, Span]]:
        """(person, moment) -> how many duties they have then."""
        return Counter(
            (person, moment)
            for duty, person in self.duties
            for moment in self.school.within(duty.span)
        )

    def on_duty(self, person: str, moment: Span) -> int:
        """How many duties somebody has at a moment."""
        return self._on_duty[person, moment]
