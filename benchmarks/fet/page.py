"""The comparison as a page for people."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.fet.ours import OurRun
from benchmarks.fet.running import Ended, FetRun
from benchmarks.tables import head, row

TEXT = """\
# Beside FET

`make bench-fet` wrote this page on {date}, on {machine}. [FET](https://lalescu.ro/liviu/fet/) is
the free timetabling program that many schools use. Each of its files is solved by FET {version} and
by timetabler, in turn, with {seeds} seeds each. FET has one thread and at most {fet_limit:.0f} s;
timetabler has {workers} and {limit:.0f} s for its search.

FET stops at the first complete timetable. timetabler goes on to the best one, unless the first
already is. So there are two tables: how soon there is a timetable, and how good it is in the end.

- Each number is the *median* of all seeds, and the range in brackets. A seed without a timetable
  counts as endless: *none* is the median of runs most of which found nothing.
- *CPU* is what the processors worked, in seconds of user time, all threads together: it says more
  than the clock on a machine that was busy. Of FET it is the whole program, which writes no web
  pages here. Of timetabler it is what came between opening the school file and the first timetable,
  without loading Python and OR-Tools. *Whole run* is all of it, to the end, by the clock.
- *Conflicts* are FET's "Total soft conflicts": the weights of the rules that are not kept, each as
  often as it is broken. FET itself counted those of our timetables: it was given each of them as a
  file with every activity locked in place. It refuses one that breaks a required rule.
- The *bound* is proved, the best of all seeds: no timetable has fewer conflicts. *Gap* is what is
  left between the two.

## The first timetable

{first}

## The timetable in the end

{best}
"""
FIRST = head(
    "school",
    "FET: solved",
    "FET: CPU",
    "FET: clock",
    "timetabler: solved",
    "CPU",
    "clock",
    "of FET's CPU",
    "whole run",
)
BEST = head("school", "FET: conflicts", "timetabler: conflicts", "bound", "gap", "clock", "CPU")


@dataclass(frozen=True)
class Pair:
    """A seed: what FET made of it, and what we did."""

    fet: FetRun
    ours: OurRun
    judged: FetRun | None
    """What FET says of our timetable, if there is one."""

    @property
    def conflicts(self) -> float:
        """Of our timetable, as FET counts; endless if there is none that FET accepts."""
        return _or_endless(self.judged.soft if self.judged else None)


@dataclass(frozen=True)
class Compared:
    """A file that both have solved, or tried to."""

    school: str
    pairs: tuple[Pair, ...]
    bound: float | None
    """The best that was proved, in FET's conflicts."""

    def first(self) -> str:
        """Its line in the first table."""
        solved = [p.fet if p.fet.ended is Ended.SOLVED else None for p in self.pairs]
        fet = [_or_endless(run.cpu if run else None) for run in solved]
        firsts = [p.ours.searched.first if p.ours.searched else None for p in self.pairs]
        ours = [_or_endless(f.cpu if f else None) for f in firsts]
        return row(
            self.school,
            _solved(fet),
            seconds(fet),
            seconds([_or_endless(run.seconds if run else None) for run in solved]),
            _solved([p.conflicts for p in self.pairs]),
            seconds(ours),
            seconds([_or_endless(f.seconds if f else None) for f in firsts]),
            _share(median(ours), median(fet)),
            seconds([p.ours.seconds for p in self.pairs]),
        )

    def best(self) -> str:
        """Its line in the second table."""
        ours = [p.conflicts for p in self.pairs]
        ends = [p.ours.searched.end if p.ours.searched else None for p in self.pairs]
        return row(
            self.school,
            conflicts([_or_endless(p.fet.soft) for p in self.pairs]),
            conflicts(ours),
            "" if self.bound is None else f"{self.bound:.2f}",
            self._gap(median(ours)),
            seconds([_or_endless(e.seconds if e else None) for e in ends]),
            seconds([_or_endless(e.cpu if e else None) for e in ends]),
        )

    def _gap(self, reached: float) -> str:
        if self.bound is None or reached == math.inf:
            return ""
        return f"{(reached - self.bound) / max(reached, 0.01):.1%}"


def _or_endless(value: float | None) -> float:
    return math.inf if value is None else value


def _solved(values: Sequence[float]) -> str:
    return f"{sum(v < math.inf for v in values)} of {len(values)}"


def seconds(values: Sequence[float]) -> str:
    """Median and range of seconds; infinity is none."""
    return _middle(values, lambda value: f"{value:.2f} s" if value < 10 else f"{value:.0f} s")


def conflicts(values: Sequence[float]) -> str:
    """Median and range of FET's conflicts; infinity is none."""
    return _middle(values, lambda value: f"{value:.2f}")


def _middle(values: Sequence[float], words: Callable[[float], str]) -> str:
    low, middle, high = (
        "none" if value == math.inf else words(value)
        for value in (min(values), median(values), max(values))
    )
    return middle if low == high else f"{middle} ({low} to {high})"


def _share(ours: float, fets: float) -> str:
    if ours == math.inf:
        return ""
    return "only ours" if fets == math.inf else f"{ours / max(fets, 0.01):.2f} x"


def machine() -> str:
    """Its cores and its processor, as far as that can be known."""
    cores = f"{os.cpu_count()} cores"
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:  # only Linux has it
        return cores
    model = re.search(r"^model name\s*: (.+)$", told, re.MULTILINE)
    return f"{cores} ({model[1]})" if model else cores
