"""Good input: what becomes of it."""

from __future__ import annotations

import hashlib

import pytest

from timetabler.models.resources import Source
from timetabler.models.span import Span
from timetabler.spec.load import load_text

from .small import SMALL, small, with_lines

DAY = 24 * 60
MON, TUE, WED = 0, 1, 2


def test_the_small_school() -> None:
    problem = load_text(SMALL, "some/school.yaml")
    school = problem.school
    assert (school.name, school.id, school.home_subject) == (
        "Small School",
        "small-school",
        "Class",
    )
    assert [c.id for c in school.courses] == ["1A PE", "1B PE", "2C PE", "1A Maths", "1B Maths"]
    assert problem.path == "some/school.yaml"
    assert problem.sha256 == hashlib.sha256(SMALL.encode()).hexdigest()
    assert problem.rules[0].kind == "spread_lessons"
    assert problem.rules[0].source == Source("some/school.yaml", 22, 5)


def test_every_fact_knows_its_place() -> None:
    school = with_lines("locks", "{subject: PE, class: 1A, at: Mon S1}").school
    places = {
        "teacher": school.teacher["pat"].source[1:3],
        "room": school.room["hall"].source[1:3],
        "home room": school.room["R2"].source[1:3],
        "class": school.class_["1B"].source[1:3],
        "group": school.group["eal"].source[1:3],
        "course": school.course["2C PE"].source[1:3],
        "lock": school.locks[0].source[1:3],
    }
    assert places == {
        "teacher": (10, 32),
        "room": (11, 9),
        "home room": (14, 43),
        "class": (14, 5),
        "group": (17, 5),
        "course": (19, 5),
        "lock": (24, 5),
    }


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_do_not_matter(break_: str, mark: str) -> None:
    problem = load_text((mark + SMALL.replace("\n", break_)).encode())
    assert problem.rules[0].source.line == 22
    assert len(problem.school.courses) == 5


@pytest.mark.parametrize(
    "name",
    [
        "3E2", "012", "no", "9:30", "=1+1", "<script>", "🦘", "x" * 200, "Year 3/4", "null", "~x",
        "1_000", "0x1F", "1.0", "true", "O'Brien", "Zoë", "a-b", "2027-01-01", "S1",
    ],
)  # fmt: skip
def test_names_stay_what_was_written(name: str) -> None:
    quoted = name if name[0] not in "=<" else f'"{name}"'
    text = SMALL.replace("id: 1A,", f"id: {quoted},").replace("1A", quoted)
    text = text.replace("lee", quoted).replace("hall", quoted).replace("Maths", quoted)
    school = load_text(text).school
    assert school.classes[0].id == name
    assert school.class_[name].homes[0][0] == name
    assert school.course[f"{name} PE"].rooms == (name,)
    assert school.course[f"{name} {name}"].lengths == (1, 1, 1)


def test_on_site_days_and_away_times() -> None:
    text = small("{id: pat, days: [Mon, Tue]}", "{id: pat, days: [Mon-Tue], away: [Tue S1-S2]}")
    assert load_text(text).school.teacher["pat"].away == (
        Span(TUE, 530, 650),
        Span(WED, 0, DAY),
    )


def test_part_of_a_day_on_site() -> None:
    text = small("{id: pat, days: [Mon, Tue]}", "{id: pat, days: ['Mon 8:00-10:00', Tue, Wed]}")
    away = (Span(MON, 0, 480), Span(MON, 600, DAY))
    assert load_text(text).school.teacher["pat"].away == away


def test_closed_rooms() -> None:
    text = small("classes: 2}]", "classes: 2, away: Mon}]")
    assert load_text(text).school.room["hall"].away == (Span(MON, 0, DAY),)


def test_home_rooms_are_created_for_as_many_classes_as_share_them() -> None:
    school = load_text(small("room: R2", "room: R1")).school
    assert [(r.id, r.classes) for r in school.rooms] == [("hall", 2), ("R1", 2)]


def test_several_classes_alike() -> None:
    text = small("{id: 1A, year: 1, teacher: lee, room: R1}", "{ids: [1A, 1D], year: 1}")
    school = load_text(text).school
    assert [(c.id, c.years) for c in school.classes][:2] == [("1A", ("1",)), ("1D", ("1",))]


def test_class_teachers_and_job_shares() -> None:
    school = load_text(SMALL).school
    whole_week = tuple(Span(d, 0, DAY) for d in (MON, TUE, WED))
    assert school.class_["1A"].homes == (("lee", whole_week),)
    assert school.class_["2C"].homes == (("dea", whole_week[:1]), ("kim", whole_week[1:]))


