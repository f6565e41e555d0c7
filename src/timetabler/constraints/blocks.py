"""Minutes in blocks: time that counts only in stretches that last long enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from timetabler.constraints.encoder import Encoder, Lit, Sum
from timetabler.models.rows import Row, minutes, shortest
from timetabler.models.span import Span


def in_blocks(rows: Iterable[Row], holds: Callable[[Span], Lit], least: int, enc: Encoder) -> Sum:
    """Minutes in which something holds, in stretches of at least so many minutes in a row."""
    total: list[tuple[Lit, int]] = []
    for row in rows:
        lits = {moment: holds(moment) for moment in row}
        blocks = [(part, enc.all_of(lits[m] for m in part)) for part in shortest(row, least)]
        for moment in row:
            counts = enc.any_of(block for part, block in blocks if moment in part)
            total.append((counts, moment.minutes))
    return enc.count(*total)


def minutes_in_blocks(stretches: Iterable[Row], least: int) -> int:
    """Minutes of the stretches that last at least so long."""
    return sum(minutes(row) for row in stretches if minutes(row) >= least)


def on_days(rows: Iterable[Row], days: range) -> tuple[Row, ...]:
    """The rows on these days."""
    return tuple(row for row in rows if row[0].day in days)
