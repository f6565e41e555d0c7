"""What would help most: changes that the relaxation suggests, and what solving makes of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest

import oracle
from timetabler import api, results, terminal
from timetabler.api import helping
from timetabler.api.helping import MOST_TRIED, Helped, Helping
from timetabler.models.carried import carried
from timetabler.models.findings import Outcome, Status
from timetabler.solver.effort import Effort
from timetabler.solver.prices import prices
from timetabler.spec.load import load, load_text
from timetabler.spec.loosened import loosenings
from timetabler.spec.problem import Problem
from timetabler.spec.settings import with_settings
from timetabler.spec.yaml import parse
from timetabler.verify import verify

EXAMPLES = Path(__file__).parents[1] / "examples"
TINY = EXAMPLES / "tiny" / "school.yaml"
IMPOSSIBLE = EXAMPLES / "impossible" / "apart-and-together.yaml"

SCHOOL = """\
school: Helped School
week:
  days: [Mon, Tue]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
teachers: [amy, bob, {id: pat, name: Pat Lee}, {id: sue, name: Sue Ray}]
rooms: [{id: hall, name: Hall}]
classes:
  - {id: 1A, teacher: amy}
  - {id: 1B, teacher: bob}
courses:
  - {subject: PE, classes: all, teachers: [pat, sue], room: hall}
constraints:
  - {kind: prefer_times, subjects: PE, times: [Mon S1], weight: 3}
