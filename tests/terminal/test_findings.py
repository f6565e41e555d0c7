"""Where a rule does not hold, in the terminal."""

from __future__ import annotations

import pytest

from timetabler.models.findings import Finding, RuleResult
from timetabler.terminal.findings import MOST, MOST_SHORT, worst


def result(*findings: Finding) -> RuleResult:
    cost = sum(finding.cost for finding in findings)
    return RuleResult(0, "kind", "Title", False, 1, 9, cost, cost, findings)


def finding(name: str, says: str, *seen: str, remarks: tuple[str, ...] = (), deviation: int = 1):
    return Finding("kind", name, f"{name}{says}", deviation, 1, False, seen, remarks=remarks)


@pytest.mark.parametrize("says", [": lessons keep to Tue", " is in oval"])
def test_what_many_lessons_have_in_common_is_not_said_of_each(says: str) -> None:
    count = MOST_SHORT + 20
    found = [finding(f"C{n} PE", says, f"C{n} PE, Mon S1, Hall") for n in range(count)]
    first, *lines, more = worst(result(*found), "  ")
    assert first == "  It does not hold here:"
    assert lines == [f"  - C{n} PE, Mon S1, Hall" for n in range(MOST_SHORT)]
    assert more == "  and 20 more"
    assert worst(result(*found[:MOST_SHORT]), "  ")[-1] == lines[-1]


def test_several_lessons_of_one_point_are_counted() -> None:
    seen = [f"1A PE, Mon S{n}" for n in range(4)]
    found = [finding("1A PE", ": on different days", *seen) for _ in range(MOST + 1)]
    assert worst(result(*found), "")[1] == "- 1A PE, Mon S0; 1A PE, Mon S1; and 2 more"


@pytest.mark.parametrize(
    "other",
    [
        finding("Z", ": is something else", "Z, Mon S1"),
        finding("Z", ": is it"),
        finding("Z", ": is it", "Z, Mon S1", remarks=("30 of 60 minutes",)),
    ],
)
def test_what_differs_is_said_in_full_the_worst_first(other: Finding) -> None:
    found = [finding(f"{n}", ": is it", f"{n}, Mon S1", deviation=n) for n in range(1, 6)]
    lines = worst(result(*found, other), "")
    assert lines == [*(f"- {n}: is it, but: {n}, Mon S1" for n in (5, 4, 3)), "and 3 more"]
    assert len(worst(result(*found[:2]), "")) == 2
