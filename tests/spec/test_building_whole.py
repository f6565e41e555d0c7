"""Good input about weeks, sites, duties and support: what becomes of it."""

from __future__ import annotations

import pytest

from timetabler.models.duties import Duty
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.spec.load import load_text
from timetabler.terminal import headline

from .small import SMALL, WHOLE, small, whole

MON_A, TUE_A, MON_B, TUE_B = range(4)
EVERYBODY = ("lee", "ong", "pat", "ray", "ned", "sue", "nash")


def duties(school: School, sort: str, area: str) -> list[Duty]:
    return [d for d in school.duties if (d.sort, d.area) == (sort, area)]


def test_a_cycle_of_two_weeks() -> None:
    school = load_text(WHOLE).school
    assert school.week.days == ("Mon A", "Tue A", "Mon B", "Tue B")
    assert school.week.days_by_week == (range(2), range(2, 4))
    assert school.days_on_site(school.teacher["ned"]) == (MON_A, TUE_B)
    assert school.days_on_site(school.teacher["pat"]) == (MON_A, MON_B)


def test_courses_of_every_week_and_of_one() -> None:
    school = load_text(WHOLE).school
    maths, library = school.course["1A Maths"], school.course["1A Library"]
    assert (maths.weeks, school.weekly(maths), school.lessons(maths)) == (None, True, (1,) * 4)
    assert (library.weeks, school.weekly(library), school.lessons(library)) == ((0,), False, (1,))
    assert {s.day for s in school.spans(library)} == {MON_A, TUE_A}
    assert {s.day for s in school.spans(maths)} == {MON_A, TUE_A, MON_B, TUE_B}


def test_what_a_course_needs_and_whom_it_takes() -> None:
    school = load_text(WHOLE).school
    assert school.course["1A Maths"].needs == ("trolley",)
    assert school.course["eal EAL"].withdraws == ("Maths",)
    assert school.course["red Craft"].withdraws is None
    assert school.course["1A Library"].with_home
    assert not school.course["1A PE"].with_home


@pytest.mark.parametrize(
    ("written", "missed"),
    [
        ("[]", ()),
        ("Maths", ("Maths",)),
        ("all", ("PE", "Library", "Maths", "EAL", "Craft", "Music")),
        ("specialist", ("PE", "Library", "EAL", "Craft", "Music")),
    ],
)
def test_subjects_that_pupils_may_miss(written: str, missed: tuple[str, ...]) -> None:
    school = load_text(whole("withdraws_from: [Maths]", f"withdraws_from: {written}")).school
    assert school.course["eal EAL"].withdraws == missed


@pytest.mark.parametrize(
    ("at", "spans"),
    [
        ("Mon S2", [Span(MON_A, 600, 660), Span(MON_B, 600, 660)]),
        ("Mon A S2", [Span(MON_A, 600, 660), Span(MON_B, 600, 660)]),
        ("Tue B S1", [Span(TUE_A, 540, 600), Span(TUE_B, 540, 600)]),
        ("[Mon A S2, Mon B S2]", [Span(MON_A, 600, 660), Span(MON_B, 600, 660)]),
    ],
)
def test_locks_of_a_course_of_every_week(at: str, spans: list[Span]) -> None:
    school = load_text(whole("classes: all, teacher: pat", f"classes: 1A, teacher: pat, at: {at}"))
    assert [lock.span for lock in school.school.locks] == spans


@pytest.mark.parametrize(
    ("weeks", "lessons", "at", "spans"),
    [
        ("[A]", 1, "Mon S1", [Span(MON_A, 540, 600)]),
        ("[A]", 1, "Mon A S1", [Span(MON_A, 540, 600)]),
        ("[B]", 1, "Tue S3", [Span(TUE_B, 690, 750)]),
        ("[A, B]", 2, "Mon S1", [Span(MON_A, 540, 600), Span(MON_B, 540, 600)]),
        ("[A, B]", 1, "Mon B S1", [Span(MON_B, 540, 600)]),
        ("[A, B]", 2, "[Mon A S1, Tue B S2]", [Span(MON_A, 540, 600), Span(TUE_B, 600, 660)]),
    ],
)
def test_locks_of_a_course_of_some_weeks(
    weeks: str, lessons: int, at: str, spans: list[Span]
) -> None:
    text = whole("weeks: [A],", f"weeks: {weeks}, lessons: {lessons}, at: {at},")
    assert [lock.span for lock in load_text(text).school.locks] == spans


