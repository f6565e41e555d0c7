"""A first timetable block by block."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import assume, given, settings

from constraints.world import course, rule, school
from planted import Planted, planted
from timetabler.models.resources import Source
from timetabler.models.school import School
from timetabler.solver.blocks import Blocks, blocks
from timetabler.solver.bound import Bounding
from timetabler.solver.compile import Compiled, compile_problem
from timetabler.solver.engine import Engine
from timetabler.solver.first import ByBlocks
from timetabler.solver.model import Linear, Model
from timetabler.solver.search import Search
from timetabler.spec.problem import Problem, build
from timetabler.verify import verify

FULL = school(
    *(
        course(f"{name} {subject}", teacher, lengths)
        for name, (subject, teacher, lengths) in product(
            ("1A", "1B"),
            (("Maths", "tom", (2, 2)), ("Art", "mia", (1, 1)), ("PE", "pat", (1, 1))),
        )
    ),
    classes="1A 1B",
    day="S1 S2 | S3 S4",
    days="Mon Tue",
)
"""Two classes with eight lessons in eight periods, in four blocks of two."""


def problem(of: School, *rules: str) -> Problem:
    return build(of, [(rule(text), Source("school.yaml", n, 5)) for n, text in enumerate(rules, 1)])


def compiled(of: Problem) -> Compiled:
    return compile_problem(of, by_capacity=bool(of.school.pools))


def searched(of: Problem, seed: int = 0) -> Search:
    """After one turn."""
    search = Search(of, 20, 1, seed, True, None, None)
    model = compiled(of)
    by_blocks = ByBlocks(Engine(search, model, Bounding(model, 20)))
    assert by_blocks.useful
    by_blocks.go(20, 0)
    return search


def within(values: Sequence[int], model: Model) -> bool:
    rows = ((row.low, Linear(row.terms).value(values), row.high) for row in model.rows.values())
    return all(low <= value <= high for low, value, high in rows)


def test_a_break_and_the_night_end_a_block() -> None:
    found = blocks(FULL)
    lessons = {span for c in FULL.courses for span in FULL.spans(c)}
    together = {frozenset(found[m] for m in FULL.within(span)) for span in lessons}
    assert [len(numbers) for numbers in together] == [1, 1, 1, 1]


def test_lessons_across_a_break_join_the_blocks() -> None:
    of = school(
        course("1A Art", "mia", (2,), across_breaks=True), classes="1A", day="S1 | S2", days="Mon"
    )
    assert len(set(blocks(of).values())) == 1


@pytest.mark.parametrize("seed", range(3))
def test_a_full_school_is_solved(seed: int) -> None:
    of = problem(FULL)
    found = searched(of, seed).best
    assert found is not None
    assert verify(of, found).valid


def test_rules_from_block_to_block_are_kept() -> None:
    of = problem(
        FULL,
        "{kind: separate_days, subjects: [Maths, Art, PE], required: true}",
        "{kind: order_lessons, first: Art, then: PE, required: true}",
    )
    search = searched(of)
    assert search.best is not None
    assert verify(of, search.best).valid


def test_what_is_too_much_for_the_blocks_is_impossible() -> None:
    """Three doubles a teacher has no place for: there are two blocks."""
    of = school(
        *(course(f"{name} PE", "pat", (2,)) for name in ("1A", "1B", "1C")),
        classes="1A 1B 1C",
        day="S1 S2 | S3 S4",
        days="Mon",
    )
    assert searched(problem(of)).impossible


@settings(max_examples=40, deadline=None, derandomize=True)
@given(planted())
def test_what_a_timetable_has_in_each_block_is_one_of_the_solutions(one: Planted) -> None:
    model = compiled(one.problem)
    cut = Blocks(model)
    assume(cut.apart)
    values = model.encoder.assignment(one.timetable)
    amounts = list(cut.count(cut.all, {v: values[v] for v in cut.block}).values())
    assert within(amounts, cut.sums)
    for block in cut.all:
        others = {v: values[v] for v in cut.block if cut.block[v] != block}
        part = cut.part([block], amounts, others)
        assert not any(values[v] for v in part.never)
        assert within([values[v] for v in part.variables], part.model)
