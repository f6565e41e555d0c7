"""protect_times."""

from timetabler.models.span import Span

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A+2B PE", "pat"),
    course("2B Art", "mia|jo"),
    course("red Maths", "sue"),
    course("1A Maths"),
    classes="1A=amy 2B=bob",
    groups={"red": "1A"},
    day={"1A": "S1 S2 | S3", "2B": "S1 | S2 S3"},
    days="Mon",
)
SWAPPED = {"1A": "A B", "2B": "B A"}
FIRST = rule("{kind: protect_times, times: S2, required: true}")
WORLDS = (
    World(
        TINY,
        "{kind: protect_times, times: S2}",
        "{kind: protect_times, times: S1, classes: 1A, subjects: Maths, weight: 5}",
        "{kind: protect_times, times: Mon S1, years: 2, teachers: mia}",
    ),
)


def test_the_class_teacher_may_teach_then() -> None:
    assert deviations(FIRST, placed(TINY, "1A Maths: Mon S2")) == {}


def test_subjects_named_are_meant_whoever_teaches_them() -> None:
    no_maths = rule("{kind: protect_times, subjects: Maths, times: S2}")
    assert deviations(no_maths, placed(TINY, "1A Maths: Mon S2")) == {"1A": 1}


def test_pupils_withdrawn_in_a_group_are_at_a_lesson() -> None:
    assert deviations(FIRST, placed(TINY, "red Maths: Mon S2")) == {"1A": 1}


def test_each_class_means_the_timeslot_of_its_own_bells() -> None:
    timetable = placed(TINY, "2B Art: Mon S2")  # 10:30 for 2B
    assert deviations(FIRST, timetable) == {"2B": 1}
    ten_to_half_past = rule("{kind: protect_times, times: '10:00-10:30'}")
    assert deviations(ten_to_half_past, timetable) == {}


def test_a_joint_lesson_disturbs_each_class() -> None:
    times = rule("{kind: protect_times, times: Mon}")
    assert deviations(times, placed(TINY, "1A+2B PE: Mon S1")) == {"1A": 1, "2B": 1}


def test_a_joint_lesson_is_forbidden_for_the_sake_of_one_class_in_scope() -> None:
    joint = school(course("1A+2B PE", "pat|sue"), classes="1A=amy 2B=bob", day=SWAPPED, days="Mon")
    nine_to_ten = Span(0, 540, 600)  # A for 1A, B for 2B

    def forbids(scope: str) -> bool:
        protect = rule(f"{{kind: protect_times, times: A{scope}}}")
        return (joint.course["1A+2B PE"], nine_to_ten) in protect.forbidden(joint)

    assert forbids("")
    assert forbids(", classes: 1A")
    assert not forbids(", classes: 2B")
    assert not forbids(", subjects: Art")
    assert not forbids(", teachers: sue")  # Pat may give it