"""
"""Two classes want the hall at one time: one of them pays 3."""


def school(folder: Path, *changes: tuple[str, str]) -> Path:
    """The school with some of its text changed."""
    text = SCHOOL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "school.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tiny() -> Helping:
    return api.what_helps(TINY)


def told(result: Helping) -> dict[str, int]:
    return {one.change.text: result.saved(one) for one in result.helpful}


# ---- what helps, by construction -----------------------------------------------------------------


def test_a_second_room_helps_where_two_classes_want_one(tmp_path: Path) -> None:
    result = api.what_helps(school(tmp_path))
    assert result.now.outcome.cost == 3
    assert told(result) == {"Hall for 2 classes at a time, or another room like it": 3}
    (one,) = result.helpful
    assert one.proved
    assert one.change.settings == ("rooms.hall.classes=2",)
    assert not result.open
    assert not (tmp_path / "timetable").exists()


def test_a_room_that_is_closed_could_be_open(tmp_path: Path) -> None:
    """Each class alone: no two want the hall, but it is closed when they want it."""
    closed = ("{id: hall, name: Hall}", "{id: hall, name: Hall, away: [S1]}")
    wish = ("times: [Mon S1]", "times: [S1]")
    result = api.what_helps(school(tmp_path, closed, wish))
    assert result.now.outcome.cost == 6
    assert told(result) == {"Hall open on Mon S1 too": 3, "Hall open on Tue S1 too": 3}


def test_somebody_who_is_away_could_be_there(tmp_path: Path) -> None:
    """Another hall does not help while one of the two is away, nor the other one alone."""
    away = ("{id: sue, name: Sue Ray}", "{id: sue, name: Sue Ray, away: [Mon S1]}")
    large = ("{id: hall, name: Hall}", "{id: hall, name: Hall, classes: 2}")
    result = api.what_helps(school(tmp_path, away, large))
    assert told(result) == {"Sue Ray on site on Mon S1 too": 3}
    assert "Hall for 3 classes at a time" not in told(result)


RULE = "  - {kind: protect_times, classes: [1A], times: [Mon S1], note: Reading}\n"


def test_a_rule_of_the_school_could_go(tmp_path: Path) -> None:
    large = ("{id: hall, name: Hall}", "{id: hall, name: Hall, classes: 2}")
    path = school(tmp_path, large, ("constraints:\n", f"constraints:\n{RULE}"))
    result = api.what_helps(path)
    (one,) = result.helpful
    assert result.saved(one) == 3
    assert one.change.settings == ("constraints@15=",)
    assert one.change.source.line == 15


def test_what_may_not_be_given_up_is_not_tried(tmp_path: Path) -> None:
    large = ("{id: hall, name: Hall}", "{id: hall, name: Hall, classes: 2}")
    kept = RULE.replace("note: Reading", "negotiable: false")
    result = api.what_helps(school(tmp_path, large, ("constraints:\n", f"constraints:\n{kept}")))
    assert result.now.outcome.cost == 3
    assert not result.helpful
    assert not any("Without" in one.change.text for one in result.tried)


def test_the_dearest_are_tried_first_and_the_most_useful_told_first(tmp_path: Path) -> None:
    """Art pays 1 a lesson for its room, PE 3."""
    art = (
        "constraints:",
        "  - {subject: Art, classes: all, teacher: sue, room: studio}\n"
        "constraints:\n"
        "  - {kind: prefer_times, subjects: Art, times: [Tue S2], weight: 1}",
    )
    rooms = (
        "[{id: hall, name: Hall}]",
        "[{id: studio, name: Studio, away: [Tue S2]}, {id: hall, name: Hall, away: [Mon S1]}]",
    )
    one_of_each = ("teachers: [pat, sue]", "teacher: pat")
    result = api.what_helps(school(tmp_path, rooms, one_of_each, art))
    assert [*told(result).items()] == [
        ("Hall open on Mon S1 too", 3),
        ("Studio open on Tue S2 too", 1),
    ]
    priced = [one.price for one in result.tried]
    assert priced == sorted(priced, reverse=True)


def test_of_each_person_one_time_is_tried_before_any_other(tiny: Helping) -> None:
    subjects = [one.change.subject for one in tiny.tried]
    assert subjects[0] is not subjects[1]
    assert subjects[0] is subjects[2] is subjects[3]


def test_no_more_are_tried_than_there_is_patience_for(tiny: Helping) -> None:
    many = [replace(one, price=float(n)) for n, one in enumerate(tiny.tried * 3)]
    chosen = helping._promising(many)
    assert len(chosen) == MOST_TRIED
    assert [one.price for one in chosen[:2]] == [11.0, 9.0]


# ---- nothing to tell -----------------------------------------------------------------------------


def test_where_nothing_costs_nothing_can_be_saved(tmp_path: Path) -> None:
    result = api.what_helps(school(tmp_path, ("times: [Mon S1]", "times: [Mon]")))
    assert result.now.outcome.cost == 0
    assert (result.considered, result.tried) == (0, ())
    assert "there is nothing to save" in terminal.helped(result)
    assert results.helped(result)["changes"] == []


def test_an_impossible_school_is_sent_to_what_could_be_given_up() -> None:
    result = api.what_helps(IMPOSSIBLE)
    assert result.now.outcome.status is Status.INFEASIBLE
    assert not result.undecided
    text = terminal.helped(result)
    assert "As it is, the school is impossible:" in text
    assert "cannot hold together" in text
    assert f"timetabler explain {IMPOSSIBLE}" in " ".join(text.split())


def test_where_nothing_helps_it_says_what_was_tried(tmp_path: Path) -> None:
    """Pat gives both lessons: a second hall is none for Pat."""
    result = api.what_helps(school(tmp_path, ("teachers: [pat, sue]", "teacher: pat")))
    assert result.now.outcome.cost == 3
    assert not result.helpful
    text = " ".join(terminal.helped(result).split())
    assert "Nothing that was tried was found to save anything." in text
    assert "Proved to save nothing: - Hall for 2 classes" in text
    assert "1 change of a single rule, person or room can be thought of" in text
    assert "--set" not in text


def test_a_school_without_anything_to_loosen(tmp_path: Path) -> None:
    path = school(
        tmp_path,
        ("teachers: [pat, sue], room: hall", "teacher: pat"),
        ("{id: hall, name: Hall}", ""),
    )
    result = api.what_helps(path)
    assert (result.now.outcome.cost, result.considered) == (3, 0)
    assert "There is nothing to try" in terminal.helped(result)


def test_stopped_at_once_it_says_what_is_known(tmp_path: Path) -> None:
    path = school(tmp_path)
    api.solve(path, to=["json"])
    result = api.what_helps(path, should_stop=lambda: True)
    assert result.interrupted
    assert result.now.outcome.cost == 3
    assert result.priced is None
    assert result.undecided
    assert "was not found out in the time" in " ".join(terminal.helped(result).split())


def test_stopped_later_it_tells_what_was_found(tmp_path: Path) -> None:
    """As soon as a second change is looked at."""
    path = tmp_path / "school.yaml"
    path.write_text(TINY.read_text(encoding="utf-8"), encoding="utf-8")
    api.solve(path, to=["json"])
    begun = 0

    def watch(step: Any) -> None:
        nonlocal begun
        begun += step.stage == "compile" and step.cost is None

    result = api.what_helps(path, on_progress=watch, should_stop=lambda: begun > 1)
    assert result.interrupted
    assert told(result) == {"Pat Lee on site on Wed too": 4}
    assert result.untried
    assert "Not tried, as the time was over:" in terminal.helped(result)


# ---- what is told is true ------------------------------------------------------------------------


def rules(problem: Problem) -> list[dict[str, Any]]:
    """As the oracle reads them."""
    numbers = {"weight": int, "at_most": int, "required": bool}
    found = parse(problem.text)[0].plain()["constraints"]
    return [{key: numbers.get(key, lambda x: x)(v) for key, v in rule.items()} for rule in found]


@cache
def drawn(seed: int) -> Helping:
    draw = Random(seed)
    most = draw.choice([1, 2])
    lessons = ", lessons: 2" if draw.random() < 0.3 else ""
    text = f"""\
