"""Why a lesson is where it is: everything told is what verifying the other timetable says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from timetabler import api, results, terminal
from timetabler.cli import app
from timetabler.explain.lesson import LessonAnswer, Lessons
from timetabler.explain.moves import Tried, places
from timetabler.explain.question import Index
from timetabler.explain.swaps import Swaps
from timetabler.explain.threads import Threads, Trials
from timetabler.exporters import named
from timetabler.models.findings import InvalidInput, Outcome, Status
from timetabler.models.timetable import DutyPlacement, Placement, Timetable, Witness
from timetabler.spec.load import load, load_text
from timetabler.verify import verify
from timetabler.views import Book

from .small import LESSONS, TEXT, timetable

FORTNIGHT = TEXT.replace("days: [Mon, Tue]", "days: [Mon, Tue]\n  weeks: [A, B]")
ON_DUTY = TEXT.replace(
    "duties:\n",
    'duties:\n  times: [{id: early, time: "09:30-10:00"}, {id: recess, time: "11:00-11:30"}]\n',
).replace("at: [recess], teachers: [ana, ben, mia]", "at: [early, recess], teachers: [mia, ana]")


def answers(question: str, text: str = TEXT) -> list[LessonAnswer]:
    problem = load_text(text)
    timed = timetable(problem)
    lessons = Lessons(problem, timed, verify(problem, timed))
    return [lessons.why(thing) for thing in lessons.index.find(question)]


def rows(answer: LessonAnswer) -> dict[str, tuple[list[str], int]]:
    """Each other place: what is in the way, and what it costs more."""
    return {p.where: ([e.text for e in p.breaks], p.cost) for p in answer.places}


def test_every_other_place_with_what_would_break_or_cost() -> None:
    (answer,) = answers("2B Art")
    later = 3, "2B Art: lessons keep to S1"
    assert rows(answer) == {
        "Tue S1": ([], 0),
        "Tue S2": ([], 3),
        "Mon S2": (["Mia Fox has 1A Art"], 3),
        "Mon S3": (["Mia Fox has 1A Choir"], 3),
        "Tue S3": (["2B has PE"], 3),
    }
    assert [(e.cost, e.text) for e in answer.places[1].costs] == [later]
    assert [s.line for e in answer.places[1].costs for s in e.sources] == [28]
    assert answer.possible == answer.places[:2]


def test_what_ties_a_lesson_to_its_place() -> None:
    (answer,) = answers("1A Art")
    (tie,) = answer.ties
    assert (tie.sort, tie.cost, tie.source.line) == ("unmet", 3, 28)
    assert answer.good_for == ("It gives Ana Rossi 60 of 180 minutes of release",)


def test_a_teacher_off_site_is_in_the_way_with_the_line() -> None:
    (answer,) = answers("2B PE")
    away = next(place for place in answer.places if place.where == "Mon S3")
    assert [e.text for e in away.breaks] == ["Pat Lee is on site only on Tue"]
    assert [s.line for e in away.breaks for s in e.sources] == [12]


def test_another_lesson_of_the_course_is_in_the_way() -> None:
    text = TEXT.replace("classes: all, teacher: mia}", "classes: all, teacher: mia, lessons: 2}")
    problem = load_text(text)
    lessons = [("1A Art", "Mon S2", "R1", "mia"), ("1A Art", "Tue S2", "R1", "mia"), *LESSONS[1:]]
    timed = timetable(problem, lessons)
    all_of = Lessons(problem, timed, verify(problem, timed))
    (thing,) = all_of.index.find("1A Art Mon S2")
    there = rows(all_of.why(thing))["Tue S2"][0]
    assert "1A has Art" in there
    assert "Mia Fox has 1A Art" in there


def test_another_room_is_another_place() -> None:
    (answer,) = answers("2B PE")
    assert [(p.where, p.also) for p in answer.possible] == [("Tue S2", ""), ("Tue S3", "in Hall")]


def test_the_best_swaps_come_first() -> None:
    (answer,) = answers("1A Art")
    assert [swap.cost for swap in answer.swaps] == [-3, -3]
    assert [[(s.what, s.after) for s in swap.shifts] for swap in answer.swaps] == [
        [("1A Art", "Mon S1"), ("2B Art", "Tue S1")],
        [("1A Art", "Tue S1"), ("1A PE", "Tue S2")],
    ]


def test_a_locked_lesson_has_no_swap_and_says_what_holds_it() -> None:
    (answer,) = answers("Choir")
    assert answer.swaps == ()
    assert {"A lesson of 1A Choir is on Mon S3", "Hall is the only room for it"} == {
        tie.text for tie in answer.ties
    }
    assert all("A lesson of 1A Choir is on Mon S3" in breaks for breaks, _ in rows(answer).values())


def test_a_duty_goes_to_others() -> None:
    (answer,) = answers("ana duty")
    assert rows(answer) == {"Ben Carter": ([], 0), "Mia Fox": ([], 0)}
    (swap,) = answer.swaps
    assert [(s.what, s.before, s.after) for s in swap.shifts] == [
        ("oval, Mon recess", "Ana Rossi", "Ben Carter"),
        ("oval, Tue recess", "Ben Carter", "Ana Rossi"),
    ]


def test_a_duty_in_the_way_is_handed_on() -> None:
    """To Ana, who is released then: her class has PE."""
    problem = load_text(ON_DUTY)
    early = [DutyPlacement(problem.school.duty["oval, Tue early"], "mia")]
    timed = Timetable(problem.school, timetable(problem).placements, early)
    trials = Trials(Threads(problem), timed)
    index = Index(timed)
    (thing,) = index.find("2B Art")
    tried = [t for t in places(thing, trials) if _time(t) == "Tue S1"]
    (blocked,) = tried
    assert [change.rule.kind for change in blocked.breaks] == ["avoid_clashes"]
    (swap,) = (t for t in Swaps(trials, index).of(thing, tried) if _time(t) == "Tue S1")
    assert swap.come[1:] == (DutyPlacement(problem.school.duty["oval, Tue early"], "ana"),)


def _time(tried: Tried) -> str:
    first = tried.come[0]
    assert isinstance(first, Placement)
    return tried.timetable.school.week.label(first.span)


def test_a_lesson_of_every_week_moves_in_all_of_them() -> None:
    problem = load_text(FORTNIGHT)
    timed = timetable(problem)
    lessons = Lessons(problem, timed, verify(problem, timed))
    (thing,) = lessons.index.find("2B PE")
    assert len(thing) == 2
    answer = lessons.why(thing)
    assert answer.where == "Tue S3, Oval, Pat Lee"
    assert [(p.where, p.also) for p in answer.possible] == [("Tue S2", ""), ("Tue S3", "in Hall")]
    assert {len(swap.shifts) for swap in answer.swaps} == {2}


@pytest.mark.parametrize("text", [TEXT, FORTNIGHT], ids=["a week", "a fortnight"])
def test_all_that_is_told_is_so(text: str) -> None:
    """Places and swaps of everything, each timetable verified in full."""
    problem = load_text(text)
    timed = timetable(problem)
    before = verify(problem, timed)
    assert before.valid
    trials = Trials(Threads(problem), timed)
    index = Index(timed)
    possible = 0
    for thing in (*index.lessons, *index.duties):
        tried = places(thing, trials)
        swaps = Swaps(trials, index).of(thing, tried)
        for one in (*tried, *swaps):
            after = verify(problem, _exchanged(timed, one.gone, one.come))
            assert after.valid is not bool(one.breaks)
            assert after.cost == before.cost + one.cost
            possible += after.valid
        assert not any(swap.breaks for swap in swaps)
    assert possible > 15


def _exchanged(old: Timetable, gone: Iterable[Witness], come: Iterable[Witness]) -> Timetable:
    out, into = set(gone), set(come)
    lessons = {p for p in old.placements if p not in out}
    lessons |= {p for p in into if isinstance(p, Placement)}
    duties = {d for d in old.duties if d not in out}
    duties |= {d for d in into if isinstance(d, DutyPlacement)}
    return Timetable(old.school, lessons, duties)


# ---- from the file to the answer ---------------------------------------------------------------


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A school file with its timetable where ``solve`` puts it."""
    path = tmp_path / "school.yaml"
    path.write_text(TEXT)
    problem = load(path)
    timed = timetable(problem)
    report = verify(problem, timed)
    outcome = Outcome(Status.FEASIBLE, report.cost, 0, 1.0)
    book = Book(problem, timed, report, outcome, "0", "solver")
    folder = api.default_folder(path)
    folder.mkdir()
    for exporter in named(["json"]):
        exporter.write(book, folder / exporter.filename)
    return path