def test_a_job_share_may_hand_over_within_a_day() -> None:
    text = small(
        "{dea: [Mon], kim: [Tue, Wed]}", "{dea: [Mon, Tue 8:00-10:20], kim: [Tue 10:20-13:00, Wed]}"
    )
    school = load_text(text).school
    assert school.home_teacher("2C", Span(TUE, 590, 620)) == "dea"
    assert school.home_teacher("2C", Span(TUE, 620, 650)) == "kim"


@pytest.mark.parametrize(
    ("days", "first_of_kim"),
    [("dea, days: [Mon]}, {id: kim, away: [Mon]}", 0),
     ("dea, days: [Mon, Tue 8:00-10:20]}, {id: kim, days: [Tue 10:20-13:00, Wed]}", 620)],
)  # fmt: skip
def test_partners_of_a_job_share_have_the_class_on_their_own_days(
    days: str, first_of_kim: int
) -> None:
    text = small("dea, kim", f"{{id: {days}").replace("{dea: [Mon], kim: [Tue, Wed]}", "[dea, kim]")
    problem = load_text(text)
    school = problem.school
    assert not problem.warnings
    assert school.home_teacher("2C", Span(MON, 530, 590)) == "dea"
    before = "dea" if first_of_kim else "kim"
    assert school.home_teacher("2C", Span(TUE, 590, 620)) == before
    assert school.home_teacher("2C", Span(TUE, 620, 650)) == "kim"
    assert school.home_teacher("2C", Span(WED, 530, 590)) == "kim"


def test_teams_by_year_unless_written() -> None:
    assert [(t.id, t.classes) for t in load_text(SMALL).school.teams] == [
        ("1", ("1A", "1B")),
        ("2", ("2C",)),
    ]
    school = with_lines("teams", "{id: junior, classes: [1B, 2C]}").school
    assert [(t.id, t.classes) for t in school.teams] == [("junior", ("1B", "2C")), ("1", ("1A",))]


def test_composite_years_make_one_team() -> None:
    school = load_text(small("year: 2", "years: [2, 3]")).school
    assert school.team["2/3"].classes == ("2C",)


def test_timeslot_rows_for_days_and_years() -> None:
    text = small(
        '    - {id: S3, time: "11:20-12:20"}\n',
        '    - {id: S3, time: "11:20-12:20", years: 1}\n'
        '    - {id: S3, time: "11:30-12:30", classes: 2C, days: [Mon-Tue]}\n',
    )
    school = load_text(text).school
    thirds = {
        c.id: [(p.day, p.slot.start) for p in school.periods(c.id) if p.slot.id == "S3"]
        for c in school.classes
    }
    assert thirds == {
        "1A": [(MON, 680), (TUE, 680), (WED, 680)],
        "1B": [(MON, 680), (TUE, 680), (WED, 680)],
        "2C": [(MON, 690), (TUE, 690)],
    }


