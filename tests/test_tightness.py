"""Where a school is tight: what is needed beside what there is."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from test_precheck import WEEK
from timetabler.precheck import precheck
from timetabler.precheck.tightness import tightest
from timetabler.spec.load import load, load_text

EXAMPLES = Path(__file__).parent.parent / "examples"
SCHOOL = """\
teachers: [{id: mia, name: Mia Fox, fte: 0.5}, {id: pat, name: Pat Lee, days: [Mon]}, kim]
rooms: [{id: hall, name: Hall, classes: 2, away: [Tue]}]
classes: [{ids: [1A, 1B]}]
courses:
  - {subject: PE, classes: all, teacher: pat, rooms: [hall]}
  - {subject: Art, classes: all, teacher: mia, lessons: 2}
  - {subject: Music, classes: all, teacher: kim}
  - {subject: Library, classes: all}
constraints:
  - {kind: limit_busy_times, teachers: mia, at_most: 600, pro_rata: true}
  - {kind: limit_lessons_per_day, classes: all, subjects: specialist, at_most: 2}
"""


def test_the_tightest_come_first_and_show_their_arithmetic() -> None:
    problem = load_text(WEEK + SCHOOL, "school.yaml")
    assert not precheck(problem)
    one_a, mia, pat, *rest = tightest(problem, most=9)
    assert [one.message for one in (one_a, mia, pat)] == [
        "1A: 4 of 4 places are needed for 1A PE, 1A Art and 1A Music: Mon 2 + Tue 2",
        "Mia Fox: 4 of 5 places are needed for 1A Art and 1B Art (300 minutes in lessons of 60)",
        "Pat Lee: 2 of 3 places are needed for 1A PE and 1B PE",
    ]
    assert not any(one.name == "1B" for one in rest), "in the same position as 1A"
    assert [one.share for one in (one_a, mia)] == [1, Fraction(4, 5)]
    assert {source.line for source in mia.sources} == {9, 14, 18}


def test_the_schools_that_are_full_to_the_last_place_are_tight() -> None:
    for name in ("every-session-full", "two-subjects-at-once"):
        first, *_ = tightest(load(EXAMPLES / "barely-possible" / f"{name}.yaml"))
        assert first.load == first.capacity


def test_nothing_is_counted_where_a_part_of_what_always_holds_has_a_weight() -> None:
    weaker = "  - {kind: avoid_unavailable_times, teachers: pat, weight: 5}\n"
    assert tightest(load_text(WEEK + SCHOOL + weaker)) == ()
