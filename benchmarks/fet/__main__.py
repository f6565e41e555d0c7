"""Solves files of FET with FET and with our program, in turn, and compares.

FET judges our timetables, too: its count of conflicts is what is compared. Without names of files,
all of ../shared/instances/fet are solved (beside the checkout), and docs/benchmarks-fet.md is
written.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.fet.comparing import WORKERS, Effort, NotCompared, compare
from benchmarks.fet.ours import ROOT
from benchmarks.fet.page import BEST, FIRST, TEXT, Compared, machine
from benchmarks.fet.running import PROGRAM, installed, version

FILES = ROOT.parent / "shared" / "instances" / "fet"
PAGE = ROOT / "docs" / "benchmarks-fet.md"
QUICK = Effort(seeds=1, fet_limit=30.0, time_limit=20.0)


def main() -> None:
    """Compares file by file; runs are told on stderr, tables on stdout."""
    parser = argparse.ArgumentParser(prog="benchmarks.fet", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.fet")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--time-limit", type=float, default=120.0, help="seconds of our search")
    parser.add_argument("--fet-limit", type=float, default=270.0, help="seconds of FET")
    parser.add_argument("--quick", action="store_true", help="little of all this; no page")
    options = parser.parse_args()
    files = options.files or sorted(FILES.glob("*.fet"))
    if not installed():
        sys.exit(f"{PROGRAM} is missing: apt-get install fet")
    if not files:
        sys.exit(f"There are no .fet files in {FILES}: name some.")
    effort = (
        QUICK if options.quick else Effort(options.seeds, options.fet_limit, options.time_limit)
    )
    compared, left = _all(files, effort)
    if compared:
        print(f"{_first(compared)}\n\n{_best(compared)}")
    if compared and not options.files and not options.quick:
        PAGE.write_text(_page(compared, left, effort), encoding="utf-8")
        print(f"wrote {PAGE.relative_to(ROOT)}")
    if left:
        sys.exit(f"not compared: {', '.join(left)}")


def _all(files: list[Path], effort: Effort) -> tuple[list[Compared], list[str]]:
    """What was compared, and the files that our program does not take, or at which it crashes."""
    compared, left = [], []
    for path in files:
        with TemporaryDirectory() as folder:
            try:
                compared.append(compare(path, effort, Path(folder), _tell))
            except NotCompared as error:
                _tell(f"{path.stem} cannot be compared: {error}")
                left.append(path.stem)
    return compared, left


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _first(compared: list[Compared]) -> str:
    return "\n".join([FIRST, *(each.first() for each in compared)])


def _best(compared: list[Compared]) -> str:
    return "\n".join([BEST, *(each.best() for each in compared)])


def _page(compared: list[Compared], left: list[str], effort: Effort) -> str:
    text = TEXT.format(
        date=date.today(),
        machine=machine(),
        version=version(),
        seeds=effort.seeds,
        fet_limit=effort.fet_limit,
        workers=WORKERS,
        limit=effort.time_limit,
        first=_first(compared),
        best=_best(compared),
    )
    return text + (f"\nNot compared: {', '.join(left)}.\n" if left else "")


if __name__ == "__main__":
    main()
