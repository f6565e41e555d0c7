"""The days of teachers: gaps, days of the week, hours of a day, hours in a row.

Of each constraint there are two: about one teacher (``Teacher...``), and about all of them
(``Teachers...``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from timetabler.importers.fet.drafts import Draft, NotUnderstood, Said, once, understands
from timetabler.importers.fet.facts import Facts
from timetabler.importers.fet.file import Node


@understands("TeacherMaxGapsPerWeek", "TeachersMaxGapsPerWeek")
def _gaps_a_week(node: Node, facts: Facts) -> Iterator[Said]:
    yield _of_teachers(
        "limit_idle_times", {"at_most": node.number("Max_Gaps"), "per": "week"}, node, facts
    )


@understands("TeacherMaxGapsPerDay", "TeachersMaxGapsPerDay")
def _gaps_a_day(node: Node, facts: Facts) -> Iterator[Said]:
    yield _of_teachers("limit_idle_times", {"at_most": node.number("Max_Gaps")}, node, facts)


@understands("TeacherMaxDaysPerWeek", "TeachersMaxDaysPerWeek")
def _most_days(node: Node, facts: Facts) -> Iterator[Said]:
    most = node.number("Max_Days_Per_Week")
    if most < len(facts.times.days):
        yield _of_lessons("limit_days", {"at_most": most}, node, facts)


@understands("TeacherMinDaysPerWeek", "TeachersMinDaysPerWeek")
def _fewest_days(node: Node, facts: Facts) -> Iterator[Said]:
    least = node.number("Minimum_Days_Per_Week")
    if least > 0:
        yield _of_lessons("limit_days", {"at_least": least}, node, facts)


@understands("TeacherIntervalMaxDaysPerWeek", "TeachersIntervalMaxDaysPerWeek")
def _most_days_then(node: Node, facts: Facts) -> Iterator[Said]:
    most = node.number("Max_Days_Per_Week")
    if (cells := facts.interval(node)) and most < len(facts.times.days):
        fields = {"at_most": most, "times": facts.times.texts(cells)}
        yield _of_lessons("limit_days", fields, node, facts)


@understands(
    "TeacherMaxHoursDaily",
    "TeachersMaxHoursDaily",
    "TeacherActivityTagMaxHoursDaily",
    "TeachersActivityTagMaxHoursDaily",
)
def _most_hours(node: Node, facts: Facts) -> Iterator[Said]:
    """A day with too many hours counts once, however many they are."""
    fields = {
        "at_most": node.number("Maximum_Hours_Daily"), "unit": "periods", **once(node),
    }  # fmt: skip
    yield from _tagged("limit_lessons_per_day", fields, node, facts)


@understands(
    "TeacherMinHoursDaily",
    "TeachersMinHoursDaily",
    "TeacherActivityTagMinHoursDaily",
    "TeachersActivityTagMinHoursDaily",
)
def _fewest_hours(node: Node, facts: Facts) -> Iterator[Said]:
    """FET itself refuses it without empty days, as there are days on which a teacher is away."""
    if not node.flag("Allow_Empty_Days"):
        raise NotUnderstood("without empty days FET itself refuses it")
    least = node.number("Minimum_Hours_Daily")
    if least > 1:
        fields = {"at_least": least, "unit": "periods", "free_days": True}
        yield from _tagged("limit_lessons_per_day", fields, node, facts)


@understands(
    "TeacherMaxHoursContinuously",
    "TeachersMaxHoursContinuously",
    "TeacherActivityTagMaxHoursContinuously",
    "TeachersActivityTagMaxHoursContinuously",
)
def _most_in_a_row(node: Node, facts: Facts) -> Iterator[Said]:
    """A row that is too long counts once, however long it is."""
    tag = node.text_of("Activity_Tag_Name")
    if tag and not facts.tagged((tag,)):
        return
    fields = {"at_most": node.number("Maximum_Hours_Continuously"), **once(node)}
    yield _of_teachers("limit_run", fields | ({"tags": [tag]} if tag else {}), node, facts)


@understands("TeacherMaxSpanPerDay", "TeachersMaxSpanPerDay")
def _longest_day(node: Node, facts: Facts) -> Iterator[Said]:
    if node.flag("Allow_One_Day_Exception_of_Plus_One"):
        raise NotUnderstood("one day may be an hour longer")
    yield _of_teachers("limit_span", {"at_most": node.number("Max_Span")}, node, facts)


@understands("TeacherMinRestingHours", "TeachersMinRestingHours")
def _night(node: Node, facts: Facts) -> Iterator[Said]:
    least = node.number("Minimum_Resting_Hours")
    if least > 0:
        fields: dict[str, Any] = {"at_least": least}
        if node.flag("Circular"):
            fields["circular"] = True
        yield _of_teachers("rest_overnight", fields, node, facts)


def _tagged(kind: str, fields: dict[str, Any], node: Node, facts: Facts) -> Iterator[Draft]:
    """A rule about all lessons of teachers, or about those with the tag that is named, if any."""
    tag = node.text_of("Activity_Tag_Name")
    if not tag:
        yield _of_lessons(kind, fields, node, facts)
    elif facts.tagged((tag,)):
        yield _of_lessons(kind, {"tags": [tag], **fields}, node, facts)


def _of_lessons(kind: str, fields: dict[str, Any], node: Node, facts: Facts) -> Draft:
    """A rule about the lessons of each teacher."""
    each = {} if _scope(node, facts) else {"per": "teacher"}
    return _of_teachers(kind, {**each, **fields}, node, facts)


def _of_teachers(kind: str, fields: dict[str, Any], node: Node, facts: Facts) -> Draft:
    return Draft.of(node, kind, "people", fields=fields, scope=_scope(node, facts))


def _scope(node: Node, facts: Facts) -> dict[str, tuple[str, ...]]:
    """The teacher; none stands for all, but stand-ins are not meant."""
    if not node.tag.startswith("Teachers"):
        return {"teachers": (node.required("Teacher_Name"),)}
    return {"teachers": facts.teachers} if facts.stand_ins else {}
