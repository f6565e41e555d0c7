"""share_duties."""

from .world import World, course, deviations, duty, need, placed, rule, school

SHARE = "{kind: share_duties}"
YARD = school(
    course("1A PE", "pat"),
    duties=[
        duty("yard, Mon 1", "Mon 10:00-10:15", "amy|pat|sue"),
        duty("yard, Mon 2", "Mon 10:15-10:30", "amy|pat|sue"),
        duty("oval, Tue 1", "Tue 10:00-10:15", "amy|pat"),
    ],
    points={"oval": 2},
    fte={"pat": 0.5, "sue": 0.5},
    days="Mon Tue",
    day="S1",
)  # 60 minutes, with points: 30, 15 and 15
THIRDS = school(
    duties=[duty(f"yard, Mon {n}", f"Mon {n}:00-{n}:50", "amy|pat|sue") for n in (9, 10)]
)
SIX = school(duties=[duty("yard, Mon 1", "Mon 9:00-9:30", "amy|bob|cat|dan|eve|fay")])
AIDES = school(
    needs=[need("N1", "1A", 60, "ada|bea"), need("N2", "1B", 60, "ada|bea")],
    classes="1A=amy 1B=bob",
    fte={"ada": 0.5},
    days="Mon",
)  # 40 and 80
UNEVEN = school(
    duties=[
        duty("oval, Mon 1", "Mon 1:00-1:15", "amy|bob"),
        *(duty(f"yard, Mon {n}", f"Mon {n}:15-{n}:30", "cat|dan") for n in (1, 2, 3, 4, 5)),
    ],
)  # 90 minutes, 22.5 each; but 15 for Amy and Bob together
WORLDS = (
    World(YARD, SHARE, "{kind: share_duties, with_points: false, within: 8}"),
    World(YARD, "{kind: share_duties, teachers: [pat, sue], areas: yard}"),
    World(AIDES, "{kind: share_duties, of: support, within: 20}"),
    World(AIDES, "{kind: share_duties, of: support, within: 10}", impossible=True),
    World(SIX, "{kind: share_duties, within: 4}", impossible=True),
    World(
        THIRDS,
        "{kind: share_duties, within: 15}",
        "{kind: share_duties, within: 20}",
        impossible=True,
    ),
    World(
        school(
            duties=[
                duty(f"yard, Mon {n}", f"Mon {n}:00-{n}:15", "amy|pat|sue") for n in (1, 2, 3, 4)
            ]
        ),
        "{kind: share_duties, within: 5}",
        impossible=True,
    ),
    World(
        UNEVEN,
        "{kind: share_duties, within: 20}",
        "{kind: share_duties, teachers: [amy, bob, cat], within: 15}",
        impossible=True,
    ),
)


def shortage(text: str, number: int) -> list[str]:
    return [found.message for found in rule(text).shortage(WORLDS[number].school)]


def test_minutes_away_from_the_share() -> None:
    good = placed(YARD, "yard, Mon 1: pat", "yard, Mon 2: sue", "oval, Tue 1: amy")
    assert deviations(rule(SHARE), good) == {}
    swapped = placed(YARD, "yard, Mon 1: amy", "yard, Mon 2: sue", "oval, Tue 1: pat")
    assert deviations(rule(SHARE), swapped) == {"all": 15}  # 15, 30 and 15
    all_hers = placed(YARD, *(f"{name}: amy" for name in YARD.duty))
    assert deviations(rule(SHARE), all_hers) == {"all": 30}
    assert deviations(rule("{kind: share_duties, within: 12}"), all_hers) == {"all": 18}


def test_minutes_are_rounded_up() -> None:
    plain = rule("{kind: share_duties, with_points: false}")  # 22.5, 11.25 and 11.25
    good = placed(YARD, "yard, Mon 1: pat", "yard, Mon 2: sue", "oval, Tue 1: amy")
    assert deviations(plain, good) == {"all": 8}  # Amy has 15: 7.5 too few


