"""The plain tables of the workbook: a line of headings, then the lines, numbers as numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest
from math import ceil

from openpyxl.worksheet.worksheet import Worksheet

from timetabler.exporters.timetable_xlsx.pen import HEAD_RIGHT, RIGHT, SHADE, TOP, page, put
from timetabler.models.wording import plural
from timetabler.views import (
    Book,
    Row,
    aides,
    bases,
    curriculum,
    duty_load,
    ledger,
    one_decimal,
    rows,
    rule_book,
    rules_met,
    staff,
    support,
    wet_plan,
    wishes,
)


@dataclass(frozen=True)
class Table:
    """What a sheet says."""

    title: str
    head: Mapping[str, int]
    """The headings, each with the width of its column."""
    lines: Sequence[Sequence[object]]
    about: str = ""
    """A line above the headings."""
    notes: Sequence[str] = ()
    """Lines below the table."""
    bold: Collection[int] = ()
    """Lines that are to be seen at once, by index."""
    wrap: bool = True

    def without(self, name: str) -> Table:
        """The same without the column of that name, if it has one."""
        at = list(self.head).index(name) if name in self.head else len(self.head)
        head = {text: width for text, width in self.head.items() if text != name}
        return replace(self, head=head, lines=[(*x[:at], *x[at + 1 :]) for x in self.lines])


def tables(book: Book) -> Iterator[Table]:
    """The tables about the whole school that have something to show, in reading order."""
    found = (
        *(_load(book), _wet(book), _needs(book), _aides(book), _release(book), _wishes(book)),
        *(_rules(book), _why(book), _staff(book), _curriculum(book)),
    )
    for table in found:
        if table.lines:
            yield table if book.school.week.weeks else table.without("Week")


def _load(book: Book) -> Table:
    load = duty_load(book)
    head = {"Name": 26, "FTE": 8, "Duties": 11, "Minutes": 12, "Counted as (min)": 20}
    head |= {"Share (min)": 16, "Difference (min)": 20}
    if load is None:
        return Table("Duty load", head, ())
    proved = f"; proved: {load.proved}" if load.proved else ""
    about = f"The largest difference is {one_decimal(load.largest)} minutes{proved}."
    lines = [
        (x.name, x.fte, x.duties, x.minutes)
        + ((None,) * 3 if x.share is None else (x.counted, x.share, x.difference))
        for x in load.lines
    ]
    table = Table("Duty load", head, lines, about)
    points = any(area.points > 1 for area in book.school.areas)
    return table if points else table.without("Counted as (min)")


def _wet(book: Book) -> Table:
    head = {"Day": 10, "From": 8, "To": 8, "What": 34, "Who": 36, "Instead of": 24, "Goes to": 24}
    lines = [
        (x.day, x.start, x.end, x.what, _names(book, x.people), x.outdoors, x.shelter or "no place")
        for x in wet_plan(book)
    ]
    return Table("Wet day", head, lines)


def _needs(book: Book) -> Table:
    head = {"Need": 14, "Class": 12, "Week": 8, "Asked for (min)": 14, "Given (min)": 12}
    head |= {"From whom": 30, "When": 76}
    lines = []
    for x in support(book):
        people = ", ".join(helper.name for helper in x.helpers)
        times = "; ".join(f"{helper.name}: {', '.join(helper.times)}" for helper in x.helpers)
        lines.append((x.name, x.class_name, x.week, x.asked, x.given, people, times))
    return Table("Support", head, lines)


def _aides(book: Book) -> Table:
    head = {"Name": 26, "FTE": 8, "Week": 8, "Support (min)": 15, "Duty (min)": 13, "Needs": 50}
    lines = [(x.name, x.fte, x.week, x.support, x.duty, ", ".join(x.needs)) for x in aides(book)]
    return Table("Aides", head, lines)


def _release(book: Book) -> Table:
    word = {"release": book.school.pack.word("release"), "preparation": "Preparation"}
    head = {"Name": 24, "FTE": 7, "Week": 7, "What": 13, "Entitled (min)": 11}
    head |= {"Entitled: source": 12, "Timetabled (min)": 14, "Difference (min)": 14}
    head |= {"Result": 16, "In parts (min)": 28, "Face to face (min)": 13}
    head |= {"At most (min)": 11, "At most: source": 12}
    found = sorted(ledger(book), key=lambda line: list(word).index(line.sort))
    if not any(x.entitled or x.teaching_at_most for x in found):
        return Table("Release", head, ())
    number = {basis: f"({n})" for n, basis in enumerate(bases(found), 1)}
    lines = [
        (
            x.name,
            x.fte,
            x.week,
            word[x.sort],
            x.entitled,
            number.get(x.basis, ""),
            x.given,
            x.difference,
            x.status,
            " + ".join(map(str, x.blocks)),
            x.teaching,
            x.teaching_at_most,
            number.get(x.teaching_basis, ""),
        )
        for x in found
    ]
    return Table("Release", head, lines, notes=[f"{n} {basis}" for basis, n in number.items()])


def _wishes(book: Book) -> Table:
    head = {"Asked by": 20, "Wish": 70, "Strength": 12, "Met": 7, "Deviation": 12, "Cost": 9}
    lines = []
    for x in wishes(book):
        met = "yes" if x.met else "no"
        lines.append((x.asked_by, x.rule, x.strength, met, x.deviation, x.cost, x.note, x.where))
    return Table("Wishes", head | {"Note": 36, "Written in": 30}, lines)


def _rules(book: Book) -> Table:
    head = {"No": 7, "Rule": 60, "Strength": 12, "Sort": 12, "Met": 8, "Not met at": 13}
    head |= {"Off by": 9, "Cost": 9, "Asked by": 15, "Note": 24, "Line": 8}
    head |= {"What the line says": 54, "Source": 28}
    lines: list[tuple[object, ...]] = []
    bold = []
    for rule in rule_book(book):
        met, where = "yes", ""
        if not rule.met:
            met, where = "no", f"{len(rule.exceptions)} of {plural(rule.points, 'place')}"
            bold.append(len(lines))
        said = (rule.number, rule.rule, rule.strength, rule.firm, met, where, rule.deviation)
        written = (rule.line, rule.written) if rule.line else (None, rule.where)
        lines.append((*said, rule.cost, rule.asked_by, rule.note, *written, rule.basis))
        lines += [("", f"    {text}") for text in rule.exceptions]
    file = book.problem.path or "the school file"
    about = f"{rules_met(book)}; cost in all: {book.report.cost}. Lines are those of {file}."
    return Table("Rules", head, lines, about, bold=bold)


def _why(book: Book) -> Table:
    head = {"Whose": 14, "What": 26, "When": 17, "Who": 24, "Where": 18, "How": 22, "Why": 70}
    head |= {"Rule": 8, "Line": 8, "Asked by, note": 30, "Cost": 9}
    lines: list[tuple[object, ...]] = []
    for why in book.why.values():
        placed = (why.group, why.what, why.when, why.who, why.where)
        for one in why.because:
            cost = one.cost or None
            lines.append((*placed, one.mark, one.text, one.rule, one.line, one.said, cost))
        if why.rest:
            lines.append((*placed, "", why.rest))
    about = "What ties each lesson and yard duty to its place. Rules are those of the sheet Rules."
    return Table("Why here", head, lines, about)


def _staff(book: Book) -> Table:
    head = {"Id": 12, "Name": 26, "FTE": 8, "Lessons (min)": 12, "Own class (min)": 14}
    head |= {
        f"{book.school.pack.word('release')} (min)": 12,
        "Free (min)": 12,
        "Classes": 12,
        "Days": 12,
    }
    head |= {"Support (min)": 12, "Duty (min)": 12, "Teaching (min)": 12}
    return Table("Staff", head, [(*line, line.teaching) for line in staff(book)])


def _curriculum(book: Book) -> Table:
    head = {"Class": 14, "Subject": 30, "Asked for (min)": 16, "Taught (min)": 12}
    return Table("Curriculum", head | {"Lessons": 12, "Days": 12}, curriculum(book))


def data(book: Book, sheets: Mapping[str, str]) -> Table:
    """The recorded week, for programs; ``sheets`` are class -> title of its sheet."""
    widths = (14, 8, 10, 8, 8, 9, 22, 26, 16, 22, 16, 10, 8, 9, 28, 16)
    head = dict(zip((*Row._fields, "sheet"), widths, strict=True))
    lines = [(*row, sheets[row.class_id]) for row in rows(book)]
    return Table("Data", head, lines, wrap=False)


def _names(book: Book, ids: Sequence[str]) -> str:
    return ", ".join(book.school.teacher[id_].name for id_ in ids)


def draw_table(sheet: Worksheet, book: Book, table: Table) -> None:
    """Draws it, ready to be filtered and printed."""
    first = 1
    if table.about:
        put(sheet, 1, 1, table.about, "about")
        sheet.row_dimensions[1].height = 24
        first = 2
    widths = list(table.head.values())
    _draw_line(sheet, first, list(table.head), widths, "head")
    for column, values in enumerate(zip_longest(table.head, *table.lines), 1):
        head = sheet.cell(first, column)
        head.fill = SHADE
        if any(isinstance(value, _NUMBERS) for value in values):
            head.alignment = HEAD_RIGHT
    for number, line in enumerate(table.lines, first + 1):
        if table.wrap:
            bold = number - first - 1 in table.bold
            _draw_line(sheet, number, line, widths, "head" if bold else "")
        else:
            for column, value in enumerate(line, 1):
                put(sheet, number, column, value)
    sheet.freeze_panes = f"A{first + 1}"
    last = sheet.cell(first + len(table.lines), len(widths)).coordinate
    sheet.auto_filter.ref = f"A{first}:{last}"
    for number, note in enumerate(table.notes, first + len(table.lines) + 2):
        put(sheet, number, 1, note, "soft")
    page(sheet, book, widths, header=first, pages=0)


def _draw_line(
    sheet: Worksheet, number: int, line: Sequence[object], widths: Sequence[int], font: str = ""
) -> None:
    """A line in which texts are wrapped: spreadsheets do not make room for them by themselves."""
    tall, spare = 1, 4 if font else 0  # the button that filters takes some room
    for column, (value, width) in enumerate(zip(line, widths, strict=False), 1):
        if value is None or value == "":
            continue
        cell = put(sheet, number, column, value, font)
        cell.alignment = RIGHT if isinstance(value, _NUMBERS) else TOP
        if isinstance(value, str):
            tall = max(tall, ceil(len(value) / (width - spare) / 1.1))
    sheet.row_dimensions[number].height = 15 * tall


_NUMBERS = (int, float, Fraction)