def test_the_answer_in_words(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(school.parent)  # names of files are as long as they are
    said = terminal.why_here(api.why_here(Path(school.name), "1a art"))
    assert max(map(len, said.splitlines())) <= 80
    expected = """\
1A Art: Mon S2, R1, Mia Fox

Why here
  - costs 3: 1A Art: lessons keep to S1 (asked by Mia; Light)
    FILE:28:5
    - {kind: prefer_times, subjects: Art, times: [S1], weight: 3, asked_by: ...
  - It gives Ana Rossi 60 of 180 minutes of release.
  - Always: nobody and no room is in two places at once.

Elsewhere
  It could go to:
    Tue S2, Tue S3: costs the same
  With one thing in the way:
    Mon S1: Mia Fox has 2B Art (line 22)
    Mon S3: Mia Fox has 1A Choir (line 23)
    Tue S1: 1A has PE (line 21)

Swaps that keep every required rule
  1. to Mon S1; 2B Art from Mon S1 to Tue S1: costs 3 less: -3 1A Art: lessons
     keep to S1 (line 28)
  2. to Tue S1; 1A PE from Tue S1 to Tue S2: costs 3 less: -3 1A Art: lessons
     keep to S1 (line 28)"""
    assert said.replace(school.name, "FILE") == expected


def test_the_answer_for_programs(school: Path) -> None:
    document = results.why_here(api.why_here(school, "1A Art"))
    assert json.loads(json.dumps(document)) == document
    assert (document["status"], document["question"]) == ("ok", "1A Art")
    assert document["found"] == [{"what": "1A Art", "where": "Mon S2, R1, Mia Fox"}]
    (answer,) = document["answers"]
    assert [p["where"] for p in answer["places"] if p["possible"]] == ["Tue S2", "Tue S3"]
    assert answer["ties"][0]["written"].startswith("- {kind: prefer_times")
    assert [swap["cost"] for swap in answer["swaps"]] == [-3, -3]


def test_many_lessons_are_listed_to_choose_from(school: Path) -> None:
    result = api.why_here(school, "Mon-Tue S1-S3")
    assert (len(result.found), result.answers) == (5, ())
    said = terminal.why_here(result)
    assert "5. 2B PE     Tue S3, Oval, Pat Lee" in said
    assert '--lesson "2B Art Mon S1"' in said


def test_a_file_edited_by_hand_is_explained_and_what_it_breaks_comes_first(school: Path) -> None:
    file = api.default_folder(school) / "timetable.json"
    edited = school.parent / "edited.json"
    edited.write_text(file.read_text().replace('"room": "hall"', '"room": "oval"'))
    result = api.why_here(school, "Choir", edited)
    assert not result.report.valid
    said = terminal.why_here(result)
    assert said.startswith("This timetable breaks required rules:\n  - Every lesson that needs")
    assert "1A Choir: Mon S3, Oval, Mia Fox" in said
    assert results.why_here(result)["status"] == "invalid"


def test_an_answer_to_an_older_input_says_so(school: Path) -> None:
    school.write_text(school.read_text() + "# changed\n")
    result = api.why_here(school, "Choir")
    assert [remark for remark in result.remarks if "older school.yaml" in remark]
    assert terminal.why_here(result).startswith("  Note: timetable.json answers an older")


def run(*args: object) -> Result:
    return CliRunner().invoke(app, ["explain", *map(str, args)])


def test_the_command_answers_in_words_or_as_a_document(school: Path) -> None:
    said = run(school, "--lesson", "1A Art")
    assert (said.exit_code, said.stdout.partition("\n")[0]) == (0, "1A Art: Mon S2, R1, Mia Fox")
    document = run(school, "--lesson", "1A Art", "--json")
    assert json.loads(document.stdout)["answers"][0]["what"] == "1A Art"


def refused(school: Path, question: str) -> str:
    """What is said of a question that cannot be answered, however the answer is wanted."""
    said = [run(school, "--lesson", question, *more).exception for more in ((), ("--json",))]
    (one,), (other,) = (e.diagnostics for e in said if isinstance(e, InvalidInput))
    assert (one.code, one.source.file) == ("TT504", "--lesson")
    assert one == other
    return one.message


@pytest.mark.parametrize("question", ["1A Artt", "1A Art Tue", ""])
def test_a_question_that_means_nothing_is_bad_input(school: Path, question: str) -> None:
    assert question.rpartition(" ")[2] in refused(school, question)


def test_a_very_long_question_is_read_in_no_time(school: Path) -> None:
    assert "1A Art" in refused(school, "1A Art Tue " * 500)


def test_no_timetable_yet_is_bad_input(school: Path) -> None:
    shutil.rmtree(api.default_folder(school))
    assert f"run timetabler solve {school}" in refused(school, "1A Art")


def test_a_timetable_without_a_question_is_bad_usage(school: Path) -> None:
    said = run(school, "--timetable", api.default_folder(school) / "timetable.json")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "say with --lesson which lesson" in said.stderr