COURSES = {
    "years": (
        "{subject: Art, years: 1, teacher: kim}",
        [("1A Art", ("1A",), (), (("kim",),)), ("1B Art", ("1B",), (), (("kim",),))],
    ),
    "classes and years": (
        "{subject: Art, years: 2, classes: 1B, teacher: kim}",
        [("1B Art", ("1B",), (), (("kim",),)), ("2C Art", ("2C",), (), (("kim",),))],
    ),
    "with the class teacher": ("{subject: Art, classes: 1A}", [("1A Art", ("1A",), (), ())]),
    "pool": (
        "{subject: Art, classes: 1A, teachers: [kim, dea]}",
        [("1A Art", ("1A",), (), (("kim", "dea"),))],
    ),
    "pool of specialists": (
        "{subject: Art, classes: 1A, teachers: specialists}",
        [("1A Art", ("1A",), (), (("pat",),))],
    ),
    "co-teaching": (
        "{subject: Art, classes: 1A, teacher: lee, also: [kim, dea]}",
        [("1A Art", ("1A",), (), (("lee",), ("kim",), ("dea",)))],
    ),
    "group": (
        "{subject: EAL, groups: eal, teacher: kim}",
        [("eal EAL", (), ("eal",), (("kim",),))],
    ),
    "together": (
        "{subject: Choir, years: 1, together: true}",
        [("1A+1B Choir", ("1A", "1B"), (), ())],
    ),
    "classes and groups together": (
        "{subject: Choir, classes: 2C, groups: eal, together: true, teacher: kim}",
        [("2C+eal Choir", ("2C",), ("eal",), (("kim",),))],
    ),
    "the same subject again": (
        "{subject: PE, classes: 1A, teacher: kim}",
        [("1A PE", ("1A",), (), (("kim",),)), ("1A PE 2", ("1A",), (), (("pat",),))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", COURSES)
def test_courses(name: str) -> None:
    entry, wanted = COURSES[name]
    school = with_lines("courses", entry).school
    subject = entry.split(": ")[1].split(",")[0]
    found = [(c.id, c.classes, c.groups, c.staff) for c in school.courses if c.subject == subject]
    assert [f for f in found if f in wanted] == wanted
    assert len({c.id for c in school.courses}) == len(school.courses)


def test_a_joint_course_of_many_classes() -> None:
    text = small("{id: 1A, year: 1,", "{ids: [1A, 1D, 1E], year: 1,").replace(", teacher: lee", "")
    text = text.replace(
        "courses:\n", "courses:\n  - {subject: Hall, classes: all, together: true}\n"
    )
    assert load_text(text).school.courses[0].id == "Hall (5 classes)"


def test_lengths_minutes_and_rooms() -> None:
    school = with_lines(
        "courses",
        "{subject: Art, classes: 1A, lessons: [2, 1], rooms: [hall, R1]}",
        "{subject: Library, classes: 1A, lessons: 2, minutes: 30, across_breaks: yes}",
    ).school
    art, library = school.course["1A Art"], school.course["1A Library"]
    assert (art.lengths, art.minutes, art.rooms, art.across_breaks) == (
        (2, 1), None, ("hall", "R1"), False,
    )  # fmt: skip
    assert (library.lengths, library.minutes, library.rooms, library.across_breaks) == (
        (1, 1), 30, (), True,
    )  # fmt: skip


def test_times_of_courses_are_locks_of_each() -> None:
    school = load_text(small("lessons: 3", "lessons: 3, at: [Mon S1, Tue S2]")).school
    assert [(lock.course, lock.span) for lock in school.locks] == [
        ("1A Maths", Span(MON, 530, 590)),
        ("1A Maths", Span(TUE, 590, 650)),
        ("1B Maths", Span(MON, 530, 590)),
        ("1B Maths", Span(TUE, 590, 650)),
    ]


@pytest.mark.parametrize(
    ("at", "span"),
    [
        ("Mon S1", Span(MON, 530, 590)),  # exactly the single
        ("Mon S1-S2", Span(MON, 530, 650)),
        ("Mon S2", Span(MON, 590, 650)),  # only the single can start here
        ("Mon 8:50-10:50", Span(MON, 530, 650)),
        ("Mon 8:50-9:50", Span(MON, 530, 590)),  # exactly the single
    ],
)
def test_which_lesson_a_lock_is_about(at: str, span: Span) -> None:
    school = load_text(small("lessons: 3", f"lessons: [2, 1], at: ['{at}']")).school
    assert school.locks[0].span == span


def test_locks_of_rooms_and_teachers() -> None:
    school = with_lines("locks", "{subject: PE, class: 1A, room: hall, teacher: pat}").school
    (lock,) = school.locks
    assert (lock.course, lock.span, lock.room, lock.teacher) == ("1A PE", None, "hall", "pat")


def test_a_lock_finds_the_only_course_of_its_subject() -> None:
    school = load_text(
        small("courses:\n", "courses:\n  - {subject: Choir, years: 1, together: true}\n")
        + "locks: [{subject: Choir, at: Wed S3}]\n"
    ).school
    assert (school.locks[0].course, school.locks[0].span) == ("1A+1B Choir", Span(WED, 680, 740))


def test_locks_share_out_two_courses_of_one_subject() -> None:
    text = small("courses:\n", "courses:\n  - {subject: PE, classes: 1A, teacher: kim}\n")
    text += "locks:\n" + "".join(
        f"  - {{subject: PE, class: 1A, at: {day} S1}}\n" for day in ("Mon", "Tue")
    )
    assert [lock.course for lock in load_text(text).school.locks] == ["1A PE", "1A PE 2"]


def test_clock_times_anywhere_cut_the_moments() -> None:
    text = small("days: [Mon, Tue]}", "away: Mon 9:10-9:20}") + (
        "  - {kind: protect_times, times: [11:30-14:30], subjects: PE, required: true}\n"
    )
    assert load_text(text).school.marks == {9 * 60 + 10, 9 * 60 + 20, 11 * 60 + 30, 14 * 60 + 30}


@pytest.mark.parametrize(
    ("name", "slug"),
    [("St Mary's, Upper", "st-mary-s-upper"), ("École Zoë", "ecole-zoe"), ("学校", "school")],
)
def test_the_short_name_of_the_school(name: str, slug: str) -> None:
    assert load_text(small("Small School", f'"{name}"')).school.id == slug


def test_anchors_may_save_writing() -> None:
    text = small("teacher: lee, room: R1", "teacher: lee, room: &room R1")
    assert load_text(text.replace("room: R2", "room: *room")).school.class_["1B"].room == "R1"


def test_sections_left_empty_count_as_not_written() -> None:
    school = load_text(small("room: R1}", "room: }") + "locks:\nteams:\n").school
    assert school.class_["1A"].room is None
    assert school.locks == ()


def test_a_rule_for_one_name_needs_no_brackets() -> None:
    assert len(load_text(small("[Maths]", "Maths")).rules[0].points) == 2
