"""Bad input about duties, support, staff, sites, weeks and withdrawal: each at its place."""

from __future__ import annotations

import time

import pytest

from timetabler.spec.diagnostics import render
from timetabler.spec.load import load_text

from .small import HERE, WHOLE, positioned, problems, whole

YARD = "{id: yard, at: [recess 1, recess 2], staff: 2, site: south, points: 2}"
GATE = "{id: gate, at: [before], days: [Mon, Tue A], site: north}"
FIXED = "{area: yard, at: recess 2, teacher: nash}"
N1 = "{id: N1, class: 1A, minutes: 90, part: 30, aides: [ned, sue], people: 2}"
N2 = "{id: N2, class: 1B, minutes: 60, subjects: [Maths]}"
TIMES = WHOLE[WHOLE.index("  times:\n") : WHOLE.index("  areas:\n")]

CHANGES: dict[str, tuple[str, str, str, str]] = {
    # what: (old, new with HERE, code, part of the message or hint)
    "unknown week": ("weeks: [A]", "weeks: [«C]", "TT203", "weeks: A, B"),
    "unknown day of a week": (
        "days: [Mon A, Tue B]",
        "days: [«Mon C]",
        "TT206",
        "times: Mon A, Tue A",
    ),
    "unknown site": ("room: R1, site: north", "room: R1, site: «nrth", "TT203", '"north"?'),
    "unknown site of an area": ("staff: 2, site: south", "site: «s", "TT203", "north, south"),
    "unknown area": ("area: gate", "area: «gat", "TT203", 'did you mean "gate"?'),
    "unknown duty time": ("at: [before]", "at: [«befor]", "TT203", 'did you mean "before"?'),
    "break as a duty time": ("at: recess 2, t", "at: «recess, t", "TT203", '"recess'),
    "unknown aide": ("aides: [ned", "aides: [«ted", "TT203", 'did you mean "ned"?'),
    "unknown day of an area": ("days: [Mon, Tue A]", "days: [«Wed]", "TT203", "Tue"),
    "unknown subject of support": ("subjects: [Maths]", "subjects: [«Math]", "TT203", '"Maths"?'),
    "unknown wet room": ("wet: [hall, gym]", "wet: [«hal]", "TT203", '"hall"?'),
    "unknown need of a room": ("[trolley]", "[«trolly]", "TT203", 'did you mean "trolley"?'),
    "unknown subject to miss": ("from: [Maths]", "from: [«Math]", "TT203", '"Maths"?'),
    "unknown key of an area": ("staff: 2", "«stafff: 2", "TT201", '"staff"?'),
    "unknown key under duties": ("  areas:\n", "  «area:\n", "TT201", '"areas"?'),
    "unknown key of a need": ("part: 30", "«parts: 30", "TT201", '"part"?'),
    "no areas": (f"    - {GATE}\n    - {YARD}\n", "    []\n", "TT205", "at least 1"),
    "nobody at a time": ("staff: 2", "staff: «0", "TT205", "at least 1"),
    "no minutes": ("minutes: 90", "minutes: «0", "TT205", "at least 5"),
    "a duty time that is none": ('"08:45-09:00"}', "«early}", "TT204", "not a time range"),
    "one week": ("weeks: [A, B]", "weeks: «[A]", "TT204", "leave weeks out"),
    "two weeks of one name": ("weeks: [A, B]", "weeks: [A, «A]", "TT208", "two weeks"),
    "a week called as a day": ("weeks: [A, B]", "weeks: [A, «Tue]", "TT208", "week and a day"),
    "a week called as a timeslot": ("weeks: [A, B]", "weeks: [A, «S1]", "TT208", "a timeslot are"),
    "a timeslot called as a day of a week": (
        "- {id: S3,",
        '- {id: Tue B, days: Mon, time: "08:00-08:10"}\n    - {id: S3,',
        "TT208",
        '"Tue B" would also be a day of week B',
    ),
    "an aide called as a teacher": ("{id: sue}", "{id: «lee}", "TT208", "two teachers are called"),
    "staff called as an aide": ("staff: [nash]", "staff: [«sue]", "TT208", "two teachers are"),
    "two areas": ("{id: yard", "{id: «gate", "TT208", "two areas are called"),
    "two duty times": ("{id: recess 2", "{id: «recess 1", "TT208", "two duty times"),
    "two needs": ("{id: N2", "{id: «N1", "TT208", "two needs are called"),
    "two sites": ("[north, south]", "[north, south, «south]", "TT208", "two sites"),
    # sites
    "one site": ("sites: [north, south]", "«sites: [north]", "TT226", "one site alone"),
    "no travel": (
        "sites: [north, south]\ntravel: 10",
        "«sites: [north, south]",
        "TT226",
        "travel:",
    ),
    "travel without sites": ("sites: [north, south]\n", "", "TT226", "no sites to travel between"),
    "class apart from its room": (
        "teacher: lee, room: R1, site: north",
        "teacher: lee, room: hall, site: «south",
        "TT226",
        "its room hall is on north",
    ),
    "a home room on two sites": (
        "{id: 1B, year: 1, teacher: ong, room: R2",
        "«{id: 1B, year: 1, teacher: ong, room: R1",
        "TT226",
        "two sites",
    ),
    # zones
    "a zone without a room": (
        "room: R1, site: north",
        "zone: «creek, site: north",
        "TT226",
        "the class has none",
    ),
    "class and room in two zones": (
        "room: R1, site: north}\n  - {id: 1B, year: 1, teacher: ong, room: R2, site: south}",
        "room: R2, zone: hill, site: south}\n"
        "  - {id: 1B, year: 1, teacher: ong, room: R2, zone: «creek, site: south}",
        "TT226",
        "its room R2 is in hill",
    ),
    # groups
    "a whole without a split": (
        "{id: eal, classes: [1A]}",
        "{id: eal, classes: [1A], «whole: false}",
        "TT211",
        "in no split",
    ),
    "a split that is whole and is not": (
        "{id: blue, classes: [1B], split: colours}",
        "{id: blue, classes: [1B], split: colours, whole: «false}",
        "TT211",
        "split colours cannot both be",
    ),
    # rooms
    "its own shelter": ("wet: [hall, gym]", "wet: [hall, «oval]", "TT228", "for itself"),
    "a shelter outdoors": ("{id: gym,", "{id: gym, wet: hall,", "TT228", "gym is outdoors too"),
    # courses
    "class_teacher alone": (
        "teacher: ray, class_teacher: true",
        "«class_teacher: true",
        "TT215",
        "the class teacher gives",
    ),
    "an aide teaches": (
        "classes: all, teacher: pat",
        "classes: all, teacher: «sue",
        "TT224",
        "aides",
    ),
    "staff teaches": (
        "classes: all, teacher: pat",
        "classes: all, teacher: «nash",
        "TT224",
        "staff",
    ),
    "an aide in a pool": (
        "classes: all, teacher: pat",
        "classes: all, teachers: [pat, «ned]",
        "TT224",
        "ned is listed under aides and gives no lessons",
    ),
    "a pool of everybody": (
        "classes: all, teacher: pat",
        "classes: all, teachers: «everybody",
        "TT224",
        "ned is listed",
    ),
    "an aide with a class": ("teacher: lee,", "teacher: «ned,", "TT224", "has no class"),
    "an aide in a job share": (
        "teacher: lee,",
        "teachers: {lee: [Mon], «sue: [Tue]},",
        "TT224",
        "sue is listed under aides",
    ),
    "need of its own room": ("[oval, hall]}", "[oval, hall], needs: [«hall]}", "TT211", "besides"),
    "need of its home room": ("needs: [trolley]", "«needs: [R1]", "TT211", "1A Maths is in R1"),
    "needed twice": ("[trolley]", "[trolley, «trolley]", "TT211", "needed twice"),
    "a whole class withdrawn": (
        "lessons: 2, needs",
        "lessons: 2, «withdraws_from: [PE], needs",
        "TT225",
        "only groups are withdrawn",
    ),
    "a split withdrawn": (
        "teacher: ray, room: R2",
        "teacher: ray, «withdraws_from: [], room: R2",
        "TT225",
        "group red is part of split colours",
    ),
    "withdrawn from itself": ("from: [Maths]", "from: [«EAL]", "TT225", "EAL withdraws"),
    # locks and weeks
    "lock in another week": ("weeks: [A],", "weeks: [A], at: «Mon B S1,", "TT217", "its weeks: A"),
    "lock in a whole week": ("lessons: 2, n", "lessons: 2, at: «B S1, n", "TT217", "more than one"),
    "too many locks": (
        "teacher: pat, rooms",
        "teacher: pat, at: [Mon A S1, «Mon S2], rooms",
        "TT219",
        "more lessons of 1A PE are locked",
    ),
    # duties
    "a time twice": ("[recess 1, recess 2]", "[recess 1, «recess 1]", "TT211", "written twice"),
    "no day in common": (
        "at: [before], days: [Mon, Tue A]",
        "at: [before, «recess 2], days: [Tue]",
        "TT229",
        "gate is never watched at recess 2",
    ),
    "nobody there": (
        GATE,
        f"«{GATE[:-1]}, teachers: ned}}",
        "TT230",
        "gate, Tue A before; gate, Mon B before",
    ),
    "fixed nowhere": (
        FIXED,
        f"«{FIXED.replace('yard', 'gate')}",
        "TT231",
        "not watched at recess 2",
    ),
    "fixed on another day": ("at: recess 2, t", "at: recess 2, days: Tue, t", "TT231", "then"),
    "fixed off site": ("days: [Mon A], teacher: ned", "teacher: «ned", "TT231", "Mon B before"),
    "fixed twice": (
        FIXED,
        f"{FIXED}\n    - «{FIXED}",
        "TT231",
        "nash has yard, Mon A recess 2 twice",
    ),
    "fixed in two places": (
        FIXED,
        f"{FIXED}\n    - «{FIXED.replace('yard', 'hill')}",
        "TT231",
        "at once",
    ),
    "too many fixed": (
        FIXED,
        "\n    - ".join([FIXED, *(FIXED.replace("nash", t) for t in ("lee", "ong"))]),
        "TT231",
        "2 people at a time, but fixed are nash, lee, ong",
    ),
    "too many duties": (
        TIMES + "  areas:\n",
        "  times: [" + ", ".join(f'{{id: t{n}, time: "8:00-8:05"}}' for n in range(100)) + "]\n"
        "  areas:\n" + "".join(f"    - a{n}\n" for n in range(90)),
        "TT205",
        "duties: at most 10,000",
    ),
    # support
    "support in the break": (
        N1,
        f"«{N1[:-1]}, times: recess}}",
        "TT232",
        "no lesson or home period",
    ),
    "a part too long": ("part: 30", "part: 90", "TT232", "period of 90 minutes"),
    "more than the week": ("minutes: 90", "minutes: «420", "TT233", "class 1A has only 360"),
    "no sum of parts": ("minutes: 90", "minutes: «100", "TT233", "possible: 90 or 120"),
    "no sum of periods": ("minutes: 60", "minutes: «45", "TT233", "possible: 60"),
    "not taught": ("subjects: [Maths]", "«subjects: [Library]", "TT232", "no lessons of Library"),
    "taught too little": ("minutes: 60, s", "minutes: «180, s", "TT233", "has only 120"),
    "nobody to give it": (
        N2,
        f"«{N2}",
        "TT232",
        "nobody who may give it",
    ),
}
HILL = "    - {id: hill, at: [recess 2], site: south}\n"
"""Another area, for duties in two places."""


