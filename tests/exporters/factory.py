"""Books made by hand: a school file as text, and where each lesson goes. No solver."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from timetabler.models.findings import Outcome, Status
from timetabler.models.timetable import DutyPlacement, Placement, Timetable
from timetabler.spec.load import load_text
from timetabler.verify import verify
from timetabler.views import Book

Placed = tuple[str, str, str | None, tuple[str, ...]]
"""Course, time, room, teachers."""


def book(
    text: str,
    *placed: Placed,
    duties: Mapping[str, str] | None = None,
    status: Status = Status.FEASIBLE,
    bound: int = 0,
) -> Book:
    """The book of a timetable that holds every required rule; ``duties`` are duty -> people."""
    problem = load_text(text)
    school = problem.school
    lessons = []
    for course, time, room, teachers in placed:
        for span in school.week.spans([time], school.bells_of(school.course[course])[0]):
            lessons.append(Placement(school.course[course], span, room, teachers))
    roster = [
        DutyPlacement(school.duty[duty], person)
        for duty, people in (duties or {}).items()
        for person in people.split()
    ]
    timetable = Timetable(school, lessons, roster)
    report = verify(problem, timetable)
    assert report.valid, [f.sentence for r in report.broken for f in r.findings]
    outcome = Outcome(status, report.cost, bound, 1.5, seed=7, workers=2)
    return Book(problem, timetable, report, outcome, "0.1.0", "solver 1")


DATES = """\
calendar:
  timezone: Australia/Melbourne
  terms:
    - {name: Term 1, from: 2027-03-01, to: 2027-03-26}
    - {name: Term 2, from: 2027-03-30, to: 2027-04-20}
  closed:
    - {date: 2027-03-08, name: Labour Day}
"""
"""Two terms, the second through the end of daylight saving, with a holiday on a Monday."""


VARIED = """\
school: Varied & Small
id: varied
term: 2027 Term 1
week:
  days: [Mon, Tue]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
    - {id: recess, time: "11:00-11:30", kind: break, classes: [1A, 1B]}
    - {id: S3, time: "11:30-12:30", classes: [1A, 1B]}
    - {id: S3, time: "11:00-12:00", classes: [6C]}
    - {id: recess, time: "12:00-12:30", kind: break, classes: [6C]}
    - {id: S4, time: "12:30-13:30", days: [Mon]}
    - {id: S4, time: "12:30-13:00", days: [Tue]}
teachers:
  - {id: ana, name: Ana Rossi}
  - {id: dea, name: Dea Fox, fte: 0.5, days: [Mon]}
  - {id: kim, name: Kim Lee, fte: 0.5, days: [Tue]}
  - {id: cas, name: Cas Bell}
  - {id: pat, name: Pat Nair}
  - {id: mia, name: Mia Wood}
  - {id: val, name: Val Hill}
rooms:
  - {id: hall, name: Hall, classes: 3}
  - {id: nook, name: Nook}
classes:
  - {id: 1A, year: 1, teacher: ana, room: R1, students: 20}
  - {id: 1B, year: 1, teachers: {dea: Mon, kim: Tue}, room: R2}
  - {id: 6C, year: 6, teacher: cas, room: R3}
groups:
  - {id: eal, name: EAL group, classes: [1A]}
courses:
  - {subject: PE, classes: all, teacher: pat, room: hall}
  - {subject: Art, classes: [1A], teacher: mia, lessons: [2]}
  - {subject: Library, classes: [1B], minutes: 30, room: nook}
  - {subject: EAL, groups: [eal], teacher: val, minutes: 30, room: nook}
  - {subject: Music, classes: [6C], teacher: mia, also: [val]}
  - {subject: Assembly, classes: all, together: true, room: hall, at: [Tue S1]}
constraints:
  - {kind: prefer_times, subjects: PE, times: [Tue], weight: 2, asked_by: Pat, note: Sports day}
"""
VARIED_LESSONS: tuple[Placed, ...] = (
    ("1A Art", "Mon S1-S2", "R1", ("mia",)),
    ("1B Library", "Mon 09:30-10:00", "nook", ()),
    ("1A PE", "Mon S3", "hall", ("pat",)),
    ("eal EAL", "Tue 10:30-11:00", "nook", ("val",)),
    ("6C PE", "Tue 11:00-12:00", "hall", ("pat",)),
    ("6C Music", "Mon 12:30-13:30", "R3", ("mia", "val")),
    ("1B PE", "Tue S4", "hall", ("pat",)),
    ("1A+1B+6C Assembly", "Tue S1", "hall", ()),
)


@cache
def varied() -> Book:
    """Job share, double, half session, group, joint lesson, team teaching, different bells."""
    return book(VARIED + DATES, *VARIED_LESSONS)


@cache
def doubled() -> Book:
    """Doubles in the same two periods every day, so that no cell begins in the second of them."""
    return book(
        """\
school: Doubled
week:
  days: [Mon, Tue]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
