"""The tables that compare FET with our program say what was measured."""

from __future__ import annotations

from pathlib import Path

from benchmarks.fet.ours import OurRun, Searched, Spent
from benchmarks.fet.page import BEST, FIRST, Compared, Pair
from benchmarks.fet.running import Ended, FetRun


def fet(cpu: float, soft: float | None, ended: Ended = Ended.SOLVED) -> FetRun:
    return FetRun(ended, cpu + 1, cpu, soft, None if soft is None else 1, None, "")


def our(first: float | None, end: float) -> OurRun:
    searched = Searched(
        "feasible", None, None, first and Spent(first / 2, first), Spent(end / 2, end)
    )
    return OurRun(searched, end + 3, end + 2, Path("timetable.json"))


ENDED = OurRun(None, 200.0, 300.0, Path("timetable.json"))
STOPPED = fet(270.0, None, Ended.STOPPED)


def cells(head: str, line: str) -> dict[str, str]:
    titles, said = (text.strip("|").split("|") for text in (head.splitlines()[0], line))
    assert len(titles) == len(said)
    return dict(zip((t.strip() for t in titles), (c.strip() for c in said), strict=True))


def test_medians_ranges_and_ratios() -> None:
    pairs = (
        Pair(fet(8.0, 3.0), our(2.0, 20.0), fet(0.1, 1.5)),
        Pair(fet(30.0, 2.0), our(4.0, 10.0), fet(0.1, 1.0)),
        Pair(fet(10.0, 4.0), our(3.0, 30.0), fet(0.1, 1.25)),
    )
    compared = Compared("a", pairs, 1.0)
    assert cells(FIRST, compared.first()) == {
        "school": "a",
        "FET: solved": "3 of 3",
        "FET: CPU": "10 s (8.00 s to 30 s)",
        "FET: clock": "11 s (9.00 s to 31 s)",
        "timetabler: solved": "3 of 3",
        "CPU": "3.00 s (2.00 s to 4.00 s)",
        "clock": "1.50 s (1.00 s to 2.00 s)",
        "of FET's CPU": "0.30 x",
        "whole run": "23 s (13 s to 33 s)",
    }
    assert cells(BEST, compared.best()) == {
        "school": "a",
        "FET: conflicts": "3.00 (2.00 to 4.00)",
        "timetabler: conflicts": "1.25 (1.00 to 1.50)",
        "bound": "1.00",
        "gap": "20.0%",
        "clock": "10 s (5.00 s to 15 s)",
        "CPU": "20 s (10 s to 30 s)",
    }


def test_what_is_not_solved_is_endless() -> None:
    pairs = (
        Pair(STOPPED, our(2.0, 20.0), fet(0.1, 0.0)),
        Pair(fet(9.0, 1.0), our(None, 20.0), None),
        Pair(STOPPED, ENDED, None),
    )
    first = cells(FIRST, Compared("a", pairs, None).first())
    assert (first["FET: solved"], first["FET: CPU"]) == ("1 of 3", "none (9.00 s to none)")
    assert (first["timetabler: solved"], first["CPU"]) == ("1 of 3", "none (2.00 s to none)")
    assert first["of FET's CPU"] == ""
    best = cells(BEST, Compared("a", pairs, None).best())
    assert (best["bound"], best["gap"]) == ("", "")


def test_what_only_we_solve() -> None:
    compared = Compared("a", (Pair(STOPPED, our(2.0, 2.0), fet(0.1, 0.0)),), 0.0)
    assert cells(FIRST, compared.first())["of FET's CPU"] == "only ours"
    best = cells(BEST, compared.best())
    assert (best["FET: conflicts"], best["timetabler: conflicts"]) == ("none", "0.00")
    assert best["gap"] == "0.0%"


def test_what_fet_refuses_is_not_solved() -> None:
    refused = fet(0.1, None, Ended.REFUSED)
    compared = Compared("a", (Pair(fet(1.0, 0.0), our(2.0, 2.0), refused),), 0.0)
    assert cells(FIRST, compared.first())["timetabler: solved"] == "0 of 1"