def changed(name: str) -> tuple[str, list[int]]:
    """The text of a change, and the line and column that it names, if it does."""
    old, new, _, _ = CHANGES[name]
    text = whole(old, new)
    if name == "fixed in two places":
        text = text.replace(f"    - {YARD}\n", f"    - {YARD}\n{HILL}")
    if name == "nobody to give it":
        aides = text[text.index("aides:\n") : text.index("staff: [")]
        text = text.replace(aides, "").replace(", aides: [ned, sue]", ", aides: lee")
        text = text.replace("    - {area: gate, at: before, days: [Mon A], teacher: ned}\n", "")
    if HERE not in text:
        return text, []
    text, line, column = positioned(text)
    return text, [line, column]


@pytest.mark.parametrize("name", CHANGES)
def test_changes_that_spoil_the_whole_school(name: str) -> None:
    _, _, code, words = CHANGES[name]
    text, place = changed(name)
    found = [d for d in problems(text) if not place or [d.source.line, d.source.column] == place]
    assert code in [d.code for d in found], render(problems(text))
    assert any(words in f"{d.message} {d.hint}" for d in found if d.code == code), render(found)


SEVERAL = {  # the change is more than one mistake
    "unknown key under duties",
    "two weeks of one name",
    "a week called as a day",
    "a week called as a timeslot",
    "an aide called as a teacher",
    "staff called as an aide",
    "two areas",
    "two duty times",
    "one site",
    "travel without sites",
    "a home room on two sites",
    "too many locks",
    "a time twice",
    "no day in common",
    "too many duties",
}