school: Drawn
week:
  days: [Mon, Tue]
  timeslots:
    - {{id: S1, time: "09:00-10:00"}}
    - {{id: S2, time: "10:00-11:00"}}
teachers:
  - amy
  - bob
  - {{id: pat, {draw.choice(["days: [Mon, Tue]", "away: [Tue S2]", "days: [Mon, Tue S1]"])}}}
  - {{id: sue, {draw.choice(["days: [Tue]", "away: [Mon S1]", "fte: 0.5"])}}}
rooms: [{{id: hall, away: [{draw.choice(["Mon S1", "Tue S2", "Mon"])}]}}]
classes: [{{id: 1A, teacher: amy}}, {{id: 1B, teacher: bob}}]
courses:
  - {{subject: PE, classes: [1A], teacher: pat, room: hall{lessons}}}
  - {{subject: PE, classes: [1B], teachers: {draw.choice(["[pat]", "[pat, sue]"])}, room: hall}}
  - {{subject: Art, classes: [1A, 1B], teacher: sue}}
constraints:
  - {{kind: prefer_times, subjects: [PE], times: [{draw.choice(["S1", "Mon"])}], weight: 3}}
  - {{kind: prefer_times, subjects: [Art], times: [{draw.choice(["S1", "Tue"])}], weight: 2}}
  - {{kind: limit_lessons_per_day, classes: [1A, 1B], at_most: {most}, required: true}}
