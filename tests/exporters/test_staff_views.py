"""Duty, support, release and wishes of small schools, derived by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from timetabler import results, terminal
from timetabler.api import Verified
from timetabler.models.timetable import Timetable
from timetabler.verify import verify
from timetabler.views import (
    Book,
    Roster,
    aides,
    curriculum,
    duty_load,
    highlights,
    ledger,
    one_decimal,
    roster,
    rule_book,
    staff,
    summary,
    support,
    wishes,
)

from .factory import (
    DUTIFUL,
    DUTIFUL_DUTIES,
    DUTIFUL_LESSONS,
    book,
    dutiful,
    fortnight,
    varied,
)


def with_text(old: str, new: str) -> Book:
    """The dutiful school with another text, and the same timetable."""
    assert old in DUTIFUL
    return book(DUTIFUL.replace(old, new), *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)


def with_pack(pack: str, rules: str = "") -> Book:
    return with_text("id: gum\n", f"id: gum\npack: {pack}\n{rules}")


def told(week: Roster) -> tuple[tuple[object, ...], ...]:
    """The rows of a roster, with the names of people."""
    return tuple(
        (*row[:3], tuple(there and tuple(one.name for one in there) for there in row.cells))
        for row in week.rows
    )


def test_the_roster_has_times_and_areas_down_and_days_across():
    (week,) = roster(dutiful())
    assert (week.week, week.days) == ("", ("Mon", "Tue"))
    assert told(week) == (
        ("before", "08:40-09:00", "Front gate", (("Pat Nair",), ("Helen Nash",))),
        ("recess 1", "11:00-11:15", "Oval", (("Ana Rossi",), ("Kim Lee",))),
        ("recess 1", "11:00-11:15", "yard", (None, ("Liz Park",))),
        ("recess 2", "11:15-11:30", "Oval", (("Dea Fox",), ("Pat Nair",))),
    )


def test_several_people_of_one_duty_are_in_one_cell():
    text = DUTIFUL.replace("at: [before]}", "at: [before], staff: 2}")
    twice = {"gate, Mon before": "pat ana", "gate, Tue before": "hel kim"}
    made = book(text, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES | twice)
    (*_, there), *_ = told(roster(made)[0])
    assert there == (("Ana Rossi", "Pat Nair"), ("Kim Lee", "Helen Nash"))
    assert highlights(made)[0].startswith("Duty: 7 duties shared")  # by nine people in all
    load = duty_load(made)
    assert load is not None
    assert sum(line.duties for line in load.lines) == 9


def test_a_fortnight_has_a_roster_for_each_week():
    first, second = roster(fortnight())
    assert (first.week, first.days) == ("A", ("Mon A", "Tue A"))
    assert told(first) == (("recess", "11:00-11:30", "yard", (("ana",), ("ana",))),)
    assert told(second) == (("recess", "11:00-11:30", "yard", (("ana",), ("pat",))),)


def test_a_school_without_duty_has_no_roster():
    assert roster(varied()) == ()
    assert duty_load(varied()) is None


def test_duty_is_shared_by_fte_with_the_points_of_its_areas():
    load = duty_load(dutiful())
    assert load is not None
    found = [(x.teacher_id, x.duties, x.minutes, x.counted) for x in load.lines]
    assert found == [  # a minute on the oval counts for two
        ("ana", 1, 15, 30),
        ("dea", 1, 15, 30),
        ("kim", 1, 15, 30),
        ("pat", 2, 35, 50),
        ("liz", 1, 15, 15),
        ("hel", 1, 20, 20),
    ]
    total, fte = 175, Fraction(9, 2)  # four full-time shares, and half a one each for dea, kim, liz
    assert [x.share for x in load.lines] == [
        total / fte,
        total / fte / 2,
        total / fte / 2,
        total / fte,
        total / fte / 2,
        total / fte,
    ]
    assert sum(x.difference for x in load.lines) == 0
    assert load.largest == total / fte - 20  # of hel
    assert one_decimal(load.largest) == "18.9"


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        (Fraction(0), "0.0"),
        (Fraction(91, 12), "7.6"),
        (Fraction(-91, 12), "-7.6"),
        (Fraction(1, 20), "0.1"),
        (Fraction(-1, 25), "0.0"),
        (Fraction(120), "120.0"),
    ],
)
def test_minutes_are_said_with_one_decimal(exact, text):
    assert one_decimal(exact) == text


def test_each_need_says_what_it_gets_from_whom():
    (need,) = support(dutiful())
    assert need == (
        "N1",
        "N1",
        "1A",
        "",
        90,
        90,
        (("Eve Moss", ("Mon S1",)), ("Liz Park", ("Tue 10:00-10:30",))),
    )


def test_each_aide_says_what_they_give():
    assert aides(dutiful()) == (
        ("eve", "Eve Moss", 0.5, "", 60, 0, ("N1",)),
        ("liz", "Liz Park", 0.5, "", 30, 15, ("N1",)),
    )
    assert aides(varied()) == ()
    assert support(varied()) == ()


def entries(made: Book) -> dict[str, tuple[object, ...]]:
    return {x.teacher_id: (x.sort, x.entitled, x.given, x.status) for x in ledger(made)}


def test_the_ledger_has_everybody_who_teaches_and_nobody_else():
    assert entries(dutiful()) == {
        "ana": ("release", None, 60, "not known"),
        "dea": ("release", None, 0, "not known"),
        "kim": ("release", None, 60, "not known"),
        "pat": ("preparation", None, 240, "not known"),
    }


def test_what_a_pack_entitles_to_is_pro_rata_and_cited():
    made = with_pack("qld")
    assert entries(made) == {
        "ana": ("release", 150, 60, "short 90 min"),
        "dea": ("release", 75, 0, "short 75 min"),
        "kim": ("release", 75, 60, "short 15 min"),
        "pat": ("preparation", 250, 240, "short 10 min"),
    }
    assert {x.basis for x in ledger(made)} == {
        "Queensland Teachers' Union, QTAD Q&A (28 March 2024), 2026-11"
    }


def test_release_follows_from_the_most_minutes_with_pupils():
    made = with_pack("{base: vic, figures: {face_to_face_minutes: 300}}")
    assert entries(made) == {
        "ana": ("release", 60, 60, "met"),
        "dea": ("release", 30, 0, "short 30 min"),
        "kim": ("release", 30, 60, "over 30 min"),
        "pat": ("preparation", None, 240, "not known"),
    }
    teaching = [(x.teaching, x.teaching_at_most, x.teaching_status) for x in ledger(made)]
    assert teaching == [
        (300, 300, "within"),
        (180, 150, "30 min too many"),
        (120, 150, "within"),
        (120, 300, "within"),
    ]
    assert ledger(made)[0].basis.startswith("a class has 360 minutes, its teacher at most 300 with")


def test_a_rule_of_the_school_counts_if_it_gives_more_than_the_pack():
    rule = "constraints: [{kind: release_time, minutes: %s, weight: 1}]\n"
    less = with_pack("nsw", rule % 60)
    assert entries(less)["ana"] == ("release", 120, 60, "short 60 min")
    alone = with_text("id: gum\n", "id: gum\n" + rule % 100)
    assert entries(alone)["kim"] == ("release", 50, 60, "over 10 min")
    assert ledger(alone)[0].basis.endswith(".yaml:3:15")
    firm = "constraints: [{kind: release_time, teachers: [ana], minutes: 60, required: true}]\n"
    assert entries(with_text("id: gum\n", "id: gum\n" + firm))["ana"] == ("release", 60, 60, "met")
    here = with_pack("nsw", firm)  # said of her: the pack says 120 of full-time teachers
    assert entries(here)["ana"] == ("release", 60, 60, "met")
    assert entries(here)["kim"] == ("release", 60, 60, "met")
    most = "constraints: [{kind: limit_busy_times, teachers: [pat], at_most: 180}]\n"
    limited = ledger(with_text("id: gum\n", "id: gum\n" + most))
    assert [x.teaching_at_most for x in limited] == [None, None, None, 180]


def test_preparation_that_the_school_asks_for_counts_in_its_blocks():
    rule = "constraints: [{kind: preparation_time, minutes: 180, block: 120, weight: 1}]\n"
    made = with_text("id: gum\n", "id: gum\n" + rule)
    assert entries(made)["pat"] == ("preparation", 180, 120, "short 60 min")
    assert ledger(made)[3].blocks == (120, 60, 60)  # recess is between the last two


def test_parts_of_release_that_are_too_short_do_not_count():
    rule = "constraints: [{kind: release_time, minutes: 60, block: 90, weight: 1}]\n"
    line = ledger(with_text("id: gum\n", "id: gum\n" + rule))[0]
    assert (line.blocks, line.given, line.status) == ((60,), 0, "short 60 min")


def test_the_ledger_has_a_line_for_each_week():
    found = [(x.teacher_id, x.week, x.given, x.teaching) for x in ledger(fortnight())]
    assert found == [
        ("ana", "A", 120, 240),
        ("ana", "B", 120, 240),
        ("pat", "A", 300, 60),
        ("pat", "B", 300, 60),
        ("sol", "A", 300, 60),
        ("sol", "B", 360, 0),
        ("gia", "A", 360, 0),
        ("gia", "B", 300, 60),
    ]


def test_curriculum_of_a_fortnight_is_that_of_both_weeks():
    found = {x.subject: (x.required, x.taught, x.lessons) for x in curriculum(fortnight())}
    assert found["PE"] == (120, 120, 2)
    assert found["STEM"] == found["Italian"] == (60, 60, 1)


def test_staff_minutes_have_duty_and_support():
    lines = {x.teacher_id: x for x in staff(dutiful())}
    assert (lines["eve"].days, lines["hel"].days) == (1, 1)  # with support alone, duty alone
    assert set(lines) == {"ana", "dea", "kim", "pat", "eve", "liz", "hel"}  # joe has nothing
    assert (lines["liz"].support, lines["liz"].duty, lines["liz"].teaching) == (30, 15, 0)
    assert (lines["pat"].lessons, lines["pat"].duty, lines["pat"].free) == (120, 35, 240)
    assert dict(summary(dutiful()))["Duties"] == "7"


def test_wishes_are_what_has_a_weight_or_was_asked_for():
    rules = """constraints:
  - {kind: prefer_times, subjects: PE, times: [Tue S1], weight: 3, asked_by: Pat, note: Heat}
  - {kind: prefer_times, subjects: PE, times: [Mon, Tue], weight: 9}
  - {kind: protect_times, classes: all, times: [Mon S1], asked_by: Ana}
  - {kind: protect_times, classes: all, times: [Mon S2]}
