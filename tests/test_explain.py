"""What to give up instead: sound, cheapest, written so that every other command works on it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from public import public
from timetabler import api
from timetabler.solver.compile import compile_problem
from timetabler.solver.cpsat import emit
from timetabler.solver.relax import cheapest_sets
from timetabler.spec.load import load, load_text
from timetabler.spec.problem import Problem
from timetabler.spec.weakened import weakened, weakened_text
from timetabler.terminal import explained

EXAMPLES = Path(__file__).parents[1] / "examples"
IMPOSSIBLE = EXAMPLES / "impossible"
SLOW = {"too-few-aides", "teams-in-turn"}
SCHOOLS = [
    pytest.param(path, id=path.stem, marks=[pytest.mark.slow] * (path.stem in SLOW))
    for path in sorted(IMPOSSIBLE.glob("*.yaml"))
]
every_school = pytest.mark.parametrize("path", SCHOOLS)

# ---- sets that hit every reason ------------------------------------------------------------------

rule_sets = st.lists(st.frozensets(st.integers(0, 5), max_size=4), max_size=5)


def subsets(rules: Iterable[int], most: int = 99) -> Iterable[frozenset[int]]:
    """Smallest first."""
    listed = sorted(rules)
    sizes = range(min(len(listed), most) + 1)
    return map(frozenset, chain.from_iterable(combinations(listed, n) for n in sizes))


@given(rule_sets, rule_sets, rule_sets)
def test_the_cheapest_sets_are_all_of_the_smallest_that_hit_every_reason(
    reasons: list[frozenset[int]], drawn: list[frozenset[int]], undecided: list[frozenset[int]]
) -> None:
    known = [one for one in drawn if one]
    found = cheapest_sets(reasons, known)
    hitting = [s for s in subsets(range(6)) if all(s & reason for reason in reasons)]
    new = [s for s in hitting if not any(s >= other for other in known)]
    fewest = min(map(len, new), default=0)
    assert set(found) == {s for s in new if len(s) == fewest}
    assert not set(cheapest_sets(reasons, known, undecided)).intersection(undecided)


def test_without_a_reason_nothing_needs_to_be_given_up() -> None:
    assert cheapest_sets([], []) == (frozenset(),)
    assert cheapest_sets([frozenset()], []) == ()


# ---- the impossible schools ----------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    problem: Problem
    explained: api.Explained
    candidates: tuple[Problem, ...]
    reports: tuple[api.Report, ...]
    """Of the timetables that were written, read from the files."""

    @property
    def instead(self) -> api.Instead:
        assert self.explained.instead is not None
        return self.explained.instead

    @property
    def given_up(self) -> list[frozenset[int]]:
        return [frozenset(rule.index for rule in a.rules) for a in self.instead.alternatives]


def tell(text: bytes) -> Told:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "school.yaml"
        path.write_bytes(text)
        explained = api.explain(path, to=["json"], time_limit=10)
        candidates, reports = [], []
        for one in explained.instead.alternatives if explained.instead else ():
            assert one.candidate is not None
            candidates.append(load(one.candidate))
            written = api.default_folder(one.candidate) / "timetable.json"
            assert one.files == (written,)
            book, remarks = api.verify(candidates[-1], written)
            assert remarks == ()
            reports.append(book.report)
        return Told(load(path), explained, tuple(candidates), tuple(reports))


@cache
def told(path: Path) -> Told:
    return tell(path.read_bytes())


@cache
def possible(problem: Problem, without: frozenset[int]) -> bool:
    """Whether CP-SAT finds a timetable by itself: one worker, everybody by name, no stages."""
    rules = tuple(rule for rule in problem.rules if rule.index not in without)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 60
    cp = emit(compile_problem(replace(problem, rules=rules)).model, cost=False)
    status = solver.solve(public(cp))
    assert status != cp_model.UNKNOWN
    return bool(status != cp_model.INFEASIBLE)


@every_school
def test_every_alternative_has_a_candidate_whose_timetable_verifies(path: Path) -> None:
    of = told(path)
    assert of.explained.outcome.status is api.Status.INFEASIBLE
    for one, report in zip(of.instead.alternatives, of.reports, strict=True):
        assert report.valid
        assert report.cost == one.report.cost
        assert {r.rule for r in one.given_up} == {rule.index for rule in one.rules}
        assert all(r.weight == 100 and not r.met for r in one.given_up)


@every_school
def test_only_rules_that_may_be_given_up_are_offered_and_none_for_nothing(path: Path) -> None:
    of = told(path)
    assert all(rule.negotiable for one in of.instead.alternatives for rule in one.rules)
    assert not any(a < b for a in of.given_up for b in of.given_up)
    assert len(set(of.given_up)) == len(of.given_up)


@every_school
def test_no_set_of_fewer_rules_is_enough_and_where_all_are_told_no_other_either(path: Path) -> None:
    of = told(path)
    instead = of.instead
    assert instead.least
    negotiable = {rule.index for rule in of.problem.rules if rule.negotiable}
    fewest = min(map(len, of.given_up), default=99)
    for rules in subsets(negotiable, most=2):
        if any(rules >= other for other in of.given_up):
            assert possible(of.problem, rules)
        elif instead.complete or len(rules) < fewest:
            assert not possible(of.problem, rules), rules
    assert instead.complete or len(of.given_up) == 3


@every_school
def test_a_candidate_differs_in_the_lines_of_the_rules_given_up_alone(path: Path) -> None:
    of = told(path)
    before = of.problem.text.splitlines()
    for one, candidate in zip(of.instead.alternatives, of.candidates, strict=True):
        after = candidate.text.splitlines()[1:]
        assert len(after) == len(before)
        changed = {n for n, (a, b) in enumerate(zip(before, after, strict=True), 1) if a != b}
        assert changed == {rule.source.line for rule in one.rules}


@every_school
def test_the_weakened_problem_is_the_one_that_its_text_describes(path: Path) -> None:
    problem = load(path)
    for rule in problem.rules:
        if rule.negotiable:
            there = weakened(problem, {rule.index})
            described = load_text(weakened_text(problem, {rule.index}))
            for a, b in zip(there.rules, described.rules, strict=True):
                assert (a.weight, a.counted, a.negotiable) == (b.weight, b.counted, b.negotiable)
                assert [p.key for p in a.points] == [p.key for p in b.points]


@every_school
def test_where_no_rule_helps_what_would_be_enough_is_told(path: Path) -> None:
    of = told(path)
    if not of.instead.alternatives:
        assert of.instead.complete
        assert of.instead.enough
        for one in of.instead.enough:
            assert one.missed
            assert all(result.deviation > 0 for result in one.missed)


# ---- what may be offered -------------------------------------------------------------------------

SEPARATE, COMMON = "{kind: separate_release, ", "{kind: common_release, "
APART = (IMPOSSIBLE / "apart-and-together.yaml").read_text(encoding="utf-8")


def kinds_given_up(text: str) -> set[str]:
    return {r.kind for a in tell(text.encode()).instead.alternatives for r in a.rules}


def test_what_is_not_negotiable_is_never_offered() -> None:
    assert kinds_given_up(APART) == {"separate_release", "common_release"}
    kept = APART.replace(SEPARATE, f"{SEPARATE}negotiable: false, ")
    assert kinds_given_up(kept) == {"common_release"}
    both = kept.replace(COMMON, f"{COMMON}negotiable: false, ")
    assert kinds_given_up(both) == set()


def test_the_law_is_offered_only_if_the_school_says_so() -> None:
    text = (IMPOSSIBLE / "lunch-law-against-duty.yaml").read_text(encoding="utf-8")
    assert kinds_given_up(text) == {"limit_duties"}
    offered = text.replace("{kind: lunch_break, ", "{kind: lunch_break, negotiable: true, ")
    assert kinds_given_up(offered) == {"limit_duties", "lunch_break"}


@pytest.mark.parametrize(
    ("school", "kind"),
    [
        ("too-few-rooms", "avoid_unavailable_times"),
        ("too-few-rooms", "assign_times"),
        ("never-three-in-a-row", "assign_times"),
    ],
)
def test_what_always_holds_is_offered_if_the_school_says_so(school: str, kind: str) -> None:
    """No reason names it: counting and conflicts take it for granted."""
    text = (IMPOSSIBLE / f"{school}.yaml").read_text(encoding="utf-8")
    rule = f"  - {{kind: {kind}, negotiable: true}}\n"
    text += rule if "constraints:" in text else f"constraints:\n{rule}"
    assert kind in kinds_given_up(text)


def test_required_gives_way_to_the_weight() -> None:
    of = tell(APART.replace(SEPARATE, f"{SEPARATE}required: true, ").encode())
    line = next(r for c in of.candidates for r in c.text.splitlines() if SEPARATE in r)
    assert "required" not in line
    assert "weight: 100" in line


def test_two_reasons_take_two_rules() -> None:
    """Two teams with a conflict each: no one rule helps, and one of each does."""
    more = ["low2", "mar2", "ngu2", "pat2", "mia2", "sol2"]
    text = APART.replace("sol]", f"sol, {', '.join(more)}]")
    classes = "".join(
        f"  - {{id: 4{name}, year: 4, teacher: {teacher}}}\n"
        for name, teacher in zip("ABC", more, strict=False)
    )
    text = text.replace("courses:\n", f"{classes}courses:\n")
    for subject, person in (("PE", "pat"), ("Art", "mia"), ("STEM", "sol")):
        course = "  - {subject: %s, %s, teacher: %s}\n"
        text = text.replace(
            course % (subject, "classes: all", person),
            course % (subject, "years: [3]", person)
            + course % (subject, "years: [4]", f"{person}2"),
        )
    text = text.replace(f"{COMMON}classes: all,", f"{COMMON}classes: [3A, 3B, 3C],")
    text += f"  - {SEPARATE}teachers: [low2, mar2]}}\n"
    text += f"  - {COMMON}classes: [4A, 4B, 4C], periods: 2}}\n"
    of = tell(text.encode())
    assert of.instead.least
    assert len(of.given_up) == 3
    for rules in of.given_up:
        assert len(rules) == 2
        assert len(rules & {0, 1}) == len(rules & {2, 3}) == 1
    assert all(report.valid for report in of.reports)


# ---- candidates ----------------------------------------------------------------------------------


@pytest.fixture
def school(tmp_path: Path) -> Path:
    path = tmp_path / "school.yaml"
    path.write_text(APART, encoding="utf-8", newline="")
    return path


def alternatives(explained: api.Explained) -> tuple[api.Alternative, ...]:
    assert explained.instead is not None
    return explained.instead.alternatives


def letters(explained: api.Explained) -> list[str]:
    return [one.letter for one in alternatives(explained)]


def explain(path: Path) -> api.Explained:
    return api.explain(path, to=["json"], time_limit=10)


def test_a_file_of_somebody_is_never_replaced_and_a_candidate_is_until_it_is_edited(
    school: Path,
) -> None:
    mine = school.with_name("school-A.yaml")
    mine.write_text("mine", encoding="utf-8")
    assert letters(explain(school)) == ["B", "C"]
    assert letters(explain(school)) == ["B", "C"]
    edited = school.with_name("school-B.yaml")
    edited.write_text(f"{edited.read_text(encoding='utf-8')}# my note\n", encoding="utf-8")
    before = edited.read_bytes()
    assert letters(explain(school)) == ["C", "D"]
    assert edited.read_bytes() == before
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_folder_of_somebody_keeps_its_letter(school: Path) -> None:
    (school.parent / "timetable-school-A").mkdir()
    assert letters(explain(school)) == ["B", "C"]
    assert list((school.parent / "timetable-school-A").iterdir()) == []


def test_what_leads_nowhere_and_what_is_no_folder_is_somebodys_too(school: Path) -> None:
    explain(school)
    folder = school.parent / "timetable-school-A"
    shutil.rmtree(folder)
    folder.write_text("mine", encoding="utf-8")
    school.with_name("school-C.yaml").symlink_to("not-there-yet.yaml")
    assert letters(explain(school)) == ["B", "D"]
    assert folder.read_text(encoding="utf-8") == "mine"
    assert not school.with_name("not-there-yet.yaml").exists()


def test_a_file_that_somebody_puts_there_meanwhile_stays_and_the_answer_is_told(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = school.with_name("school-A.yaml")

    def improved(relaxation: object, *_: object) -> object:
        mine.write_text("mine", encoding="utf-8")
        return relaxation

    monkeypatch.setattr("timetabler.api.explaining._improved", improved)
    alone, other = alternatives(explain(school))
    assert mine.read_text(encoding="utf-8") == "mine"
    assert alone.candidate is None
    assert f"{mine}: File exists" in alone.remarks[0]
    assert other.candidate == school.with_name("school-B.yaml")


def test_a_name_that_cannot_be_shown_is_no_part_of_the_text(school: Path) -> None:
    odd = school.rename(school.with_name("school\n\x1b.yaml"))
    assert all(one.candidate for one in alternatives(explain(odd)))


def test_a_better_timetable_of_the_same_candidate_stays(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    explained = explain(school)
    best = [one.files[0].read_bytes() for one in alternatives(explained)]
    monkeypatch.setattr("timetabler.api.explaining._improved", lambda first, *_: first)
    again = explain(school)
    assert [one.report.cost for one in alternatives(again)] == [
        one.report.cost for one in alternatives(explained)
    ]
    assert [one.files[0].read_bytes() for one in alternatives(again)] == best


def test_line_ends_and_comments_stay(school: Path) -> None:
    text = APART.replace("can always be found}", "can always be found}   # since 2019")
    school.write_bytes(text.replace("\n", "\r\n").encode())
    for one in alternatives(explain(school)):
        assert one.candidate is not None
        written = one.candidate.read_bytes()
        assert written.count(b"\r\n") == written.count(b"\n") == text.count("\n") + 1
        assert b"# since 2019" in written


def test_what_is_used_by_its_name_is_told_but_has_no_candidate(school: Path) -> None:
    written = f"- {SEPARATE}teachers: [lowe, marsh], note: One leader can always be found}}"
    named = written.replace("- ", "- &apart ")
    school.write_text(APART.replace(written, f"{named}\n  - *apart"), encoding="utf-8")
    alone, twice = alternatives(explain(school))
    assert alone.candidate is not None
    assert [rule.kind for rule in twice.rules] == ["separate_release", "separate_release"]
    assert twice.candidate is None
    assert "by its name" in twice.remarks[0].replace("\n", " ")
    assert not school.with_name("school-B.yaml").exists()


def test_without_formats_nothing_is_written(school: Path) -> None:
    explained = api.explain(school, to=None, time_limit=10)
    assert letters(explained) == ["A", "B"]
    assert [one.candidate for one in alternatives(explained)] == [None, None]
    assert list(school.parent.iterdir()) == [school]


# ---- the other ends ------------------------------------------------------------------------------


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLES / "tiny" / "school.yaml", tmp_path / "school.yaml"))


def test_a_possible_school_hears_so_and_where_there_is_the_least_room(tiny: Path) -> None:
    explained = explain(tiny)
    assert explained.outcome.status in (api.Status.FEASIBLE, api.Status.OPTIMAL)
    assert explained.instead is None
    assert not explained.recorded
    assert explained.tight[0].name == "Mia Fox"
    assert list(tiny.parent.iterdir()) == [tiny]
    solved = api.solve(tiny, time_limit=20, to=["json"])
    again = explain(tiny)
    assert again.recorded
    assert again.outcome.cost == solved.outcome.cost


def test_whoever_stops_it_hears_what_is_known(school: Path) -> None:
    explained = api.explain(school, to=["json"], time_limit=10, should_stop=lambda: True)
    assert explained.interrupted
    assert explained.outcome.status is api.Status.UNDECIDED
    assert explained.tight
    rooms = EXAMPLES / "impossible-rooms" / "school.yaml"
    counted = api.explain(rooms, to=None, time_limit=10, should_stop=lambda: True)
    assert counted.interrupted
    assert counted.outcome.status is api.Status.INFEASIBLE
    assert counted.instead == api.Instead(least=False, complete=False)


def run(*args: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "timetabler", *map(str, args)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_command_says_why_and_what_instead_at_80_columns(school: Path) -> None:
    assert max(map(len, run("explain", "--help").stdout.splitlines())) <= 80
    result = run("explain", school, "--to", "json", "--time-limit", 20)
    assert result.returncode == 3, result.stderr
    said = result.stdout.splitlines()
    assert max(len(line) for line in said if str(school) not in line) <= 80
    joined = " ".join(result.stdout.split())
    assert "These 2 things cannot hold together" in joined
    assert f"{school}:19:5 - {SEPARATE}teachers: [lowe, marsh]" in joined
    assert "Given up: 120 minutes of it; no less is enough" in joined
    assert "Candidate: school-A.yaml with timetable-school-A/" in joined
    assert run("verify", *_candidate(school, "A")).returncode == 0


@pytest.mark.parametrize(
    ("negotiable", "advice"),
    [
        ("", "A. For Max Webb: at most 120 minutes of teaching a week"),
        (", negotiable: false", "- For Max Webb: at most 120 minutes of teaching a week (line 23)"),
    ],
)
def test_where_nothing_is_offered_it_says_what_was_kept_back(
    tmp_path: Path, negotiable: str, advice: str
) -> None:
    text = (IMPOSSIBLE / "time-to-prepare.yaml").read_text(encoding="utf-8")
    path = tmp_path / "school.yaml"
    path.write_text(text.replace("asked_by: Max", f"asked_by: Max{negotiable}"), encoding="utf-8")
    said = explained(api.explain(path, to=None, time_limit=10))
    assert f"  {advice}" in said.splitlines()
    joined = " ".join(said.split())
    assert ("No rule that may be given up is enough." in joined) == bool(negotiable)
    assert ("explain" in joined and "--set PLACE=VALUE" in joined) == bool(negotiable)


def _candidate(school: Path, letter: str) -> tuple[Path, Path]:
    path = school.with_name(f"school-{letter}.yaml")
    return path, api.default_folder(path) / "timetable.json"


def test_its_document_has_all_of_it(school: Path) -> None:
    result = run("explain", school, "--no-candidates", "--json", "--time-limit", 20)
    assert result.returncode == 3, result.stderr
    document = json.loads(result.stdout)
    assert document["schema"] == "timetabler.result/1"
    assert document["status"] == "infeasible"
    clauses = document["reasons"][0]["clauses"]
    assert [c["sources"] for c in clauses] == [[f"{school}:19:5"], [f"{school}:20:5"]]
    first = document["instead"]["relaxations"][0]
    assert first["rules"][0]["amount"] == "120 minutes"
    assert first["cost"] == first["bound"] == 12000
    assert first["school"] is None
    assert list(school.parent.iterdir()) == [school]


def test_solve_names_what_could_be_given_up(school: Path) -> None:
    result = run("solve", school, "--time-limit", 20)
    assert result.returncode == 3, result.stderr
    joined = " ".join(result.stdout.split())
    assert "What you could give up instead: A. Of lowe and marsh" in joined
    assert f"Theirtimetables:timetablerexplain{school}" in "".join(result.stdout.split())
    assert list(school.parent.iterdir()) == [school]