@pytest.mark.parametrize("name", sorted(CHANGES.keys() - SEVERAL))
def test_one_mistake_is_reported_once(name: str) -> None:
    text, _ = changed(name)
    errors = [d for d in problems(text) if d.severity == "error"]
    assert len({d.code for d in errors}) == 1, render(errors)


def test_the_whole_school_itself_has_no_warnings() -> None:
    assert load_text(WHOLE).warnings == ()


FIVE = whole("days: [Mon, Tue]", "days: [Mon, Tue, Wed, Thu, Fri]")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("fte: 0.5, days: [Mon]", "fte: 0.4, days: [Mon-Thu]", "pat works on 4 days; at 0.4 fte"),
        ("fte: 0.5, days: [Mon]", "fte: 0.6, days: [Mon, B]", "pat works on 5 days; at 0.6 fte"),
        ("fte: 0.5, days: [Mon]", "fte: 0.8", "pat works on 5 days; at 0.8 fte at most 4 unless"),
        ("staff: [nash]", "staff: [{id: nash, fte: 0.7}]", "nash works on 5 days"),
    ],
)
def test_part_timers_on_many_days(old: str, new: str, words: str) -> None:
    (found,) = load_text(FIVE.replace(old, new)).warnings
    assert (found.code, found.severity) == ("TT234", "warning")
    assert words in found.message
    assert "Part-Time Employment" in found.hint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fte: 0.5, days: [Mon]", "fte: 0.4, days: [Mon-Wed]"),
        ("fte: 0.5, days: [Mon]", "fte: 0.6, days: [Mon A-Wed A, Wed B-Fri B]"),
        ("fte: 0.5, days: [Mon]", "fte: 0.9"),
        ("{id: sue}", "{id: sue, fte: 0.5}"),  # the rule is about teachers
        ("pack: vic", "pack: nsw"),
    ],
)
def test_part_timers_as_usual(old: str, new: str) -> None:
    assert load_text(FIVE.replace(old, new)).warnings == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("site: south, wet", "wet", "TT227", "near to all of them: oval"),
        ("room: R1, site: north", "room: R1", "TT227", "near to all of them: 1A"),
        ("staff: 2, site: south", "staff: 2", "TT227", "near to all of them: yard"),
        (
            "- {id: before",
            '- {id: late, time: "15:00-15:10"}\n    - {id: before',
            "TT223",
            "at late",
        ),
        ("aides: [ned, sue], people: 2", "aides: sue", "", ""),
        ("[nash]", "[nash, everybody]", "TT222", '"everybody" also stands for many'),
        ("[nash]", "[nash, aides]", "TT222", '"aides" also stands for many'),
    ],
)
def test_warnings(old: str, new: str, code: str, words: str) -> None:
    found = load_text(whole(old, new)).warnings
    assert [d.code for d in found] == [code] * bool(code), render(found)
    assert all(words in d.message for d in found)


