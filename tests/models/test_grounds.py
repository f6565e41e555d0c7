"""Who may have which duty, what is near it, and minutes of support. Derived by hand."""

from constraints.tiny import duty, need, school

YARD = school(
    duties=[
        duty("yard, Mon recess", "Mon 10:00-10:15", "amy|pat"),
        duty("oval, Tue before", "Tue 08:45-09:00", "pat"),
    ],
    needs=[
        need("N1", "1A", 90, "ada|bea", times="Mon S2"),
        need("N2", "1A", 30, "bea|cyd", times="Tue"),
    ],
    away={"cyd": "Tue"},
    zones={"oval": "north", "R1": "north", "art": "south"},
    points={"oval": 3},
    day="S1 | S2",
    classes="1A=amy@R1 1B=bob@art 1C=pat@R3",
)


def test_far_is_what_has_another_zone() -> None:
    assert YARD.far_from("north") == {"art"}
    assert YARD.far_from("east") == {"R1", "art"}
    assert YARD.far_from("") == frozenset()


def test_moments_around_a_span() -> None:
    recess, before = YARD.duty["yard, Mon recess"].span, YARD.duty["oval, Tue before"].span
    day = [m.clock for m in YARD.moments if m.day == 0]
    assert day == ["09:00-10:00", "10:00-10:15", "10:15-10:30", "10:30-11:30"]

    def around(span: object, gap: int) -> list[list[str]]:
        return [[m.clock for m in side] for side in YARD.around(span, gap)]  # type: ignore[arg-type]

    assert around(recess, 0) == [["09:00-10:00"], ["10:15-10:30"]]
    assert around(recess, 15) == [["09:00-10:00"], ["10:15-10:30", "10:30-11:30"]]
    assert around(before, 10) == [[], ["09:00-10:00"]]


def test_duties_that_somebody_may_have() -> None:
    assert [d.id for d in YARD.duties_of["pat"]] == ["yard, Mon recess", "oval, Tue before"]
    assert [d.id for d in YARD.duties_of["amy"]] == ["yard, Mon recess"]


def test_minutes_of_duty_count_with_the_points_of_the_area() -> None:
    minutes = {d.id: YARD.duty_minutes(d) for d in YARD.duties}
    assert minutes == {
        "yard, Mon recess": 15,
        "oval, Tue before": 45,
        "N1, Mon S2": 60,
        "N2, Tue S1": 60,
        "N2, Tue S2": 60,
    }


def test_minutes_of_support_that_nobody_else_may_give() -> None:
    assert YARD.support_minutes(["ada", "bea"]) == 120  # Cyd is not there when N2 can be met
    assert YARD.support_minutes(["bea"]) == 30
    assert YARD.support_minutes(["ada"]) == 0