def test_a_lock_of_a_day_in_both_weeks() -> None:
    text = WHOLE + "locks:\n  - {subject: PE, class: 1B, at: Mon S3, room: oval}\n"
    first, second = load_text(text).school.locks
    assert (first.span, second.span) == (Span(MON_A, 690, 750), Span(MON_B, 690, 750))
    assert (first.room, second.room) == ("oval", "oval")


def test_roles_of_people() -> None:
    school = load_text(WHOLE).school
    assert {t.id: t.role for t in school.teachers} == {
        **dict.fromkeys(("lee", "ong", "pat", "ray"), "teacher"),
        **dict.fromkeys(("ned", "sue"), "aide"),
        "nash": "other",
    }


def test_sites_and_shelters() -> None:
    school = load_text(WHOLE).school
    assert (school.sites, school.travel) == (("north", "south"), 10)
    assert (school.home_site("1A"), school.home_site("1B")) == ("north", "south")
    assert (school.room["oval"].site, school.room["oval"].wet) == ("south", ("hall", "gym"))
    assert school.room["R1"].site == "north"


def test_a_home_room_is_in_the_zone_of_its_class() -> None:
    text = whole("room: R1, site: north", "room: gym, zone: creek, site: north")
    text = text.replace("room: R2, site: south", "room: R2, zone: hill, site: south")
    school = load_text(text).school
    assert {r.id: r.zone for r in school.rooms if r.zone} == {"gym": "creek", "R2": "hill"}
    assert school.far_from("creek") == {"R2"}


def test_pupils_may_be_left_over_in_a_split() -> None:
    text = whole("split: colours}", "split: colours, whole: false}")
    text = text.replace("[1B], split: colours}", "[1B], split: colours, whole: false}")
    text = text.replace("teacher: ray, room: R2}", "teacher: ray, room: R2, withdraws_from: []}")
    school = load_text(text).school
    assert school.splits_of["1B"] == (("red", "blue"),)
    assert not school.whole_split(("red", "blue"))
    assert load_text(WHOLE).school.whole_split(("red", "blue"))


def test_areas() -> None:
    gate, yard = load_text(WHOLE).school.areas
    assert (gate.id, gate.points, gate.site) == ("gate", 1, "north")
    assert (yard.id, yard.points, yard.site, yard.source.line) == ("yard", 2, "south", 48)


def test_a_duty_for_each_area_time_and_day() -> None:
    school = load_text(WHOLE).school
    assert [d.id for d in duties(school, "duty", "gate")] == [
        "gate, Mon A before",
        "gate, Tue A before",
        "gate, Mon B before",
    ]
    assert [d.id for d in duties(school, "duty", "yard")] == [
        "yard, Mon A recess 1",
        "yard, Mon A recess 2",
        "yard, Tue A recess 1",
        "yard, Mon B recess 1",
        "yard, Mon B recess 2",
        "yard, Tue B recess 1",
    ]
    recess = school.duty["yard, Mon B recess 2"]
    assert (recess.span, recess.least, recess.most) == (Span(MON_B, 675, 690), 2, 2)
    assert school.duty_minutes(recess) == 30


def test_who_may_have_a_duty_and_who_has_it_already() -> None:
    school = load_text(WHOLE).school
    assert school.duty["yard, Mon A recess 1"].people == EVERYBODY
    assert school.duty["yard, Tue A recess 1"].people == ("lee", "ong", "ray", "sue", "nash")
    assert school.duty["gate, Mon A before"].fixed == ("ned",)
    assert school.duty["gate, Mon B before"].fixed == ()
    assert school.duty["yard, Mon B recess 2"].fixed == ("nash",)


@pytest.mark.parametrize(
    ("teachers", "people"),
    [
        ("all", ("lee", "ong", "pat", "ray")),
        ("[aides, nash]", ("ned", "sue", "nash")),
        ("class_teachers", ("lee", "ong")),
        ("specialists", ("pat", "ray")),
    ],
)
def test_duty_is_for_those_named(teachers: str, people: tuple[str, ...]) -> None:
    school = load_text(whole("teachers: everybody", f"teachers: {teachers}")).school
    assert school.duty["yard, Mon A recess 1"].people == people


