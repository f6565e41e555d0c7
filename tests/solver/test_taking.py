"""Solutions that come faster than they can be verified: few are, and the last one is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import pytest

from timetabler.solver.engine import TAKING_SHARE, Taking

SECONDS = 2.0
"""That taking a solution over takes here."""


class World:
    """A clock, and what was taken over when."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.repeatable = False
        self.taken: list[Sequence[int]] = []

    def accept(self, values: Sequence[int]) -> None:
        self.seconds += SECONDS
        self.taken.append(values)


@pytest.fixture
def world() -> World:
    return World()


def offered(world: World, taking: Taking, seconds: float) -> list[int]:
    """Offers a better solution each tenth of a second; returns the last one."""
    for number in count():
        if world.seconds >= seconds:
            return [number - 1]
        world.seconds += 0.1
        taking.offer([number])
    raise AssertionError


def test_the_first_solution_is_taken_at_once(world: World) -> None:
    Taking(world, world.accept).offer([1])
    assert world.taken == [[1]]


def test_only_a_part_of_the_time_goes_into_taking(world: World) -> None:
    taking = Taking(world, world.accept)
    offered(world, taking, 500)
    assert len(world.taken) > 10
    assert len(world.taken) * SECONDS < 1.2 * TAKING_SHARE * world.seconds


def test_the_last_solution_is_taken_in_any_case(world: World) -> None:
    taking = Taking(world, world.accept)
    last = offered(world, taking, 55)
    assert world.taken[-1] != last
    taking.take()
    assert world.taken[-1] == last
    taking.take()
    assert world.taken.count(last) == 1


def test_what_waits_is_taken_when_there_is_time_again(world: World) -> None:
    taking = Taking(world, world.accept)
    taking.offer([1])
    taking.offer([2])
    world.seconds += 100
    taking.offer(None)
    assert world.taken == [[1], [2]]


def test_where_the_answer_must_be_the_same_every_time_all_are_taken(world: World) -> None:
    world.repeatable = True
    taking = Taking(world, world.accept)
    for number in range(5):
        taking.offer([number])
    assert world.taken == [[n] for n in range(5)]
