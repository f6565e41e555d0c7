"""What people would rather look at than read, as figures: pure numbers and words, no ink.

Each picture is a table too, so that whoever cannot see it, or wants to know exactly, has it all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal, NamedTuple

from timetabler.models.scale import Scale, cost_scale
from timetabler.models.span import merge
from timetabler.models.wording import plural
from timetabler.views.activities import WITH_PUPILS
from timetabler.views.book import Book
from timetabler.views.grids import grids
from timetabler.views.tables import curriculum, hours, staff, unmet

Shape = Literal["heat", "parts", "bars", "steps"]
"""``heat``: a shade for each value. ``parts``: lines divided into the columns. ``bars``: a line for
each value. ``steps``: what the columns are from the time of a line to that of the next."""


class PictureLine(NamedTuple):
    """One row of the table of a picture."""

    label: str
    values: tuple[float | None, ...]
    """In the unit of the picture; None where there is nothing to show."""
    texts: tuple[str, ...]
    """The same as people read it."""


@dataclass(frozen=True)
class Picture:
    """One figure."""

    id: str
    shape: Shape
    title: str
    """What there is to see, in a sentence."""
    about: str
    """What is shown, and in which unit."""
    head: str
    """What the lines are."""
    columns: tuple[str, ...]
    lines: tuple[PictureLine, ...]
    unit: str
    scale: Scale | None = None
    """Of steps: the axis of their values."""

    @property
    def most(self) -> float:
        """The largest value; of parts, of a whole line. At least a little over 0."""
        of = sum if self.shape == "parts" else max
        found = ([v for v in line.values if v is not None] for line in self.lines)
        return max([1e-9, *(of(values) for values in found if values)])


def pictures(book: Book) -> tuple[Picture, ...]:
    """Every picture that has something to show, in reading order."""
    found = (_with_pupils(book), _staff_time(book), _rooms(book), _minutes(book), _cost(book))
    return tuple(picture for picture in (*found, _progress(book)) if picture.lines)


def _with_pupils(book: Book) -> Picture:
    """Hours with pupils, by person and day."""
    days = book.school.week.days
    lines, longest = [], (0, "", "")
    for person in book.school.teachers:
        minutes: Counter[int] = Counter()
        for activity in book.activities.of_teacher[person.id]:
            if activity.doing in WITH_PUPILS:
                minutes[activity.span.day] += activity.span.minutes
        if minutes:
            lines.append(_hours(person.name, [minutes[day] or None for day in range(len(days))]))
            day, most = max(minutes.items(), key=lambda found: (found[1], -found[0]))
            longest = max(longest, (most, person.name, days[day]), key=lambda found: found[0])
    most, name, on = longest
    return Picture(
        "load",
        "heat",
        f"The longest day with pupils: {hours(most)}, {name} on {on}",
        "Hours with pupils on each day: lessons, own class, support and duty.",
        "Name",
        days,
        tuple(lines),
        "hours",
    )


def _staff_time(book: Book) -> Picture:
    """Where the hours of everybody go."""
    release, duty = book.school.pack.word("release"), book.school.pack.word("duty")
    found = [
        (
            line.name,
            (line.teaching, line.support, line.duty, line.meetings, line.release, line.free),
        )
        for line in staff(book)
    ]
    names = ("Teaching", "Support", duty, "Meetings", release, "Not timetabled")
    used = [n for n in range(len(names)) if any(minutes[n] for _, minutes in found)]
    lines = tuple(_hours(name, [minutes[n] or None for n in used]) for name, minutes in found)
    taught = [minutes[0] for _, minutes in found if minutes[0]]
    return Picture(
        "time",
        "parts",
        f"{hours(sum(taught))} of teaching, given by {plural(len(taught), 'person', 'people')}",
        f"Hours of everybody {_span(book)}: what is taught, and what there is besides.",
        "Name",
        tuple(names[n] for n in used),
        lines,
        "hours",
    )


def _rooms(book: Book) -> Picture:
    """Of the lesson time of each day, the part in which somebody is in a room."""
    school = book.school
    times = merge(
        period.span for c in school.classes for period in school.periods(c.id, "lesson", "home")
    )
    whole: Counter[int] = Counter()
    for span in times:
        whole[span.day] += span.minutes
    lines, fullest = [], (0, "", "")
    for grid in grids(book, "room"):
        used: Counter[int] = Counter()
        for span in merge(activity.span for activity in book.activities.of_room[grid.id]):
            used[span.day] += span.minutes
        shares = [round(100 * used[day] / whole[day]) for day in sorted(whole)]
        lines.append(PictureLine(grid.name, tuple(shares), tuple(f"{share}%" for share in shares)))
        for day, share in zip(sorted(whole), shares, strict=True):
            fullest = max(fullest, (share, grid.name, school.week.days[day]), key=lambda x: x[0])
    share, room, on = fullest
    return Picture(
        "rooms",
        "heat",
        f"The fullest room: {room} on {on}, in use for {share}% of lesson time",
        "How much of the lesson time of each day somebody is in a room that courses share.",
        "Room",
        tuple(school.week.days[day] for day in sorted(whole)),
        tuple(lines),
        "% of lesson time",
    )


def _minutes(book: Book) -> Picture:
    """Minutes of each subject in the classes of a year, beside what is asked for."""
    school = book.school
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for class_ in school.classes:
        groups[class_.years].append(class_.id)
    found = {(line.class_id, line.subject): line for line in curriculum(book)}
    short = sum(
        line.required is not None and line.taught < line.required for line in found.values()
    )
    lines = []
    for subject in school.subjects:
        values: list[float | None] = []
        texts = []
        for classes in groups.values():
            here = [found[c, subject] for c in classes if (c, subject) in found]
            if not here:
                values.append(None)
                texts.append("")
                continue
            taught = {line.taught for line in here}
            text = "\u2013".join(str(minutes) for minutes in sorted({min(taught), max(taught)}))
            lacking = any(x.required is not None and x.taught < x.required for x in here)
            asked = max(x.required or 0 for x in here)
            values.append(sum(line.taught for line in here) / len(here))
            texts.append(f"{text} of {asked}" if lacking else text)
        lines.append(PictureLine(subject, tuple(values), tuple(texts)))
    what = "Every class is taught the minutes that are asked for"
    if short:
        what = (
            f"{plural(short, 'subject of a class is', 'subjects of classes are')} short of minutes"
        )
    return Picture(
        "subjects",
        "heat",
        what,
        f"Minutes of a class {_span(book)}, by subject and "
        "year; two figures where classes differ. Time with the class teacher outside of courses is "
        "left out.",
        "Subject",
        tuple(", ".join(years) or "no year" for years in groups),
        tuple(lines),
        "minutes",
    )


def _cost(book: Book) -> Picture:
    """What the cost is made of."""
    lines = [line for line in unmet(book) if line.cost]
    return Picture(
        "cost",
        "bars",
        f"The cost of {book.report.cost} comes from {plural(len(lines), 'rule')}",
        "Cost of each rule that is not met everywhere. Its number is that of the rule book.",
        "Rule",
        ("Cost",),
        tuple(PictureLine(f"{x.number} {x.rule}", (x.cost,), (str(x.cost),)) for x in lines),
        "cost",
    )


_STEEP = " The scale is logarithmic, as the cost fell steeply."


def _progress(book: Book) -> Picture:
    """Cost and bound over time; nothing if the timetable was not searched for."""
    outcome = book.outcome
    points = list(outcome.history)
    if points and points[-1][0] < outcome.seconds:
        cost = points[-1][1] if outcome.cost is None else outcome.cost
        bound = points[-1][2] if outcome.bound is None else outcome.bound
        points.append((outcome.seconds, cost, bound))
    title, scale = "", None
    if points:
        scale = cost_scale([cost for _, cost, _ in points], [bound for _, _, bound in points])
        (first, cost, _), (_, last, bound) = points[0], points[-1]
        title = f"A timetable of cost {cost} after {first:.1f} s"
        if last < cost:
            best = next(seconds for seconds, found, _ in points if found == last)
            title += f", the best one of {last} after {best:.1f} s"
        proved = next((seconds for seconds, found, at in points if at >= last == found), None)
        title += f"; proved after {proved:.1f} s" if proved is not None else f"; none below {bound}"
    lines = tuple(
        PictureLine(f"{seconds:.1f}", (cost, bound), (str(cost), str(bound)))
        for seconds, cost, bound in points
    )
    return Picture(
        "progress",
        "steps",
        title,
        "Cost of the best timetable so far, and the cost below which none can be, over the seconds "
        f"of the search.{_STEEP if scale and scale.logarithmic else ''}",
        "Seconds",
        ("Cost", "Proved: none below"),
        lines if len(lines) > 1 else (),
        "cost",
        scale,
    )


def _span(book: Book) -> str:
    weeks = len(book.school.week.days_by_week)
    return f"in all {weeks} weeks" if weeks > 1 else "a week"


def _hours(label: str, minutes: list[int | None]) -> PictureLine:
    values = tuple(None if one is None else one / 60 for one in minutes)
    return PictureLine(label, values, tuple("" if one is None else f"{one:.1f}" for one in values))