def test_people_with_nothing_to_do() -> None:
    text = whole("  teachers: everybody\n", "  teachers: all\n")
    text = text.replace("    - {area: gate, at: before, days: [Mon A], teacher: ned}\n", "")
    text = text.replace("aides: [ned, sue], people: 2", "aides: sue")
    text = text.replace("subjects: [Maths]", "aides: sue").replace(f"    - {FIXED}\n", "")
    text = text.replace("  fixed:\n", "")
    found = load_text(text).warnings
    assert [d.message for d in found] == [
        "ned supports nobody, and no duty is open to ned",
        "nash has nothing to do: no duty is open to nash",
    ]
    assert {d.code for d in found} == {"TT223"}


def test_a_spoilt_area_or_time_does_not_make_its_name_unknown() -> None:
    for old, new in (
        ("{id: gate, at", "{id: gate, att"),
        ("{id: recess 2, time", "{id: recess 2, tim"),
    ):
        found = problems(whole(old, new))
        assert {d.code for d in found} <= {"TT201", "TT202"}, render(found)


def test_spoilt_weeks_and_duties_are_the_only_problem() -> None:
    for old, new in (("weeks: [A, B]", "weeks: {A: B}"), (TIMES, "  times: none\n")):
        (found,) = [d for d in problems(whole(old, new)) if d.severity == "error"]
        assert found.code == "TT204"


