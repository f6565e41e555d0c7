"""The program as people run it: what it prints, its exit codes, and what it leaves on disk."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exporters.every import FORMATS
from timetabler.exporters import formats

EXAMPLES = Path(__file__).parents[1] / "examples"


def run(*args: object, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "timetabler", *map(str, args)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1", **env},
        timeout=120,
        check=False,
    )


@pytest.fixture
def school(tmp_path: Path) -> Path:
    path = tmp_path / "school.yaml"
    shutil.copy(EXAMPLES / "tiny" / "school.yaml", path)
    return path


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A solved school with dates, and its timetable; tests copy what they change."""
    folder = tmp_path_factory.mktemp("solved")
    path = folder / "school.yaml"
    text = (EXAMPLES / "tiny" / "school.yaml").read_text(encoding="utf-8")
    path.write_text(f"{text}calendar: {{terms: [{{from: 2027-01-28, to: 2027-03-25}}]}}\n")
    result = run("solve", path, "--time-limit", 20)
    assert result.returncode == 0, result.stderr
    return path, folder / "timetable" / "timetable.json"


def test_help_and_check_never_import_the_solver(school: Path) -> None:
    for args in (["--help"], ["check", str(school)]):
        result = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "timetabler", *args],
            capture_output=True,
            text=True,
            check=True,
        )
        imported = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
        assert "timetabler.cli" in imported
        assert not imported & {"ortools", "openpyxl", "pandas", "numpy", "jinja2"}


