"""Why here: for each lesson and yard duty, what ties it to its place, in a few short lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from timetabler.explain.ties import Sort, Tie, Ties
from timetabler.models.findings import Report
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.timetable import DutyPlacement, Placement, Timetable, Witness
from timetabler.models.wording import plural, words
from timetabler.spec.problem import Problem, Rule

MOST = 6
"""So many lines are told at most: what costs comes first, facts last."""


NOTHING = "No rule of the school is about it"
ALSO = "Rules that look at it too"


class Because(NamedTuple):
    """One line: a rule or fact that speaks for the place, or against it."""

    sort: Sort | None
    """None: it only looks at it, and there is nothing else to say."""
    text: str
    rule: int | None
    """Number in the rule book; None for a fact."""
    line: int
    """Of the school file."""
    said: str = ""
    """Who asked for the rule, and why; often empty."""
    cost: int = 0
    others: int = 0
    """How many others the cost is shared with."""

    @property
    def mark(self) -> str:
        """The word before the text: ``Costs 2``, ``Needed so that``, ``Given``."""
        match self.sort:
            case Sort.UNMET if self.others:
                return f"Costs {self.cost}, with {plural(self.others, 'other')}"
            case Sort.UNMET:
                return f"Costs {self.cost}"
            case Sort.NEEDED if self.cost:
                return f"Costs {self.cost}, and more without"
            case Sort.NEEDED:
                return "Needed so that"
            case Sort.KEPT:
                return "Not elsewhere"
            case Sort.GIVEN:
                return "Given"
            case None:
                return "One way to keep"

    def words(self) -> str:
        """The whole line: ``Costs 2: PE keeps to S1-S3 (rule 4, line 42, asked by Pat)``."""
        where = [f"rule {self.rule}"] if self.rule else []
        where.append(f"line {self.line}")
        return f"{self.mark}: {self.text} ({', '.join([*where, *filter(None, [self.said])])})"


class Why(NamedTuple):
    """Why one lesson is when and where it is, or why somebody has a duty."""

    number: int
    """From 1, in the order of the list: lessons by class and time, then duties by time."""
    group: str
    """Whose it is: the name of a class, ``Several classes``, or what duty is called."""
    what: str
    when: str
    who: str
    """Names; empty if it is the class teachers alone."""
    where: str
    because: tuple[Because, ...]
    also: tuple[int, ...]
    """Further rules that look at it where it is, by number, and would be kept no worse without."""

    @property
    def rest(self) -> str:
        """The last line: what else looks at it; empty if nothing does."""
        if self.also:
            return f"{ALSO}: {', '.join(map(str, self.also))}"
        return "" if self.because else NOTHING

    def lines(self) -> tuple[str, ...]:
        """All lines as plain text."""
        return (*(one.words() for one in self.because), *filter(None, [self.rest]))


def whys(
    problem: Problem, timetable: Timetable, report: Report, lessons: Mapping[Placement, str]
) -> dict[str, Why]:
    """Why everything is where it is, in the order of the list; ``lessons`` are placement -> id.

    By the id of the lesson, or by duty and person (``duty_key``). Support is left out: it is
    decided in small parts, and its own page tells it.
    """
    ties = Ties(problem, timetable, report)
    ties.follow()
    found: dict[str, Why] = {}
    for key, group, placed in _listed(timetable, lessons):
        looking = ties.looking(placed)
        because = [_because(problem, tie) for tie in ties.of(placed)]
        because = because or [_kept(problem.rules[index]) for index in looking]
        because = because[:MOST]
        told = {one.rule for one in because}
        also = tuple(n + 1 for n in looking if n + 1 not in told)
        found[key] = Why(len(found) + 1, group, *_named(timetable, placed), tuple(because), also)
    return found


def duty_key(duty: str, person: str) -> str:
    """What a duty of a person is known by, given their ids."""
    return f"{duty}, {person}"


def _listed(
    timetable: Timetable, lessons: Mapping[Placement, str]
) -> Iterator[tuple[str, str, Witness]]:
    """Key, group and placement of everything, in the order of the list."""
    school = timetable.school
    groups: dict[str, list[Placement]] = {c.name: [] for c in school.classes}
    for placement in timetable.placements:
        groups.setdefault(_group(school, placement.course), []).append(placement)
    for group, placements in groups.items():
        yield from ((lessons[p], group, p) for p in placements)
    for one in timetable.duties:
        if one.duty.sort == "duty":
            yield duty_key(one.duty.id, one.person), school.pack.word("duty"), one


def _group(school: School, course: Course) -> str:
    """Whose it is: of one class, of several, or of none."""
    classes = school.classes_of(course)
    if len(classes) == 1:
        return school.class_[classes[0]].name
    return "Several classes" if classes else "Meetings"


def _named(timetable: Timetable, placed: Witness) -> tuple[str, str, str, str]:
    """What, when, who and where, in names."""
    school = timetable.school
    if isinstance(placed, DutyPlacement):
        duty, person = placed
        when = f"{school.week.days[duty.span.day]} {duty.time}"
        area = school.area[duty.area].name
        return area, when, school.teacher[person].name, area
    when = school.week.label(placed.span, school.bells_of(placed.course)[0])
    who = words(school.teacher[t].name for t in placed.teachers)
    return placed.course.id, when, who, school.room[placed.room].name if placed.room else ""


def _because(problem: Problem, tie: Tie) -> Because:
    if tie.rule is None:
        return Because(tie.sort, tie.text, None, tie.source.line)
    said = _said(problem.rules[tie.rule])
    number = tie.rule + 1
    return Because(tie.sort, tie.text, number, tie.source.line, said, tie.cost, tie.others)


def _kept(rule: Rule) -> Because:
    return Because(None, rule.title, rule.index + 1, rule.source.line, _said(rule))


def _said(rule: Rule) -> str:
    """Who asked for a rule, and why."""
    constraint = rule.constraint
    asked = f"asked by {constraint.asked_by}" if constraint.asked_by else ""
    return ", ".join(filter(None, [asked, constraint.note]))
