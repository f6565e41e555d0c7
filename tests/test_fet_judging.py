"""Running FET, and asking it what it thinks of a timetable."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.fet.guard import guarded
from benchmarks.fet.judging import judged, locked, timetable_of
from benchmarks.fet.running import Ended, fet_cl
from fet import LITTLE, real

BEST = {7: (0, 0), 8: (1, 0)}
SAME_DAY = {7: (0, 1), 8: (0, 0)}
FIRST_ROOM = {7: "Salle 1", 8: "Salle 1"}


@pytest.fixture
def little(tmp_path: Path) -> Path:
    path = tmp_path / "Little school é.fet"
    path.write_text(LITTLE, encoding="utf-8")
    return path


def program(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_what_a_program_has_cost() -> None:
    ran = guarded(program("print('done'); sum(range(3_000_000)); exit(3)"), 60)
    assert (ran.code, ran.output, ran.stopped) == (3, "done\n", False)
    assert 0 < ran.cpu <= ran.seconds * 1.1  # the clocks are not the same


def test_a_program_that_does_not_end_is_ended() -> None:
    ran = guarded(program("import time; time.sleep(60)"), 0.3)
    assert (ran.code, ran.stopped) == (-15, True)


def test_a_program_that_does_not_listen_is_ended_with_what_it_has_started() -> None:
    deaf = (
        "import signal, subprocess, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "child = subprocess.Popen(['sleep', '60']); print(child.pid, flush=True); time.sleep(60)"
    )
    ran = guarded(program(deaf), 1.0, grace=0.2)
    assert (ran.code, ran.stopped) == (-9, True)
    assert is_gone(int(ran.output))


def is_gone(pid: int) -> bool:
    """Killed: gone, or a zombie until whoever has inherited it looks."""
    for _ in range(100):
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


def test_a_program_that_is_missing() -> None:
    with pytest.raises(OSError, match="no-such-program"):
        guarded(["no-such-program"], 1.0)


def test_locks_and_loses_nothing(little: Path, tmp_path: Path) -> None:
    out = tmp_path / "locked.fet"
    locked(little, BEST, {8: "Salle 2"}, out)
    assert timetable_of(out) == (BEST, {8: "Salle 2"})
    text = out.read_text(encoding="utf-8")
    assert "<!-- A little school -->" in text
    root = ElementTree.fromstring(text)
    for constraints, kind in [("Time", "StartingTime"), ("Space", "Room")]:
        parts = root.find(f"{constraints}_Constraints_List")
        assert parts is not None
        for lock in parts.findall(f"ConstraintActivityPreferred{kind}"):
            parts.remove(lock)
    assert same(root, ElementTree.fromstring(LITTLE))


def same(one: ElementTree.Element, other: ElementTree.Element) -> bool:
    return ElementTree.canonicalize(
        ElementTree.tostring(one, "unicode"), strip_text=True
    ) == ElementTree.canonicalize(ElementTree.tostring(other, "unicode"), strip_text=True)


@pytest.mark.parametrize(
    ("starts", "rooms", "said"),
    [
        ({7: (0, 0)}, {}, r"no start for activities \[8\]"),
        ({**BEST, 10: (0, 0)}, {}, r"no activities \[10\]"),
        (BEST, {11: "Salle 1"}, r"no activities \[11\]"),
        (BEST, {7: "Salle 3"}, r"no rooms \['Salle 3'\]"),
        ({**BEST, 7: (2, 0)}, {}, r"no day 2"),
        ({**BEST, 7: (0, -1)}, {}, r"no hour -1"),
    ],
)
def test_a_timetable_of_another_file(
    little: Path,
    tmp_path: Path,
    starts: dict[int, tuple[int, int]],
    rooms: dict[int, str],
    said: str,
) -> None:
    with pytest.raises(ValueError, match=said):
        locked(little, starts, rooms, tmp_path / "locked.fet")
    assert not (tmp_path / "locked.fet").exists()


@pytest.mark.fet
def test_fet_solves(little: Path, tmp_path: Path) -> None:
    run = fet_cl(little, 1, 20, tmp_path / "out")
    assert run.ended is Ended.SOLVED
    assert run.timetable is not None
    found = timetable_of(run.timetable)
    assert found.starts.keys() == BEST.keys()
    assert 0 <= run.cpu <= run.seconds * 1.1
    again = fet_cl(little, 1, 20, tmp_path / "again")
    assert again.timetable is not None
    assert timetable_of(again.timetable) == found


@pytest.mark.fet
@pytest.mark.parametrize(
    ("starts", "rooms", "soft", "broken"),
    [
        (BEST, FIRST_ROOM, 0.0, 0),
        (SAME_DAY, FIRST_ROOM, 0.95, 1),
        (BEST, {**FIRST_ROOM, 7: "Salle 2"}, 0.5, 1),
        (SAME_DAY, {7: "Salle 2", 8: "Salle 2"}, 1.95, 3),
    ],
)
def test_fet_judges(
    little: Path,
    tmp_path: Path,
    starts: dict[int, tuple[int, int]],
    rooms: dict[int, str],
    soft: float,
    broken: int,
) -> None:
    run = judged(little, starts, rooms, tmp_path / "judged", 20)
    assert (run.ended, run.soft, run.broken) == (Ended.SOLVED, soft, broken)
    assert run.timetable is not None
    assert timetable_of(run.timetable) == (starts, rooms)


@pytest.mark.fet
def test_fet_refuses_what_breaks_a_required_rule(little: Path, tmp_path: Path) -> None:
    run = judged(little, {**BEST, 8: (1, 1)}, {}, tmp_path / "judged", 20)
    assert (run.ended, run.soft, run.timetable) == (Ended.REFUSED, None, None)
    assert "Activity with id=8 has no allowed slot" in run.reason


@pytest.mark.fet
def test_fet_never_ends_where_two_are_at_once(little: Path, tmp_path: Path) -> None:
    run = judged(little, {7: (0, 0), 8: (0, 0)}, {}, tmp_path / "judged", 1)
    assert (run.ended, run.timetable) == (Ended.STOPPED, None)


@pytest.mark.fet
def test_fet_refuses_what_is_no_file_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "cut.fet"
    path.write_text(LITTLE[:900], encoding="utf-8")
    run = fet_cl(path, 1, 20, tmp_path / "out")
    assert run.ended is Ended.REFUSED
    assert run.reason.startswith("Could not read file - XML parse error at line")


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        fet_cl(tmp_path / "none.fet", 1, 1, tmp_path / "out")


@pytest.mark.fet
@pytest.mark.parametrize("name", ["Highlands_Christian_School", "stjosephemhss"])
def test_fet_agrees_with_itself(name: str, tmp_path: Path) -> None:
    path = real(name)
    run = fet_cl(path, 1, 60, tmp_path / "out")
    assert run.timetable is not None
    again = judged(path, *timetable_of(run.timetable), tmp_path / "judged")
    assert (again.soft, again.broken) == (run.soft, run.broken)
