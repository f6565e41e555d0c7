"""What would be different: another file, other values, a rule less; as people ask it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from timetabler import api, terminal
from timetabler.models.findings import InvalidInput, Status
from timetabler.spec.load import load
from timetabler.spec.rules_named import rules_named

EXAMPLES = Path(__file__).parents[1] / "examples"
IMPOSSIBLE = EXAMPLES / "impossible" / "apart-and-together.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest example, solved: nothing here may change it.

    All of Library is on Friday, so that no lesson is where PE could go instead.
    """
    path = tmp_path_factory.mktemp("comparing")
    text = (EXAMPLES / "tiny" / "school.yaml").read_text(encoding="utf-8")
    always, friday = "name: Library}", "name: Library, away: [Mon, Tue, Wed, Thu]}"
    assert always in text
    (path / "school.yaml").write_text(text.replace(always, friday), encoding="utf-8")
    api.solve(path / "school.yaml", to=["json"])
    return path


@pytest.fixture
def school(folder: Path) -> Iterator[Path]:
    def written() -> dict[Path, bytes]:
        return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}

    before = written()
    yield folder / "school.yaml"
    assert written() == before


def run(*args: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "timetabler", "explain", *map(str, args)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


# ---- another school ------------------------------------------------------------------------------


def test_only_what_has_to_move_moves(school: Path) -> None:
    """PE is on two days, four lessons on each; the other lessons may all stay."""
    found = api.compare(school, settings=["teachers.pat.days=[Mon, Tue]"])
    assert found.now.recorded
    assert found.now.outcome.status is found.other.outcome.status is Status.OPTIMAL
    assert (found.now.outcome.cost, found.other.outcome.cost) == (4, 4)
    assert found.differences is not None
    assert found.fewest
    changes = found.differences.lessons
    assert sorted(c.course for c in changes) == ["2/3 PE", "4 PE", "5/6 PE", "F/1 PE"]
    assert all(c.moves and c.old and c.old.time.startswith("Thu") for c in changes)
    assert all(c.new and c.new.time.startswith("Mon") for c in changes)
    assert found.differences.people.same == ("Mia Fox", "Ugo Bell")
    assert not any(pair.differs for pair in found.rules)


def test_rules_are_the_same_rule_where_they_are_about_the_same(school: Path) -> None:
    found = api.compare(
        school, settings=["constraints@42.weight=5", "constraints@40=", "constraints@41.at_most=3"]
    )
    differing = [pair for pair in found.rules if pair.differs]
    stands = [
        (
            pair.now and pair.now.kind,
            pair.other and pair.other.weight,
            pair.other and pair.other.cost,
        )
        for pair in differing
    ]
    assert stands == [
        ("protect_times", None, None),
        ("limit_lessons_per_day", 0, 0),
        ("prefer_times", 5, 10),
    ]
    assert found.other.outcome.cost == 10
    assert found.differences is not None
    assert found.differences.lessons == ()


def test_another_file_is_compared_as_it_is(school: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    text = school.read_text(encoding="utf-8")
    other.write_text(text.replace("subject: Art", "subject: Craft"), encoding="utf-8")
    found = api.compare(school, other)
    assert found.differences is not None
    gone = [c for c in found.differences.lessons if c.new is None]
    come = [c for c in found.differences.lessons if c.old is None]
    assert {c.course.partition(" ")[2] for c in gone} == {"Art"}
    assert {c.course.partition(" ")[2] for c in come} == {"Craft"}
    assert len(found.differences.lessons) == len(gone) + len(come) == 8
    assert not (tmp_path / "timetable-other").exists()


def test_what_is_possible_is_compared_with_what_is_not(school: Path) -> None:
    found = api.compare(school, settings=["teachers.pat.days=[Mon]"])
    assert found.other.outcome.status is Status.INFEASIBLE
    assert "8 lessons a week are asked for" in found.other.outcome.reasons[0].message
    assert found.differences is None
    assert not found.undecided


def test_an_impossible_school_is_compared_with_one_that_is_not() -> None:
    found = api.compare(IMPOSSIBLE, settings=["constraints@19="])
    assert found.now.outcome.status is Status.INFEASIBLE
    assert found.other.timetable is not None
    assert found.differences is None
    text = terminal.compared(found)
    assert "now      impossible" in text
    assert "cannot hold together" in text


def test_an_interrupted_comparison_says_what_is_known(school: Path) -> None:
    found = api.compare(school, settings=["teachers.pat.days=[Mon, Tue]"], should_stop=lambda: True)
    assert found.interrupted
    assert found.now.outcome.cost == 4
    assert found.undecided


# ---- a rule --------------------------------------------------------------------------------------


def test_the_price_of_a_wish(school: Path) -> None:
    result = api.price(school, "prefer_times")
    (price,) = result.prices
    assert result.now.recorded
    assert (result.now.outcome.cost, price.now and price.now.cost) == (4, 4)
    assert result.others(price) == price.without.outcome.cost == price.without.outcome.bound == 0
    assert price.strict is not None
    assert price.strict.outcome.status is Status.INFEASIBLE
    text = terminal.priced(result)
    assert "cost 4 in all, 4 of it for this rule (proved best)" in text
    assert "cost 0 (proved best): keeping it costs the others nothing" in text
    assert "if it must hold    impossible" in text


def test_what_a_required_rule_costs_the_wishes(school: Path, tmp_path: Path) -> None:
    """PE could be early on Tuesday and Thursday only if F did not read then."""
    path = tmp_path / "school.yaml"
    text = school.read_text(encoding="utf-8")
    text += "  - {kind: protect_times, subjects: PE, times: [S1], note: Wet grass}\n"
    path.write_text(text, encoding="utf-8")
    result = api.price(path, "wet grass")
    (price,) = result.prices
    assert price.strict is None
    assert result.now.outcome.cost == result.now.outcome.bound == result.others(price)
    assert price.without.outcome.cost == 4
    paid = (result.now.outcome.cost or 0) - 4
    assert paid > 0
    assert f"keeping it costs the others {paid}" in terminal.priced(result)
    assert not (tmp_path / "timetable").exists()


@pytest.mark.parametrize("kind", ["prefer_times", "protect_times"])
def test_a_price_is_a_range_where_a_best_timetable_is_not_proved(school: Path, kind: str) -> None:
    """A better timetable may be one in which the others pay more, or less."""
    result = api.price(school, kind)
    (price,) = result.prices
    without = replace(price.without.outcome, status=Status.FEASIBLE, cost=3, bound=1)
    strict = replace(price.without.outcome, status=Status.FEASIBLE, cost=6, bound=None)
    side = replace(price.without, outcome=strict)
    price = replace(price, without=replace(price.without, outcome=without), strict=side)
    outcome = replace(result.now.outcome, status=Status.FEASIBLE, bound=2)
    found = replace(result, now=replace(result.now, outcome=outcome), prices=(price,))
    text = " ".join(terminal.priced(found).split())
    assert "keeping it costs the others between 0 and 3" in text
    most = 6 - (2 if price.rule.required else 1)
    assert f"the others pay between 0 and {most} more" in text


def test_all_rules_of_a_kind_are_priced(school: Path, tmp_path: Path) -> None:
    path = tmp_path / "school.yaml"
    text = school.read_text(encoding="utf-8")
    text += "  - {kind: prefer_times, subjects: Art, times: [Mon], weight: 1}\n"
    path.write_text(text, encoding="utf-8")
    result = api.price(path, "prefer_times")
    assert [p.rule.source.line for p in result.prices] == [42, 43]
    for price in result.prices:
        others = result.others(price)
        assert others is not None
        assert price.without.outcome.cost is not None
        assert price.without.outcome.cost <= others


@pytest.mark.parametrize(
    ("said", "line"),
    [("42", 42), ("prefer_times", 42), ("pat", 42), ("READING first", 40), (" keep to S1-S3 ", 42)],
)
def test_rules_are_found(school: Path, said: str, line: int) -> None:
    (rule,) = rules_named(load(school), said)
    assert rule.source.line == line


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        ("43", "no rule is on line 43", "39, 40, 41 and 42"),
        ("prefer_time", 'no rule of the school is called "prefer_time"', '"prefer_times"?'),
        ("specialist", '"specialist" fits 2 rules', "40 or 41"),
        ("", "fits 4 rules", "39, 40, 41 or 42"),
    ],
)
def test_rules_that_are_not_there(school: Path, said: str, message: str, hint: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        api.price(school, said)
    (found,) = caught.value.diagnostics
    assert found.code == "TT503"
    assert message in found.message
    assert hint in found.hint


# ---- the command ---------------------------------------------------------------------------------


def widest(text: str) -> int:
    return max(len(line) for line in text.splitlines() if "school.yaml:" not in line)


def test_everything_fits_in_80_columns(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(school.parent)  # names of files are as long as they are
    name = Path(school.name)
    changed = api.compare(name, settings=["teachers.pat.days=[Mon]"])
    assert widest(terminal.compared(changed)) <= 80
    assert widest(terminal.priced(api.price(name, "42"))) <= 80


def test_the_document_of_a_comparison(school: Path) -> None:
    result = run(school, "--set", "teachers.pat.days=[Mon, Tue]", "--json")
    assert (result.returncode, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert (document["status"], document["now"]["cost"], document["what_if"]["bound"]) == (
        "ok",
        4,
        4,
    )
    changes = document["differences"]
    assert changes["proved_fewest"] is True
    courses = [change["course"] for change in changes["lessons"]]
    assert courses == ["F/1 PE", "2/3 PE", "4 PE", "5/6 PE"]
    assert {change["to"]["time"].split()[0] for change in changes["lessons"]} == {"Mon"}
    assert changes["people"]["same"] == ["Mia Fox", "Ugo Bell"]


def test_the_document_of_a_price(school: Path) -> None:
    result = run(school, "--rule", "42", "--json")
    assert (result.returncode, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    (rule,) = document["rules"]
    assert (rule["kind"], rule["weight"], rule["cost"]) == ("prefer_times", 2, 4)
    assert rule["cost_of_the_others"] == rule["without"]["bound"] == 0
    assert rule["if_required"]["status"] == "infeasible"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (["--set", "teachers.x.days=[Mon]", "--set", "y"], ["--set:1:10", "--set:2:1"]),
        (["--rule", "42", "--set", "school=X"], ["one question at a time"]),
    ],
)
def test_what_makes_no_sense_ends_with_code_2(
    school: Path, question: list[str], words: list[str]
) -> None:
    result = run(school, *question)
    assert (result.returncode, result.stdout) == (2, "")
    for word in words:
        assert word in result.stderr
