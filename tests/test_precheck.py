"""Counting arguments: found where there is a shortage, silent where there is none."""

from __future__ import annotations

import textwrap

import pytest

from timetabler.precheck import precheck
from timetabler.spec.load import load_text

WEEK = """\
school: Count
week:
  days: [Mon, Tue]
  timeslots:
    - {id: P1, time: "09:00-10:00"}
    - {id: P2, time: "10:00-11:00"}
    - {id: break, time: "11:00-11:30", kind: break}
    - {id: P3, time: "11:30-12:30"}
"""


def shortages(body: str) -> list[str]:
    problem = load_text(WEEK + textwrap.dedent(body))
    return [s.message for s in precheck(problem)]


@pytest.mark.parametrize(
    ("body", "fragments"),
    [
        pytest.param(
            """\
            teachers: [lee, pat]
            classes: [{id: 1A, teacher: lee}]
            courses: [{subject: Art, classes: all, teacher: pat, lessons: 7}]
            """,
            ["7 lessons", "Mon 3 + Tue 3"],
            id="a class with more lessons than periods",
        ),
        pytest.param(
            """\
            teachers: [{id: pat, days: [Mon]}]
            classes: [{ids: [1A, 1B, 1C, 1D]}]
            courses: [{subject: Art, classes: all, teacher: pat}]
            """,
            ["pat: 4 lessons", "at most 3 fit: Mon 3"],
            id="a teacher with too few hours on site",
        ),
        pytest.param(
            """\
            teachers: [{id: mia, days: [Mon]}, {id: jo, days: [Tue]}]
            classes: [{ids: [1A, 1B, 1C, 1D, 1E, 1F, 1G]}]
            courses: [{subject: Art, classes: all, teachers: [mia, jo]}]
            """,
            ["7 lessons", "at most 6 fit: Mon 3 + Tue 3"],
            id="a pool with too few hours",
        ),
        pytest.param(
            """\
            teachers: [mia, jo]
            rooms: [{id: studio, away: [Mon P1]}]
            classes: [{ids: [1A, 1B, 1C, 1D, 1E, 1F]}]
            courses: [{subject: Art, classes: all, teachers: [mia, jo], rooms: [studio]}]
            """,
            ["6 lessons", "at most 5 fit: Mon 2 + Tue 3", "studio"],
            id="a room with too few periods",
        ),
        pytest.param(
            """\
            teachers: [mia, jo]
            rooms: [a, b]
            classes: [{ids: [1A, 1B, 1C, 1D, 1E, 1F, 1G, 1H, 1I]}]
            courses: [{subject: Art, classes: all, teachers: [mia, jo], rooms: [a, b]}]
            constraints:
              - {kind: limit_lessons_per_day, teachers: [mia, jo], at_most: 2}
            """,
            [
                "9 lessons",
                "at most 8 fit: Mon 4 + Tue 4",
                'given "At most 2 lessons given by mia and jo a day for each teacher"',
            ],
            id="daily limits of a pool",
        ),
        pytest.param(
            """\
            rooms: [{id: trolley, away: [Mon]}]
            classes: [{ids: [1A, 1B, 1C, 1D]}]
            courses: [{subject: Coding, classes: all, needs: [trolley]}]
            """,
            ["4 lessons", "at most 3 fit: Tue 3", "trolley"],
            id="a trolley that all courses need beside their rooms",
        ),
        pytest.param(
            """\
            teachers: [mia, jo, pat]
            classes: [1A]
            courses:
              - {subject: Assembly, classes: all, together: true, teacher: mia, at: [Mon P1]}
              - {subject: Art, classes: all, teacher: jo, lessons: 3}
            constraints:
              - {kind: prefer_times, subjects: [Art], times: [Mon], required: true}
            """,
            ["3 lessons", "at most 2 fit: Mon 2"],
            id="a set of times that a lock makes too small",
        ),
        pytest.param(
            """\
            teachers: [mia, {id: jo, fte: 0.5, days: [Mon]}]
            classes: [{ids: [1A, 1B, 1C, 1D, 1E, 1F]}]
            courses: [{subject: Art, classes: all, teachers: [mia, jo]}]
            constraints:
              - {kind: preparation_time, teachers: mia, minutes: 120}
              - {kind: limit_busy_times, teachers: jo, at_most: 120, pro_rata: true}
            """,
            [
                "take 360 minutes a week",
                "allow 300: mia 240 (360 - 120) + jo 60 (120 x 0.5), given",
            ],
            id="a pool with limits of different sorts",
        ),
        pytest.param(
            """\
            teachers: [mia]
            classes: [{ids: [1A, 1B, 1C, 1D, 1E]}]
            courses: [{subject: Art, classes: all, teacher: mia}]
            constraints:
              - {kind: limit_busy_times, at_most: 4, unit: periods}
            """,
            ["mia: the lessons asked for take 5 periods a week, but the limits allow 4, given"],
            id="a limit in periods",
        ),
        pytest.param(
            """\
            teachers: [mia]
            classes: [{ids: [1A, 1B, 1C, 1D]}]
            courses: [{subject: Art, classes: all, teacher: mia}]
            constraints:
              - {kind: limit_days, teachers: mia, at_most: 1}
            """,
            ["4 lessons", "at most 3 fit: mia 3 (3 on 1 day)"],
            id="too few days",
        ),
        pytest.param(
            """\
            teachers: [mia]
            classes: [{ids: [1A, 1B, 1C]}]
            courses: [{subject: Art, classes: all, teacher: mia}]
            constraints:
              - {kind: limit_busy_times, teachers: mia, at_most: 119, per: day}
            """,
            ["3 lessons", "at most 2 fit: Mon 1 + Tue 1"],
            id="minutes of a day that are a lesson less",
        ),
        pytest.param(
            """\
            teachers: [mia, jo]
            classes: [{ids: [1A, 1B, 1C, 1D, 1E, 1F]}]
            courses:
              - {subject: Art, classes: all, teacher: mia}
              - {subject: PE, classes: all, teacher: jo}
            constraints:
              - {kind: common_free, teachers: [mia, jo]}
            """,
            ["take 360 minutes a week, but the limits allow 300 (360 - 60), given"],
            id="a meeting of teachers who teach all week",
        ),
        pytest.param(
            """\
            teachers: [{id: a, days: [Mon]}, {id: b, days: [Mon]}, {id: c, days: [Mon]}, d]
            classes: [{ids: [1A, 1B, 1C, 1D]}]
            courses:
              - {subject: Art, classes: all, teachers: [a, b]}
              - {subject: PE, classes: all, teachers: [b, c]}
              - {subject: Music, classes: [1A, 1B], teachers: [a, c]}
              - {subject: ICT, classes: [1A, 1B], teachers: [c, d]}
            """,
            ["a, b and c: 10 lessons", "at most 9 fit: Mon 9"],
            id="pools that overlap",
        ),
        pytest.param(
            """\
            teachers: [p, q, r]
            rooms: [{id: a, away: [Tue]}, {id: b, away: [Tue]}, {id: c, away: [Tue]}, d]
            classes: [{ids: [1A, 1B, 1C, 1D]}]
            courses:
              - {subject: Art, classes: all, teacher: p, rooms: [a, b]}
              - {subject: PE, classes: all, teacher: q, rooms: [b, c]}
              - {subject: Music, classes: [1A, 1B], teacher: r, rooms: [a, c]}
              - {subject: ICT, classes: [1A, 1B], teacher: r, rooms: [c, d]}
            """,
            ["a, b and c: 10 lessons", "at most 9 fit: Mon 9"],
            id="choices of rooms that overlap",
        ),
        pytest.param(
            """\
            teachers: [{id: pat, away: [Tue P2, Tue P3]}]
            classes: [{ids: [1A, 1B]}]
            courses: [{subject: PE, classes: all, teacher: pat, lessons: 2}]
            constraints:
              - {kind: spread_lessons, required: true}
            """,
            ["pat: 4 lessons", "at most 3 fit: Mon 2 + Tue 1"],
            id="different days, one of them short",
        ),
        pytest.param(
            """\
            teachers: [p, q]
            classes: [{ids: [1A, 1B]}]
            courses:
              - {subject: PE, classes: all, teacher: p}
              - {subject: Art, classes: all, teacher: q, lessons: 2}
              - {subject: Maths, classes: all, lessons: 3}
            constraints:
              - {kind: limit_lessons_per_day, classes: all, subjects: specialist, at_most: 1}
            """,
            ["1A: 3 lessons", "at most 2 fit: Mon 1 + Tue 1"],
            id="a limit for a part of the lessons of a class",
        ),
        pytest.param(
            """\
            teachers: [a, b, c]
            classes: [{id: 1A, teacher: a}]
            courses: [{subject: Library, classes: all}]
            duties: {areas: [yard, oval, sand]}
            constraints:
              - {kind: limit_duties, teachers: [a, b], at_most: 1, per: week}
            """,
            [
                "6 duties",
                "(oval, sand and yard on Mon and Tue), but at most 4 can be",
                "c 2, given",
            ],
            id="fewer duties a week than are to be done",
        ),
        pytest.param(
            """\
            teachers: [a, b, {id: c, days: [Mon]}, d]
            classes: [{id: 1A, teacher: a}]
            courses: [{subject: Library, classes: all}]
            duties: {areas: [yard]}
            constraints:
              - {kind: limit_duties, teachers: a, at_most: 0, per: week}
              - {kind: have_on_duty, teachers: [a, c]}
            """,
            ["to be done for", "(yard on Tue), but at most 0 can be: nobody may, given"],
            id="first aid by somebody who is to have no duty",
        ),
        pytest.param(
            """\
            teachers: [a, b, c, d]
            classes: [{id: 1A, teacher: a}]
            courses: [{subject: Library, classes: all}]
            duties:
              areas:
                - {id: north, teachers: [a, b], days: [Mon]}
                - {id: south, teachers: [b, c], days: [Mon]}
                - {id: west, teachers: [a, c], days: [Mon]}
                - {id: east, teachers: [a, b, c], days: [Mon]}
                - {id: yard, teachers: [c, d], days: [Mon]}
            """,
            ["but only 3 may have duty there then: a, b and c"],
            id="areas at one time for people who overlap",
        ),
        pytest.param(
            """\
            teachers: [pat, {id: mia, days: [Mon]}, a, b, c, d, e, f]
            classes:
              - {id: A, teachers: {a: [Mon], b: [Tue]}}
              - {id: B, teachers: {c: [Mon], d: [Tue]}}
              - {id: C, teachers: {e: [Mon], f: [Tue]}}
            courses:
              - {subject: PE, classes: all, teacher: pat, lessons: 2}
              - {subject: Art, classes: all, teacher: mia}
            constraints:
              - {kind: release_time, teachers: [b, d, f], minutes: 80, pro_rata: false}
            """,
            ["b, d and f: 240 minutes of release a week", "at most 180 fit with pat: Tue 180"],
            id="release of several on the day of one specialist",
        ),
    ],
)
def test_a_shortage_is_found_and_shows_its_arithmetic(body: str, fragments: list[str]) -> None:
    body = body.replace("classes: [1A]", "classes: [{id: 1A}]")
    messages = shortages(body)
    assert any(all(f in m for f in fragments) for m in messages), messages


