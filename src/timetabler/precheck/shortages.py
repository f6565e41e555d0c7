"""Why the lessons of one bottleneck do not fit, in words and sums that a person can check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from timetabler.constraints.base import Unit
from timetabler.models.cycle import CyclePart
from timetabler.models.flow import SINK, SOURCE, Flow
from timetabler.models.reasons import Shortage
from timetabler.models.resources import Course, Source
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.wording import plural, words
from timetabler.precheck.bottlenecks import Bottleneck
from timetabler.precheck.given import Given
from timetabler.precheck.supply import MANY, Part, Supply

UNITS: tuple[Unit, ...] = ("minutes", "periods")
"""In which limits may be that do not count lessons."""


def shortage(need: Bottleneck, given: Given) -> Shortage | None:
    """The argument about a bottleneck, if there is one, with no more of what is given than it
    takes."""
    if not need.courses or _argument(need, given) is None:
        return None
    needed = given.about(need)
    for one in needed.by:  # what can be left out is no reason
        without = needed.without(one)
        if _argument(need, without):
            needed = without
    return _argument(need, needed)


def _argument(need: Bottleneck, given: Given) -> Shortage | None:
    """By the limits of its people, by lessons and times, or by minutes."""
    supply = Supply(need, given)
    for unit in UNITS:
        for part in given.school.week.counted:
            if said := _too_long(supply, given, unit, part):
                return said
    return _too_many(supply, given) or _no_time(supply, given)


def _too_long(supply: Supply, given: Given, unit: Unit, part: CyclePart) -> Shortage | None:
    """The lessons take longer than limits allow its people."""
    need = supply.need
    parts = supply.amount(unit, part)
    if parts is None:
        return None
    asked = supply.asked(unit, part)
    there = sum(each.most for each in parts)
    if asked <= there:
        return None
    return _shortage(
        f"{need.name}: the lessons asked for take {asked} {unit} {part.when}, "
        f"but the limits allow {there}{added_up(parts)}{given.words}",
        supply,
        given,
        need.courses,
    )


def _too_many(supply: Supply, given: Given) -> Shortage | None:
    """More lessons than fit: the smallest cut between the courses and the weeks, added up."""
    need, school = supply.need, given.school
    flow = _flow(supply)
    asked = sum(len(school.lessons(c)) for c in need.courses)
    if flow.run() >= asked:
        return None
    reached = flow.reached()
    courses = [c for c in need.courses if c in reached]
    by_day: dict[int, int] = defaultdict(int)
    in_weeks: list[str] = []
    total = 0
    for a, b, capacity in flow.cut():
        if a is not SOURCE:
            total += capacity
            if isinstance(a, range):
                in_weeks += (str(part) for part in supply.of_week(a) if part.most)
            else:
                by_day[_day(a, b)] += capacity
    parts = [f"{school.week.days[day]} {by_day[day]}" for day in sorted(by_day)] + in_weeks
    fit = f"at most {total} fit: {' + '.join(parts)}" if total else "there is no time for any"
    asked = sum(len(school.lessons(c)) for c in courses)
    return _shortage(
        f"{need.name}: {plural(asked, 'lesson')} a {school.week.word} "
        f"{'is' if asked == 1 else 'are'} asked for ({about(courses, school)}), "
        f"but {fit}{_with(need, given)}",
        supply,
        given,
        courses,
    )


def _flow(supply: Supply) -> Flow:
    """From courses to cells, through days to weeks; by the days of its own, if it has limits."""
    school = supply.school
    flow = Flow()
    for course, spans in supply.places.items():
        flow.edge(SOURCE, course, len(school.lessons(course)))
        ways: dict[Span, int] = defaultdict(int)
        for span in spans:
            ways[supply.cells[span]] += 1
        for cell, number in ways.items():
            most = supply.a_day(course, cell.day)
            flow.edge((course, cell.day) if most < MANY else course, cell, number)
        for day in {cell.day for cell in ways}:
            if (most := supply.a_day(course, day)) < MANY:
                flow.edge(course, (course, day), most)
    for cell, number in supply.of_cell.items():
        flow.edge(cell, cell.day, number)
    for days in school.week.days_by_week:
        for day in days:
            flow.edge(day, days, supply.of_day(day))
        parts = supply.of_week(days)
        flow.edge(days, SINK, sum(part.most for part in parts) if parts else MANY)
    return flow


def _day(a: object, b: object) -> int:
    """Of an edge of the flow that is no week."""
    for node in (b, a):
        if isinstance(node, Span):
            return node.day
        if isinstance(node, int):
            return node
        if isinstance(node, tuple):
            return int(node[1])
    raise TypeError(f"an edge of no day: {a}, {b}")


def _no_time(supply: Supply, given: Given) -> Shortage | None:
    """More minutes than there are. Short lessons may fit by number and not by length."""
    need, school = supply.need, given.school
    asked = sum(supply.least(c, n, "minutes") for c in need.courses for n in school.lessons(c))
    there = sum(
        m.minutes * need.most([m])
        for m in school.moments
        if any(m.inside(cell) for cell in supply.of_cell)
    )
    if asked <= there:
        return None
    return _shortage(
        f"{need.name}: {asked} minutes a {school.week.word} are asked for, "
        f"but there are only {there}{_with(need, given)}",
        supply,
        given,
        need.courses,
    )


def _with(need: Bottleneck, given: Given) -> str:
    """What is given, after a sum; and who and what there is, where the name does not say so."""
    if need.people and need.rooms:
        return f" ({need.words}{given.words})"
    return given.words


def _shortage(message: str, supply: Supply, given: Given, courses: Iterable[Course]) -> Shortage:
    """With the lines of the courses, of the people and rooms, and of what is given."""
    some = tuple(courses)
    lines = (*(c.source for c in some), *supply.need.facts, *given.sources(some))
    return Shortage(message, written(lines))


def likewise(found: Iterable[Shortage], names: Mapping[str, str]) -> Iterator[Shortage]:
    """With those in one that only name something else: a room, and the teacher who is always there.

    ``names`` has what is short, by the message that starts with it.
    """
    alike: dict[str, list[Shortage]] = defaultdict(list)
    for one in found:
        alike[one.message.removeprefix(names.get(one.message, ""))].append(one)
    for argument, (first, *others) in alike.items():
        if not others:
            yield first
            continue
        name, too = names[first.message], words(names[one.message] for one in others)
        lines = (source for one in (first, *others) for source in one.sources)
        yield Shortage(f"{name}, and likewise {too}{argument}", written(lines))


def added_up(parts: Sequence[Part]) -> str:
    """The arithmetic after a sum: ``: Gia 900 (1500 - 600) + Max 900``; empty if it is plain."""
    if len(parts) > 1:
        return f": {' + '.join(map(str, parts))}"
    return f" ({parts[0].why})" if parts[0].why else ""


def about(courses: Sequence[Course], school: School) -> str:
    """Some courses in few words: ``Art and PE of 20 classes``."""
    if len(courses) <= 3:
        return words(c.id for c in courses)
    subjects = list(dict.fromkeys(c.subject for c in courses))
    classes = dict.fromkeys(c for course in courses for c in school.classes_of(course))
    more = " ..." if len(subjects) > 4 else ""
    return f"{words(subjects[:4])}{more} of {plural(len(classes), 'class', 'classes')}"


def written(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The places of the file among some sources, in order; nobody wrote what always holds."""
    return tuple(sorted({s for s in sources if s.line}))
