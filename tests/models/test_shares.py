"""Sharing duty in proportion to fte. All expected values are hand-derived."""

from fractions import Fraction
from itertools import product

from constraints.tiny import duty, need, placed, school
from timetabler.models.school import School
from timetabler.models.shares import Shares

TIMES = ("09:00-09:15", "09:15-09:30", "10:00-10:30")


def yard(*by: str, staff: int = 1, most: int | None = None, fixed: str = "") -> School:
    """Duties on one day: two of 15 minutes and one of 30; a person ``bob`` works half of it."""
    return school(
        duties=[
            duty(f"yard, Mon {when}", f"Mon {when}", who, staff=staff, most=most, fixed=fixed)
            for when, who in zip(TIMES, by, strict=True)
        ],
        classes="1A=amy 1B=bob 1C=cat",
        fte={"bob": 0.5},
        days="Mon",
    )


def shares_of(found: School, *people: str, with_points: bool = True) -> Shares:
    who = [found.teacher[t] for t in people or found.teacher]
    return Shares.of(found, found.duties, who, with_points=with_points)


def test_shares_in_proportion_to_fte() -> None:
    shares = shares_of(yard("amy|bob", "amy|bob", "amy|bob"))
    assert [t.id for t in shares.people] == ["amy", "bob"]  # Cat may have none
    assert (shares.total, shares.own, shares.most) == (60, 60, 60)
    assert shares.share == {"amy": 40, "bob": 20}


def test_points_make_minutes_count_for_more() -> None:
    found = school(
        duties=[
            duty("yard, Mon S1", "Mon S1", "amy|pat"),
            duty("oval, Tue S1", "Tue S1", "amy|pat"),
        ],
        points={"oval": 2},
    )
    assert shares_of(found).total == 180
    assert shares_of(found, with_points=False).total == 120


def test_minutes_that_nobody_else_may_have() -> None:
    shares = shares_of(yard("amy", "amy|cat", "amy|bob"), "amy", "bob")
    assert (shares.total, shares.own) == (60, 45)


def test_as_many_people_as_needed_and_as_can() -> None:
    shares = shares_of(yard("amy|bob", "amy|bob", "amy|bob", staff=1, most=2))
    assert (shares.total, shares.own, shares.most) == (60, 60, 120)


def test_support_is_what_the_needs_ask_for_in_every_week() -> None:
    found = school(
        needs=[need("N1", "1A", 60, "ada|bea"), need("N2", "1A", 120, "bea|cyd")],
        away={"cyd": "Mon, Tue"},
        fte={"ada": 0.5},
        weeks="A B",
    )
    both = shares_of(found)
    assert [t.id for t in both.people] == ["ada", "bea"]
    assert both.share == {"ada": 120, "bea": 240}
    assert shares_of(found, "bea").own == 240  # Cyd is never there


def test_what_duties_add_up_to() -> None:
    shares = shares_of(yard("amy|bob", "amy|bob", "amy"))
    assert shares.reach == {"amy": (0, 15, 30, 45, 60), "bob": (0, 15, 30)}


def test_only_one_duty_at_a_time_is_added_up() -> None:
    found = school(
        duties=[
            duty("yard, Mon S1", "Mon S1", "amy|pat"),
            duty("oval, Mon S1", "Mon S1", "amy|pat"),
        ],
        points={"oval": 2},
    )
    assert shares_of(found).reach["amy"] == (0, 60, 120)


def test_fixed_duties_are_always_among_it() -> None:
    shares = shares_of(yard("amy|bob", "amy", "amy", fixed="amy"))
    assert shares.reach == {"amy": (60,), "bob": (0, 15)}


def test_what_everybody_has() -> None:
    found = yard("amy|bob", "amy|bob", "amy|bob")
    shares = shares_of(found)
    timetable = placed(found, f"yard, Mon {TIMES[0]}: amy", f"yard, Mon {TIMES[2]}: bob")
    assert [(p.person.id, p.minutes, p.share, p.difference) for p in shares.parts(timetable)] == [
        ("amy", 15, 40, -25),
        ("bob", 30, 20, 10),
    ]
    assert shares.largest(timetable) == 25


def test_floor_because_duties_come_in_quarters_of_an_hour() -> None:
    shares = shares_of(yard("amy|bob", "amy|bob", "amy|bob"))
    assert shares.floor == 5  # 45 and 15 instead of 40 and 20
    assert not shares.possible(4)
    assert shares.near(shares.people[0], 5) == (45,)


def test_floor_because_the_most_of_all_is_too_little() -> None:
    halves = school(
        duties=[
            duty(f"yard, Mon {n}", f"Mon {when}", "amy|pat|sue") for n, when in enumerate(TIMES)
        ]
    )  # 20 minutes each: if nobody has 30, they have 45
    shares = shares_of(halves)
    assert shares.possible(10)
    assert not shares.possible(5)
    assert shares.floor == 10


def test_floor_because_the_least_of_all_is_too_much() -> None:
    thirds = school(
        duties=[duty(f"yard, Mon {n}", f"Mon {n}:00-{n}:50", "amy|pat|sue") for n in (9, 10)]
    )  # 33 1/3 minutes each: if everybody has some, that is 150
    shares = shares_of(thirds)
    assert shares.floor == Fraction(100, 3)
    assert [shares.near(t, 20) for t in shares.people] == [(50,), (50,), (50,)]


def test_floor_of_a_school_that_cannot_be_staffed() -> None:
    shares = shares_of(yard("amy", "amy", "bob", staff=2))
    assert shares.floor == max(
        abs(n - shares.share[t]) for t in shares.share for n in shares.reach[t]
    )


def test_no_timetable_is_below_the_floor() -> None:
    found = yard("amy|bob|cat", "amy|bob|cat", "amy|cat")
    shares = shares_of(found)
    best = min(
        shares.largest(placed(found, *(f"{d}: {t}" for d, t in zip(found.duty, who, strict=True))))
        for who in product(*(d.people for d in found.duties))
    )
    assert shares.share == {"amy": 24, "bob": 12, "cat": 24}
    assert best == shares.floor == 9  # 30, 15 and 15
