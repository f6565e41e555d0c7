"""What the tables of the analytics package say."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from timetabler.exporters.analytics import Analytics, package
from timetabler.models.span import parse_clock
from timetabler.views import curriculum, duty_load, edition, ledger, staff

from .factory import (
    DATES,
    DUTIFUL,
    DUTIFUL_DUTIES,
    DUTIFUL_LESSONS,
    VARIED,
    VARIED_LESSONS,
    dutiful,
    fortnight,
    varied,
    whole,
)
from .factory import book as load_book
from .packages import lines, loaded, mobile, replaced


def test_minutes_of_classes_add_up(write):
    with loaded(write(varied())) as database:
        found = database.execute(
            "SELECT class_id, SUM(minutes) FROM fact_lesson WHERE NOT is_group"
            " GROUP BY class_id ORDER BY class_id"
        ).fetchall()
        taught = database.execute(
            "SELECT class_id, subject_id, taught_minutes, required_minutes, lessons, days_touched"
            " FROM agg_class_subject_week"
        ).fetchall()
    assert found == [("1A", 450), ("1B", 450), ("6C", 450)]
    wanted = {
        (x.class_id, x.subject, x.taught, x.required, x.lessons, x.days)
        for x in curriculum(varied())
        if x.subject != "EAL"  # of a group
    }
    assert set(taught) == wanted


@pytest.mark.parametrize("make", [varied, dutiful, fortnight])
def test_minutes_of_teachers_add_up(make, write):
    found = Counter()
    for line in lines(write(make()), "fact_staff_time"):
        found[line["teacher_id"], line["activity"]] += int(line["minutes"])
    for x in staff(make()):
        minutes = [found[x.teacher_id, a] for a in ("face_to_face", "release", "free")]
        assert minutes == [x.teaching, x.release, x.free]
        assert [found[x.teacher_id, a] for a in ("support", "duty")] == [x.support, x.duty]


@pytest.mark.parametrize("make", [varied, dutiful, fortnight])
def test_no_minute_of_a_person_is_in_two_rows(make, write):
    folder = write(make())
    days = {p["period_id"]: p["day_no"] for p in lines(folder, "dim_period")}
    taken = Counter(
        (r["teacher_id"], days[r["period_id"]], minute)
        for r in lines(folder, "fact_staff_time")
        for minute in range(parse_clock(r["start_time"]), parse_clock(r["end_time"]))
    )
    assert taken
    assert max(taken.values()) == 1


def test_duty_is_in_its_own_fact_and_in_the_time_of_staff(write):
    folder = write(dutiful())
    duty = [
        (r["period_id"], r["duty_area_id"], r["teacher_id"], r["minutes"], r["points"])
        for r in lines(folder, "fact_duty")
    ]
    assert sorted(duty) == [
        ("A-Mon-before", "gate", "pat", "20", "20"),
        ("A-Mon-recess 1", "oval", "ana", "15", "30"),
        ("A-Mon-recess 2", "oval", "dea", "15", "30"),
        ("A-Tue-before", "gate", "hel", "20", "20"),
        ("A-Tue-recess 1", "oval", "kim", "15", "30"),
        ("A-Tue-recess 1", "yard", "liz", "15", "15"),
        ("A-Tue-recess 2", "oval", "pat", "15", "30"),
    ]
    time = [
        (r["period_id"], r["duty_area_id"], r["teacher_id"], r["minutes"])
        for r in lines(folder, "fact_staff_time")
        if r["activity"] == "duty"
    ]
    assert sorted(time) == sorted(line[:-1] for line in duty)
    areas = {r["duty_area_id"]: r for r in lines(folder, "dim_duty_area")}
    assert (areas["oval"]["area_name"], areas["oval"]["points"]) == ("Oval", "2")
    (timetable,) = lines(folder, "dim_timetable")
    assert timetable["duty_largest_difference_minutes"] == "18.8889"  # 175 / 4.5 - 20, of hel
    assert timetable["duty_floor_minutes"] == "4.4444"  # 175 / 4.5 / 2 - 15, of liz


def test_support_is_in_its_own_fact_and_in_the_time_of_staff(write):
    folder = write(dutiful())
    assert [
        (r["need_id"], r["teacher_id"], r["period_id"], r["class_id"], r["room_id"], r["minutes"])
        for r in lines(folder, "fact_support")
    ] == [
        ("N1", "eve", "A-Mon-S1", "1A", "R1", "30"),
        ("N1", "eve", "A-Mon-S1", "1A", "R1", "30"),
        ("N1", "liz", "A-Tue-S2", "1A", "R1", "30"),
    ]
    assert [r["asked_minutes"] for r in lines(folder, "dim_need")] == ["90"]


def test_duty_fairness_is_that_of_the_report(write):
    found = lines(write(dutiful()), "agg_duty_fairness")
    load = duty_load(dutiful())
    assert [(r["teacher_id"], r["duty_points"]) for r in found] == [
        (x.teacher_id, str(x.counted)) for x in load.lines
    ]
    assert [float(r["difference_minutes"]) for r in found] == [
        pytest.approx(float(x.difference), abs=0.001) for x in load.lines
    ]
    assert {r["spread"] for r in found} == {"18.8889"}


def test_staff_have_roles_and_what_they_are_due(write):
    text = DUTIFUL.replace("id: gum\n", "id: gum\npack: qld\n")
    made = load_book(text, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)
    folder = write(made)
    people = {r["teacher_id"]: r for r in lines(folder, "dim_teacher")}
    assert {t: r["role"] for t, r in people.items()} == {
        "ana": "class_teacher",
        "dea": "class_teacher",
        "kim": "class_teacher",
        "pat": "specialist",
        "eve": "aide",
        "liz": "aide",
        "hel": "other",
        "joe": "other",
    }
    assert people["kim"]["release_entitlement_minutes"] == "75"
    assert people["kim"]["release_source"].startswith("Queensland Teachers' Union")
    assert people["pat"]["preparation_entitlement_minutes"] == "250"
    assert people["pat"]["release_entitlement_minutes"] == ""
    assert [people[t]["duty_share_minutes"] for t in ("ana", "liz", "joe")] == [
        "38.8889",
        "19.4444",
        "",
    ]
    weeks = {r["teacher_id"]: r for r in lines(folder, "agg_teacher_week")}
    assert (weeks["ana"]["release_minutes"], weeks["ana"]["release_delta"]) == ("60", "-90")


def test_the_longest_work_ends_at_breaks_and_free_moments(write):
    weeks = {r["teacher_id"]: r for r in lines(write(dutiful()), "agg_teacher_week")}
    runs = {t: r["longest_run_without_break_min"] for t, r in weeks.items()}
    assert runs == {
        "ana": "135",  # S1, S2 and duty in the first half of recess on Monday
        "dea": "120",  # duty in the second half, then S3, is 75
        "kim": "75",  # released in S1: S2 and duty
        "pat": "60",
        "eve": "60",
        "liz": "30",
        "hel": "20",
        "joe": "0",
    }


def test_release_too_short_to_count_is_there_but_does_not(write):
    rule = "constraints: [{kind: release_time, minutes: 60, block: 90, weight: 1}]\n"
    text = DUTIFUL.replace("id: gum\n", "id: gum\n" + rule)
    folder = write(load_book(text, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES))
    assert [
        (r["teacher_id"], r["minutes"], r["counts"]) for r in lines(folder, "fact_release")
    ] == [
        ("ana", "60", "false"),
        ("kim", "60", "false"),
    ]
    weeks = {r["teacher_id"]: r for r in lines(folder, "agg_teacher_week")}
    assert (weeks["ana"]["release_minutes"], weeks["ana"]["release_delta"]) == ("0", "-60")


@pytest.mark.parametrize("make", [varied, dutiful, fortnight])
def test_release_that_counts_is_that_of_the_ledger(make, write):
    folder = write(make())
    found = Counter()
    for r in lines(folder, "fact_release"):
        found[r["teacher_id"], r["week_id"]] += int(r["minutes"]) * (r["counts"] == "true")
    for x in ledger(make()):
        if x.sort == "release":
            assert found[x.teacher_id, x.week or "A"] == x.given


def test_a_fortnight_has_two_weeks_of_everything(write):
    folder = write(fortnight())
    assert [(r["week_id"], r["week_no"]) for r in lines(folder, "dim_week")] == [
        ("A", "1"),
        ("B", "2"),
    ]
    periods = lines(folder, "dim_period")
    assert [p["period_id"] for p in periods if p["period_label"] == "S1"] == [
        "A-Mon-S1",
        "A-Tue-S1",
        "B-Mon-S1",
        "B-Tue-S1",
    ]
    assert {(p["week_id"], p["day_name"], p["day_no"]) for p in periods} == {
        ("A", "Mon A", "1"),
        ("A", "Tue A", "2"),
        ("B", "Mon B", "3"),
        ("B", "Tue B", "4"),
    }
    weeks = {
        (r["teacher_id"], r["week_id"]): r["face_to_face_minutes"]
        for r in lines(folder, "agg_teacher_week")
    }
    assert [weeks["sol", w] for w in "AB"] == ["60", "0"]
    assert [weeks["pat", w] for w in "AB"] == ["60", "60"]
    subjects = {r["subject_id"]: r for r in lines(folder, "agg_class_subject_week")}
    assert subjects["PE"]["weeks"] == "2"
    assert [subjects[s]["taught_minutes"] for s in ("PE", "STEM", "Class")] == ["120", "60", "480"]
    assert subjects["PE"]["pct_of_required"] == "100.0"


def test_rooms_are_used_so_much(write):
    rooms = {r["room_id"]: r for r in lines(write(dutiful()), "agg_room_use")}
    hall = rooms["hall"]
    assert (hall["used_slots"], hall["available_slots"]) == ("2", "6")
    assert (hall["use_pct"], hall["class_minutes"]) == ("33.3", "120")


def test_a_trolley_is_used_where_lessons_take_it_along(write):
    folder = write(mobile())
    rooms = {r["room_id"]: r for r in lines(folder, "agg_room_use")}
    for room in ("hall", "trolley"):
        assert (rooms[room]["used_slots"], rooms[room]["class_minutes"]) == ("2", "120")
    assert [(r["course_id"], r["room_id"]) for r in lines(folder, "course_resource")] == [
        ("1A PE", "trolley"),
        ("1B PE", "trolley"),
    ]


def test_who_could_cover_is_who_is_free_and_teaches(write):
    periods = {r["period_id"]: r for r in lines(write(dutiful()), "agg_period_cover")}
    assert set(periods) == {f"A-{day}-S{n}" for day in ("Mon", "Tue") for n in (1, 2, 3)}
    first = periods["A-Mon-S1"]  # pat is free; so are eve (for no minute), hel and joe
    assert [first[c] for c in package.columns(COVER)[2:]] == ["2", "2", "0", "1", "1"]


(COVER,) = (table for table in package.tables() if table["name"] == "agg_period_cover")


def test_wishes_that_are_not_met_say_who_asked(write):
    (wish,) = lines(write(varied()), "unmet_wish")
    assert (wish["wish_id"], wish["who"], wish["note"], wish["cost"]) == (
        "1",
        "Pat",
        "Sports day",
        "2",
    )
    assert lines(write(dutiful()), "unmet_wish") == []


def test_a_joint_lesson_is_one_lesson_in_both_facts(write):
    folder = write(varied())
    joint = [r for r in lines(folder, "fact_lesson") if r["is_joint"] == "true"]
    assert [(r["class_id"], r["teacher_id"]) for r in joint] == [
        ("1A", "ana"),
        ("1B", "kim"),
        ("6C", "cas"),
    ]
    there = [r for r in lines(folder, "fact_staff_time") if r["lesson_id"] == joint[0]["lesson_id"]]
    assert [(r["teacher_id"], r["minutes"], r["classes"]) for r in there] == [
        ("ana", "60", "3"),
        ("kim", "60", "3"),
        ("cas", "60", "3"),
    ]


def test_release_says_who_has_the_class(write):
    found = Counter(
        (r["teacher_id"], r["period_id"], r["class_id"], r["covered_by_teacher_id"])
        for r in lines(write(varied()), "fact_release")
    )
    assert found == Counter(
        [
            ("ana", "A-Mon-S1", "1A", "mia"),
            ("ana", "A-Mon-S2", "1A", "mia"),
            ("ana", "A-Mon-S3-11:30-12:30-lesson", "1A", "pat"),
            ("kim", "A-Tue-S4", "1B", "pat"),
            ("cas", "A-Mon-S4", "6C", "mia"),
            ("cas", "A-Tue-S3-11:00-12:00-lesson", "6C", "pat"),
        ]
    )


def test_segments_number_the_parts_of_a_period(write):
    found = [
        (r["segment"], r["start_time"], r["subject_id"])
        for r in lines(write(varied()), "fact_lesson")
        if r["class_id"] == "1B" and r["period_id"] == "A-Mon-S1"
    ]
    assert found == [("1", "09:00", "Class"), ("2", "09:30", "Library")]


def test_notes_of_several_lines_stay_in_their_cell(write):
    said = 'note: "one\\r\\ntwo\\rthree\\nfour"'
    one = load_book(VARIED.replace("note: Sports day", said), *VARIED_LESSONS)
    (line,) = (r for r in lines(write(one), "rule_result") if r["note"])
    assert line["note"] == "one\ntwo\nthree\nfour"


def test_lessons_and_the_rules_that_look_at_them_are_linked(write):
    found = lines(write(varied()), "lesson_rule")
    ties = {(line["lesson_id"], line["rule_id"]): line["tie"] for line in found}
    assert ties == {
        ("1A PE #1", "1"): "unmet",  # Pat wishes Tuesday: this one is on Monday
        ("1B PE #1", "1"): "kept",
        ("6C PE #1", "1"): "kept",
    }
    lessons = {line["lesson_id"] for line in lines(write(whole()), "fact_lesson")}
    linked = lines(write(whole()), "lesson_rule")
    assert {line["tie"] for line in linked} == {"needed", "looks"}
    assert {line["lesson_id"] for line in linked} <= lessons


DETAILED = (
    VARIED.replace("id: varied\n", "id: varied\nnumber: 0815\nsector: Government\n")
    + DATES
    + "subjects: [{subject: PE, learning_area: Health}]\n"
)


def test_school_and_subjects_say_what_is_known_of_them(write):
    folder = write(load_book(DETAILED, *VARIED_LESSONS))
    (school,) = lines(folder, "dim_school")
    assert school == {
        "school_id": "varied",
        "school_name": "Varied & Small",
        "school_number": "0815",
        "sector": "Government",
        "timezone": "Australia/Melbourne",
        "pack": "default",
    }
    areas = {r["subject_id"]: r["learning_area"] for r in lines(folder, "dim_subject")}
    assert (areas["PE"], areas["Art"]) == ("Health", "")
    (timetable,) = lines(folder, "dim_timetable")
    assert timetable["timetable_id"].startswith("varied-")
    assert timetable["version"].startswith(edition(varied()))
    said = ("school_year", "term", "valid_from", "valid_to", "cycle_weeks", "previous_version")
    assert [timetable[c] for c in said] == [
        "2027",
        "2027 Term 1",
        "2027-03-01",
        "2027-04-20",
        "1",
        "",
    ]
    classes = {r["class_id"]: r for r in lines(folder, "dim_class")}
    assert [classes["6C"][c] for c in ("year_level_min", "year_level_max")] == ["6", "6"]


def test_dates_say_which_day_of_the_cycle_they_are(write):
    dates = {r["date"]: r for r in lines(write(fortnight()), "dim_date")}
    columns = ("weekday", "week_id", "day_no", "is_school_day", "term", "note")
    found = [[dates[f"2027-{d}"][c] for c in columns] for d in ("03-01", "03-08", "03-15", "03-28")]
    assert found == [
        ["1", "A", "1", "true", "Term 1", ""],
        ["1", "B", "", "false", "Term 1", "Labour Day"],
        ["1", "A", "1", "true", "Term 1", ""],
        ["7", "", "", "false", "", "between terms"],
    ]
    assert len(dates) == 51
    periods = {r["day_name"]: r["weekday"] for r in lines(write(fortnight()), "dim_period")}
    assert periods == {"Mon A": "1", "Tue A": "2", "Mon B": "1", "Tue B": "2"}
    assert lines(write(mobile()), "dim_date") == []


def test_lessons_that_the_school_fixed_are_pinned(write):
    pinned = {
        r["lesson_id"] for r in lines(write(varied()), "fact_lesson") if r["pinned"] == "true"
    }
    assert pinned == {"1A+1B+6C Assembly #1"}  # at: [Tue S1]


def test_what_a_class_did_not_do_before_is_changed(write):
    changed = [
        (r["class_id"], r["period_id"], r["subject_id"])
        for r in lines(write(replaced()), "fact_lesson")
        if r["changed_from_previous"] == "true"
    ]
    assert changed == [("1A", "A-Mon-S3", "PE"), ("1A", "A-Tue-S3", "Class")]
    said = {r["changed_from_previous"] for r in lines(write(dutiful()), "fact_lesson")}
    assert said == {""}


def test_changes_say_what_they_are_and_who_sees_them(write):
    folder = write(replaced())
    moved, duty = lines(folder, "timetable_change")
    assert [moved[c] for c in ("change", "course_id", "old_time", "new_time", "new_teachers")] == [
        "moved",
        "1A PE",
        "Tue S3",
        "Mon S3",
        "pat",
    ]
    assert [duty[c] for c in ("change", "duty", "old_teachers", "new_teachers")] == [
        "duty",
        "gate, Mon before",
        "dea",
        "pat",
    ]
    seen = [(r["change_no"], r["who"], r["who_id"]) for r in lines(folder, "change_seen_by")]
    assert seen == [
        ("1", "class", "1A"),
        ("1", "room", "hall"),
        ("1", "teacher", "ana"),
        ("1", "teacher", "pat"),
        ("2", "teacher", "dea"),
        ("2", "teacher", "pat"),
    ]
    (change,) = lines(folder, "agg_change")
    (timetable,) = lines(folder, "dim_timetable")
    assert change["previous_version"] == timetable["previous_version"] != timetable["version"]
    assert list(change.values())[2:] == ["1", "0", "0", "0", "1", "3", "1"]
    assert lines(write(dutiful()), "agg_change") == []


def test_release_says_why(write):
    reasons = {r["reason"] for r in lines(write(varied()), "fact_release")}
    assert reasons == {"Art", "PE", "Music"}


def test_a_violation_says_what_it_is_about(write):
    (found,) = lines(write(varied()), "rule_violation")  # Pat wishes Tuesday
    columns = ("class_id", "teacher_id", "room_id", "period_id")
    assert [found[c] for c in columns] == ["1A", "pat", "hall", "A-Mon-S3-11:30-12:30-lesson"]
    results = {r["rule_id"]: r["violations"] for r in lines(write(varied()), "rule_result")}
    assert results["1"] == "1"
    assert set(results.values()) == {"0", "1"}


def test_rules_about_several_name_none_of_them(write):
    rule = "constraints: [{kind: share_duties, within: 1, weight: 3}]\n"
    text = DUTIFUL.replace("id: gum\n", "id: gum\n" + rule)
    folder = write(load_book(text, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES))
    (found,) = lines(folder, "rule_violation")
    assert [found[c] for c in ("class_id", "teacher_id", "room_id", "period_id")] == [""] * 4


def test_teams_have_their_classes(write):
    text = DUTIFUL.replace("courses:\n", "teams: [{id: juniors, classes: [1A, 1B]}]\ncourses:\n")
    folder = write(load_book(text, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES))
    teams = [(r["team_id"], r["class_id"]) for r in lines(folder, "team_class")]
    assert ("juniors", "1A") in teams
    assert ("juniors", "1B") in teams


@pytest.mark.parametrize(
    ("said", "raised"),
    [("Query interrupted", KeyboardInterrupt), ("of another sort", RuntimeError)],
)
def test_ctrl_c_while_parquet_is_written_is_no_bug(said, raised, tmp_path, monkeypatch):
    def execute(_: object) -> None:
        raise RuntimeError(said)

    database = SimpleNamespace(execute=execute)
    monkeypatch.setattr("duckdb.connect", lambda: nullcontext(database))
    with pytest.raises(raised):
        Analytics().write(varied(), tmp_path / "analytics")
    assert list(tmp_path.iterdir()) == []