"""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "school.yaml"
        path.write_text(text, encoding="utf-8")
        return api.what_helps(path, time_limit=60)


SEEDS = range(8)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_told_is_what_trying_everything_finds(seed: int) -> None:
    result = drawn(seed)
    problem = result.now.problem
    best = oracle.best(problem.school, rules(problem))
    assert result.now.outcome.cost == best
    if not best:
        assert not result.tried
        return
    assert [*result.open, *result.untried, *result.refused] == []
    for one in result.tried:
        changed = with_settings(problem, one.change.settings)
        after = oracle.best(changed.school, rules(changed))
        assert after is not None
        assert one.cost == after
        assert result.saved(one) == best - after
        assert (one in result.helpful) == (after < best)


def test_enough_was_drawn() -> None:
    found = [drawn(seed) for seed in SEEDS]
    assert sum(bool(result.helpful) for result in found) >= 3
    assert sum(bool(result.useless) for result in found) >= 2


def test_what_is_told_to_be_set_can_be_set(tiny: Helping) -> None:
    assert tiny.helpful
    for one in tiny.helpful:
        pasted = api.compare(TINY, settings=one.change.settings)
        assert pasted.other.outcome.cost == one.cost
        assert one.best is not None
        assert one.best.timetable is not None
        assert verify(one.best.problem, one.best.timetable).cost == one.cost


def test_a_better_timetable_that_needs_no_change_is_no_saving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known is one in which both classes pay. A search with a second hall meets one in which one
    of them does, and that needs no second hall."""
    one_teacher = ("teachers: [pat, sue]", "teacher: pat")
    path = school(tmp_path, one_teacher, ("times: [Mon S1]", "times: [Tue]"))
    worse = api.solve(path, to=["json"]).book
    assert worse is not None
    problem = load(school(tmp_path, one_teacher))
    timetable = carried(worse.timetable, problem.school)
    report = verify(problem, timetable)
    assert report.cost == 6
    now = api.Best(problem, Outcome(Status.FEASIBLE, cost=6, bound=0), timetable, report)
    monkeypatch.setattr(helping, "known", lambda *_: now)
    result = api.what_helps(path)
    assert result.tried
    assert result.helpful == []
    assert result.now.outcome.cost == 3
    assert result.now.timetable is not None
    assert verify(problem, result.now.timetable).cost == 3


# ---- prices --------------------------------------------------------------------------------------


def price_of(text: str) -> dict[str, float]:
    problem = load_text(text)
    changes = loosenings(problem)
    found = prices(problem, changes, Effort(20), 20)
    assert found is not None
    return {one.text: price for one, price in zip(changes, found, strict=True)}


def test_a_price_is_what_one_more_of_it_is_worth() -> None:
    """Where the hall is full at one time, and nothing else is."""
    (price,) = price_of(SCHOOL).values()
    assert price == pytest.approx(3, abs=0.05)


def test_who_is_away_has_a_price_by_the_time() -> None:
    """Nobody else can give PE, which everybody wants on Tuesday at S1."""
    pat = SCHOOL.replace("{id: pat, name: Pat Lee}", "{id: pat, away: [Mon S2, Tue S1]}")
    pat = pat.replace("teachers: [pat, sue]", "teachers: [pat]").replace("Mon S1", "Tue S1")
    found = price_of(pat.replace("days: [Mon, Tue]", "days: [Mon, Tue, Wed]"))
    assert found["pat on site on Mon S2 too"] < 0.05
    assert found["pat on site on Tue S1 too"] > 1


def test_of_a_pool_whoever_is_away_has_the_price() -> None:
    text = SCHOOL.replace("{id: hall, name: Hall}", "{id: hall, classes: 2}")
    text = text.replace("{id: sue, name: Sue Ray}", "{id: sue, away: [Mon S1, Tue S2]}")
    found = price_of(text)
    assert found["sue on site on Mon S1 too"] == pytest.approx(3, abs=0.05)
    assert found["sue on site on Tue S2 too"] < 0.05


def test_no_prices_without_time() -> None:
    problem = load_text(SCHOOL)
    assert prices(problem, loosenings(problem), Effort(0), 1) is None
    assert prices(problem, loosenings(problem), Effort(60, should_stop=lambda: True), 1) is None


# ---- what is said --------------------------------------------------------------------------------


def states(result: Helping, outcomes: Iterable[tuple[Status, int | None, int]]) -> Helping:
    """The result with other outcomes of what was tried."""
    tried = []
    for one, (status, cost, bound) in zip(result.tried, outcomes, strict=True):
        assert one.best is not None
        outcome = Outcome(status, cost=cost, bound=bound)
        tried.append(replace(one, best=replace(one.best, outcome=outcome)))
    return replace(result, tried=tuple(tried))