def test_a_school_that_fits_exactly_is_no_shortage() -> None:
    assert (
        shortages(
            """\
            teachers: [pat]
            classes: [{ids: [1A, 1B]}]
            courses: [{subject: Art, classes: all, teacher: pat, lessons: 3}]
            """
        )
        == []
    )


def test_a_joint_lesson_releases_the_teachers_of_all_its_classes() -> None:
    assert (
        shortages(
            """\
            teachers: [pat, a, b]
            classes: [{id: A, teacher: a}, {id: B, teacher: b}]
            courses: [{subject: Choir, classes: all, together: true, teacher: pat, lessons: 6}]
            constraints: [{kind: release_time, minutes: 360}]
            """
        )
        == []
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            """\
            teachers: [{id: pat, away: [Mon P1]}]
            classes: [{id: 1A}]
            courses: [{subject: Art, classes: all, teacher: pat, at: [Mon P1]}]
            """,
            ["1A Art is locked on Mon P1, but pat is off site on Mon P1"],
        ),
        (
            """\
            teachers: [{id: pat, days: [Tue]}, {id: sue, days: [Tue]}, jo, mia]
            classes: [{id: 1A}]
            courses:
              - {subject: PE, classes: all, teachers: [pat, sue], also: jo}
            locks: [{subject: PE, at: Mon P2}]
            """,
            [
                "1A PE is locked on Mon P2, but pat is on site only on Tue and sue is on site only "
                "on Tue"
            ],
        ),
        (
            """\
            teachers: [pat]
            rooms: [{id: hall, away: [Mon]}, {id: gym, away: [Mon P1]}]
            classes: [{id: 1A}]
            courses: [{subject: PE, classes: all, teacher: pat, rooms: [hall, gym], at: [Mon P1]}]
            """,
            [
                "1A PE is locked on Mon P1, but hall is not used on Mon and gym is not used on "
                "Mon P1"
            ],
        ),
        (
            """\
            teachers: [pat]
            classes: [{id: 1A}]
            courses: [{subject: PE, classes: all, teacher: pat, at: [Mon P1]}]
            constraints: [{kind: protect_times, times: P1}]
            """,
            ["1A PE is locked on Mon P1, but 1A has no specialist lessons during P1"],
        ),
        (
            """\
            teachers: [{id: pat, away: [Mon P1]}, {id: sue, away: [Mon P2]}]
            rooms: [{id: hall, away: [Mon P1]}, gym]
            classes: [{id: 1A}]
            courses:
              - {subject: PE, classes: all, teachers: [pat, sue], rooms: [hall, gym], at: [Mon P1]}
            locks: [{subject: PE, room: gym}]
            """,
            [],
        ),
    ],
    ids=["a teacher", "all of a pool", "every room", "a rule", "somebody is there, and a room"],
)
def test_a_lock_where_the_lesson_can_never_be(body: str, said: list[str]) -> None:
    assert shortages(body) == said


