"""What a report puts first, and how a finding reads."""

from __future__ import annotations

from timetabler.models.findings import Finding, Report, RuleResult
from timetabler.models.resources import Source


def _result(rule: int, *, required: bool, cost: int, line: int, deviation: int = 1) -> RuleResult:
    source = Source("school.yaml", line, 5 if line else 0)
    return RuleResult(rule, "kind", "Title", required, 1, 3, deviation, cost, source=source)


def test_what_is_broken_comes_first_then_what_costs_most() -> None:
    results = (
        _result(0, required=False, cost=3, line=40),
        _result(1, required=False, cost=9, line=41),
        _result(2, required=True, cost=0, line=42),
        _result(3, required=True, cost=0, line=0),
        _result(4, required=True, cost=0, line=0, deviation=0),
    )
    assert [r.rule for r in Report(results).unmet] == [3, 2, 1, 0]


def test_a_finding_says_what_should_be_and_what_is() -> None:
    seen = ("1A PE, Mon S1, hall", "1A PE, Tue S1, hall", "1A PE, Wed S1, hall")
    finding = Finding("kind", "1A PE", "1A PE: lessons keep to S2", 3, 6, False, seen)
    assert finding.words(most=2) == (
        "1A PE: lessons keep to S2, but: 1A PE, Mon S1, hall; 1A PE, Tue S1, hall; and 1 more"
    )
    assert finding.words().endswith("1A PE, Wed S1, hall")
    assert Finding("kind", "pat", "Pat has a lunch", 1, 0, True).words() == "Pat has a lunch"
    short = Finding("kind", "pat", "Pat has 60 minutes", 20, 0, True, seen, remarks=("40 minutes",))
    assert short.words(1) == (
        "Pat has 60 minutes, but: 40 minutes; 1A PE, Mon S1, hall; and 2 more"
    )
