"""The program as other programs use it: ``from timetabler import api``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from timetabler import api
from timetabler.models.timetable import Timetable

TINY = Path(__file__).parents[1] / "examples" / "tiny" / "school.yaml"


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> api.Solved:
    path = tmp_path_factory.mktemp("school") / "school.yaml"
    shutil.copy(TINY, path)
    return api.solve(path, time_limit=20, to=["json"])


def edited(solved: api.Solved, path: Path, change: dict[str, str]) -> Path:
    """The timetable with another time for its first PE lesson."""
    document = json.loads(solved.files[0].read_text(encoding="utf-8"))
    next(x for x in document["lessons"] if x["subject"] == "PE").update(change)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_check_gives_the_problem_and_the_shortages():
    checked = api.check(TINY)
    problem, shortages = checked
    assert problem.school.name == "Banksia Hill Primary School"
    assert shortages == ()
    assert (checked.tight[0].name, checked.tight[0].load, checked.tight[0].capacity) == (
        "Mia Fox",
        4,
        4,
    )
    impossible = TINY.parents[1] / "impossible-rooms" / "school.yaml"
    assert api.check(impossible).shortages


def test_what_is_wrong_with_a_school_file_is_raised_all_at_once(tmp_path):
    path = tmp_path / "school.yaml"
    text = TINY.read_text(encoding="utf-8")
    path.write_text(text.replace("teacher: pat", "teacher: patt").replace("hall}", "hal}"))
    for wrong in (api.load, api.check, api.solve):
        with pytest.raises(api.InvalidInput) as raised:
            wrong(path)
        assert len(raised.value.diagnostics) > 1
    assert list(tmp_path.iterdir()) == [path]


def test_solve_writes_the_formats_asked_for_beside_the_school(solved):
    assert solved.outcome.status is api.Status.OPTIMAL
    assert solved.book is not None
    assert solved.book.report.cost == solved.outcome.cost == solved.outcome.bound
    assert [f.name for f in solved.files] == ["timetable.json"]
    assert [f.name for f in solved.files[0].parent.iterdir()] == ["timetable.json"]


def test_variants_in_one_folder_keep_apart(solved, tmp_path):
    school = solved.files[0].parents[1] / "school.yaml"
    assert solved.files[0].parent == api.default_folder(school) == school.parent / "timetable"
    variant = shutil.copy(TINY, tmp_path / "two-sites.yaml")
    found = api.solve(Path(variant), time_limit=20, to=["json"])
    assert found.files == (tmp_path / "timetable-two-sites" / "timetable.json",)
    assert not found.reused


def test_solve_reports_progress_and_can_be_stopped(tmp_path):
    steps = []
    solved = api.solve(
        TINY, tmp_path, to=["json"], on_progress=steps.append, should_stop=lambda: bool(steps)
    )
    assert steps
    assert solved.interrupted


def test_an_unknown_format_is_refused_before_anything_is_done(solved, tmp_path):
    with pytest.raises(ValueError, match='no format "docx"; there are analytics, '):
        api.solve(TINY, tmp_path / "out", to=["json", "docx"])
    with pytest.raises(ValueError, match="no format named"):
        api.export(solved.book, tmp_path / "out", [])
    assert list(tmp_path.iterdir()) == []


def test_an_unchanged_school_is_answered_by_the_earlier_timetable_unless_fresh(solved):
    path = solved.files[0].parents[1] / "school.yaml"
    assert api.solve(path, time_limit=20, to=["json"]).reused
    assert not api.solve(path, time_limit=20, to=["json"], fresh=True).reused


@pytest.mark.parametrize("found", ["undecided", "infeasible", "worse"])
def test_a_search_that_finds_no_better_keeps_the_timetable_it_started_from(
    solved, tmp_path, monkeypatch, found
):
    """Even if the school file has changed since, as long as the timetable keeps its rules."""
    path = tmp_path / "school.yaml"
    path.write_text(TINY.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    earlier = solved.book.timetable
    if found != "worse":
        answer = (None, api.Outcome(api.Status(found), bound=1))
    else:
        worse = api.Outcome(api.Status.FEASIBLE, solved.outcome.cost + 1, 1)
        answer = (Timetable(earlier.school, ()), worse)
    monkeypatch.setattr("timetabler.solver.solve", lambda *_, **__: answer)
    again = api.solve(path, tmp_path, to=["json"], keep=solved.files[0])
    assert again.book.timetable.placements != ()
    assert again.outcome.status is api.Status.FEASIBLE
    assert (again.outcome.cost, again.outcome.bound) == (solved.outcome.cost, 1)
    assert api.verify(again.problem, again.files[0]).remarks == ()


def test_verify_says_what_an_edited_timetable_breaks_and_export_refuses_it(solved, tmp_path):
    moved = edited(solved, tmp_path / "moved.json", {"day": "Mon"})  # pat is not here on Mondays
    book, remarks = api.verify(solved.problem, moved)
    assert book.outcome.status is api.Status.INVALID
    assert {r.kind for r in book.report.broken} >= {"avoid_unavailable_times"}
    assert remarks == ()
    with pytest.raises(api.VerificationFailed) as raised:
        api.export(book, tmp_path / "out")
    assert raised.value.report is book.report
    assert not (tmp_path / "out").exists()


def test_export_gives_the_files_and_remarks_on_them(solved, tmp_path):
    files, remarks = api.export(solved.book, tmp_path, ["html", "json", "html"])
    assert files == (tmp_path / "timetable.html", tmp_path / "timetable.json")
    assert remarks == ()
    assert all(f.exists() for f in files)


def test_init_writes_a_school_that_loads_and_never_replaces_one(tmp_path):
    school, schema = api.init(tmp_path / "new")
    assert api.load(school).warnings == ()
    assert json.loads(schema.read_text(encoding="utf-8"))["title"] == "School file of timetabler"
    with pytest.raises(FileExistsError):
        api.init(tmp_path / "new")


def test_a_bound_above_the_cost_is_not_believed(solved, tmp_path):
    document = json.loads(solved.files[0].read_text(encoding="utf-8"))
    document["outcome"]["bound"] = 999
    path = tmp_path / "timetable.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    book, remarks = api.verify(solved.problem, path)
    assert remarks == ("timetable.json says that none costs less than 999; it costs 4",)
    assert (book.outcome.status, book.outcome.bound) == (api.Status.FEASIBLE, None)


def test_no_folder_is_left_if_there_is_no_timetable(tmp_path, monkeypatch):
    undecided = api.Outcome(api.Status.UNDECIDED)
    monkeypatch.setattr("timetabler.solver.solve", lambda *_, **__: (None, undecided))
    assert api.solve(TINY, tmp_path / "new").book is None
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "mine").mkdir()
    api.solve(TINY, tmp_path / "mine")
    assert [p.name for p in tmp_path.iterdir()] == ["mine"]