TWO_TIMES_CLOSED = """\
teachers:
  - {id: pat, days: [Tue]}
rooms:
  - {id: hall, away: [Tue P3]}
classes:
  - {ids: [1A, 1B]}
courses:
  - {subject: Art, classes: all, teacher: pat, room: hall}
constraints:
  - {kind: prefer_times, subjects: Art, not_times: [P1], required: true}
  - {kind: protect_times, classes: [1A], times: [Mon P1]}
"""


def test_a_shortage_names_the_rules_that_close_times_and_no_others() -> None:
    (shortage,) = precheck(load_text(WEEK + TWO_TIMES_CLOSED, "school.yaml"))
    assert shortage.message == (
        "Art: 2 lessons a week are asked for (1A Art and 1B Art), but at most 1 fit: Tue 1 "
        '(teacher pat, room hall, given "The Art lessons keep out of P1")'
    )
    assert {s.line for s in shortage.sources} == {10, 12, 16, 18}


def test_the_lessons_of_a_fortnight_are_counted_in_each_of_its_weeks() -> None:
    fortnight = WEEK.replace("days: [Mon, Tue]", "days: [Mon, Tue]\n  weeks: [A, B]")
    body = """\
    teachers: [{id: pat, days: [Mon A]}, {id: mia, days: [Mon]}, lee]
    classes: [{ids: [1A, 1B, 1C], teacher: lee}]
    courses:
      - {subject: PE, classes: all, teacher: pat, weeks: [A]}
      - {subject: Art, classes: all, teacher: mia%s}
    """
    fits, short = (load_text(fortnight + textwrap.dedent(body % n)) for n in ("", ", lessons: 2"))
    assert not precheck(fits)
    (shortage,) = precheck(short)
    assert shortage.message == (
        "mia: 12 lessons a cycle are asked for (1A Art, 1B Art and 1C Art), "
        "but at most 6 fit: Mon A 3 + Mon B 3"
    )