@pytest.mark.parametrize("kind", ["break", "duty"])
def test_breaks_are_the_duty_times_unless_they_differ_between_classes(kind: str) -> None:
    text = whole(TIMES, "").replace("kind: break", f"kind: {kind}")
    text = text.replace("at: [before]", "at: [recess]").replace("[recess 1, recess 2]", "recess")
    text = text.replace("at: before", "at: recess").replace("at: recess 2", "at: recess")
    assert {d.time for d in load_text(text).school.duties if d.sort == "duty"} == {"recess"}
    row = f'- {{id: recess, time: "11:00-11:30", kind: {kind}}}'
    early = f'- {{id: recess, time: "11:00-11:30", kind: {kind}, classes: 1A}}\n    '
    late = f'- {{id: recess, time: "11:10-11:30", kind: {kind}, classes: 1B}}'
    (found,) = problems(text.replace(row, early + late))
    assert (found.code, "not at the same time for all" in found.message) == ("TT229", True)


def test_duties_without_any_times() -> None:
    text = whole(TIMES, "").replace("kind: break", "kind: home").replace(", at: [before]", "")
    text = text.replace(", at: [recess 1, recess 2]", "")
    text = text[: text.index("  fixed:")] + text[text.index("support:") :]
    found = problems(text)
    assert "TT202" in [d.code for d in found]
    assert any("no times: the week has no breaks" in d.message for d in found)


def test_a_lesson_that_only_one_week_has_a_place_for() -> None:
    text = whole("- {id: S2, time", "- {id: S2, days: [A], time")
    text = text.replace("lessons: 2, needs", "lessons: [2], needs")
    (found,) = problems(text)
    assert (found.code, found.hint) == (
        "TT216",
        "write the weeks that it is in, such as weeks: [A]",
    )
    assert "no time for its lesson is in every week of the cycle" in found.message


def test_too_much_support_is_refused() -> None:
    needs = "".join(f"  - {{id: X{n}, class: 1A, minutes: 5, part: 5}}\n" for n in range(200))
    (found,) = problems(whole("support:\n", f"support:\n{needs}"))
    assert (found.code, "parts of the cycle" in found.message) == ("TT205", True)


def test_hostile_sizes_are_refused_quickly() -> None:
    areas = "".join(f"    - a{n}\n" for n in range(98))
    times = "".join(f'    - {{id: t{n}, time: "8:00-8:05"}}\n' for n in range(97))
    people = "".join(f"  - p{n}\n" for n in range(900))
    text = whole("  areas:\n", f"  areas:\n{areas}").replace("  times:\n", f"  times:\n{times}")
    text = text.replace("aides:\n", f"aides:\n{people}")
    start = time.process_time()
    assert [d.code for d in problems(text) if d.severity == "error"] == ["TT205"]
    assert time.process_time() - start < 5


def test_all_problems_at_once() -> None:
    text = whole("minutes: 90", "minutes: 100").replace("wet: [hall, gym]", "wet: oval")
    text = text.replace("at: recess 2, t", "at: recess 2, days: Tue, t").replace("travel: 10\n", "")
    text = text.replace("from: [Maths]", "from: [EAL]").replace("[trolley]", "[trolley, trolley]")
    assert [d.code for d in problems(text)] == [
        "TT226", "TT228", "TT211", "TT225", "TT231", "TT233",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{id: 1B, year", "{idd: 1B, year", "TT201"),  # its groups have no class without it
        ("classes: [1A]}", "classes: [1Z]}", "TT203"),  # its course has no group without it
        ("class: 1B, minutes", "class: 1Z, minutes", "TT203"),
    ],
)
def test_what_a_spoilt_entry_takes_with_it(old: str, new: str, code: str) -> None:
    errors = {d.code for d in problems(whole(old, new)) if d.severity == "error"}
    assert code in errors
    assert errors <= {"TT201", "TT202", "TT203"}


def test_a_duty_and_support_have_names_of_their_own() -> None:
    text = whole('{id: before, time: "08:45-09:00"}', '{id: S1, time: "08:45-09:00"}')
    text = text.replace("at: before", "at: S1").replace("at: [before]", "at: [S1]")
    load_text(text.replace("{id: N2,", "{id: yard,"))  # a need may be called as an area
    (problem,) = problems(text.replace("{id: N2,", "{id: gate,"))
    assert (problem.code, problem.source.line) == ("TT208", 47)
    assert 'would be called "gate, Mon A S1"' in problem.message
