"""Schools as other programs leave them: meetings of staff, free time, pupils who are away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from timetabler.exporters import formats
from timetabler.exporters.timetable_xlsx.reader import read
from timetabler.models.findings import InvalidInput
from timetabler.spec.load import load_text
from timetabler.views import (
    Grid,
    curriculum,
    days,
    edition,
    grid,
    ledger,
    overviews,
    rows,
    staff,
)
from timetabler.views.agenda import agenda
from timetabler.views.naming import begins, only_clock
from timetabler.views.roll import Roll

from .factory import DATES, IMPORTED, IMPORTED_LESSONS, book, dutiful, imported
from .packages import lines


def row_of(shown: Grid, label: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What the cells of a row are, say in a word, and tell."""
    (found,) = (row for week in shown.weeks for row in week.rows if row.label == label)
    return [
        (cell.filling, cell.word, [(e.title, e.detail) for e in cell.entries])
        for cell in found.cells
        if cell is not None
    ]


def teacher(id_: str) -> Grid:
    return grid(imported(), imported().school.teacher[id_])


def class_(id_: str) -> Grid:
    return grid(imported(), imported().school.class_[id_])


def test_a_meeting_is_in_the_week_of_each_of_its_staff_with_the_others_and_the_room():
    assert row_of(teacher("head"), "3/4")[1:] == [
        ("meeting", "", [("Staff meeting", "1 · Zoë 🎨 · lab")]),
        ("meeting", "", [("Year end", "")]),
    ]
    assert row_of(teacher("1"), "3/4")[1] == (
        "meeting",
        "",
        [("Staff meeting", "head · Zoë 🎨 · lab")],
    )


def test_a_meeting_takes_its_room_and_no_class():
    lab = grid(imported(), imported().school.room["lab"])
    assert row_of(lab, "3/4")[1] == (
        "meeting",
        "",
        [("Staff meeting", "head · 1 · Zoë 🎨")],
    )
    assert not {"Staff meeting", "Planning", "Year end"} & {r.subject for r in rows(imported())}
    assert not {"Staff meeting", "Planning"} & {x.subject for x in curriculum(imported())}


def test_a_meeting_is_work_but_no_teaching():
    found = {x.teacher_id: x for x in staff(imported())}
    assert (found["head"].meetings, found["head"].lessons, found["head"].home) == (120, 0, 300)
    assert found["1"].meetings == found["1"].teaching == 60
    taught = {x.teacher_id: x.teaching for x in ledger(imported())}
    assert taught["head"] == 300
    assert not any(x.meetings for x in staff(dutiful()))


def test_who_only_meets_is_no_specialist():
    text = IMPORTED.replace("  - head\n", "  - head\n  - clerk\n")
    school = load_text(text.replace("teacher: head, at:", "teacher: clerk, at:")).school
    assert "clerk" not in school.specialists
    assert "Year end" not in school.specialist_subjects


def test_a_class_without_class_teachers_is_free_and_not_with_nobody():
    assert row_of(class_("1 A"), "007") == [
        ("free", "", []),
        ("lesson", "", [("Reading", "with 1 B · No 1 / hall")]),
        ("free", "", []),
    ]
    assert {x.subject for x in curriculum(imported()) if x.class_id == "1 A"} == {
        "Inglés / English, spoken",
        "Reading",
        "PE",
    }
    assert row_of(class_("no"), "007")[0] == ("home", "", [("Class", "")])


def test_where_no_class_has_its_own_teacher_nothing_is_called_class():
    text = IMPORTED.replace('year: "2", teacher: head,', 'year: "2",')
    made = book(text, *IMPORTED_LESSONS)
    assert "Class" not in made.subjects
    assert imported().subjects[-1] == "Class"


def test_pupils_who_are_away_have_neither_lesson_time_nor_break():
    assert row_of(class_("no"), "007")[2] == ("none", "", [])
    assert row_of(class_("1 B"), "Break, long") == [
        ("break", "Break, long", []),
        ("none", "", []),
        ("break", "Break, long", []),
    ]