@pytest.mark.parametrize(
    "command", [[], ["init"], ["check"], ["solve"], ["verify"], ["export"], ["import"], ["schema"]]
)
def test_help_reads_well_at_80_columns(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.returncode == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_solve_writes_everything_and_says_where(solved: tuple[Path, Path]) -> None:
    folder = solved[1].parent
    assert {p.name for p in folder.iterdir()} == {
        "timetable.json",
        "timetable.xlsx",
        "timetable.html",
        "analytics",
    }


def test_solving_an_unchanged_school_again_is_instant(solved: tuple[Path, Path]) -> None:
    before = solved[1].read_bytes()
    result = run("solve", solved[0], "--json")
    assert result.returncode == 0
    assert json.loads(result.stdout)["status"] == "optimal"
    assert result.stderr == ""
    assert solved[1].read_bytes() == before


def test_json_is_one_document_and_nothing_else(solved: tuple[Path, Path]) -> None:
    for command in (["check", solved[0]], ["solve", solved[0]], ["verify", *solved]):
        result = run(*command, "--json")
        document = json.loads(result.stdout)
        assert document["schema"] == "timetabler.result/1"
        assert document["diagnostics"] == []
        assert result.stderr == ""
        if command[0] != "check":
            assert (document["status"], document["report"]["valid"]) == ("optimal", True)


def test_a_timetable_broken_by_hand_fails_verification(
    solved: tuple[Path, Path], tmp_path: Path
) -> None:
    document = json.loads(solved[1].read_text(encoding="utf-8"))
    first, second = [p for p in document["lessons"] if p["course"].endswith("PE")][:2]
    second.update({k: first[k] for k in ("day", "start", "end")})
    edited = tmp_path / "edited.json"
    edited.write_text(json.dumps(document), encoding="utf-8")
    result = run("verify", solved[0], edited)
    assert result.returncode == 5
    assert "BROKEN" in result.stdout
    exported = run("export", solved[0], edited, "--to", "html", "--out", tmp_path / "out")
    assert exported.returncode == 5
    assert not (tmp_path / "out").exists()


def test_an_older_input_is_said_clearly(solved: tuple[Path, Path], tmp_path: Path) -> None:
    newer = tmp_path / "school.yaml"
    newer.write_text(solved[0].read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    result = run("verify", newer, solved[1])
    assert result.returncode == 0
    assert "answers an older school.yaml" in result.stdout


@pytest.mark.parametrize(
    ("content", "fragment"),
    [
        (b'{"schema": "timetabler.timetable/1", "plac', "timetable.json:1:"),
        (b"not json", "timetable.json:1:1"),
        (b"[]", "timetable.json"),
        (b"\xff\xfe\x00", "timetable.json"),
        (b"[" * 100_000, "timetable.json"),
    ],
)
def test_an_unreadable_timetable_is_an_error_and_is_kept(
    school: Path, content: bytes, fragment: str
) -> None:
    target = school.parent / "timetable" / "timetable.json"
    target.parent.mkdir()
    target.write_bytes(content)
    for args in (["solve", school], ["verify", school, target]):
        result = run(*args)
        assert result.returncode == 2, result.stdout
        assert fragment in result.stderr
        assert "Traceback" not in result.stderr
    assert target.read_bytes() == content


def test_a_timetable_of_another_school_is_an_error(
    solved: tuple[Path, Path], tmp_path: Path
) -> None:
    other = tmp_path / "school.yaml"
    other.write_text(
        solved[0].read_text(encoding="utf-8").replace("school: Banksia Hill", "school: Other"),
        encoding="utf-8",
    )
    result = run("verify", other, solved[1])
    assert result.returncode == 2
    assert 'not of "Other Primary School"' in result.stderr


@pytest.mark.parametrize("example", ["impossible-rooms", "impossible-team"])
def test_an_impossible_school_ends_with_the_reason_and_writes_nothing(
    example: str, tmp_path: Path
) -> None:
    result = run("solve", EXAMPLES / example / "school.yaml", "--out", tmp_path / "out")
    assert result.returncode == 3
    assert "Impossible" in result.stdout
    assert "school.yaml:" in result.stdout
    assert not (tmp_path / "out").exists()


def test_bad_input_shows_every_problem_and_writes_nothing(school: Path) -> None:
    text = school.read_text(encoding="utf-8")
    school.write_text(
        text.replace("teacher: pat", "teacher: patt").replace("room: hall", "room: hal"),
        encoding="utf-8",
    )
    result = run("solve", school)
    assert result.returncode == 2
    assert 'did you mean "pat"?' in result.stderr
    assert 'did you mean "hall"?' in result.stderr
    assert list(school.parent.iterdir()) == [school]


def test_a_missing_file_and_a_folder_are_bad_input(tmp_path: Path) -> None:
    for path in (tmp_path / "no.yaml", tmp_path):
        result = run("check", path)
        assert result.returncode == 2
        assert "Traceback" not in result.stderr


def test_an_output_folder_that_is_a_file_is_bad_usage(school: Path) -> None:
    blocked = school.parent / "out"
    blocked.write_text("mine", encoding="utf-8")
    result = run("solve", school, "--out", blocked)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert blocked.read_text(encoding="utf-8") == "mine"


def run_on_a_full_disk(*args: object) -> subprocess.CompletedProcess[str]:
    """A file size limit of 1 kB stands in for a full disk: writing fails half-way."""
    script = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "from timetabler.cli import main; main()"
    )
    command = [sys.executable, "-c", script, *map(str, args)]
    without_cache = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=without_cache)


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("name", FORMATS)
def test_a_full_disk_is_said_and_loses_nothing(
    solved: tuple[Path, Path], tmp_path: Path, name: str
) -> None:
    exporter = formats()[name]()
    target = tmp_path / "out" / exporter.filename
    target.parent.mkdir()
    if exporter.suffix:
        target.write_text("last week's", encoding="utf-8")
    else:
        target.mkdir()
        (target / "README.md").write_text("last week's", encoding="utf-8")
    before = content(target.parent)
    result = run_on_a_full_disk("export", *solved, "--to", name, "--out", target.parent)
    assert result.returncode == 2, result.stderr
    reasons = ("File too large", "no temporary file can be written: IO_EFBIG")  # with lxml
    assert result.stderr in {f"timetabler: {target}: {reason}\n" for reason in reasons}
    assert content(target.parent) == before


