"""The comparison with FET, on a little file: imported, solved by both, judged by FET."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.fet.comparing import Effort, NotCompared, compare
from fet import LITTLE

EFFORT = Effort(seeds=1, fet_limit=20.0, time_limit=10.0)
DAYS_APART = LITTLE.replace("<Room>Salle 1</Room><Active>true", "<Room>Salle 1</Room><Active>false")
"""Without the wish for a room."""
MONDAY_ONLY = DAYS_APART.replace("Available_Times>1<", "Available_Times>2<").replace(
    "<Not_Available_Time>",
    "<Not_Available_Time><Day>Mar</Day><Hour>8:00</Hour></Not_Available_Time><Not_Available_Time>",
)
"""Both lessons are on one day: that is 0.95."""


def written(folder: Path, text: str) -> Path:
    path = folder / "little.fet"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.fet
@pytest.mark.parametrize(("text", "conflicts"), [(DAYS_APART, 0.0), (MONDAY_ONLY, 0.95)])
def test_both_solve_it_and_count_alike(tmp_path: Path, text: str, conflicts: float) -> None:
    told: list[str] = []
    compared = compare(written(tmp_path, text), EFFORT, tmp_path, told.append)
    [pair] = compared.pairs
    assert pair.fet.soft is not None
    assert pair.conflicts == compared.bound == conflicts <= pair.fet.soft
    assert pair.ours.searched is not None
    first, end = pair.ours.searched.first, pair.ours.searched.end
    assert first is not None
    assert 0 < first.cpu <= end.cpu <= pair.ours.cpu
    assert len(told) == 3


@pytest.mark.fet
def test_what_is_not_imported(tmp_path: Path) -> None:
    with pytest.raises(NotCompared, match=r"little\.fet:\d+"):
        compare(written(tmp_path, LITTLE[:900]), EFFORT, tmp_path, print)