teachers: [ana]
classes: [{id: 1A, year: 1, teacher: ana, room: R1}]
courses: [{subject: Literacy, classes: all, lessons: [2, 2]}]
"""
        + DATES,
        ("1A Literacy", "Mon S1-S2", "R1", ()),
        ("1A Literacy", "Tue S1-S2", "R1", ()),
    )


DUTIFUL = """\
school: Gum Street
id: gum
week:
  days: [Mon, Tue]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
    - {id: recess, time: "11:00-11:30", kind: break}
    - {id: S3, time: "11:30-12:30"}
teachers:
  - {id: ana, name: Ana Rossi}
  - {id: dea, name: Dea Fox, fte: 0.5, days: [Mon]}
  - {id: kim, name: Kim Lee, fte: 0.5, days: [Tue]}
  - {id: pat, name: Pat Nair}
aides:
  - {id: eve, name: Eve Moss, fte: 0.5}
  - {id: liz, name: Liz Park, fte: 0.5}
staff:
  - {id: hel, name: Helen Nash}
  - {id: joe, name: Joe Clerk}
rooms:
  - {id: hall, name: Hall}
classes:
  - {id: 1A, year: 1, teacher: ana, room: R1}
  - {id: 1B, year: 1, teachers: {dea: Mon, kim: Tue}, room: R2}
courses:
  - {subject: PE, classes: all, teacher: pat, room: hall}
duties:
  teachers: [ana, dea, kim, pat, hel]
  areas:
    - {id: oval, name: Oval, points: 2, at: [recess 1, recess 2]}
    - {id: gate, name: Front gate, at: [before]}
    - {id: yard, at: [recess 1], days: [Tue], staff: 1, teachers: [liz]}
  times:
    - {id: before, time: "08:40-09:00"}
    - {id: recess 1, time: "11:00-11:15"}
    - {id: recess 2, time: "11:15-11:30"}
support:
  - {id: N1, class: 1A, minutes: 90, part: 30, people: 2}
"""
DUTIFUL_LESSONS: tuple[Placed, ...] = (
    ("1A PE", "Mon S3", "hall", ("pat",)),
    ("1B PE", "Tue S1", "hall", ("pat",)),
)
DUTIFUL_DUTIES = {
    "gate, Mon before": "pat",
    "gate, Tue before": "hel",
    "oval, Mon recess 1": "ana",
    "oval, Mon recess 2": "dea",
    "oval, Tue recess 1": "kim",
    "oval, Tue recess 2": "pat",
    "yard, Tue recess 1": "liz",
    "N1, Mon 09:00-09:30": "eve",
    "N1, Mon 09:30-10:00": "eve",
    "N1, Tue 10:00-10:30": "liz",
}


@cache
def dutiful() -> Book:
    """Duty in halves of recess and before school, with points; aides with a need in class."""
    return book(DUTIFUL + DATES, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)


WISHED = """\
constraints:
  - {kind: release_time, minutes: 90, weight: 1, asked_by: Staff, note: As last year}
  - {kind: limit_busy_times, teachers: [pat], at_most: 300, note: By agreement}
  - {kind: share_duties, within: 20, weight: 3, asked_by: Union}
"""


@cache
def whole() -> Book:
    """The same with wishes, release, and places for wet weather."""
    text = DUTIFUL.replace("{id: hall, name: Hall}", "{id: hall, name: Hall, wet: [gym]}\n  - gym")
    text = text.replace("points: 2,", "points: 2, wet: Library,")
    return book(text + WISHED, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)


@cache
def hostile() -> Book:
    """The same with names that some format could trip over."""
    text = DUTIFUL
    for name, bad in HOSTILE.items():
        text = text.replace(f"name: {name}", f"name: {bad!r}")
    wished = WISHED.replace("Union", repr(HOSTILE["Oval"])).replace("Staff", repr("+SUM(A1)"))
    return book(text + wished, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES)


HOSTILE = {
    "Oval": "<script>alert(2)</script>",
    "Ana Rossi": "=cmd|/C calc!A0",
    "Eve Moss": "@home",
    "Hall": "Duty load",
}
"""Name in ``dutiful`` -> one to put instead."""


FORTNIGHT = """\
school: Two Weeks
id: two
week:
  days: [Mon, Tue]
  weeks: [A, B]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
    - {id: recess, time: "11:00-11:30", kind: break}
    - {id: S3, time: "11:30-12:30"}
teachers: [ana, pat, sol, gia]
classes:
  - {id: 1A, year: 1, teacher: ana, room: R1}
courses:
  - {subject: PE, classes: all, teacher: pat}
  - {subject: STEM, classes: all, teacher: sol, weeks: [A]}
  - {subject: Italian, classes: all, teacher: gia, weeks: [B]}
duties:
  teachers: [ana, pat]
  areas: [yard]
