"""The tables that go with the grids: summary, rule book, wishes, curriculum, staff."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from timetabler.models.findings import RuleResult
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span, merge
from timetabler.models.wording import plural
from timetabler.views.activities import WITH_PUPILS
from timetabler.views.book import Book
from timetabler.views.dates import valid
from timetabler.views.ledger import over_or_short


def rules_met(book: Book) -> str:
    """``12 of 14 rules met``, standing rules included."""
    results = book.report.results
    met = sum(r.met for r in results)
    if met == len(results):
        return f"All {plural(met, 'rule')} met"
    return f"{met} of {plural(len(results), 'rule')} met"


def summary(book: Book) -> tuple[tuple[str, str], ...]:
    """(label, text) of what a reader asks first."""
    school, outcome = book.school, book.outcome
    lines = [
        ("School", school.name),
        ("Term", school.term),
        ("Valid", valid(book)),
        ("Result", f"{outcome.verdict}."),
        ("Rules", rules_met(book)),
        ("Status", outcome.status.value),
        ("Cost", str(book.report.cost)),
        ("Least possible cost, proved", "" if outcome.bound is None else str(outcome.bound)),
        ("Gap", "" if outcome.gap is None else f"{outcome.gap:.1%}"),
        ("Lessons placed", str(len(book.timetable.placements))),
        (
            "Duties",
            str(len({d for d, _ in book.timetable.duties if d.sort == "duty"}) or ""),
        ),
        ("Classes", str(len(school.classes))),
        ("Teachers", str(sum(t.role == "teacher" for t in school.teachers))),
        ("Aides", str(len(school.aides) or "")),
        ("Other staff", str(sum(t.role == "other" for t in school.teachers) or "")),
        ("School file", f"{book.problem.path} ({book.problem.sha256[:12]})".strip()),
        ("Made by", f"timetabler {book.version}".strip()),
    ]
    return tuple((label, text) for label, text in lines if text)


class RuleLine(NamedTuple):
    """One rule of the school and how it fared."""

    number: int
    kind: str
    rule: str
    strength: str
    """``required`` or ``weight 5``."""
    firm: str
    """Of a required rule: ``law``, or ``negotiable``; empty if it is neither."""
    points: int
    """In how many places it applies."""
    met: bool
    deviation: int
    cost: int
    where: str
    """The line of the school file; ``always holds`` for a rule that nobody wrote."""
    line: int
    """Its number; 0 for a rule that nobody wrote."""
    written: str
    """What that line says."""
    asked_by: str
    note: str
    exceptions: tuple[str, ...]
    """Where it is not met, one sentence each, with the lessons that show it."""
    basis: str
    """What its figures rest on, if a pack gave them: a source that a person can look up."""


def rule_book(book: Book) -> tuple[RuleLine, ...]:
    """Every rule, in the order of the school file; those that always hold come last."""
    return tuple(_rule(book, r) for r in book.report.results)


def unmet(book: Book) -> tuple[RuleLine, ...]:
    """The rules that do not hold everywhere, most important first."""
    return tuple(_rule(book, r) for r in book.report.unmet)


def wishes(book: Book) -> tuple[RuleLine, ...]:
    """What people asked for: rules with a weight, and rules that say who asked.

    Those that are not met come first, by cost; the others in the order of the school file.
    """
    lines = [_rule(book, r) for r in book.report.results if r.asked_by or not r.required]
    return tuple(sorted(lines, key=lambda line: (line.met, -line.cost, line.number)))


def _rule(book: Book, result: RuleResult) -> RuleLine:
    rule = book.problem.rules[result.rule]
    exceptions = tuple(finding.words() for finding in result.findings)
    return RuleLine(
        number=result.rule + 1,
        kind=result.kind,
        rule=result.title,
        strength="required" if result.required else f"weight {result.weight}",
        firm="negotiable" if rule.negotiable else "law" if rule.constraint.law else "",
        points=result.points,
        met=result.met,
        deviation=result.deviation,
        cost=result.cost,
        where=str(result.source) if result.source.line else "always holds",
        line=result.source.line,
        written=book.problem.line(result.source),
        asked_by=result.asked_by,
        note=result.note,
        exceptions=exceptions,
        basis=result.basis,
    )


class CurriculumLine(NamedTuple):
    """One subject of one class in the whole cycle: a week, unless it has several."""

    class_id: str
    subject: str
    required: int | None
    """Minutes that the courses ask for at least; None for home time, which is what is left."""
    taught: int
    """Minutes; groups taught the subject at one time count once."""
    lessons: int
    days: int

    @property
    def difference(self) -> int | None:
        """Minutes over, or short if below 0."""
        return None if self.required is None else self.taught - self.required

    @property
    def status(self) -> str:
        """``met``, ``short 30 min``, ``over 30 min``; empty for home time."""
        return "" if self.difference is None else over_or_short(self.difference)


def curriculum(book: Book) -> tuple[CurriculumLine, ...]:
    """What every class is taught, by class and in the order of the subjects."""
    order = (*book.school.subjects, book.school.home_subject)
    result = []
    for class_id, activities in book.activities.of_class.items():
        spans: dict[str, list[Span]] = defaultdict(list)
        lessons: dict[str, set[str]] = defaultdict(set)
        for activity in activities:
            subject = book.subject(activity)
            spans[subject].append(activity.span)
            if activity.lesson:
                lessons[subject].add(activity.lesson)
        required = _required(book, class_id)
        for subject in dict.fromkeys(order):
            if subject in spans or subject in required:
                result.append(
                    CurriculumLine(
                        class_id,
                        subject,
                        required.get(subject),
                        sum(s.minutes for s in merge(spans[subject])),
                        len(lessons[subject]),
                        len({s.day for s in spans[subject]}),
                    )
                )
    return tuple(result)


def _required(book: Book, class_id: str) -> dict[str, int]:
    """subject -> minutes; of groups, those of the one that is taught most."""
    school = book.school
    whole: dict[str, int] = defaultdict(int)
    grouped: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for course in school.courses:
        if class_id in course.classes:
            whole[course.subject] += _least_minutes(school, course)
        for group in course.groups:
            if class_id in school.group[group].classes:
                grouped[course.subject][group] += _least_minutes(school, course)
    for subject, groups in grouped.items():
        whole[subject] += max(groups.values())
    return dict(whole)


def _least_minutes(school: School, course: Course) -> int:
    """What the lessons of a course come to in the shortest periods that they fit into."""
    if course.minutes is not None:
        return course.minutes * len(school.lessons(course))
    return sum(
        min((school.minutes(course, span) for span in school.places(course, length)), default=0)
        for length in school.lessons(course)
    )


class StaffLine(NamedTuple):
    """The time of one member of staff in the whole cycle, in minutes."""

    teacher_id: str
    name: str
    fte: float
    lessons: int
    """Minutes of lessons of courses."""
    home: int
    """Minutes with the own class outside courses."""
    release: int
    """Minutes in which the own class is with somebody else and the teacher is free."""
    free: int
    """Other minutes on site in lesson time without anything to teach."""
    classes: int
    """How many classes are taught."""
    days: int
    """Days with something to do for pupils: lessons, support, duty."""
    support: int
    """Minutes with pupils in class, for their needs."""
    duty: int
    """Minutes of duty."""
    meetings: int
    """Minutes of meetings with other staff: work, but no teaching."""

    @property
    def teaching(self) -> int:
        """Minutes face to face with pupils."""
        return self.lessons + self.home


def staff(book: Book) -> tuple[StaffLine, ...]:
    """The minutes of all who teach, and of other staff who have something to do."""
    result = []
    for teacher in filter(book.activities.has_something, book.school.teachers):
        minutes: Counter[str] = Counter()
        classes: set[str] = set()
        days: set[int] = set()
        for activity in book.activities.of_teacher[teacher.id]:
            minutes[activity.doing] += activity.span.minutes
            if activity.doing in ("lesson", "home"):
                classes.update(activity.classes)
            if activity.doing in WITH_PUPILS:
                days.add(activity.span.day)
        result.append(
            StaffLine(
                teacher.id,
                teacher.name,
                teacher.fte,
                minutes["lesson"],
                minutes["home"],
                minutes["release"],
                minutes["free"],
                len(classes),
                len(days),
                minutes["support"],
                minutes["duty"],
                minutes["meeting"],
            )
        )
    return tuple(result)


def hours(minutes: int) -> str:
    """``18 h 30``; people think of a teacher's week in hours."""
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes else "0"
