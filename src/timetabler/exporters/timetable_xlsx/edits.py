"""The edits found in a workbook, wherever they were made, put together to one timetable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from timetabler.exporters.timetable_json.reader import DutyEntry, LessonEntry
from timetabler.exporters.timetable_xlsx import layout
from timetabler.exporters.timetable_xlsx.names import SchoolNames
from timetabler.exporters.timetable_xlsx.record import Record
from timetabler.exporters.timetable_xlsx.times import length
from timetabler.models.findings import Diagnostic
from timetabler.models.resources import Source
from timetabler.models.school import School
from timetabler.models.span import Span, clock, parse_clock


class Spot(NamedTuple):
    """A cell and what it says; of a whole sheet, line and column are 0."""

    sheet: str
    line: int = 0
    column: int = 0
    text: str = ""


class Edit(NamedTuple):
    """What an edit makes of a lesson: a ``time`` or a ``room`` or its ``teachers``."""

    part: str
    value: Span | str | tuple[str, ...] | None
    spot: Spot


@dataclass
class Edits:
    """All that was found so far, right and wrong."""

    path: Path
    record: Record
    school: School
    problems: list[Diagnostic] = field(default_factory=list)
    of_lesson: dict[int, list[Edit]] = field(default_factory=lambda: defaultdict(list))
    """Index of a recorded lesson -> the edits of it."""
    row: dict[int, Spot] = field(default_factory=dict)
    """Index of a recorded lesson -> its line in the list; missing: somebody has deleted it."""
    lost: dict[int, list[Spot]] = field(default_factory=lambda: defaultdict(list))
    """Index of a recorded lesson -> cells of classes in which it was, and is no more."""
    added: list[tuple[LessonEntry, Spot]] = field(default_factory=list)
    """New lessons of the list."""
    duties: list[tuple[DutyEntry, Spot]] = field(default_factory=list)

    @cached_property
    def names(self) -> SchoolNames:
        """What the texts of cells may mean."""
        return SchoolNames(self.school)

    def wrong(self, code: str, message: str, spot: Spot, hint: str = "") -> None:
        """Adds a problem."""
        self.problems.append(self.diagnostic(code, message, spot, hint))

    def diagnostic(self, code: str, message: str, spot: Spot, hint: str = "") -> Diagnostic:
        """A problem of a cell; of one that says nothing, without its text."""
        source = Source(str(self.path), spot.line, spot.column, spot.sheet)
        text = " ".join(spot.text.split())
        return Diagnostic(code, message, source, text, max(1, len(text)), hint)

    def said(self, index: int) -> str:
        """``1A PE (Mon S1)``: a recorded lesson, for people."""
        _, course, _, _, day, when = self.record.lessons[index][:6]
        return f"{course} ({day} {when})"

    def span(self, index: int) -> Span | None:
        """When a recorded lesson was; None if the school has no such time now."""
        lesson = self.record.timetable.lessons[index]
        try:
            day = self.school.week.days.index(lesson.day)
            return Span(day, parse_clock(lesson.start), parse_clock(lesson.end))
        except ValueError:  # it is told when all lessons are read
            return None

    def periods(self, index: int) -> int | None:
        """How many periods a recorded lesson takes; None if that is not known now."""
        course = self.school.course.get(self.record.timetable.lessons[index].course)
        span = self.span(index)
        return None if course is None or span is None else length(self.school, course, span)

    def put_together(self) -> Iterator[tuple[LessonEntry, Spot]]:
        """The lessons as they are now, each with the cell that problems of it are shown at."""
        self._move_in_every_week()
        for index, lesson in enumerate(self.record.timetable.lessons):
            edits, lost = self.of_lesson[index], self.lost[index]
            moves = [edit for edit in edits if edit.part == "time"]
            if index not in self.row:
                if edits:
                    message = f"{self.said(index)} is changed here, but its row is gone"
                    hint = f"put its row back into the sheet {layout.LESSONS}"
                    self.wrong("TT413", message, edits[0].spot, hint)
                continue
            if lost and not moves:
                message = f"{self.said(index)} was here, and is in no cell of this sheet now"
                hint = (
                    "put it into another cell; to take it out of the timetable, delete its row in "
                    f"{layout.LESSONS}"
                )
                self.wrong("TT414", message, lost[0], hint)
            spot = moves[0].spot if moves else self.row[index]
            yield lesson.model_copy(update=self._changes(index, edits)), spot
        yield from self.added

    def _move_in_every_week(self) -> None:
        """A course of every week has its lessons at the same times in all: what somebody moves in
        one, moves in the others, unless they have been moved too."""
        week, recorded = self.school.week, self.record.timetable.lessons
        moved = [(i, e) for i, edits in self.of_lesson.items() for e in edits if e.part == "time"]
        still = set(range(len(recorded))) - {index for index, _ in moved}
        for index, edit in moved:
            was, value = self.span(index), edit.value
            course = self.school.course[recorded[index].course]
            if was is None or not isinstance(value, Span) or not self.school.weekly(course):
                continue
            for other in still:
                twin = self.span(other)
                if recorded[other].course == course.id and twin in self.school.twins(was):
                    then = week.in_week(value, week.week_of(twin.day))
                    self.of_lesson[other].append(edit._replace(value=then))

    def _changes(self, index: int, edits: list[Edit]) -> dict[str, object]:
        """What edits make of a lesson; those that contradict each other are wrong."""
        changes: dict[str, object] = {}
        for part in dict.fromkeys(edit.part for edit in edits):
            same = [edit for edit in edits if edit.part == part]
            first = same[0]
            other = next((edit for edit in same if edit.value != first.value), None)
            if other is not None:
                there = self.diagnostic("", "", first.spot).source
                message = (
                    f"the {part} of {self.said(index)} is changed here to {self._shown(other)}, "
                    f"but to {self._shown(first)} in sheet {there.sheet}, cell {there.cell}"
                )
                self.wrong("TT413", message, other.spot, "change it in one place, or alike")
            elif isinstance(first.value, Span):
                day, start, end = first.value
                changes["day"] = self.school.week.days[day]
                changes["start"], changes["end"] = clock(start), clock(end)
            else:
                changes[part] = first.value
        return changes

    def _shown(self, edit: Edit) -> str:
        if isinstance(edit.value, Span):
            return self.school.week.label(edit.value)
        names = (edit.value,) if isinstance(edit.value, str) else edit.value or ()
        sort = "room" if edit.part == "room" else "teacher"
        return ", ".join(self.school.name_of(sort, name) for name in names) or f"no {sort}"
