"""From the first of some things in a row to the last of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from timetabler.constraints.encoder import Encoder, Lit


def so_far(row: Iterable[Lit], enc: Encoder) -> list[Lit]:
    """For each in a row, whether it is true or one before it."""
    return list(accumulate(row, lambda had, lit: enc.any_of([had, lit])))


def no_longer(row: Sequence[Lit], most: int, enc: Encoder) -> None:
    """States that from the first that is true to the last there are at most so many, both of them
    counted: the deviation is how many more there are."""
    begun, to_come = so_far(row, enc), so_far(row[::-1], enc)[::-1]
    for first, after in zip(begun, to_come[most:], strict=False):
        enc.at_most(enc.count(first, after), 1)