def test_the_overview_tells_free_time_from_no_such_time():
    classes, people = overviews(imported(), "class")[0], overviews(imported(), "teacher")[0]
    shown = {line.name: line.cells for line in (*classes.lines, *people.lines)}
    assert [cell.away for cell in shown["1 A"][2]] == [False, False, True]
    assert [cell.lines for cell in shown["head"][1]] == [(), (), ("SM",)]


def test_a_long_cycle_is_several_overviews():
    days = [f"D{n}" for n in range(1, 11)]
    slots = "".join(
        f'    - {{id: "{h:02}:00 - {h:02}:30", time: "{h:02}:00-{h:02}:30"}}\n'
        for h in range(8, 18)
    )
    text = (
        f"school: Long\nweek:\n  days: [{', '.join(days)}]\n  timeslots:\n{slots}"
        "teachers: [pat]\nclasses: [{id: 1A, year: 1}]\n"
        "courses: [{subject: PE, classes: all, teacher: pat}]\n"
    )
    made = book(text, ("1A PE", "D10 08:00 - 08:30", None, ("pat",)))
    first, second = overviews(made, "class")
    assert (first.name, second.name) == ("D1-D5", "D6-D10")
    assert [day for day, _ in (*first.days, *second.days)] == days
    assert first.days[0][1][:2] == ("08:00", "09:00")
    assert [cell.lines for cell in second.lines[0].cells[4]][:2] == [("PE",), ()]
    assert not any(
        row.named for week in grid(made, made.school.classes[0]).weeks for row in week.rows
    )


@pytest.mark.parametrize(
    ("name", "clock", "only", "short"),
    [
        ("07:50 - 08:18", "07:50-08:18", True, "07:50"),
        ("7.50\u20138.18", "07:50-08:18", True, "7.50"),
        ("07:50 - 08:18", "07:50-08:20", False, "07:50"),
        ("S1", "07:50-08:18", False, "S1"),
        ("1", "01:00-02:00", False, "1"),
        ("P 07:50-08:18", "07:50-08:18", False, "P 07:50-08:18"),
    ],
)
def test_a_timeslot_may_be_named_by_its_time(name, clock, only, short):
    assert only_clock(name, clock) is only
    assert begins(name) == short


def test_a_break_is_called_one_where_its_name_is_that_of_a_lesson_or_its_time():
    text = """\
school: Breaks
week:
  days: [Mon, Tue]
  timeslots:
    - {id: P1, time: "09:00-10:00", days: [Mon], kind: break}
    - {id: P1, time: "09:00-10:00", days: [Tue]}
    - {id: "10:00-10:30", time: "10:00-10:30", kind: break}
    - {id: recess, time: "10:30-11:00", kind: break}
    - {id: P2, time: "11:00-12:00"}
classes: [{id: 1A, year: 1}]
courses: [{subject: PE, classes: all}]
"""
    made = book(text, ("1A PE", "Tue P1", None, ()))
    shown = grid(made, made.school.classes[0])
    assert row_of(shown, "P1")[0] == ("break", "Break", [])
    assert [row.word for row in shown.weeks[0].rows if row.band] == ["Break", "recess"]
    classes, _ = days(made)[0].boards
    assert [time.label for time in classes.times] == ["P1", "", "recess", "P2"]


def test_nobody_has_a_column_for_a_class_of_their_own_where_nobody_has_one(tmp_path):
    text = IMPORTED.replace('year: "2", teacher: head,', 'year: "2",')
    heads = []
    for made in (imported(), book(text, *IMPORTED_LESSONS)):
        exporter = formats()["xlsx"]()
        exporter.write(made, tmp_path / exporter.filename)
        sheet = load_workbook(tmp_path / exporter.filename)["Staff minutes"]
        heads.append({str(cell.value) for line in sheet.iter_rows(max_row=6) for cell in line})
    assert heads[0] - heads[1] == {"Lessons (min)", "Own class (min)", "Release (min)"}
    assert "Meetings (min)" in heads[1]


