"""The views of a small school, derived by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from timetabler.models.findings import Status
from timetabler.views import (
    COLOURS,
    QUIET,
    Book,
    contrast,
    curriculum,
    grid,
    grids,
    rows,
    staff,
    summary,
)
from timetabler.views.palette import codes

from .factory import (
    DUTIFUL,
    DUTIFUL_DUTIES,
    DUTIFUL_LESSONS,
    VARIED,
    VARIED_LESSONS,
    book,
    dutiful,
    fortnight,
    varied,
)


def short(class_id: str, day: str) -> list[tuple[object, ...]]:
    found = [r for r in rows(varied()) if r.class_id == class_id and r.day == day]
    return [(r.timeslot, r.start, r.end, r.subject, r.teachers, r.room) for r in found]


def cells(
    which: str, who: str, make: Callable[[], Book] = varied, number: int = 0
) -> dict[str, list[str]]:
    """Row -> the cells in short: what they are, their own time, height, entries."""
    made = make()
    people = {"class": made.school.class_, "teacher": made.school.teacher, "room": made.school.room}
    found = {}
    for line in grid(made, people[which][who]).weeks[number].rows:
        texts = []
        for cell in line.cells:
            if cell is None:
                texts.append("^")
                continue
            said = [f"{e.time} {e.title} ({e.detail})".strip() for e in cell.entries]
            tall = f"*{cell.height}" if cell.height > 1 else ""
            texts.append(" / ".join(said) + tall if said else cell.filling)
        found[f"{line.label} {line.time}"] = texts
    return found


def test_a_double_is_two_rows_of_one_lesson():
    double = [r for r in rows(varied()) if r.double]
    assert [(r.timeslot, r.minutes, r.lesson) for r in double] == [
        ("S1", 60, "1A Art #1"),
        ("S2", 60, "1A Art #1"),
    ]


def test_a_half_session_divides_its_period():
    assert short("1B", "Mon")[:2] == [
        ("S1", "09:00", "09:30", "Class", ("dea",), "R2"),
        ("S1", "09:30", "10:00", "Library", ("dea",), "nook"),
    ]


def test_a_group_is_taught_beside_the_rest_of_its_class():
    assert short("1A", "Tue")[1:3] == [
        ("S2", "10:00", "11:00", "Class", ("ana",), "R1"),
        ("S2", "10:30", "11:00", "EAL", ("val",), "nook"),
    ]
    (group,) = [r for r in rows(varied()) if r.groups]
    assert (group.class_id, group.groups, group.minutes) == ("1A", ("eal",), 30)


def test_a_joint_lesson_is_one_lesson_led_by_the_teacher_of_each_class():
    joint = [r for r in rows(varied()) if r.joint]
    assert [(r.class_id, r.teachers) for r in joint] == [
        ("1A", ("ana", "kim", "cas")),
        ("1B", ("kim", "ana", "cas")),
        ("6C", ("cas", "ana", "kim")),
    ]
    assert {r.lesson for r in joint} == {"1A+1B+6C Assembly #1"}


def test_job_share_partners_have_their_own_days():
    home = [(r.day, r.teachers) for r in rows(varied()) if r.class_id == "1B" and r.is_home]
    assert {day: {t for d, ts in home if d == day for t in ts} for day, _ in home} == {
        "Mon": {"dea"},
        "Tue": {"kim"},
    }


def test_team_teaching_names_both_and_the_first_leads():
    (music,) = [r for r in rows(varied()) if r.subject == "Music"]
    assert music.teachers == ("mia", "val")


def test_the_whole_week_of_every_class_is_recorded():
    made = varied()
    for class_ in made.school.classes:
        minutes = sum(r.minutes for r in rows(made) if r.class_id == class_.id and not r.groups)
        periods = made.school.periods(class_.id, "lesson", "home")
        assert minutes == sum(p.slot.minutes for p in periods) == 450


def test_the_grid_of_a_class():
    assert cells("class", "1A") == {
        "S1 09:00-10:00": ["Art (Mia Wood)*2", "Assembly (with 1B, 6C · Hall)"],
        "S2 10:00-11:00": ["^", "Class () / 10:30-11:00 EAL (EAL group · Val Hill · Nook)"],
        "recess 11:00-11:30": ["break", "break"],
        "S3 11:30-12:30": ["PE (Pat Nair · Hall)", "Class ()"],
        "S4 12:30-13:00": ["Class ()", "Class ()"],
    }


def test_a_period_that_is_longer_on_one_day_says_so():
    made = varied()
    last = grid(made, made.school.class_["1A"]).weeks[0].rows[-1]
    assert [cell.time for cell in last.cells if cell] == ["12:30-13:30", ""]


def test_the_grid_of_a_class_teacher_shows_the_own_class_release_and_absence():
    assert cells("teacher", "ana") == {
        "S1 09:00-10:00": ["release", "1A, 1B, 6C (Assembly · Hall)"],
        "S2 10:00-11:00": ["release", "1A (Class)"],
        "recess 11:00-11:30": ["break", "break"],
        "S3 11:30-12:30": ["release", "1A (Class)"],
        "S4 12:30-13:00": ["1A (Class)", "1A (Class)"],
    }
    assert [line[1] for line in cells("teacher", "dea").values()] == [
        "away",
        "away",
        "break",
        "away",
        "away",
    ]


def test_a_teacher_of_classes_with_different_bells_has_a_row_for_each():
    found = cells("teacher", "pat")
    assert found["S3 11:00-12:00"] == ["free", "6C (PE · Hall)"]
    assert found["S3 11:30-12:30"] == ["1A (PE · Hall)", "free"]


def test_the_grid_of_a_room_shows_a_joint_lesson_once():
    assert cells("room", "hall")["S1 09:00-10:00"] == [
        "free",
        "1A, 1B, 6C (Assembly · class teachers)",
    ]


def test_curriculum_counts_minutes_and_what_was_asked_for():
    lines = {(x.class_id, x.subject): x for x in curriculum(varied())}
    assert lines["1A", "Art"][2:] == (90, 120, 1, 1)  # Tue S3-S4 would be the shorter double
    assert lines["1A", "PE"][2:] == (30, 60, 1, 1)
    assert lines["1B", "Library"][2:] == (30, 30, 1, 1)
    assert lines["1A", "EAL"][2:] == (30, 30, 1, 1)
    assert lines["6C", "Class"][2:] == (None, 270, 0, 2)


def test_staff_minutes_add_up_to_the_time_on_site():
    lines = {x.teacher_id: x for x in staff(varied())}
    ana = lines["ana"]
    assert (ana.lessons, ana.home, ana.release, ana.free) == (60, 210, 180, 0)
    assert ana.teaching + ana.release == 450
    assert (lines["dea"].teaching, lines["dea"].days) == (240, 1)
    assert lines["val"].lessons == 90


def test_verdicts_promise_only_what_is_proved():
    assert dict(summary(varied()))["Result"] == (
        "Found: cost 2; it is proved that none costs less than 0 (a gap of 100.0%)."
    )
    best = book(VARIED, *VARIED_LESSONS, status=Status.OPTIMAL, bound=2)
    assert dict(summary(best))["Result"] == (
        "Optimal: cost 2, and it is proved that no timetable costs less."
    )


def test_colours_can_be_read():
    for colour in (*COLOURS, QUIET):
        assert contrast(colour.back, colour.ink) >= 4.5
        assert contrast(colour.dark_back, colour.dark_ink) >= 4.5
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_codes_are_short_different_and_kind():
    names = ["PE", "Art", "Arts", "Artistry", "Visual Arts", "Vocal Arias", "Assembly", "🎨", "🖌"]
    found = codes(names)
    assert list(found.values())[:2] == ["PE", "ART"]
    assert found["Visual Arts"] == "VA"
    assert found["Assembly"] == "ASM"
    assert len(set(found.values())) == len(names)
    assert all(1 <= len(code) <= 4 for code in found.values())


def test_a_teacher_who_is_released_for_a_part_of_a_period_sees_when():
    lessons = [x for x in VARIED_LESSONS if x[0] != "1B Library"]
    text = VARIED.replace(
        "{subject: Library, classes: [1B], minutes: 30, room: nook}",
        "{subject: Library, classes: [1B], teacher: val, minutes: 30, room: nook}",
    )
    made = book(text, *lessons, ("1B Library", "Mon 09:30-10:00", "nook", ("val",)))
    cell = grid(made, made.school.teacher["dea"]).weeks[0].rows[0].cells[0]
    assert cell is not None
    assert [(e.time, e.title, e.filling) for e in cell.entries] == [
        ("09:00-09:30", "1B", "home"),
        ("09:30-10:00", "Release", "release"),
    ]


def test_duty_is_in_the_break_or_in_a_row_of_its_own():
    assert cells("teacher", "pat", dutiful) == {
        "before 08:40-09:00": ["Front gate ()", "none"],
        "S1 09:00-10:00": ["free", "1B (PE · Hall)"],
        "S2 10:00-11:00": ["free", "free"],
        "recess 11:00-11:30": ["break", "11:15-11:30 Oval ()"],
        "S3 11:30-12:30": ["1A (PE · Hall)", "free"],
    }


def test_the_grid_of_an_aide_shows_whom_they_support_and_duty():
    assert cells("teacher", "eve", dutiful)["S1 09:00-10:00"] == ["N1 with 1A (Class)", "free"]
    assert cells("teacher", "liz", dutiful) == {
        "S1 09:00-10:00": ["free", "free"],
        "S2 10:00-11:00": ["free", "10:00-10:30 N1 with 1A (Class)"],
        "recess 11:00-11:30": ["break", "11:00-11:15 yard ()"],
        "S3 11:30-12:30": ["free", "free"],
    }


def test_a_class_sees_who_supports_it_but_not_for_whom():
    found = cells("class", "1A", dutiful)
    aide = dutiful().school.pack.word("aide")
    assert found["S1 09:00-10:00"] == [f"Class (Eve Moss ({aide}))", "Class ()"]
    assert found["S2 10:00-11:00"] == ["Class ()", f"Class (Liz Park ({aide}) 10:00-10:30)"]
    assert "N1" not in str(found)


def test_support_during_a_lesson_says_which_and_where():
    made = book(
        DUTIFUL.replace("part: 30, people: 2", "part: 30, times: [Mon S3, Tue S2]"),
        *DUTIFUL_LESSONS,
        duties={d: who for d, who in DUTIFUL_DUTIES.items() if "N1" not in d}
        | {
            "N1, Mon 11:30-12:00": "liz",
            "N1, Tue 10:00-10:30": "liz",
            "N1, Tue 10:30-11:00": "liz",
        },
    )
    found = cells("teacher", "liz", lambda: made)
    assert found["S3 11:30-12:30"] == ["11:30-12:00 N1 with 1A (PE · Hall)", "free"]


def test_staff_with_nothing_to_do_have_no_grid():
    assert [g.id for g in grids(dutiful(), "teacher")] == [
        "ana",
        "dea",
        "kim",
        "pat",
        "eve",
        "liz",
        "hel",
    ]


def test_duty_in_free_time_and_while_the_class_is_away_is_no_release():
    text = DUTIFUL.replace('time: "11:15-11:30"', 'time: "11:30-11:45"')
    made = book(
        text,
        *DUTIFUL_LESSONS,
        duties=DUTIFUL_DUTIES | {"oval, Mon recess 2": "ana", "oval, Tue recess 2": "pat"},
    )
    week = made.activities.of_teacher["ana"]
    monday = [(a.doing, a.span.clock) for a in week if a.span.day == 0 and a.span.start >= 660]
    assert monday == [
        ("duty", "11:00-11:15"),
        ("duty", "11:30-11:45"),
        ("release", "11:45-12:30"),
    ]


def test_a_fortnight_is_a_grid_for_each_week():
    made = fortnight()
    weeks = grid(made, made.school.class_["1A"]).weeks
    assert [(w.name, w.days) for w in weeks] == [
        ("A", ("Mon A", "Tue A")),
        ("B", ("Mon B", "Tue B")),
    ]
    first, second = (cells("class", "1A", fortnight, number) for number in (0, 1))
    assert first["S1 09:00-10:00"] == second["S1 09:00-10:00"] == ["PE (pat)", "Class ()"]
    assert first["S3 11:30-12:30"] == ["STEM (sol)", "Class ()"]
    assert second["S3 11:30-12:30"] == ["Italian (gia)", "Class ()"]
    assert cells("teacher", "pat", fortnight, 1)["recess 11:00-11:30"] == ["break", "yard ()"]


def test_a_mobile_resource_has_a_grid_that_says_where_it_is():
    text = DUTIFUL.replace("room: hall}\nduties", "room: hall, needs: [cart]}\nduties").replace(
        "{id: hall, name: Hall}", "{id: hall, name: Hall}\n  - {id: cart, name: Laptops}"
    )
    made = book(text, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)
    assert cells("room", "cart", lambda: made)["S3 11:30-12:30"] == [
        "1A (PE · Pat Nair · Hall)",
        "free",
    ]
    assert cells("class", "1A", lambda: made)["S3 11:30-12:30"] == [
        "PE (Pat Nair · Hall · Laptops)",
        "Class ()",
    ]
    assert [g.id for g in grids(made, "room")] == ["hall", "cart"]


def test_a_guest_beside_the_class_teacher_is_named():
    text = DUTIFUL.replace("teacher: pat, room: hall}", "teacher: pat, class_teacher: true}")
    lessons = (("1A PE", "Mon S3", "R1", ("pat",)), ("1B PE", "Tue S1", "R2", ("pat",)))
    made = book(text, *lessons, duties=DUTIFUL_DUTIES)
    assert cells("class", "1A", lambda: made)["S3 11:30-12:30"] == ["PE (Pat Nair)", "Class ()"]
    assert cells("class", "1B", lambda: made)["S1 09:00-10:00"][1] == "PE (Pat Nair · Kim Lee)"


@pytest.mark.parametrize(
    ("pack", "year", "about"),
    [
        ("vic", "F", "Foundation · Ana Rossi · R1"),
        ("nsw", "K", "Kindergarten · Ana Rossi · R1"),
        ("nsw", "F", "Year F · Ana Rossi · R1"),
        ("us", "2", "Grade 2 · Ana Rossi · R1"),
    ],
)
def test_a_class_is_said_to_be_of_its_year_in_the_words_of_the_place(pack, year, about):
    text = DUTIFUL.replace("id: gum\n", f"id: gum\npack: {pack}\n").replace(
        "{id: 1A, year: 1,", f"{{id: 1A, year: {year},"
    )
    made = book(text, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)
    assert grid(made, made.school.class_["1A"]).about == about
