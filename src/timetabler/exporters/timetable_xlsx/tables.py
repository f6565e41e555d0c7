"""The plain tables of the workbook, about the whole school: what is in their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timetabler.exporters.timetable_xlsx.table import Table
from timetabler.models.wording import plural
from timetabler.views import (
    CHANGES,
    Book,
    aides,
    bases,
    changes,
    curriculum,
    duty_load,
    ledger,
    one_decimal,
    rule_book,
    rules_met,
    staff,
    support,
    wet_plan,
    wishes,
)


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
        return Table(word["release"], head, ())
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
    short = [n for n, x in enumerate(found) if (x.difference or 0) < 0]
    over = [n for n, x in enumerate(found) if x.teaching > (x.teaching_at_most or x.teaching)]
    warn = [(n, name) for n in short for name in ("Difference (min)", "Result")]
    warn += [(n, "Face to face (min)") for n in over]
    notes = [f"{n} {basis}" for basis, n in number.items()]
    return Table(word["release"], head, lines, notes=notes, warn=warn)


def _wishes(book: Book) -> Table:
    head = {"Asked by": 20, "Wish": 70, "Strength": 12, "Met": 7, "Deviation": 12, "Cost": 9}
    lines = []
    for x in wishes(book):
        met = "yes" if x.met else "no"
        lines.append((x.asked_by, x.rule, x.strength, met, x.deviation, x.cost, x.note, x.where))
    warn = [(number, "Met") for number, line in enumerate(lines) if line[3] == "no"]
    return Table("Wishes", head | {"Note": 36, "Written in": 30}, lines, warn=warn)


def _rules(book: Book) -> Table:
    head = {"No": 7, "Rule": 54, "Strength": 12, "Sort": 12, "Met": 8, "Not met at": 13}
    head |= {"Off by": 9, "Cost": 9, "Asked by": 15, "Note": 20, "Line": 8}
    head |= {"What the line says": 44, "Source": 26}
    lines: list[tuple[object, ...]] = []
    bold, running = [], []
    for rule in rule_book(book):
        met, where = "yes", ""
        if not rule.met:
            met, where = "no", f"{len(rule.exceptions)} of {plural(rule.points, 'place')}"
            bold.append(len(lines))
        said = (rule.number, rule.rule, rule.strength, rule.firm, met, where, rule.deviation)
        written = (rule.line, rule.written) if rule.line else (None, rule.where)
        lines.append((*said, rule.cost, rule.asked_by, rule.note, *written, rule.basis))
        for text in rule.exceptions:
            if len(text) < _RUNS_ON:
                running.append(len(lines))
            lines.append(("", f"    {text}"))
    file = book.problem.path or "the school file"
    about = f"{rules_met(book)}; cost in all: {book.report.cost}. Lines are those of {file}."
    return Table("Rules", head, lines, about, bold=bold, running=running)


_RUNS_ON = 150
"""Letters that have room on a page where nothing stands beside them."""


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
    release = f"{book.school.pack.word('release')} (min)"
    head = {"Id": 12, "Name": 26, "FTE": 8, "Lessons (min)": 12, "Own class (min)": 14}
    head |= {
        release: 12,
        "Not timetabled (min)": 17,
        "Classes": 12,
        "Days": 12,
    }
    head |= {"Support (min)": 12, "Duty (min)": 12, "Meetings (min)": 13, "Teaching (min)": 12}
    found = staff(book)
    table = Table("Staff minutes", head, [(*line, line.teaching) for line in found])
    for name in () if book.school.class_teachers else ("Lessons (min)", "Own class (min)", release):
        table = table.without(name)
    return table if any(line.meetings for line in found) else table.without("Meetings (min)")


def _curriculum(book: Book) -> Table:
    """What every class is taught against what is asked for; what is short is marked and said."""
    head = {"Class": 14, "Learning area": 34, "Subject": 30, "Asked for (min)": 13}
    head |= {"Taught (min)": 12, "Difference (min)": 13, "Result": 16, "Lessons": 11, "Days": 9}
    found = curriculum(book)
    areas = book.school.learning_area
    lines = [
        (
            book.school.class_[x.class_id].name,
            areas.get(x.subject, ""),
            x.subject,
            x.required,
            x.taught,
            x.difference,
            x.status,
            x.lessons,
            x.days,
        )
        for x in found
    ]
    short = [number for number, x in enumerate(found) if (x.difference or 0) < 0]
    classes = plural(len({found[number].class_id for number in short}), "class", "classes")
    about = f"Minutes a {book.school.week.word}. " + (
        f"Less than is asked for: {plural(len(short), 'subject')} in {classes}."
        if short
        else "Every class has what is asked for."
    )
    warn = [(number, name) for number in short for name in ("Difference (min)", "Result")]
    table = Table("Curriculum", head, lines, about, warn=warn)
    return table if areas else table.without("Learning area")


def changed(book: Book) -> Table:
    """Who sees what change against the timetable that people know; no lines if nobody does."""
    head = {"For": 11, "Name": 28, "What": 34, "Change": 22, "Before": 40, "Now": 40}
    found = changes(book)
    if found is None:
        return Table("Changes", head, ())
    word = {"class": "Class", "teacher": "Staff", "room": "Room"}
    lines = [
        (word[who.sort], who.name, x.what, CHANGES[x.change], x.before, x.after)
        for who in (*found.classes, *found.people, *found.rooms)
        for x in who.lines
    ]
    same = {"Classes": found.same_classes, "Staff": found.same_people}
    notes = [f"{who} who see no change: {', '.join(names)}" for who, names in same.items() if names]
    return Table("Changes", head, lines, found.summary, notes)


def _names(book: Book, ids: Sequence[str]) -> str:
    return ", ".join(book.school.teacher[id_].name for id_ in ids)
