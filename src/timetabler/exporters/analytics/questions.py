"""The questions of questions.sql, one by one: for tests, and for the page that answers them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from timetabler.exporters.analytics.package import questions_sql


class Question(NamedTuple):
    """What a leader asks."""

    title: str
    """``1. Is every class taught what was asked for?``"""
    about: str
    """How the answer is to be read; may be empty."""
    sql: str


_QUESTION = re.compile(r"^-- (?P<title>\d+\. .*\n)(?P<about>(?:-- .*\n)*)(?P<sql>[^;]+;)", re.M)


def questions() -> Iterator[Question]:
    """Every question, in the order of the file."""
    for found in _QUESTION.finditer(questions_sql()):
        about = found["about"].replace("-- ", "").strip()
        yield Question(found["title"].strip(), about, found["sql"])
