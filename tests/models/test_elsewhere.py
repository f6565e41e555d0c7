"""Who misses what, who is supported when, and where to go in wet weather: by hand."""

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