def test_some_people_share_all_of_it() -> None:
    some = rule("{kind: share_duties, teachers: [pat, sue], areas: yard}")
    timetable = placed(YARD, "yard, Mon 1: pat", "yard, Mon 2: amy")
    assert deviations(some, timetable) == {"all": 15}  # nothing instead of 15 for Sue


def test_what_none_of_them_may_have_is_not_shared() -> None:
    sue = rule("{kind: share_duties, teachers: [sue]}")  # may not be on the oval
    timetable = placed(YARD, "yard, Mon 1: sue", "yard, Mon 2: sue", "oval, Tue 1: amy")
    assert deviations(sue, timetable) == {}


def test_the_floor() -> None:
    def least(text: str, number: int) -> list[int]:
        constraint, there = rule(text), WORLDS[number].school
        return [constraint.least(p, there) for p in constraint.points(there)]

    assert least(SHARE, 0) == [0]
    assert least("{kind: share_duties, with_points: false}", 0) == [8]  # 15 for 22.5
    assert least("{kind: share_duties, with_points: false, within: 5}", 0) == [3]
    assert least("{kind: share_duties, of: support}", 2) == [20]


def test_nothing_to_share_is_no_rule() -> None:
    assert list(rule("{kind: share_duties, of: support}").points(YARD)) == []
    assert shortage("{kind: share_duties, of: support}", 0) == []


def test_impossible_because_of_one_person() -> None:
    assert shortage("{kind: share_duties, within: 15}", 5) == [
        "Duty is shared in proportion to FTE, within 15 minutes: that is impossible, and nobody "
        "can do better than 33.3 minutes, since the share of Amy is 33.3 minutes, and the nearest "
        "that duties add up to is 0 or 50"
    ]


def test_impossible_because_of_all_of_them() -> None:
    assert shortage("{kind: share_duties, within: 20}", 5) == [
        "Duty is shared in proportion to FTE, within 20 minutes: that is impossible, and nobody "
        "can do better than 33.3 minutes, since together they would have at least 150 of 100 "
        "minutes"
    ]
    assert shortage("{kind: share_duties, within: 5}", 6) == [
        "Duty is shared in proportion to FTE, within 5 minutes: that is impossible, and nobody "
        "can do better than 10 minutes, since together they would have at most 45 of 60 minutes"
    ]


def test_impossible_because_of_some_of_them() -> None:
    assert shortage("{kind: share_duties, within: 20}", -1) == [
        "Duty is shared in proportion to FTE, within 20 minutes: that is impossible, and nobody "
        "can do better than 22.5 minutes, since Cat and Dan would have at most 60 of 75 minutes "
        "that nobody else may have"
    ]
    (three,) = shortage("{kind: share_duties, teachers: [amy, bob, cat], within: 15}", -1)
    assert three.endswith(
        "nobody can do better than 30 minutes, since Amy and Bob would have at least 30 of 15 "
        "minutes that they may have"
    )


def test_in_words() -> None:
    assert rule("{kind: share_duties, of: support}").title() == (
        "Support is shared in proportion to FTE"
    )
    some = rule("{kind: share_duties, teachers: [pat, sue], areas: [yard, oval], within: 5}")
    assert some.title() == (
        "Duty in yard and oval is shared in proportion to FTE by pat and sue, within 5 minutes"
    )


def test_who_is_furthest_from_the_share() -> None:
    share = rule(SHARE)
    (point,) = share.points(YARD)
    swapped = placed(YARD, "yard, Mon 1: amy", "yard, Mon 2: sue", "oval, Tue 1: pat")
    assert list(share.remarks(point, swapped)) == [
        "Amy has 15 minutes, the share is 30.0",
        "Pat has 30 minutes, the share is 15.0",
    ]


def test_many_who_are_as_far_from_the_share_are_counted() -> None:
    share = rule(SHARE)
    (point,) = share.points(SIX)
    assert list(share.remarks(point, placed(SIX)))[3:] == [
        "Dan has 0 minutes, the share is 5.0",
        "2 more are as far from it",
    ]
