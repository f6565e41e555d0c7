"""Independent verification: every rule at every point of a finished timetable."""

from __future__ import annotations

from timetabler.constraints.base import Point
from timetabler.models.findings import Finding, Report, RuleResult
from timetabler.models.timetable import DutyPlacement, Timetable, Witness
from timetabler.spec.problem import Problem, Rule


def verify(problem: Problem, timetable: Timetable) -> Report:
    """Recomputes every deviation and the total cost from the placements alone."""
    return Report(tuple(_result(rule, timetable) for rule in problem.rules))


def _result(rule: Rule, timetable: Timetable) -> RuleResult:
    findings = []
    deviation = 0
    points = [p for p in rule.points if not p.shadow]
    for point in points:
        amount = rule.constraint.deviation(point, timetable)
        if amount:
            deviation += amount
            findings.append(_finding(rule, point, amount, timetable))
    return RuleResult(
        rule=rule.index,
        kind=rule.kind,
        title=rule.title,
        required=rule.required,
        weight=rule.weight,
        points=len(points),
        deviation=deviation,
        cost=deviation * rule.weight,
        findings=tuple(findings),
        source=rule.source,
        note=rule.constraint.note,
        asked_by=rule.constraint.asked_by,
        basis=rule.basis,
        amount=rule.constraint.amount(deviation),
    )


def _finding(rule: Rule, point: Point, amount: int, timetable: Timetable) -> Finding:
    constraint = rule.constraint
    return Finding(
        kind=rule.kind,
        key=point.key,
        sentence=rule.sentence(point),
        deviation=amount,
        cost=amount * rule.weight,
        required=rule.required,
        remarks=tuple(constraint.remarks(point, timetable)),
        witnesses=tuple(describe(p, timetable) for p in constraint.witnesses(point, timetable)),
        source=rule.source,
    )


def describe(placement: Witness, timetable: Timetable) -> str:
    """``1A PE, Mon S1, Hall, Pat Lee``, or ``oval, Mon recess 1, Pat Lee``."""
    school = timetable.school
    if isinstance(placement, DutyPlacement):
        return f"{placement.duty.id}, {school.teacher[placement.person].name}"
    bells = school.bells_of(placement.course)[0]
    parts = [placement.course.id, school.week.label(placement.span, bells)]
    if placement.room:
        parts.append(school.room[placement.room].name)
    parts += (school.teacher[person].name for person in placement.teachers)
    return ", ".join(parts)
