"""Texts of cells: what people choose and type, and what they mean by it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from timetabler.models.duties import Duty
from timetabler.models.school import School
from timetabler.models.span import clock


def fold(text: str) -> str:
    """A text without what people and programs change by accident: case, blanks, sorts of dashes."""
    return " ".join(text.replace("\u2013", "-").replace("\u2014", "-").split()).casefold()


def typed(value: object) -> tuple[str, ...]:
    """What a person may have typed to have this value in a cell, the likeliest first.

    Spreadsheets make numbers of ``1``, times of ``9:30`` and dates of ``3/4`` and ``1-2``.
    """
    if value is None:
        return ("",)
    if isinstance(value, datetime) and value.time() != time():
        return (clock(value.hour * 60 + value.minute),)
    if isinstance(value, date):
        pairs = ((value.day, value.month), (value.month, value.day))
        return tuple(f"{a}{sign}{b}" for sign in "/-" for a, b in pairs)
    if isinstance(value, time):
        return (clock(value.hour * 60 + value.minute),)
    if isinstance(value, timedelta):
        return (clock(int(value.total_seconds()) // 60),)
    if isinstance(value, ArrayFormula | DataTableFormula):
        return (str(getattr(value, "text", None) or "=TABLE()"),)
    if isinstance(value, float) and value.is_integer():
        return (str(int(value)),)
    return (str(value).strip(),)


class Names:
    """Things of one sort, by texts of which each means one of them."""

    def __init__(self, named: Mapping[str, str]) -> None:
        """``named`` is id -> name."""
        many = Counter(map(fold, named.values()))
        ids = defaultdict(set)
        for id_ in named:
            ids[fold(id_)].add(id_)
        self.label = {
            id_: name
            if many[fold(name)] == 1 and ids.get(fold(name), {id_}) == {id_}
            else f"{name} ({id_})"
            for id_, name in named.items()
        }
        """id -> its name; if others have that too, with the id behind it."""
        self._exact = {**{i: i for i in named}, **{text: i for i, text in self.label.items()}}
        self._folded: dict[str, set[str]] = defaultdict(set)
        for id_, label in self.label.items():
            for text in (id_, label):
                self._folded[fold(text)].add(id_)

    def find(self, texts: Iterable[str]) -> str | None:
        """The id of what one of the texts means; None: of nothing, or of several."""
        texts = tuple(texts)
        for text in texts:
            if text in self._exact:
                return self._exact[text]
        found = [self._folded.get(fold(text), set()) for text in texts]
        return next((next(iter(ids)) for ids in found if len(ids) == 1), None)


class SchoolNames:
    """The names of everything that can be chosen in the workbook of a school."""

    def __init__(self, school: School) -> None:
        self.days = Names({day: day for day in school.week.days})
        self.timeslots = Names({slot: slot for slot in school.week.slot_ids})
        self.rooms = Names({room.id: room.name for room in school.rooms})
        self.people = Names({person.id: person.name for person in school.teachers})
        self.courses = Names({course.id: course.id for course in school.courses})
        self.watched = Names(
            {area.id: area.name for area in school.areas}
            | {_need(school, need.id): need.name for need in school.needs}
        )
        """Areas and needs of support."""
        self.duties: dict[tuple[str, str, str], Duty] = {}
        """(area or need, day, time) as the workbook writes them, folded -> the duty."""
        self.written: dict[str, tuple[str, str, str]] = {}
        """duty -> the same texts as they are written."""
        for duty in school.duties:
            key = duty.area if duty.sort == "duty" else _need(school, duty.area)
            day = school.week.days[duty.span.day]
            when = duty.id.removeprefix(f"{duty.area}, {day}").strip()
            said = self.watched.label[key], day, when
            self.written[duty.id] = said
            area, on, at = map(fold, said)
            self.duties[area, on, at] = duty


def _need(school: School, id_: str) -> str:
    """A need of support may have the id of an area."""
    return f"{id_} (support)" if id_ in school.area else id_
