"""Sentences of a conflict: few, short, and grammatical."""

from __future__ import annotations

from pathlib import Path

import pytest

from timetabler.explain.clauses import SORTS, joined, parts
from timetabler.spec.load import load
from timetabler.spec.problem import Applied

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    ("sentences", "text"),
    [
        (["1A has Art"], "1A has Art"),
        (["Kim has at most 1 duty on Mon", "Kim has at most 1 duty on Tue"],
         "Kim has at most 1 duty on Mon and Tue"),
        (["FA has no Art in S1", "FB has no Art in S1", "FC has no Art in S1"],
         "FA has no Art in S1; likewise FB and FC"),
        (["The classes of team 1 are all away", "The classes of team F are all away"],
         "The classes of team 1 and F are all away"),
        ([f"{who} has duty on {day}" for who in ("Ida", "Una Lee") for day in ("Mon", "Fri")],
         "Ida has duty on Mon and Fri; likewise Una Lee"),
        ([f"Room {n} is shut today" for n in "ABCDEFGH"],
         "Room A is shut today; likewise Room B, Room C, Room D, Room E, Room F and 2 more"),
    ],
)  # fmt: skip
def test_sentences_that_differ_in_a_name_are_one(sentences: list[str], text: str) -> None:
    assert joined(sentences) == {text: tuple(sentences)}


@pytest.mark.parametrize(
    "sentences",
    [
        ["Kim has at most 1 duty on Mon", "Kim has at most 2 duties on Tue"],
        ["1A has at most 2 lessons", "1A has at most 3 lessons"],
        ["1A has Maths before Art", "1A is with Kim"],
        ["All of FA, FB and FC are away", "All of FA, FD and FC are away"],
    ],
)
def test_sentences_that_differ_in_more_stay_apart(sentences: list[str]) -> None:
    assert joined(sentences) == {sentence: (sentence,) for sentence in sentences}


@pytest.mark.parametrize("name", ["rural", "nsw", "wattle-creek"])
def test_every_rule_of_a_school_is_told_whole_in_few_clauses(name: str) -> None:
    problem = load(EXAMPLES / name / "school.yaml")
    kinds = set()
    for rule in problem.rules:
        told = parts(Applied(rule, point) for point in rule.points)
        clauses = [part.clause for part in told]
        assert sum(clause.points for clause in clauses) == len(rule.points)
        assert {clause.rule for clause in clauses} <= {rule.index}
        assert len(clauses) <= SORTS
        if rule.source.line:
            assert all(clause.sources == (rule.source,) for clause in clauses)
        by_title = [c.text.startswith(f"{rule.title} (") for c in clauses]
        kinds.add("title" if any(by_title) else len(clauses))
    assert {"title", 1} <= kinds
