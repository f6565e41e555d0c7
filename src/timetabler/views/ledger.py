"""The ledger of release: what each teacher is due in each week, what they have, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from timetabler.constraints.limit_busy_times import LimitBusyTimes
from timetabler.constraints.preparation_time import PreparationTime
from timetabler.constraints.release_time import ReleaseTime
from timetabler.models.resources import Teacher
from timetabler.models.rows import Row, minutes
from timetabler.models.span import Span
from timetabler.spec.problem import Rule
from timetabler.views.book import Book


class Due(NamedTuple):
    """Minutes a week, and who says so."""

    minutes: int
    basis: str
    """The source that a pack cites, or the line of the school file."""
    block: int = 1
    """Only so many minutes in a row count."""


class LedgerLine(NamedTuple):
    """One teacher in one week, in minutes."""

    teacher_id: str
    name: str
    fte: float
    week: str
    """``A``; empty if the cycle has no weeks."""
    sort: Literal["release", "preparation"]
    """Of class teachers: the class is with somebody else. Of others: free in lesson time."""
    entitled: int | None
    """None: neither the school nor its pack says."""
    given: int
    """In the timetable; parts too short to count are left out."""
    blocks: tuple[int, ...]
    """Minutes of each part in a row, by time, those too short as well."""
    basis: str
    """Who says what they are entitled to."""
    teaching: int
    """Face to face with pupils."""
    teaching_at_most: int | None
    teaching_basis: str

    @property
    def difference(self) -> int | None:
        """Minutes over, or short if below 0."""
        return None if self.entitled is None else self.given - self.entitled

    @property
    def status(self) -> str:
        """``met``, ``short 20 min``, ``over 60 min``, or ``not known``."""
        return "not known" if self.difference is None else over_or_short(self.difference)

    @property
    def teaching_status(self) -> str:
        """``within``, ``60 min too many``, or ``not known``."""
        if self.teaching_at_most is None:
            return "not known"
        over = self.teaching - self.teaching_at_most
        return f"{over} min too many" if over > 0 else "within"


def over_or_short(minutes: int) -> str:
    """``met``, ``short 20 min`` or ``over 60 min``, of a difference from what is due."""
    if minutes == 0:
        return "met"
    return f"{'short' if minutes < 0 else 'over'} {abs(minutes)} min"


@lru_cache(maxsize=1)  # formats of one book ask one after the other
def ledger(book: Book) -> tuple[LedgerLine, ...]:
    """Everybody who teaches, in each week. In a job share each of the two has their own."""
    school = book.school
    result = []
    for teacher in school.teachers:
        if teacher.id in school.class_teachers:
            sort: Literal["release", "preparation"] = "release"
            due, found = _release(book, teacher), book.timetable.releases(teacher.id)
        elif teacher.id in school.specialists:
            sort = "preparation"
            due, found = _preparation(book, teacher), book.timetable.preparation(teacher)
        else:
            continue
        most = _teaching_at_most(book, teacher)
        for week, days in enumerate(school.week.days_by_week):
            blocks = tuple(minutes(row) for row in found if row[0].day in days)
            least = due.block if due else 1
            result.append(
                LedgerLine(
                    teacher_id=teacher.id,
                    name=teacher.name,
                    fte=teacher.fte,
                    week=school.week.week_name(week),
                    sort=sort,
                    entitled=due.minutes if due else None,
                    given=sum(block for block in blocks if block >= least),
                    blocks=blocks,
                    basis=due.basis if due else "",
                    teaching=sum(s.minutes for s in _taught(book, teacher) if s.day in days),
                    teaching_at_most=most.minutes if most else None,
                    teaching_basis=most.basis if most else "",
                )
            )
    return tuple(result)


def counted_release(book: Book, teacher: Teacher) -> tuple[Row, ...]:
    """The parts of the release of a class teacher that are long enough to count, by time."""
    due = _release(book, teacher)
    least = due.block if due else 1
    return tuple(row for row in book.timetable.releases(teacher.id) if minutes(row) >= least)


def bases(lines: Iterable[LedgerLine]) -> tuple[str, ...]:
    """Who says what people are entitled to and how much they teach at most, each once."""
    found = (basis for line in lines for basis in (line.basis, line.teaching_basis) if basis)
    return tuple(dict.fromkeys(found))


def _taught(book: Book, teacher: Teacher) -> Iterator[Span]:
    for activity in book.activities.of_teacher[teacher.id]:
        if activity.doing in ("lesson", "home"):
            yield activity.span


def _release(book: Book, teacher: Teacher) -> Due | None:
    entitled = book.school.release_entitlement(teacher)
    block = book.school.figure("release_block_minutes").value
    least = block if isinstance(block, int) else 1
    due = Due(entitled.minutes, entitled.figure.cited, least) if entitled else None
    return _most(book, teacher, due, ReleaseTime)


def _preparation(book: Book, teacher: Teacher) -> Due | None:
    figure, due = book.school.figure("preparation_minutes"), None
    if isinstance(figure.value, int):
        minutes = teacher.share(figure.value) if figure.pro_rata else figure.value
        due = Due(minutes, figure.cited)
    return _most(book, teacher, due, PreparationTime)


def _most(
    book: Book, teacher: Teacher, pack: Due | None, kind: type[ReleaseTime | PreparationTime]
) -> Due | None:
    """What a rule that must hold says of this very person; else the most that the pack or such a
    rule for many says; else the most that a wish asks for.
    """
    own: list[Due] = []
    firm = [pack] if pack else []
    wished: list[Due] = []
    for rule in book.problem.rules:
        constraint = rule.constraint
        if isinstance(constraint, kind) and teacher in constraint.people(book.school):
            asked = constraint.minutes or 0
            share = teacher.share(asked) if constraint.pro_rata else asked
            found = own if teacher.id in constraint.teachers else firm
            due = Due(share, _said(rule), constraint.block or 1)
            (found if rule.required else wished).append(due)
    return max(own or firm or wished, key=lambda due: due.minutes, default=None)


def _teaching_at_most(book: Book, teacher: Teacher) -> Due | None:
    """The least that the pack or a rule that must hold allows; else what a wish allows."""
    firm: list[Due] = []
    wished: list[Due] = []
    if limit := book.school.face_to_face_limit(teacher):
        firm.append(Due(limit.minutes, limit.figure.cited))
    for rule in book.problem.rules:
        constraint = rule.constraint
        if (
            isinstance(constraint, LimitBusyTimes)
            and constraint.at_most is not None
            and (constraint.per, constraint.unit, constraint.home_time) == ("week", "minutes", True)
            and teacher in constraint.people(book.school)
        ):
            most = constraint.at_most
            share = teacher.share(most) if constraint.pro_rata else most
            (firm if rule.required else wished).append(Due(share, _said(rule)))
    return min(firm or wished, key=lambda due: due.minutes, default=None)


def _said(rule: Rule) -> str:
    return rule.basis or str(rule.source)