def test_where_everything_is_closed_there_is_no_time_for_any() -> None:
    text = TWO_TIMES_CLOSED.replace("[Tue P3]", "[Tue]")
    messages = [s.message for s in precheck(load_text(WEEK + text))]
    assert messages == [
        "Art: 2 lessons a week are asked for (1A Art and 1B Art), but there is no time for any "
        "(teacher pat, room hall)"
    ]


def test_a_shortage_names_the_lines_it_follows_from() -> None:
    text = WEEK + textwrap.dedent(
        """\
        teachers:
          - {id: pat, days: [Mon]}
        classes:
          - {ids: [1A, 1B, 1C, 1D]}
        courses:
          - {subject: Art, classes: all, teacher: pat}
        """
    )
    (shortage,) = precheck(load_text(text, "school.yaml"))
    assert {s.line for s in shortage.sources} == {10, 14}


def test_a_room_and_the_teacher_who_is_always_there_are_one_shortage() -> None:
    text = """
        teachers: [{id: ana}, {id: ben}, {id: mia}]
        rooms: [{id: studio}]
        classes: [{id: 1A, teacher: ana}, {id: 1B, teacher: ben}]
        courses: [{subject: Art, classes: all, teacher: mia, lessons: 2, room: studio}]
        constraints: [{kind: protect_times, classes: all, times: [Mon]}]
        """
    (shortage,) = precheck(load_text(WEEK + textwrap.dedent(text)))
    assert shortage.message.startswith(
        "mia, and likewise studio: 4 lessons a week are asked for (1A Art and 1B Art), "
    )
    assert shortage.message.endswith('given "No specialist lessons for all classes during Mon"')
    lines = (WEEK + textwrap.dedent(text)).splitlines()
    named = " ".join(lines[source.line - 1] for source in shortage.sources)
    assert all(f"id: {one}" in named for one in ("mia", "studio"))