"""
    found = wishes(with_text("id: gum\n", "id: gum\n" + rules))
    assert [(w.number, w.met, w.cost, w.asked_by, w.note, w.strength) for w in found] == [
        (1, False, 3, "Pat", "Heat", "weight 3"),
        (2, True, 0, "", "", "weight 9"),
        (3, True, 0, "Ana", "", "required"),
    ]
    assert wishes(dutiful()) == ()


def test_the_rule_book_cites_what_a_figure_of_the_pack_rests_on():
    made = with_pack("qld", "constraints: [{kind: release_time, weight: 1}]\n")
    assert rule_book(made)[0].basis.startswith("Queensland Teachers' Union")
    assert ledger(made)[0].basis.startswith("Queensland Teachers' Union")


def test_highlights_say_in_the_words_of_the_place_how_people_fare():
    assert highlights(varied()) == ()
    assert highlights(dutiful()) == (  # the share of Liz is 19.4, and she may have 15 or nothing
        "Duty: 7 duties shared within 18.9 minutes of pro rata; no roster is below 4.4 (proved).",
        "Support: the only need is met.",
    )
    assert highlights(with_pack("qld"))[0].startswith("Playground duty: 7 duties")
    assert highlights(with_pack("qld"))[2] == (
        "NCT: 0 of 3 class teachers have theirs; "
        "short: Ana Rossi (90 min), Dea Fox (75 min) and Kim Lee (15 min)."
    )
    most = with_pack("{base: vic, figures: {face_to_face_minutes: 330}}")
    assert highlights(most)[2] == (
        "Release: 2 of 3 class teachers have theirs; short: Dea Fox (15 min)."
    )
    enough = with_pack("{base: vic, figures: {face_to_face_minutes: 360}}")
    assert highlights(enough)[2] == "Release: all 3 class teachers have theirs."


def test_a_roster_that_nobody_can_better_says_so():
    text = """\