def test_a_bug_of_ours_ends_with_1_and_says_so(school: Path) -> None:
    script = (
        "import sys; from timetabler import api, cli; api.check = lambda path: 1 / 0;"
        "sys.argv = ['timetabler', 'check', sys.argv[1]]; cli.main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, str(school)], capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "ZeroDivisionError" in result.stderr
    assert "this is a bug of ours" in result.stderr


@pytest.mark.parametrize(
    ("args", "fragment"),
    [
        (["--to", "docx"], f'no format "docx"; there are {", ".join(formats())}'),
        (["--to", ","], "no format named"),
        (["--time-limit", "0"], "--time-limit"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_unknown_formats_and_options_are_bad_usage(
    school: Path, args: list[str], fragment: str
) -> None:
    result = run("solve", school, *args)
    assert result.returncode == 2
    assert fragment in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unknown_kind_is_bad_usage_with_the_nearest_one() -> None:
    result = run("constraints", "spread")
    assert result.returncode == 2
    assert 'did you mean "spread_lessons"?' in result.stderr


def test_the_page_of_a_rule_says_which_words_a_field_may_have() -> None:
    page = run("constraints", "limit_duties").stdout
    assert "unit: What is counted. One of duties, minutes. [default: duties]" in page


def test_the_help_names_every_format() -> None:
    told = " ".join(run("export", "--help").stdout.split())
    assert f"Formats: {', '.join(formats())}; or all." in told


def test_init_writes_a_school_that_solves_and_never_overwrites(tmp_path: Path) -> None:
    assert run("init", tmp_path / "new").returncode == 0
    result = run("solve", tmp_path / "new" / "school.yaml", "--time-limit", 20)
    assert result.returncode == 0, result.stdout + result.stderr
    (tmp_path / "new" / "school.yaml").write_text("mine", encoding="utf-8")
    again = run("init", tmp_path / "new")
    assert again.returncode == 2
    assert (tmp_path / "new" / "school.yaml").read_text(encoding="utf-8") == "mine"


def test_a_terminal_without_the_letters_gets_escapes(school: Path) -> None:
    text = school.read_text(encoding="utf-8").replace("Banksia Hill", "Bänksia 🎨")
    school.write_text(text, encoding="utf-8")
    result = run("check", school, PYTHONIOENCODING="ascii")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("B\\xe4nksia \\U0001f3a8 Primary School: 4 classes")
    school.write_text(text.replace("teacher: pat", 'teacher: "\\ud83c"'), encoding="utf-8")
    result = run("check", school, "--json", PYTHONIOENCODING="ascii")
    assert result.returncode == 2, result.stderr
    assert json.loads(result.stdout)["diagnostics"]


@pytest.mark.parametrize("args", [["check"], ["solve", "--fresh"]])
def test_a_reader_that_has_gone_changes_nothing(school: Path, args: list[str]) -> None:
    """As with ``2>&1 | head -0``: what is printed is lost, and nothing else."""
    read, write = os.pipe()
    os.close(read)
    result = subprocess.run(
        [sys.executable, "-m", "timetabler", *args, str(school)],
        stdout=write,
        stderr=write,
        check=False,
    )
    os.close(write)
    assert result.returncode == 0
    assert (school.parent / "timetable" / "timetable.html").exists() == (args[0] == "solve")


def test_without_any_output_it_still_solves(school: Path) -> None:
    command = [sys.executable, "-m", "timetabler", "solve", str(school), "--to", "json"]
    result = subprocess.run(["sh", "-c", '"$@" >&- 2>&-', "sh", *command], check=False)
    assert result.returncode == 0
    assert run("verify", school, school.parent / "timetable" / "timetable.json").returncode == 0


def test_what_is_in_the_way_is_said_before_the_search(school: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "timetable.xlsx").mkdir(parents=True)
    result = run("solve", school, "--out", tmp_path / "out")
    assert result.returncode == 2
    assert result.stderr == f"timetabler: {tmp_path}/out/timetable.xlsx: Is a directory\n"
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["timetable.xlsx"]


def test_a_full_disk_leaves_no_half_of_a_first_school(tmp_path: Path) -> None:
    result = run_on_a_full_disk("init", tmp_path)
    assert result.returncode == 2
    assert "timetabler.schema.json: File too large" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_after_solving_too(school: Path) -> None:
    result = run_on_a_full_disk("solve", school, "--time-limit", 20)
    assert result.returncode == 2
    assert result.stderr.endswith("timetable/timetable.json: File too large\n")
    assert "Traceback" not in result.stderr
    assert content(school.parent / "timetable") == {}


@contextmanager
def solving(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A large school that is being solved, once its first timetable is there."""
    school, target = EXAMPLES / "riverbend" / "school.yaml", folder / "timetable.json"
    args = ["solve", str(school), "--out", str(folder), "--time-limit", "600"]
    with subprocess.Popen(
        [sys.executable, "-m", "timetabler", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            until = time.monotonic() + 300
            while not target.exists():
                assert process.poll() is None, "ended before the first timetable was written"
                assert time.monotonic() < until, "no timetable within five minutes"
                time.sleep(0.1)
            yield process
        finally:
            process.kill()


def test_ctrl_c_while_the_program_loads_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt\n")
    result = run("--help", PYTHONPATH=str(tmp_path))
    assert (result.returncode, result.stdout, result.stderr) == (130, "", "")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_keeps_the_best_timetable_so_far(tmp_path: Path, number: signal.Signals) -> None:
    with solving(tmp_path) as process:
        process.send_signal(number)
        stdout, stderr = process.communicate(timeout=60)
    assert process.returncode in (0, 130), stderr  # 0: it had just finished
    assert "Traceback" not in stderr
    school = EXAMPLES / "riverbend" / "school.yaml"
    assert run("verify", school, tmp_path / "timetable.json").returncode == 0, stdout


def test_an_edited_workbook_is_verified_and_comes_back_only_if_it_is_valid(
    solved: tuple[Path, Path], tmp_path: Path
) -> None:
    school, folder = solved[0], solved[1].parent
    out = tmp_path / "out"
    same = run("import", folder / "timetable.xlsx", "--school", school, "--out", out)
    assert same.returncode == 0, same.stderr
    assert "Nothing changes." in same.stdout
    assert (out / "timetable.json").read_bytes() == (folder / "timetable.json").read_bytes()
    (out / "timetable.json").unlink()

    workbook = load_workbook(folder / "timetable.xlsx")
    lessons = [row for row in workbook["Lessons"].iter_rows(min_row=5) if row[3].value == "PE"]
    for cell, first in zip(lessons[1][4:6], lessons[0][4:6], strict=True):
        cell.value = first.value  # Pat cannot give two lessons at once
    edited = tmp_path / "edited.xlsx"
    workbook.save(edited)
    told = run("import", edited, "--school", school, "--out", out, "--json")
    document = json.loads(told.stdout)
    assert (told.returncode, document["status"], document["files"]) == (5, "invalid", [])
    assert [change["course"] for change in document["changes"]["lessons"]] == [lessons[1][1].value]
    assert list(out.iterdir()) == []

    lessons[0][5].value = "after lunch"
    workbook.save(edited)
    refused = run("verify", school, edited)
    cell = f"{edited}: sheet Lessons, cell {lessons[0][5].coordinate}: TT415"
    assert (refused.returncode, refused.stderr[: len(cell)]) == (2, cell)


@pytest.mark.slow
def test_a_kill_leaves_a_whole_timetable(tmp_path: Path) -> None:
    with solving(tmp_path) as process:
        process.kill()
        process.communicate()
    school = EXAMPLES / "riverbend" / "school.yaml"
    assert run("verify", school, tmp_path / "timetable.json").returncode == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_write_permission_is_bad_usage(school: Path) -> None:
    locked = school.parent / "locked"
    locked.mkdir(mode=0o500)
    result = run("solve", school, "--out", locked)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="a device of Linux")
def test_bad_input_that_cannot_be_told_either_ends_without_a_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "timetabler", "check", str(tmp_path / "school.yaml"), "--json"]
    (tmp_path / "school.yaml").write_text("{", encoding="utf-8")
    with FULL.open("w") as full:
        said = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (said.returncode, said.stderr) == (2, "timetabler: No space left on device\n")


def test_what_was_found_out_is_told_on_a_full_disk_and_takes_no_letter(tmp_path: Path) -> None:
    school = tmp_path / "school.yaml"
    shutil.copy(EXAMPLES / "impossible" / "apart-and-together.yaml", school)
    said = run_on_a_full_disk("explain", school, "--to", "json", "--time-limit", 10)
    assert said.returncode == 3, said.stderr
    assert "school-A.yaml was not written with its timetable" in " ".join(said.stdout.split())
    said = run("explain", school, "--to", "json", "--time-limit", 10)
    assert "Candidate: school-A.yaml with timetable-school-A/" in said.stdout
