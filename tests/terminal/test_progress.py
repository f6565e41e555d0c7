"""What is to be seen of a running search: it fits, it is true, and it goes away."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timetabler.solver import Progress
from timetabler.terminal.course import MOST_POINTS, SearchCourse, doing
from timetabler.terminal.frame import HEIGHT, frame
from timetabler.terminal.lines import ProgressLines
from timetabler.terminal.live import LiveBlock
from timetabler.terminal.progress import can_be_drawn, progress

TINY = Path(__file__).parents[2] / "examples" / "tiny" / "school.yaml"
STEPS = [
    Progress("compile", None, 0, 0.0),
    Progress("lessons, first", None, 0, 1.0),
    Progress("lessons, first", None, 8, 1.5),
    Progress("lessons, first 2", None, 8, 9.0),
    Progress("roster, first", 511, 8, 10.0),
    Progress("lessons, aim, patterns", 86, 8, 12.0),
    Progress("lessons, prove", 86, 36, 20.0),
    Progress("duties", 36, 36, 40.0),
    Progress("write", 36, 36, 41.0),
]


def course(steps: list[Progress]) -> SearchCourse:
    found = SearchCourse()
    for step in steps:
        found.take(step, step.seconds)
    return found


class Terminal(io.StringIO):
    """A stream with the few movements of a terminal that a block needs. It wraps what is too wide,
    and fails on anything that it does not know."""

    encoding = "utf-8"  # type: ignore[assignment]

    def __init__(self, columns: int = 80) -> None:
        super().__init__()
        self.columns = columns
        self.lines = [""]
        self.row = self.column = 0
        self.writes = 0

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.writes += 1
        assert "\x1b" not in re.sub(r"\x1b\[\d*[AKJ]", "", text)
        for up, kind, plain in re.findall(r"\x1b\[(\d*)([AKJ])|([^\x1b])", text):
            if kind == "A":
                assert int(up) <= self.row, "above the top"
                self.row -= int(up)
            elif kind:
                self.lines[self.row] = self.lines[self.row][: self.column]
                if kind == "J":
                    del self.lines[self.row + 1 :]
            elif plain == "\n":
                self.row, self.column = self.row + 1, 0
                self.lines += [""] * (self.row + 1 - len(self.lines))
            elif plain == "\r":
                self.column = 0
            else:
                line = self.lines[self.row].ljust(self.column)
                self.lines[self.row] = line[: self.column] + plain + line[self.column + 1 :]
                self.column += 1
                assert self.column < self.columns, "as wide as the terminal"
        return len(text)

    @property
    def shown(self) -> list[str]:
        return [line for line in self.lines if line]


# ---- frames --------------------------------------------------------------------------------------


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("rows", [3, 8, 12, 24, 60])
@pytest.mark.parametrize("columns", [1, 20, 40, 60, 80, 200])
def test_every_frame_fits_and_all_are_as_high(columns: int, rows: int, plain: bool):
    for count in range(len(STEPS) + 1):
        known = course(STEPS[:count])
        for stopping in (False, True):
            lines = frame(known, 42, 60, columns, rows, stopping=stopping, plain=plain)
            assert len(lines) == min(rows - 1, HEIGHT)
            assert all(len(line) < max(2, min(columns, 81)) for line in lines)
            assert not plain or all(line.isascii() for line in lines)


@given(
    st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), max_size=30),
    st.integers(10, 120),
    st.integers(2, 40),
    st.floats(0, 10**5),
    st.booleans(),
)
def test_any_course_fits(falls, columns, rows, seconds, plain):
    known, cost, bound = SearchCourse(), 10**7, 0
    for number, (fall, rise) in enumerate(falls):
        cost = max(bound, cost - fall)
        bound = min(cost, bound + rise)
        known.take(Progress("improve", cost, bound, 0.0), seconds * number / len(falls))
    lines = frame(known, seconds, 600, columns, rows, plain=plain)
    assert len(lines) == min(rows - 1, HEIGHT)
    assert all(len(line) < columns for line in lines)


def test_a_frame_says_what_is_known():
    start, middle, end = (
        "\n".join(frame(course(STEPS[:n]), 41, 60, 80, 24)) for n in (4, 7, len(STEPS))
    )
    assert start.startswith("Looking for a first timetable of lessons, try 2")
    assert "No timetable yet" in start
    assert "no timetable costs less than 8" in start
    assert middle.startswith("Trying to prove that nothing better exists")
    assert "cost 86, down from 511" in middle
    assert "at most 50 (58%) to gain" in middle
    assert "511 after 10 s and 86 after 12 s" in middle
    assert "41 s of 60 s" in middle
    assert end.startswith("Writing the files")
    assert "Proved: no timetable costs less\n" in end


def test_a_plot_begins_at_the_first_timetable_and_ends_now():
    *body, axis, _ = frame(course(STEPS[:7]), 41, 60, 80, 24, plain=True)[5:]
    left, right = axis.index("0 s"), axis.index("60 s") + len("60 s")
    at = [left + (right - left) * seconds / 60 for seconds in (10, 12, 41)]
    cost = [
        (row, column)
        for row, line in enumerate(body)
        for column in range(len(line))
        if line[column] == "*"
    ]
    first, fallen, now = (round(x) for x in at)
    assert abs(min(column for _, column in cost) - first) <= 1
    assert abs(max(column for _, column in cost) - now) <= 1
    assert {row for row, column in cost if column > fallen + 1} == {max(row for row, _ in cost)}
    assert {row for row, column in cost if column < fallen - 1} == {min(row for row, _ in cost)}


def test_where_there_is_nothing_to_plot_the_tries_are_told():
    tries = [Progress("first", None, 0, 0.0), *(Progress(f"first {n}", None, 0, n) for n in (2, 3))]
    text = "\n".join(frame(course(tries), 30, 60, 80, 24))
    assert "2 s  Looking for a first timetable, try 2\n" in text
    assert "3 s  Looking for a first timetable, try 3\n" in text
    free = [*tries, Progress("first 3", 0, 0, 4.0)]
    assert "cost; dashed" not in "\n".join(frame(course(free), 30, 60, 80, 24))


def test_the_limit_is_not_said_when_it_is_over():
    assert frame(SearchCourse(), 75, 60, 80, 24)[0].endswith("  75 s")
    assert frame(SearchCourse(), 3725, 86400, 80, 24)[0].endswith("1:02:05 of 24:00:00")


def test_each_search_of_a_question_has_a_course_of_its_own():
    known = course([*STEPS, Progress("A, compile", None, 0, 0.0), Progress("A, first", 90, 1, 1.0)])
    assert [point.cost for point in known.points] == [90]
    assert known.doing == "Making it better (alternative A)"


def test_a_search_within_a_search_goes_on_with_its_course():
    known = course([*STEPS[:6], Progress("lessons, compile", 86, 9, 13.0)])
    assert [point.cost for point in known.points] == [511, 86, 86]
    assert "down from 511" in frame(known, 14, 60, 80, 24)[1]


def test_a_long_course_is_thinned_but_keeps_its_ends():
    known = SearchCourse()
    for bound in range(5 * MOST_POINTS):
        known.take(Progress("prove", 10**6, bound, float(bound)), float(bound))
    assert len(known.points) <= MOST_POINTS
    assert (known.points[0].bound, known.points[-1].bound) == (0, 5 * MOST_POINTS - 1)


@pytest.mark.parametrize("stage", ["something new", "a, b, c", ""])
def test_a_stage_without_words_is_shown_as_it_is(stage: str):
    assert doing(stage, found=False).startswith(stage.split(", ")[-1])


# ---- a live block --------------------------------------------------------------------------------


class Shown:
    """A block with a clock and a size in hand; drawn by hand, too."""

    def __init__(self) -> None:
        self.now, self.columns, self.stopping = 100.0, 80, False
        self.terminal = Terminal()
        self.block = LiveBlock(
            60,
            lambda: self.stopping,
            self.terminal,
            clock=lambda: self.now,
            size=lambda: os.terminal_size((self.columns, 24)),
        )


def test_a_block_is_written_in_place_and_leaves_nothing():
    shown = Shown()
    shown.terminal.write("before\n")
    for step in STEPS:
        shown.now = 100 + step.seconds
        shown.block(step)
        shown.block.draw()
        assert len(shown.terminal.lines) == 1 + HEIGHT + 1
        assert shown.terminal.lines[-1] == ""
    shown.block.close()
    assert shown.terminal.shown == ["before"]
    assert shown.terminal.row == 1


def test_the_clock_goes_on_and_nothing_is_written_without_news():
    shown = Shown()
    shown.block(STEPS[0])
    shown.block.draw()
    before = shown.terminal.writes
    shown.block.draw()
    assert shown.terminal.writes == before
    shown.now += 7
    shown.block.draw()
    assert shown.terminal.writes == before + 1
    assert shown.terminal.lines[0].endswith("7 s of 60 s")


def test_the_time_to_read_a_school_is_none_of_the_limit():
    shown = Shown()
    shown.now += 9
    shown.block.draw()
    assert shown.terminal.lines[0].startswith("Reading the school")
    assert shown.terminal.lines[0].endswith("  9 s")
    shown.block(STEPS[0])
    shown.block.draw()
    assert shown.terminal.lines[0].endswith("  0 s of 60 s")


def test_a_block_says_that_the_search_is_stopping():
    shown = Shown()
    shown.block(STEPS[0])
    shown.block.draw()
    assert "Ctrl-C stops" in "\n".join(shown.terminal.lines)
    shown.stopping = True
    shown.block.draw()
    assert "Stopping; the best timetable so far is kept" in "\n".join(shown.terminal.lines)


def test_a_terminal_made_narrower_has_wrapped_the_block():
    shown = Shown()
    shown.block(STEPS[0])
    shown.block.draw()
    shown.columns = 40
    wrapped = [x[at : at + 40] for x in shown.terminal.lines for at in range(0, len(x) or 1, 40)]
    shown.terminal.lines, shown.terminal.row = wrapped, len(wrapped) - 1
    shown.terminal.columns = 40
    shown.block.draw()
    assert len(shown.terminal.lines) == HEIGHT + 1
    shown.block.close()
    assert shown.terminal.shown == []


def test_a_block_draws_itself_until_it_is_closed(monkeypatch: pytest.MonkeyPatch):
    drawn = threading.Event()
    shown = Shown()
    monkeypatch.setattr(shown.block, "draw", drawn.set)
    shown.block.start()
    assert drawn.wait(10)
    (thread,) = [one for one in threading.enumerate() if one.name == "progress"]
    assert thread.daemon
    shown.block.close()
    assert not thread.is_alive()


def test_only_a_terminal_that_can_move_its_cursor_gets_a_block(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("WT_SESSION", raising=False)
    for term, can in (("xterm-256color", True), ("dumb", False)):
        monkeypatch.setenv("TERM", term)
        assert can_be_drawn(Terminal()) is can
        assert not can_be_drawn(io.StringIO())
    monkeypatch.delenv("TERM")
    assert not can_be_drawn(Terminal())
    monkeypatch.setenv("WT_SESSION", "1")
    assert can_be_drawn(Terminal())


# ---- lines ---------------------------------------------------------------------------------------


def lines(steps: list[Progress]) -> list[str]:
    stream = io.StringIO()
    said = ProgressLines(stream)
    for step in steps:
        said(step)
    said.close()
    return stream.getvalue().splitlines()


def test_lines_tell_what_is_done_and_then_what_is_better():
    assert lines(STEPS) == [
        "   0.0 s  Getting ready to search",
        "   1.0 s  Looking for a first timetable of lessons",
        "   9.0 s  Looking for a first timetable of lessons, try 2",
        "  10.0 s  cost    511, none below      8, gap  98.4%",
        "  12.0 s  cost     86, none below      8, gap  90.7%",
        "  20.0 s  cost     86, none below     36, gap  58.1%",
        "  40.0 s  cost     36, none below     36, gap   0.0%",
    ]


def test_a_log_of_many_improvements_stays_readable_and_ends_with_the_last():
    steps = [Progress("improve", 72_000 - n, n // 2, n / 20) for n in range(72_000)]
    found = lines(steps)
    assert 60 < len(found) < 300
    assert "cost      1," in found[-1]


def test_progress_is_lines_where_nothing_can_be_drawn(capsys: pytest.CaptureFixture[str]):
    with progress(60, lambda: False, live=False) as shown:
        shown(STEPS[0])
    assert capsys.readouterr() == ("", "   0.0 s  Getting ready to search\n")


def test_a_live_block_is_closed_whatever_happens():
    def fail() -> None:
        with progress(60, lambda: False, live=True) as shown:
            shown(STEPS[0])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not [one for one in threading.enumerate() if one.name == "progress"]


def test_a_solve_in_a_terminal_leaves_nothing_but_the_result(tmp_path: Path):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    out = ["--out", str(tmp_path), "--to", "json"]
    command = [sys.executable, "-m", "timetabler", "solve", str(TINY), *out]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "TERM": "xterm"}
    ) as process:
        os.close(theirs)
        terminal = Terminal()
        with suppress(OSError):  # Linux's way of saying that the other end is closed
            while data := os.read(ours, 65536):
                terminal.write(data.decode())
        os.close(ours)
        assert process.stdout is not None
        assert b"Optimal" in process.stdout.read()
    assert process.returncode == 0
    assert terminal.writes
    assert terminal.shown == []
