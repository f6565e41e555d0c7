"""Terms: days in a row, as many in each, all in one timetable."""

from __future__ import annotations

from collections.abc import Iterator

from timetabler.importers.fet.drafts import Draft, NotUnderstood, Said, understands
from timetabler.importers.fet.facts import Facts
from timetabler.importers.fet.file import Node


@understands("ActivitiesOccupyMaxTerms")
def _few_terms(node: Node, facts: Facts) -> Iterator[Said]:
    yield from _limit(node, node.number("Max_Number_of_Occupied_Terms"), {}, facts)


@understands("ActivitiesMaxInATerm")
def _few_in_a_term(node: Node, facts: Facts) -> Iterator[Said]:
    most = node.number("Max_Number_of_Activities_in_A_Term")
    yield from _limit(node, most, {"unit": "lessons"}, facts)


def _limit(node: Node, most: int, unit: dict[str, str], facts: Facts) -> Iterator[Said]:
    lessons = facts.listed(node)
    terms, days = facts.file.terms
    if terms * days != len(facts.times.days):
        raise NotUnderstood(
            f"FET refuses it: {len(facts.times.days)} days are not {terms} x {days}"
        )
    if most < len(lessons):
        parts = facts.times.rows_of_days(days)
        fields = {"parts": parts, "at_most": most, **unit, "each": "scope"}
        yield Draft.of(node, "limit_parts", "together", lessons, fields)