"""


@cache
def fortnight() -> Book:
    """A cycle of two weeks: PE in each at the same time, two subjects in one week each, duty."""
    return book(
        FORTNIGHT + DATES,
        ("1A PE", "Mon S1", "R1", ("pat",)),
        ("1A STEM", "Mon A S3", "R1", ("sol",)),
        ("1A Italian", "Mon B S3", "R1", ("gia",)),
        duties={
            "yard, Mon A recess": "ana",
            "yard, Tue A recess": "ana",
            "yard, Mon B recess": "ana",
            "yard, Tue B recess": "pat",
        },
    )


AWKWARD = (
    "Year 3/4",
    '=HYPERLINK("x")',
    "O'Brien",
    "Zoë",
    "<script>alert(1)</script>",
    "+1 & \"more\", 'quoted'",
    "@home -1",
    "🎨 art 🖌",
    "A name of more than sixty characters, as people write when nobody stops them",
    "''",
    'two " of; these |\t, \\',
    "../../x]]>",
    "History",
    "HISTORY",
    "-x{{ 7 * 7 }}" * 15,
    "🎨" * 40,
)


@cache
def awkward() -> Book:
    """Every name in the school is one that some format could trip over."""
    quoted = ["'" + name.replace("'", "''") + "'" for name in AWKWARD]
    classes = "".join(
        f"  - {{id: {q}, name: {q}, year: 1, teacher: {q}, room: {q}}}\n" for q in quoted
    )
    teachers = "".join(f"  - {{id: {q}, name: {q}}}\n" for q in quoted)
    courses = "".join(f"  - {{subject: {q}, classes: {q}, teacher: sub}}\n" for q in quoted)
    text = (
        f"school: {quoted[1]}\nid: awkward\nterm: {quoted[4]}\nhome_subject: {quoted[2]}\n"
        'week:\n  days: [Mon, Tue]\n  timeslots:\n    - {id: "=1+1", time: "09:00-10:00"}\n'
        + "".join(f'    - {{id: P{h}, time: "{h}:00-{h}:45"}}\n' for h in range(10, 18))
        + f"teachers:\n{teachers}  - sub\nclasses:\n{classes}courses:\n{courses}{DATES}"
    )
    slots = ["=1+1", *(f"P{h}" for h in range(10, 18))]
    times = [f"{day} {slot}" for day in ("Mon", "Tue") for slot in slots]
    return book(
        text,
        *(
            (f"{name} {name}", time, name, ("sub",))
            for name, time in zip(AWKWARD, times[: len(AWKWARD)], strict=True)
        ),
    )


IMPORTED = """\
school: Escuela «El Roble» / 1
id: roble
week:
  days: ["1", "02", "Miércoles"]
  timeslots:
    - {id: "007", time: "09:00-10:00"}
    - {id: "yes", time: "10:00-11:00"}
    - {id: "Break, long", time: "11:00-11:30", kind: break}
    - {id: "3/4", time: "11:30-12:30"}
teachers:
  - "1"
  - "O'Neil, Ann"
  - {id: "Zoë 🎨", days: ["1", "02"]}
  - head
rooms:
  - {id: "No 1 / hall"}
  - lab
classes:
  - {id: "1 A", year: "1", away: "Miércoles 3/4"}
  - {id: "1 B", year: "1", room: "B \\"x\\"", away: ["Miércoles 3/4", "02 Break, long-3/4"]}
  - {id: "no", year: "2", teacher: head, away: Miércoles}
groups:
  - {id: "1 A/boys", classes: "1 A", split: pe, away: "1 007"}
  - {id: "1 A/girls", classes: "1 A", split: pe}
courses:
  - {subject: "Inglés / English, spoken", classes: "1 A", teacher: "1", tags: ["oral work", "yes"]}
  - {subject: Reading, classes: ["1 A", "1 B"], together: true, room: "No 1 / hall"}
  - {subject: PE, groups: "1 A/boys", teacher: "O'Neil, Ann"}
  - {subject: PE, groups: "1 A/girls", tags: "oral work"}
  - {subject: Science, classes: "1 B", teacher: "Zoë 🎨", room: lab, lessons: [2]}
  - {subject: Chess, classes: "no", teacher: "O'Neil, Ann"}
  - {subject: Staff meeting, staff_only: true, teacher: head, also: ["1", "Zoë 🎨"], room: lab}
  - {subject: Planning, staff_only: true, teacher: "O'Neil, Ann"}
  - {subject: Year end, staff_only: true, teacher: head, at: "Miércoles 3/4"}
constraints:
  - {kind: prefer_times, tags: "oral work", times: "02", weight: 995}
"""
IMPORTED_LESSONS: tuple[Placed, ...] = (
    ("1 A Inglés / English, spoken", "1 yes", None, ("1",)),
    ("1 A+1 B Reading", "02 007", "No 1 / hall", ()),
    ("1 A/boys PE", "02 yes", None, ("O'Neil, Ann",)),
    ("1 A/girls PE", "02 yes", None, ()),
    ("1 B Science", "1 007-yes", "lab", ("Zoë 🎨",)),
    ("no Chess", "02 3/4", None, ("O'Neil, Ann",)),
    ("Staff meeting", "02 3/4", "lab", ("head", "1", "Zoë 🎨")),
    ("Planning", "Miércoles 007", None, ("O'Neil, Ann",)),
    ("Year end", "Miércoles 3/4", None, ("head",)),
)


@cache
def imported() -> Book:
    """As other programs leave a school: meetings of staff, classes and groups without a teacher,
    free time, pupils who go home early, tags, and names of any letters."""
    return book(IMPORTED + DATES, *IMPORTED_LESSONS)