def test_what_a_school_reads(tiny: Helping) -> None:
    text = terminal.helped(tiny)
    assert "now cost 4 (proved best)" in text
    assert (
        "  1. Pat Lee on site on Wed too: cost 0 (proved best), 4 less\n"
        f"     {TINY}:20:5\n"
        "     - {id: pat, name: Pat Lee, fte: 0.4, days: [Tue, Thu]}         # PE\n"
        '     --set "teachers.pat.days=[Tue, Wed, Thu]"\n'
    ) in text
    assert f"timetabler explain {TINY} with the --set" in " ".join(text.split())
    assert "4 of them may matter, and they were tried" in " ".join(text.split())


def test_what_is_open_and_what_is_impossible_is_no_gain(tiny: Helping) -> None:
    first, second, *others = tiny.tried
    outcomes = [
        (Status.FEASIBLE, 4, 1),
        (Status.INFEASIBLE, None, 0),
        (Status.FEASIBLE, 3, 2),
        *[(Status.OPTIMAL, 4, 4)] * (len(others) - 1),
    ]
    result = states(tiny, outcomes)
    assert result.helpful == [result.tried[2]]
    assert result.open == [result.tried[0]]
    assert second.change.text in [one.change.text for one in result.useless]
    text = " ".join(terminal.helped(result).split())
    assert "This alone would save something:" in text
    assert "cost 3 (none costs less than 2; more time may tell), 1 less" in text
    assert f"- {first.change.text}: 3 at most" in text


def test_not_more_than_five_are_told(tiny: Helping) -> None:
    several = replace(tiny, tried=tiny.tried[:1] * MOST_TRIED)
    result = states(several, [(Status.OPTIMAL, 1, 1)] * MOST_TRIED)
    text = terminal.helped(result)
    assert text.count("--set") == 5 + 1
    assert "and 3 more changes" in text
    assert len(results.helped(result)["changes"]) == MOST_TRIED


def test_a_timetable_that_may_not_be_the_best_is_said_to_be_such(tiny: Helping) -> None:
    outcome = replace(tiny.now.outcome, status=Status.FEASIBLE, bound=1)
    text = terminal.helped(replace(tiny, now=replace(tiny.now, outcome=outcome)))
    assert f"look for a better one first: timetabler solve {TINY}" in " ".join(text.split())
    assert "cost 0 (proved best), between 1 and 4 less" in text


def test_a_change_that_the_file_does_not_allow_is_told(tiny: Helping) -> None:
    one = Helped(tiny.tried[0].change, 1.0, refused="it is written elsewhere")
    result = replace(tiny, tried=(one, *tiny.tried[1:]))
    text = " ".join(terminal.helped(result).split())
    assert f"cannot be changed like that: - {one.change.text}: it is written elsewhere" in text
    assert result.refused == [one]


def test_everything_fits_in_80_columns(tiny: Helping) -> None:
    lines = terminal.helped(tiny).splitlines()
    assert max(len(line) for line in lines if str(TINY) not in line) <= 80


def test_the_document(tmp_path: Path) -> None:
    path = school(tmp_path)
    command = [sys.executable, "-m", "timetabler", "explain", str(path), "--what-helps", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert (document["status"], document["now"]["cost"]) == ("ok", 3)
    assert document["priced"] == document["considered"] == 1
    (one,) = document["changes"]
    assert one["set"] == ["rooms.hall.classes=2"]
    assert (one["saves"], one["saves_at_least"], one["saves_at_most"]) == (3, 3, 3)
    assert one["with_it"]["bound"] == 0
    assert one["price"] == pytest.approx(3, abs=0.05)
    assert one["source"] == f"{path}:8:9"


def test_one_question_at_a_time() -> None:
    command = [sys.executable, "-m", "timetabler", "explain", str(TINY), "--what-helps"]
    done = subprocess.run(
        [*command, "--rule", "42"], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "one question at a time" in done.stderr
