"""Places as people name them lead to one value of the file, or to a word about what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from timetabler.models.findings import Diagnostic, InvalidInput
from timetabler.spec.diagnostics import render
from timetabler.spec.load import load, load_text
from timetabler.spec.problem import Problem
from timetabler.spec.settings import with_settings

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
TINY = load(EXAMPLES / "tiny" / "school.yaml")
NAMES = load_text("""\
school: Names
week:
  days: [Mon, Tue]
  timeslots: [{id: S1, time: "9:00-10:00"}, {id: S2, time: "10:00-11:00"}]
teachers:
  - pat
  - {id: o.b, name: O.}
  - id: o
    fte: 0.5
  - {id: mia}
rooms: [{id: hall}, {id: gym}]
classes:
  - {ids: [FA, FB], teacher: o.b}
  - {ids: ["1A"], teacher: pat}
  - {id: 1B, teacher: o, name: }
courses:
  - {subject: PE, classes: [FA, FB], teacher: mia, room: hall}
  - {subject: PE, classes: [1A], teacher: mia}
  - {subject: Art, classes: [1B], teacher: mia, rooms: [gym]}
constraints:
  - {kind: prefer_times, subjects: PE, times: [S1], weight: 2}
  - {kind: prefer_times, subjects: Art, times: [S1], weight: 2}
  - kind: spread_lessons
    subjects: PE
""")


def changed(problem: Problem, *said: str) -> list[tuple[str, str]]:
    """The lines that are others, each as it was and as it is."""
    old, new = problem.text.split("\n"), with_settings(problem, said).text.split("\n")
    assert len(old) == len(new)
    return [(a.strip(), b.strip()) for a, b in zip(old, new, strict=True) if a != b]


def refused(problem: Problem, *said: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(InvalidInput) as caught:
        with_settings(problem, said)
    return caught.value.diagnostics


@pytest.mark.parametrize(
    ("said", "new"),
    [
        ("teachers.o.b.fte=0.4", "- {id: o.b, name: O., fte: 0.4}"),
        ("teachers.o.fte=0.4", "fte: 0.4"),
        ("teachers@9.fte=0.4", "fte: 0.4"),
        ("teachers.pat={id: pat, fte: 0.4}", "- {id: pat, fte: 0.4}"),
        ("classes.1A.students=20", '- {ids: ["1A"], teacher: pat, students: 20}'),
        ("classes@13.year=F", "- {ids: [FA, FB], teacher: o.b, year: F}"),
        ("classes.1B.name= Ants ", "- {id: 1B, teacher: o, name: Ants }"),
        ("courses.1A PE.teacher=o", "- {subject: PE, classes: [1A], teacher: o}"),
        ("courses.Art.teacher=o", "- {subject: Art, classes: [1B], teacher: o, rooms: [gym]}"),
        ("courses.1B Art.rooms.gym=hall", None),
        (
            "constraints@21.weight=9",
            "- {kind: prefer_times, subjects: PE, times: [S1], weight: 9}",
        ),
        ("constraints.spread_lessons.subjects=[PE, Art]", "subjects: [PE, Art]"),
        ("constraints@24.subjects=[PE, Art]", "subjects: [PE, Art]"),
        ("school==", 'school: "="'),
    ],
)
def test_places(said: str, new: str | None) -> None:
    ((_, line),) = changed(NAMES, said)
    assert line == (new or "- {subject: Art, classes: [1B], teacher: mia, rooms: [hall]}")


def test_nothing_takes_the_value_out() -> None:
    assert changed(TINY, "teachers.pat.days=") == [
        (
            "- {id: pat, name: Pat Lee, fte: 0.4, days: [Tue, Thu]}         # PE",
            "- {id: pat, name: Pat Lee, fte: 0.4}         # PE",
        )
    ]
    assert len(with_settings(TINY, ["constraints.protect_times="]).rules) == len(TINY.rules) - 1


def test_several_changes_are_about_the_file_as_it_is() -> None:
    problem = with_settings(TINY, ["constraints@39=", "constraints@42.weight=7", "courses@37="])
    assert [r.kind for r in problem.rules][:3] == [r.kind for r in TINY.rules][1:4]
    assert problem.rules[2].weight == 7
    assert "Assembly" not in problem.school.subjects


@pytest.mark.parametrize(
    ("said", "column", "underlined", "message", "hint"),
    [
        ("teachers.pta.fte=1", 10, "pta", '"pta" is no item of teachers', 'did you mean "pat"?'),
        ("techers.pat.fte=1", 1, "techers", '"techers" is not', 'did you mean "teachers"?'),
        ("teachers.mia.days=", 14, "days", 'not written in teachers[3]', "written there: id"),
        ("teachers.pat.fte=1", 13, ".fte", "pat is written by its name", "={id: pat, fte: ...}"),
        ("classes.FA.year=F", 9, "FA", "together with 1 other", "classes@13 changes all"),
        ("courses.FA PE.lessons=1", 9, "FA PE", "together with 1 other", "courses@17 changes"),
        ("courses.PE.lessons=1", 9, "PE", "2 items of courses", "courses@17 or courses@18"),
        ("constraints.prefer_times.weight=1", 13, "prefer_times", "2 items", "constraints@22"),
        ("constraints@3.weight=1", 12, "@3", "no item of constraints", "21, 22 and 23"),
        ("rooms@11.name=x", 6, "@11", '2 items of rooms are "@11"', "say which: rooms@11"),
        ("school@1=x", 7, "@1", 'is the text "Names"', "it has no parts"),
        ("week@3=x", 5, "@3", "this is not a list", "@ and a line"),
        ("classes.1B.name.x=1", 16, ".x", "classes[2].name is left empty", "write all of it"),
        ("teachers..fte=1", 10, ".", '"" is no item of teachers', "written there: pat"),
        ("fte", 1, "fte", "a change is PLACE=VALUE", "such as"),
        ("=1", 1, "=", "a change is PLACE=VALUE", "such as"),
    ],
)  # fmt: skip
def test_places_that_are_not_there(
    said: str, column: int, underlined: str, message: str, hint: str
) -> None:
    (found,) = refused(NAMES, said)
    assert (found.code, found.source.file, found.source.line) == ("TT501", "--set", 1)
    assert found.source.column == column
    assert said[column - 1 :][: found.length] == underlined
    assert message in found.message
    assert hint in found.hint


def test_everything_wrong_is_said_at_once() -> None:
    found = refused(TINY, "teachers.x.fte=1", "school=Art: A", "courses.Art.room=hall", "zz")
    assert [(d.code, d.source.line) for d in found] == [("TT501", 1), ("TT502", 2), ("TT501", 4)]
    assert "school=Art: A" in render(found)


def test_what_makes_no_school_is_shown_in_the_changed_line() -> None:
    (found,) = refused(TINY, "teachers.pat.days=[Mon, Tua]")
    assert found.code == "TT206"
    assert found.source.file.endswith("school.yaml with --set")
    assert "days: [Mon, Tua]" in found.text


def test_what_is_written_once_for_several_places_is_not_changed() -> None:
    text = NAMES.text.replace("fte: 0.5", "days: &part [Mon]")
    problem = load_text(text.replace("{id: mia}", "{id: mia, days: *part}"))
    (at_anchor,) = refused(problem, "teachers.o.days=[Tue]")
    (at_alias,) = refused(problem, "teachers.mia.days=[Tue]")
    assert at_anchor.code == at_alias.code == "TT502"
    assert "(line 9)" in at_alias.message
