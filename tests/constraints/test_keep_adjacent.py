"""keep_adjacent."""

import pytest

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A Swimming", "pat|sue"), course("1A PE", "pat", 2), course("1A Art", "mia"),
    classes="1A=amy 1B=bob",
    day="S1 . S2 | S3 S4",
    days="Mon",
)  # fmt: skip
JOINT = school(
    course("1A+1B Swimming", "pat", minutes=30),
    course("1A PE", "sue", minutes=30),
    course("1B PE", "sue", minutes=30),
    classes="1A=amy 1B=bob",
    days="Mon",
)
TAGGED = school(
    course("1A PE", "pat", tags="wet"),
    course("1B Art", "sue", (2,), tags="dry"),
    course("- Staff", "kim", tags="dry"),
    classes="1A=amy 1B=bob",
    day="S1 S2 | S3 S4",
    days="Mon",
)
SWIM = rule("{kind: keep_adjacent, subjects: Swimming, next_to: PE}")
WORLDS = (
    World(
        TINY,
        "{kind: keep_adjacent, subjects: Swimming, next_to: [PE, Art]}",
        "{kind: keep_adjacent, teachers: sue, next_to: PE, across_breaks: true, weight: 1}",
        "{kind: keep_adjacent, subjects: PE, weight: 3}",
    ),
    World(
        TAGGED,
        "{kind: keep_adjacent, tags: wet, next_to_tags: dry, side: before, across_breaks: true}",
        "{kind: keep_adjacent, tags: dry, next_to_tags: [wet], side: after, weight: 2}",
    ),
    World(JOINT, "{kind: keep_adjacent, subjects: Swimming, next_to: PE, classes: 1B}"),
)


def test_passing_time_may_be_between_but_no_break() -> None:
    assert deviations(SWIM, placed(TINY, "1A PE: Mon S1", "1A Swimming: Mon S2")) == {}
    after_break = placed(TINY, "1A PE: Mon S2", "1A Swimming: Mon S3")
    assert deviations(SWIM, after_break) == {"1A|1A Swimming": 1}
    across = rule("{kind: keep_adjacent, subjects: Swimming, next_to: PE, across_breaks: true}")
    assert deviations(across, after_break) == {}


def test_a_free_period_between_is_not_adjacent() -> None:
    across = rule("{kind: keep_adjacent, subjects: Swimming, next_to: PE, across_breaks: true}")
    timetable = placed(TINY, "1A PE: Mon S1", "1A Swimming: Mon S3")
    assert deviations(across, timetable) == {"1A|1A Swimming": 1}


def test_without_next_to_it_is_about_lessons_of_one_course() -> None:
    same = rule("{kind: keep_adjacent, subjects: PE}")
    assert deviations(same, placed(TINY, "1A PE: Mon S1", "1A PE: Mon S2")) == {}
    assert deviations(same, placed(TINY, "1A PE: Mon S1", "1A PE: Mon S3")) == {"1A|1A PE": 2}


def test_each_class_of_a_joint_lesson_needs_its_own_neighbour() -> None:
    timetable = placed(JOINT, "1A+1B Swimming: Mon 09:00-09:30", "1A PE: Mon 09:30-10:00")
    assert deviations(SWIM, timetable) == {"1B|1A+1B Swimming": 1}


def test_a_neighbour_of_another_subject_does_not_count() -> None:
    timetable = placed(TINY, "1A Art: Mon S1", "1A Swimming: Mon S2")
    assert deviations(SWIM, timetable) == {"1A|1A Swimming": 1}


def test_tagged_neighbours_may_be_of_other_classes() -> None:
    wet = rule(
        "{kind: keep_adjacent, tags: wet, next_to_tags: dry, side: before, across_breaks: true}"
    )
    assert wet.title() == "Each lesson tagged wet is directly before a lesson tagged dry"
    assert deviations(wet, placed(TAGGED, "1A PE: Mon S2", "1B Art: Mon S3-S4")) == {}
    assert deviations(wet, placed(TAGGED, "1A PE: Mon S3", "1B Art: Mon S1-S2")) == {"1A PE": 1}
    meeting = rule("{kind: keep_adjacent, subjects: Staff, next_to_tags: wet}")
    assert deviations(meeting, placed(TAGGED, "1A PE: Mon S1", "- Staff: Mon S2")) == {}
    assert deviations(meeting, placed(TAGGED, "1A PE: Mon S1", "- Staff: Mon S3")) == {"- Staff": 1}


def test_neighbours_are_named_in_one_way() -> None:
    with pytest.raises(ValueError, match="write next_to or next_to_tags, not both"):
        rule("{kind: keep_adjacent, next_to: PE, next_to_tags: dry}")
