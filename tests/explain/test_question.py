"""What questions in free text mean."""

from __future__ import annotations

import pytest

from timetabler.explain.question import Index, place, told
from timetabler.explain.vocabulary import Name, UnknownWords, Vocabulary

from .small import TEXT, small


def found(question: str) -> list[str]:
    timetable = small()
    things = Index(timetable).find(question)
    return [f"{told(thing)}: {place(thing, timetable.school)}" for thing in things]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("1A Art", ["1A Art: Mon S2, R1, Mia Fox"]),
        ("art, 1a", ["1A Art: Mon S2, R1, Mia Fox"]),
        ("Mia Fox Mon S3", ["1A Choir: Mon S3, Hall, Mia Fox"]),
        ("S3 Mon fox", ["1A Choir: Mon S3, Hall, Mia Fox"]),
        ("Mia Fox Monday S3", ["1A Choir: Mon S3, Hall, Mia Fox"]),
        ("Monday-Tuesday S3 PE", ["2B PE: Tue S3, Oval, Pat Lee"]),
        ("oval recess tuesday", ["oval, Tue recess: Ben Carter"]),
        ("year 2 PE", ["2B PE: Tue S3, Oval, Pat Lee"]),
        ("hall", ["1A Choir: Mon S3, Hall, Mia Fox"]),
        ("oval", ["1A PE: Tue S1, Oval, Pat Lee", "2B PE: Tue S3, Oval, Pat Lee"]),
        ("mon-tue s3 PE", ["2B PE: Tue S3, Oval, Pat Lee"]),
        ("Tue 11:30-12:30", ["2B PE: Tue S3, Oval, Pat Lee"]),
        ("pat", ["1A PE: Tue S1, Oval, Pat Lee", "2B PE: Tue S3, Oval, Pat Lee"]),
        ("oval duty Mon", ["oval, Mon recess: Ana Rossi"]),
        ("oval recess Tue", ["oval, Tue recess: Ben Carter"]),
        ("oval, Tue recess", ["oval, Tue recess: Ben Carter"]),
        ("ana duty", ["oval, Mon recess: Ana Rossi"]),
        ("ana", ["oval, Mon recess: Ana Rossi"]),
    ],
)
def test_questions(question: str, meant: list[str]) -> None:
    assert found(question) == meant


def test_years_are_called_as_the_school_calls_them() -> None:
    school = small(TEXT.replace("id: 1A, year: 1", "id: 1A, year: F")).school
    (part,) = Vocabulary(school).parts("foundation")
    assert part.names == {Name("year", "F")}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("1A Artt", 'nothing here is called "Artt": did you mean "Art"?'),
        ("Patt Tue", 'nothing here is called "Patt": did you mean "pat"?'),
        ("1A Art S9", 'nothing here is called "S9": you may name: PE, Art, Choir, Mon, Tue, S1, '),
        (" , ", "nothing is asked: name a class, subject, teacher, room or time"),
        (
            "1A Art Tue",
            'no lesson or duty is "1A Art Tue"; without "Tue" there would be 1A Art (Mon S2)',
        ),
        ("2B Choir Tue S2", 'no lesson or duty is "2B Choir Tue S2"'),
    ],
)
def test_questions_that_mean_nothing(question: str, answer: str) -> None:
    with pytest.raises(UnknownWords) as error:
        found(question)
    assert str(error.value).startswith(answer)


def test_a_text_is_cut_into_as_few_parts_as_possible() -> None:
    """``Mon recess`` is a time, so that one part less is left than of ``oval Mon`` and ``recess``;
    in all it is the name of one duty."""
    parts = Vocabulary(small().school).parts("ana oval mon recess")
    assert [part.text for part in parts] == ["ana", "oval mon recess"]