def test_meetings_are_in_the_calendars_of_their_staff():
    found = [a for a in agenda(imported(), imported().school.teacher["head"]) if a.activity.lesson]
    assert [(a.title, a.place, a.notes) for a in found] == [
        ("Staff meeting", "lab", ("With 1, Zoë 🎨",)),
        ("Year end", "", ()),
    ]


def test_a_moved_meeting_is_another_edition():
    moved = [
        (course, "Miércoles yes" if course == "Planning" else time, *rest)
        for course, time, *rest in IMPORTED_LESSONS
    ]
    assert edition(book(IMPORTED + DATES, *moved)) != edition(imported())


def test_rosters_have_no_meetings():
    assert {s.local for s in Roll(imported()).sections if s.sort == "scheduled"} == {
        course.id for course in imported().school.courses if not course.staff_only
    }


@pytest.mark.parametrize("name", ["compass", "liss", "sif", "xuno"])
def test_other_systems_say_that_they_leave_meetings_out(name, tmp_path):
    exporter = formats()[name]()
    said = exporter.write(imported(), tmp_path / exporter.filename)
    assert "3 meetings of staff left out: lessons have a class there" in said


def test_analytics_have_meetings_in_the_time_of_staff_alone(write):
    folder = write(imported())
    found = [r for r in lines(folder, "fact_staff_time") if r["activity"] == "meeting"]
    assert {(r["teacher_id"], r["lesson_id"], r["course_id"], r["classes"]) for r in found} == {
        *((who, "Staff meeting #1", "Staff meeting", "0") for who in ("head", "1", "Zoë 🎨")),
        ("O'Neil, Ann", "Planning #1", "Planning", "0"),
        ("head", "Year end #1", "Year end", "0"),
    }
    weeks = {r["teacher_id"]: r for r in lines(folder, "agg_teacher_week")}
    assert (weeks["head"]["meeting_minutes"], weeks["head"]["face_to_face_minutes"]) == (
        "120",
        "300",
    )
    assert (weeks["head"]["lessons"], weeks["1"]["lessons"]) == ("0", "1")
    used = {
        r["room_id"]: (r["used_slots"], r["class_minutes"]) for r in lines(folder, "agg_room_use")
    }
    assert used["lab"] == ("3", "120")


def test_a_meeting_moves_in_the_workbook(tmp_path):
    made = imported()
    path = written(tmp_path)
    moved(path, "Planning", "1", "3/4")
    timetable, _ = read(path, made.problem)
    (placed,) = timetable.of_course["Planning"]
    assert made.school.week.label(placed.span, None) == "1 3/4"


def test_a_meeting_moves_to_no_time_that_there_is_not(tmp_path):
    path = written(tmp_path)
    moved(path, "Planning", "1", "Break, long")
    with pytest.raises(InvalidInput, match="Break, long"):
        read(path, imported().problem)


def written(folder: Path) -> Path:
    exporter = formats()["xlsx"]()
    exporter.write(imported(), folder / exporter.filename)
    return folder / exporter.filename


def moved(path: Path, course: str, day: str, timeslot: str) -> None:
    workbook = load_workbook(path)
    for line in workbook["Lessons"].iter_rows():
        if line[1].value == course:
            line[4].value, line[5].value = day, timeslot
    workbook.save(path)


def test_a_timetable_says_that_a_meeting_has_no_class(tmp_path):
    path = tmp_path / "timetable.json"
    formats()["json"]().write(imported(), path)
    found = {x["course"]: x["classes"] for x in json.loads(path.read_text())["lessons"]}
    assert found["Staff meeting"] == []
    assert found["1 A/girls PE"] == ["1 A"]


def test_why_a_meeting_is_where_it_is_stands_with_the_meetings():
    assert {w.what: w.group for w in imported().why.values() if w.group == "Meetings"} == {
        "Staff meeting": "Meetings",
        "Planning": "Meetings",
        "Year end": "Meetings",
    }
