"""What a school could ask less for: each change means what its words say."""

from __future__ import annotations

import pytest

from spec.small import small
from timetabler.models.resources import Room, Teacher
from timetabler.spec.load import load_text
from timetabler.spec.loosened import Loosening, loosenings
from timetabler.spec.problem import Problem, Rule
from timetabler.spec.settings import with_settings

PAT = "{id: pat, days: [Mon, Tue]}"
HALL = "{id: hall, classes: 2}"
RULE = "  - {kind: spread_lessons, subjects: [Maths], required: true}\n"


def changes(problem: Problem, sort: type) -> dict[str, tuple[str, ...]]:
    return {c.text: c.settings for c in loosenings(problem) if isinstance(c.subject, sort)}


@pytest.mark.parametrize(
    ("pat", "expected"),
    [
        (PAT, {"Wed": ("days=[Mon, Tue, Wed]",)}),
        ("{id: pat, days: Tue}", {"Mon": ("days=[Mon, Tue]",), "Wed": ("days=[Tue, Wed]",)}),
        ("{id: pat, away: Tue}", {"Tue": ("away=",)}),
        ("{id: pat, away: [Mon-Tue]}", {"Mon": ("away=[Tue]",), "Tue": ("away=[Mon]",)}),
        (
            "{id: pat, days: [Mon, Tue], away: [Mon S1, Tue S2-S3]}",
            {
                "Mon S1": ("away=[Tue S2-S3]",),
                "Tue S2-S3": ("away=[Mon S1]",),
                "Wed": ("days=[Mon, Tue, Wed]",),
            },
        ),
        ("{id: pat, away: [Mon S1-S3]}", {"Mon S1-S3": ("away=",)}),
        (
            "{id: pat, away: [S3]}",
            {
                "Mon S3": ("away=[Tue S3, Wed S3]",),
                "Tue S3": ("away=[Mon S3, Wed S3]",),
                "Wed S3": ("away=[Mon S3, Tue S3]",),
            },
        ),
        (
            "{id: pat, days: [Mon, Tue], away: [Wed]}",
            {"Wed": ("days=[Mon, Tue, Wed]", "away=")},
        ),
        (
            "{id: pat, days: [Mon, Tue, Wed roll-S2]}",
            {"Wed recess-S3": ("days=[Mon, Tue, Wed roll-S2, Wed recess-S3]",)},
        ),
        ("{id: pat, away: ['Tue 16:00-17:00']}", {}),
        ("pat", {}),
    ],
)
def test_somebody_could_be_there_too(pat: str, expected: dict[str, tuple[str, ...]]) -> None:
    problem = load_text(small(PAT, pat))
    assert changes(problem, Teacher) == {
        f"pat on site on {when} too": tuple(f"teachers.pat.{setting}" for setting in settings)
        for when, settings in expected.items()
    }


@pytest.mark.parametrize(
    ("hall", "expected"),
    [
        (HALL, {"hall for 3 classes at a time": ("rooms.hall.classes=3",)}),
        (
            "hall",
            {
                "hall for 2 classes at a time, or another room like it": (
                    "rooms.hall={id: hall, classes: 2}",
                )
            },
        ),
        (
            "{id: hall, classes: 2, away: [Tue S1]}",
            {
                "hall open on Tue S1 too": ("rooms.hall.away=",),
                "hall for 3 classes at a time": ("rooms.hall.classes=3",),
            },
        ),
    ],
)
def test_a_room_could_be_open_too_or_hold_more(
    hall: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert changes(load_text(small(HALL, hall)), Room) == expected


@pytest.mark.parametrize(
    ("rule", "offered"),
    [
        ("{kind: spread_lessons, subjects: [Maths], required: true}", True),
        ("{kind: spread_lessons, subjects: [Maths], negotiable: false}", False),
        ("{kind: spread_lessons, subjects: [Maths], weight: 3}", False),
        ("{kind: release_time, minutes: 60}", False),  # what people are entitled to
        ("{kind: release_time, minutes: 60, negotiable: true}", True),
        ("{kind: avoid_clashes, required: true, negotiable: true}", False),  # holds all the same
    ],
)
def test_rules_that_could_go(rule: str, offered: bool) -> None:
    problem = load_text(small(RULE, f"  - {rule}\n"))
    found = changes(problem, Rule)
    (line,) = (r.source.line for r in problem.rules if r.source.line)
    title = problem.rules[0].title
    assert found == ({f'Without "{title}"': (f"constraints@{line}=",)} if offered else {})


AWAY = "{id: pat, days: [Mon, Tue, Wed S1], away: [Mon S1, Tue S2-S3, Wed]}"


@pytest.mark.parametrize(
    "change", loosenings(load_text(small(PAT, AWAY))), ids=lambda change: change.text
)
def test_the_values_do_what_the_words_say(change: Loosening) -> None:
    """And nothing else: everybody else is there as before, and every other rule is asked for."""
    before = load_text(small(PAT, AWAY))
    after = with_settings(before, change.settings)
    differing = 0
    for old, new in zip(
        (*before.school.teachers, *before.school.rooms),
        (*after.school.teachers, *after.school.rooms),
        strict=True,
    ):
        for moment in before.school.moments:
            opened = old.id == getattr(change.subject, "id", "") and change.span is not None
            opened = opened and moment.meets(change.span)
            assert new.here(moment) == (old.here(moment) or opened)
            differing += old.here(moment) != new.here(moment)
    rules = [r.title for r in before.rules if r.source.line and r.source != change.source]
    assert [r.title for r in after.rules if r.source.line] == rules
    more = sum(r.classes for r in after.school.rooms) - sum(r.classes for r in before.school.rooms)
    assert (differing > 0) + more + isinstance(change.subject, Rule) == 1
