import pytest

from timetabler.models.findings import InvalidInput
from timetabler.spec.load import load_text

SCHOOL = """\
school: Small
number: "4321"
pack: vic
calendar:
  terms:
    - {from: 2027-01-28, to: 2027-03-25}
    - {name: Winter, from: 2027-04-12, to: 2027-06-25, week: B}
  closed:
    - {date: 2027-03-08, name: Labour Day}
    - {from: 2027-06-01, to: 2027-06-03, name: Camp}
week: {weeks: [A, B], timeslots: [{id: S1, time: "09:00-10:00"}]}
teachers: [ana]
classes: [{id: 1A, teacher: ana}]
subjects: [{subject: PE, code: P.E., learning_area: Health}]
courses: [{subject: PE, classes: all}, {subject: Art, classes: all}]
"""


def test_dates_zone_and_subjects_are_read() -> None:
    school = load_text(SCHOOL).school
    calendar = school.calendar
    assert [(t.name, str(t.first), t.week) for t in calendar.terms] == [
        ("Term 1", "2027-01-28", 0),
        ("Winter", "2027-04-12", 1),
    ]
    assert [(c.name, str(c.first), str(c.last)) for c in calendar.closures] == [
        ("Labour Day", "2027-03-08", "2027-03-08"),
        ("Camp", "2027-06-01", "2027-06-03"),
    ]
    assert calendar.timezone == "Australia/Melbourne"
    assert school.number == "4321"
    assert school.learning_area == {"PE": "Health"}


def test_a_holiday_outside_of_the_terms_is_a_warning() -> None:
    problem = load_text(SCHOOL.replace("date: 2027-03-08", "date: 2026-03-08"))
    assert [(w.code, w.source.line) for w in problem.warnings if w.code == "TT236"] == [
        ("TT236", 9)
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("to: 2027-03-25", "to: 25/3/2027", "TT204", 6),
        ("to: 2027-03-25", "to: 2027-02-30", "TT204", 6),
        ("to: 2027-03-25", "to: 9999-12-31", "TT204", 6),
        ("to: 2027-03-25", "to: 0207-03-25", "TT204", 6),
        ("to: 2027-03-25", "to: 2026-03-25", "TT235", 6),
        ("to: 2027-03-25", "to: 2027-05-01", "TT235", 7),
        ("to: 2027-06-25", "to: 2031-06-25", "TT235", 5),
        ("week: B", "week: C", "TT203", 7),
        ("week: {", "week: {days: [Mon, Tue, Monday], ", "TT235", 11),
        ("week: {", "week: {days: [Mon, Day 2], ", "TT235", 11),
        ("date: 2027-03-08", "from: 2027-03-08", "TT235", 9),
        ("to: 2027-06-03", "date: 2027-06-03", "TT235", 10),
        ("calendar:\n", "calendar:\n  timezone: Australia/Melborne\n", "TT235", 5),
        ("{subject: PE, code", "{subject: PEE, code", "TT203", 14),
        ("subjects: [", "subjects: [{subject: PE}, ", "TT237", 14),
        ("subjects: [", "subjects: [{subject: Art, code: p.e.}, ", "TT237", 14),
    ],
)
def test_what_does_not_fit_is_said_at_its_place(old: str, new: str, code: str, line: int) -> None:
    assert old in SCHOOL
    with pytest.raises(InvalidInput) as caught:
        load_text(SCHOOL.replace(old, new, 1))
    assert [(d.code, d.source.line) for d in caught.value.diagnostics] == [(code, line)]
