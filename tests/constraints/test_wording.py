"""What rules are called, and what they say at a point: sentences that a teacher understands."""

from __future__ import annotations

import pytest

from timetabler.spec.load import load_text

SCHOOL = """\
school: Words
week:
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
    - {id: S3, time: "11:00-12:00"}
teachers: [ana, ben, cat, {id: pat, name: Pat Lee}, {id: mia, name: Mia Fox}]
rooms: [{id: hall, name: Hall}, oval]
classes:
  - {id: 1A, year: 1, teacher: ana, room: R1}
  - {id: 1B, year: 1, teacher: ben, room: R2}
  - {id: 2C, year: 2, teacher: cat, room: R3}
courses:
  - {subject: PE, classes: all, teacher: pat, lessons: 2, rooms: [oval, hall]}
  - {subject: Art, classes: all, teacher: mia}
constraints:
  - """

RULES = {
    "{kind: prefer_times, times: [S1-S2]}": (
        "All lessons keep to S1-S2",
        "1A PE: lessons keep to S1-S2",
    ),
    "{kind: prefer_times, subjects: PE, times: [Tue-Thu], not_times: [S1, Tue S3]}": (
        "The PE lessons keep to Tue-Thu and keep out of S1 and Tue S3",
        "1A PE: lessons keep to Tue-Thu and keep out of S1 and Tue S3",
    ),
    "{kind: spread_lessons, subjects: [PE, Art], years: 1}": (
        "No two PE or Art lessons of year 1 of one course are on the same day",
        "1A PE: lessons are on different days",
    ),
    "{kind: avoid_overlap, subjects: [PE, Art]}": (
        "At most 1 PE or Art lesson at a time",
        "At most 1 PE or Art lesson at a time",
    ),
    "{kind: limit_lessons_per_day, classes: all, subjects: specialist, at_most: 2}": (
        "At most 2 specialist lessons a day for each class",
        "1A has at most 2 specialist lessons on Mon",
    ),
    "{kind: limit_lessons_per_day, teachers: pat, at_most: 1}": (
        "At most 1 lesson given by Pat Lee a day for each teacher",
        "Pat Lee has at most 1 lesson on Mon",
    ),
    "{kind: keep_adjacent, subjects: PE, next_to: Art}": (
        "Each PE lesson is directly before or after Art",
        "Each lesson of 1A PE is directly before or after Art",
    ),
    "{kind: order_lessons, first: Art, then: PE}": (
        "For all classes: Art before PE on each day",
        "1A has Art before PE on each day",
    ),
    "{kind: protect_times, classes: all, times: [S1, Mon]}": (
        "No specialist lessons for all classes during S1 or Mon",
        "1A has no specialist lessons during S1 or Mon",
    ),
    "{kind: avoid_unavailable_times, teachers: pat, rooms: [hall, oval], times: [Fri S3]}": (
        "No lessons for Pat Lee or in Hall or oval during Fri S3",
        "Pat Lee has no class on Fri S3",
    ),
    "{kind: common_release, periods: 1}": (
        "The class teachers of every team are released together for 1 period, once a week",
        "The classes of team 1 are all with other teachers for 1 period, once a week",
    ),
    "{kind: common_release, classes: [1A, 1B], times_a_week: 2}": (
        "The class teachers of 1A and 1B are released together for 2 periods in a row, on 2 days "
        "a week",
        "1A and 1B are all with other teachers for 2 periods in a row, on 2 days a week",
    ),
    "{kind: lunch_break, teachers: specialists, times: [S2, S3]}": (
        "A lunch break every day for specialists: all of S2 or S3",
        "Pat Lee is free for all of S2 or S3 on Mon",
    ),
    "{kind: same_year_in_a_row, teachers: specialists}": (
        "For specialists: lessons in a row are for the same year",
        "Pat Lee on Mon: lessons in a row are for the same year",
    ),
}


@pytest.mark.parametrize("entry", RULES)
def test_rules_in_words(entry: str) -> None:
    problem = load_text(SCHOOL + entry)
    rule = problem.rules[0]
    assert (rule.title, rule.sentence(rule.points[0])) == RULES[entry]
