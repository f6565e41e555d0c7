"""Who misses what, is supported when, is how far away, and where to go when it rains: by hand."""

from __future__ import annotations

from constraints.world import course, need, school

SCHOOL = school(
    course("1A PE", "pat", rooms="oval"),
    course("1B PE", "pat", rooms="oval"),
    course("red Maths", "mia"),
    course("blue Maths", "sue"),
    course("red+green EAL", "val", withdraws=""),
    course("1A+1B+1C Sport", "pat", rooms="oval court hall"),
    classes="1A 1B 1C",
    groups={"red/maths": "1A", "blue/maths": "1A", "green": "1B", "choir": "1A 1B"},
    holds={"oval": 3, "hall": 2, "barn": 3},
    wet={"oval": "hall barn court", "court": "oval"},
    needs=[need("N1", "1A", 60, "ada"), need("N2", "1B", 30, "ada", times="Mon S1")],
)


def test_pupils_of_a_group_miss_lessons_of_the_class_and_of_other_groups() -> None:
    eal = SCHOOL.course["red+green EAL"]
    # of 1A: red is in the group itself, and blue has no pupil in common with it
    assert [c.id for c in SCHOOL.missed(eal, "1A")] == ["1A PE", "1A+1B+1C Sport"]
    assert [c.id for c in SCHOOL.missed(eal, "1B")] == ["1B PE", "1A+1B+1C Sport"]


def test_groups_of_no_split_may_have_pupils_in_common() -> None:
    choir = course("choir Music", "kim", withdraws="")
    with_choir = school(
        *SCHOOL.courses,
        choir,
        classes="1A 1B 1C",
        groups={"red/maths": "1A", "blue/maths": "1A", "green": "1B", "choir": "1A 1B"},
    )
    missed = with_choir.missed(choir, "1A")
    assert [c.id for c in missed] == [
        "1A PE",
        "red Maths",
        "blue Maths",
        "red+green EAL",
        "1A+1B+1C Sport",
    ]
    assert choir in with_choir.missed(with_choir.course["red+green EAL"], "1A")


def test_a_shelter_has_a_roof() -> None:
    assert SCHOOL.shelters("oval") == ("hall", "barn")
    assert SCHOOL.shelters("court") == ()
    assert SCHOOL.shelters("hall") == ()


def test_a_joint_lesson_takes_what_the_smallest_shelter_has() -> None:
    sport, pe = SCHOOL.course["1A+1B+1C Sport"], SCHOOL.course["1A PE"]
    assert SCHOOL.shelter_share(sport, "oval") == 2  # three classes, but two fill the hall
    assert SCHOOL.shelter_share(sport, "court") == 3
    assert SCHOOL.shelter_share(pe, "oval") == 1


def test_when_a_need_may_be_supported() -> None:
    parts = {n: [d.id for d in found] for n, found in SCHOOL.support_of.items()}
    assert parts == {
        "N1": ["N1, Mon S1", "N1, Mon S2", "N1, Tue S1", "N1, Tue S2"],
        "N2": ["N2, Mon S1"],
    }


def test_a_lesson_is_where_its_room_is_or_else_its_class() -> None:
    sites = {"gym": "north", "R1": "south", "1B": "north"}
    far = school(
        course("1A PE", "pat", rooms="gym dome"),
        course("1A Art", "mia"),
        course("1B Art", "mia"),
        classes="1A=amy@R1 1B=bob",
        sites=sites,
        travel=10,
    )
    assert far.site_of(far.course["1A PE"], "gym") == "north"
    assert far.sites_of(far.course["1A PE"]) == ("north", "south")  # the dome has none: 1A has
    assert far.sites_of(far.course["1A Art"]) == ("south",)
    assert far.sites_of(far.course["1B Art"]) == ("north",)


def test_moments_with_too_little_time_to_travel_between() -> None:
    # S1 9:00, passing 10:00, S2 10:05, S3 11:05, break 12:05, S4 12:35 to 13:35
    day = {"day": "S1 . S2 S3 | S4", "days": "Mon"}

    def hurries(travel: int) -> list[str]:
        far = school(
            course("1A PE", "pat"), classes="1A", sites={"1A": "north"}, travel=travel, **day
        )
        label = far.week.label
        lessons = [p.span for p in far.periods("1A", "lesson")]
        pairs = far.hurries[0]
        return [f"{label(a)}, {label(b)}" for a, b in pairs if a in lessons and b in lessons]

    assert hurries(5) == ["Mon S2, Mon S3"]
    assert hurries(15) == ["Mon S1, Mon S2", "Mon S2, Mon S3"]
    assert hurries(60) == ["Mon S1, Mon S2", "Mon S2, Mon S3", "Mon S3, Mon S4"]
    assert hurries(0) == []
