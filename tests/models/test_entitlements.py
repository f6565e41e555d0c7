"""What people are due: figures of the pack in a cycle, and release that follows from them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from timetabler.models.pack import Figure, Pack
from timetabler.models.resources import ClassGroup, Teacher
from timetabler.models.school import School
from timetabler.models.span import MIDNIGHT, Span
from timetabler.models.timeslot import Timeslot
from timetabler.models.week import Week

FACE = {"face_to_face_minutes": Figure(1260, pro_rata=True, source="the union")}
RELEASE = {"release_minutes": Figure(125, pro_rata=True, source="the union")}


def school(
    figures: dict[str, Figure], days: int = 5, weeks: tuple[str, ...] = (), hours: int = 5
) -> School:
    """Class 1A with ann (0.55) and bob (0.4), class 1B with cat; so many hours a day."""
    week = Week.of(
        tuple(f"D{n}" for n in range(days)),
        weeks,
        (
            Timeslot("roll", 530, 540, "home"),
            *(Timeslot(f"S{n}", 540 + 60 * n, 600 + 60 * n) for n in range(hours)),
            Timeslot("yard", 1000, 1030, "break"),
        ),
    )

    def all_day(some: range) -> tuple[Span, ...]:
        return tuple(Span(day, 0, MIDNIGHT) for day in some)

    return School(
        "Test",
        week,
        teachers=(
            Teacher("ann", "Ann", 0.55),
            Teacher("bob", "Bob", 0.4),
            Teacher("cat", "Cat"),
            Teacher("dan", "Dan", 0.5),
            Teacher("eve", "Eve", role="aide"),
        ),
        classes=(
            ClassGroup(
                "1A", "1A", homes=(("ann", all_day(range(3))), ("bob", all_day(range(3, 5))))
            ),
            ClassGroup("1B", "1B", homes=(("cat", all_day(range(len(week.days)))),)),
            ClassGroup("1C", "1C"),
        ),
        pack=Pack("test", "Test", figures=figures),
    )


def release(of: School) -> dict[str, int | None]:
    found = {t.id: of.release_entitlement(t) for t in of.teachers}
    return {name: due.minutes if due else None for name, due in found.items()}


def test_release_is_pro_rata_and_for_class_teachers() -> None:
    assert release(school(RELEASE)) == {
        "ann": 68, "bob": 50, "cat": 125, "dan": None, "eve": None,
    }  # fmt: skip


def test_release_without_pro_rata() -> None:
    all_alike = school({"release_minutes": Figure(125)})
    assert set(release(all_alike).values()) == {125, None}


def test_release_that_follows_from_the_week_of_the_class() -> None:
    # 5 x (5 x 60 + 10) = 1,550 minutes with a teacher; less 1,260 leaves 290
    of = school(FACE)
    assert release(of) == {"ann": 159, "bob": 116, "cat": 290, "dan": None, "eve": None}
    figure = of.figure("release_minutes")
    assert (figure.value, figure.pro_rata) == (290, True)
    assert (
        figure.source
        == "a class has 1,550 minutes, its teacher at most 1,260 with pupils (the union)"
    )


def test_a_class_with_a_short_week_leaves_nothing() -> None:
    assert release(school(FACE, hours=3))["cat"] == 0


def test_nothing_is_known_without_figures() -> None:
    assert set(release(school({})).values()) == {None}
    assert not school({}).figure("release_minutes").known
    assert school({}).face_to_face_limit(school({}).teachers[0]) is None


def test_release_where_the_weeks_of_classes_differ() -> None:
    of = school(FACE)
    slots = (*of.week.timeslots, Timeslot("extra", 900, 960, classes=frozenset({"1B"})))
    longer = replace(of, week=replace(of.week, timeslots=slots))
    assert (release(longer)["ann"], release(longer)["cat"]) == (159, 590)
    figure = longer.figure("release_minutes")
    assert not figure.known
    assert figure.note == "The weeks of the classes differ: 1,550 and 1,850 minutes."


def test_each_week_of_a_cycle_of_weeks_counts_alone() -> None:
    assert release(school(FACE, weeks=("A", "B")))["cat"] == 290
    assert release(school(RELEASE, weeks=("A", "B")))["cat"] == 125


@pytest.mark.parametrize(("days", "minutes"), [(4, 125), (5, 125), (6, 150), (10, 250)])
def test_a_longer_cycle_has_its_part_more(days: int, minutes: int) -> None:
    of = school(RELEASE, days)
    assert of.figure("release_minutes").value == minutes
    assert release(of)["cat"] == minutes


def test_figures_for_a_day_do_not_grow_with_the_cycle() -> None:
    of = school({"meal_minutes": Figure(30)}, days=10)
    assert of.figure("meal_minutes").value == 30


def test_face_to_face_is_for_those_who_teach() -> None:
    of = school(FACE)
    limits = [of.face_to_face_limit(t) for t in of.teachers]
    assert [each and each.minutes for each in limits] == [693, 504, 1260, 630, None]