school: Pair
week:
  days: [Mon, Tue]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: recess, time: "10:00-10:15", kind: break}
teachers: [{id: ana, name: Ana}, {id: bob, name: Bob}]
classes: [{id: 1A, year: 1, teacher: ana, room: R1}]
courses: [{subject: Art, classes: all}]
duties: {areas: [yard], teachers: [ana, bob]}
"""
    art = ("1A Art", "Mon S1", "R1", ())
    fair = book(text, art, duties={"yard, Mon recess": "ana", "yard, Tue recess": "bob"})
    unfair = book(text, art, duties={"yard, Mon recess": "ana", "yard, Tue recess": "ana"})
    assert highlights(fair) == (
        "Duty: 2 duties shared within 0.0 minutes of pro rata; nobody can do better (proved).",
    )
    assert highlights(unfair) == ("Duty: 2 duties shared within 15.0 minutes of pro rata.",)


def test_nothing_is_proved_where_the_school_weakens_what_always_holds():
    weak = "constraints: [{kind: staff_duties, weight: 5}]\n"
    load = duty_load(with_text("id: gum\n", "id: gum\n" + weak))
    assert load is not None
    assert (load.floor, load.best, load.proved) == (0, False, "")


def test_duties_that_nobody_shares_are_not_said_to_be_shared():
    some = "constraints: [{kind: share_duties, areas: oval}]\n"
    made = with_text("id: gum\n", "id: gum\n" + some)
    assert highlights(made)[0].startswith("Duty: 4 of 7 duties shared within ")


def test_the_rule_of_the_school_says_by_whom_duty_is_shared():
    rule = "constraints: [{kind: share_duties, teachers: [ana, pat], with_points: false}]\n"
    load = duty_load(with_text("id: gum\n", "id: gum\n" + rule))
    assert load is not None
    lines = {x.teacher_id: x for x in load.lines}
    assert [lines[t].counted for t in ("ana", "pat", "liz")] == [15, 35, 0]
    assert (lines["liz"].duties, lines["liz"].share, lines["liz"].difference) == (1, None, None)
    assert lines["ana"].share == lines["pat"].share


def test_the_terminal_and_programs_are_told_of_a_valid_timetable_only():
    made = with_pack("qld")
    said = terminal.verified(Verified(made, ()))
    assert (
        "  NCT: 0 of 3 class teachers have theirs; short: Ana Rossi (90 min), Dea Fox (75\n" in said
    )
    assert all(len(line) <= 80 for line in said.splitlines())
    assert results.verified(Verified(made, ()))["highlights"] == list(highlights(made))
    broken = replace(made, timetable=Timetable(made.school, ()))
    broken = replace(broken, report=verify(made.problem, broken.timetable))
    assert "NCT" not in terminal.verified(Verified(broken, ()))
    assert results.verified(Verified(broken, ()))["highlights"] == []