def test_whoever_has_a_fixed_duty_may_have_it() -> None:
    school = load_text(whole("teachers: everybody", "teachers: all")).school
    assert school.duty["yard, Mon A recess 2"].people == ("lee", "ong", "pat", "ray", "nash")


def test_teachers_of_an_area_replace_those_of_all() -> None:
    school = load_text(whole("staff: 2", "staff: 2, teachers: [lee, nash]")).school
    assert school.duty["yard, Mon A recess 1"].people == ("lee", "nash")
    assert school.duty["gate, Mon A before"].people == EVERYBODY


def test_breaks_are_the_duty_times_if_none_are_written() -> None:
    text = small("groups:\n", "duties:\n  areas: [yard]\ngroups:\n")
    school = load_text(text).school
    assert [(d.id, d.span) for d in school.duties] == [
        (f"yard, {name} recess", Span(day, 650, 680)) for day, name in enumerate(school.week.days)
    ]
    assert school.duties[0].people == ("lee", "ong", "dea", "kim", "pat")
    assert school.duties[2].people == ("lee", "ong", "dea", "kim")  # pat is not there on Wed


def test_support_in_parts_and_in_periods() -> None:
    school = load_text(WHOLE).school
    parts = [d for d in duties(school, "support", "N1") if d.span.day == MON_A]
    assert [d.id for d in parts] == [
        f"N1, Mon A {clock}"
        for clock in (
            "09:00-09:30", "09:30-10:00", "10:00-10:30", "10:30-11:00", "11:30-12:00", "12:00-12:30"
        )
    ]  # fmt: skip
    assert {(d.least, d.most) for d in parts} == {(0, 1)}
    assert {d.people for d in parts} == {("ned", "sue")}
    assert {d.people for d in duties(school, "support", "N1") if d.span.day == MON_B} == {("sue",)}
    periods = [d.id for d in duties(school, "support", "N2") if d.span.day == TUE_B]
    assert periods == ["N2, Tue B S1", "N2, Tue B S2", "N2, Tue B S3"]


def test_needs() -> None:
    school = load_text(WHOLE).school
    first, second = school.needs
    assert (first.class_id, first.minutes, first.people, first.most_people) == (
        "1A", 90, ("ned", "sue"), 2,
    )  # fmt: skip
    assert (second.subjects, second.people, second.most_people) == (("Maths",), ("ned", "sue"), 1)


def test_support_at_some_times_only() -> None:
    text = whole("90, part: 30", "60, part: 30, times: [Mon S1, Tue A S1, Tue B 10:15-12:00]")
    school = load_text(text).school
    assert [school.week.label(d.span) for d in duties(school, "support", "N1")] == [
        "Mon A 09:00-09:30", "Mon A 09:30-10:00", "Tue A 09:00-09:30", "Tue A 09:30-10:00",
        "Mon B 09:00-09:30", "Mon B 09:30-10:00",
        "Tue B 10:30-11:00", "Tue B 11:30-12:00",
    ]  # fmt: skip


def test_words_for_many_subjects_of_support() -> None:
    school = load_text(whole("subjects: [Maths]", "subjects: specialist")).school
    assert school.needs[1].subjects == ("PE", "Library", "EAL", "Craft", "Music")


def test_the_first_line_says_what_there_is() -> None:
    assert " ".join(headline(load_text(SMALL)).split()) == (
        "Small School: 3 classes, 5 teachers, 9 lessons a week, 1 rule"
    )
    assert " ".join(headline(load_text(WHOLE)).split()) == (
        "Whole School: 2 classes, 4 teachers, 2 aides, 1 other staff, 2 needs of support, "
        "19 lessons and 9 duties in weeks A and B, 1 rule"
    )
    six = small("[Mon, Tue, Wed]", "[Mon, Tue, Wed, D4, D5, D6]").replace("[Tue, Wed]", "[Tue-D6]")
    assert "9 lessons a cycle" in headline(load_text(six))
