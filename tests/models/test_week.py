"""Time texts, periods, weeks. Every expected value is derived by hand."""

from __future__ import annotations

import pytest

from timetabler.models.span import (
    MIDNIGHT,
    Span,
)
from timetabler.models.timeslot import Timeslot
from timetabler.models.week import TimeRef, UnknownTime, Week

MON, TUE, WED = 0, 1, 2
WEEK = Week(
    ("Mon", "Tue", "Wed"),
    (
        Timeslot("S1", 540, 600),
        Timeslot("S2", 605, 665),  # five minutes of passing time
        Timeslot("lunch", 665, 700, "break", classes=frozenset({"A"})),
        Timeslot("lunch", 700, 735, "break", classes=frozenset({"B"})),
        Timeslot("S3", 700, 760, classes=frozenset({"A"}), days=frozenset({MON, TUE})),
        Timeslot("S3", 735, 795, classes=frozenset({"B"}), days=frozenset({MON, TUE})),
    ),
)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("Mon", TimeRef((0,))),
        ("Mon-Wed", TimeRef((0, 1, 2))),
        ("S1", TimeRef((0, 1, 2), ("S1",))),
        ("Tue S1", TimeRef((1,), ("S1",))),
        ("Tue-Wed S2", TimeRef((1, 2), ("S2",))),
        ("Wed S1-lunch", TimeRef((2,), ("S1", "S2", "lunch"))),
        ("S1-S3", TimeRef((0, 1, 2), ("S1", "S2", "lunch", "S3"))),
        ("Mon 9:00-10:30", TimeRef((0,), clock=(540, 630))),
        ("11:30-14:30", TimeRef((0, 1, 2), clock=(690, 870))),
    ],
)
def test_time_texts(text: str, ref: TimeRef) -> None:
    assert WEEK.parse(text) == ref


@pytest.mark.parametrize(
    ("text", "word"),
    [("Thu", "Thu"), ("Mon S9", "S9"), ("Thu S1", "Thu"), ("Wed-Mon", "Wed-Mon"), ("", ""),
     ("S3-S1", "S3-S1"), ("Mon 10:00-9:00", "10:00-9:00"), ("Mon 9:00", "9:00")],
)  # fmt: skip
def test_what_is_no_time(text: str, word: str) -> None:
    with pytest.raises(UnknownTime) as caught:
        WEEK.parse(text)
    assert caught.value.word == word


def test_unknown_names_come_with_the_legal_ones() -> None:
    with pytest.raises(UnknownTime) as caught:
        WEEK.parse("Mom")
    assert caught.value.legal == ("Mon", "Tue", "Wed", "S1", "S2", "lunch", "S3")


def test_timeslot_names_may_hold_dashes_and_blanks() -> None:
    week = Week(("Day 1", "Day 2"), (Timeslot("P-1", 540, 600), Timeslot("P 2", 600, 660)))
    assert week.parse("P-1") == TimeRef((0, 1), ("P-1",))
    assert week.parse("P-1-P 2") == TimeRef((0, 1), ("P-1", "P 2"))
    assert week.parse("P 2-P 2") == TimeRef((0, 1), ("P 2",))
    assert week.parse("Day 2") == TimeRef((1,))


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("Day 1", TimeRef((0,))),
        ("Day 1 - Day 2", TimeRef((0, 1))),
        ("Day 2 P1", TimeRef((1,), ("P1",))),
        ("Day 1-Day 2 P1 - late tea", TimeRef((0, 1), ("P1", "late tea"))),
        ("Day 2 9:00-9:30", TimeRef((1,), clock=(540, 570))),
    ],
)
def test_day_names_may_hold_blanks(text: str, ref: TimeRef) -> None:
    week = Week(("Day 1", "Day 2"), (Timeslot("P1", 540, 600), Timeslot("late tea", 600, 620)))
    assert week.parse(text) == ref


def test_spans_of_time_texts() -> None:
    assert WEEK.spans(["Mon"]) == (Span(MON, 0, MIDNIGHT),)
    assert WEEK.spans(["Tue S2", "Mon S1"]) == (Span(MON, 540, 600), Span(TUE, 605, 665))
    assert WEEK.spans(["Mon 9:00-9:30", "Mon 9:20-9:40"]) == (Span(MON, 540, 580),)


def test_a_range_of_timeslots_includes_the_time_between() -> None:
    assert WEEK.spans(["Mon S1-S2"]) == (Span(MON, 540, 665),)
    assert WEEK.spans(["Mon S1", "Mon S2"]) == (Span(MON, 540, 600), Span(MON, 605, 665))


def test_a_range_has_only_what_is_between_for_that_class() -> None:
    junior, senior = frozenset({"1A"}), frozenset({"6C"})
    split = Week(
        ("Mon",),
        (
            Timeslot("S1", 540, 600),
            Timeslot("S2", 600, 660, classes=junior),
            Timeslot("recess", 660, 690, "break", classes=junior),
            Timeslot("recess", 600, 630, "break", classes=senior),
            Timeslot("S2", 630, 690, classes=senior),
            Timeslot("S3", 690, 750),
        ),
    )
    assert split.spans(["S2-S3"], "1A") == (Span(MON, 600, 750),)
    assert split.spans(["S2-S3"], "6C") == (Span(MON, 630, 750),)
    assert split.spans(["S2-recess"], "1A") == (Span(MON, 600, 690),)
    assert split.spans(["S2-recess"], "6C") == (Span(MON, 600, 690),)  # recess comes first there


def test_spans_depend_on_the_bells_of_the_class() -> None:
    assert WEEK.spans(["Mon S3"], "A") == (Span(MON, 700, 760),)
    assert WEEK.spans(["Mon S3"], "B") == (Span(MON, 735, 795),)
    assert WEEK.spans(["Mon S3"]) == (Span(MON, 700, 795),)
    assert WEEK.spans(["Wed S3"]) == ()


def test_periods_of_a_class_by_day_and_time() -> None:
    assert [(p.day, p.slot.id, p.slot.start) for p in WEEK.periods("B")] == [
        (MON, "S1", 540), (MON, "S2", 605), (MON, "lunch", 700), (MON, "S3", 735),
        (TUE, "S1", 540), (TUE, "S2", 605), (TUE, "lunch", 700), (TUE, "S3", 735),
        (WED, "S1", 540), (WED, "S2", 605), (WED, "lunch", 700),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("span", "class_id", "label"),
    [
        (Span(MON, 540, 600), None, "Mon S1"),
        (Span(MON, 540, 665), None, "Mon S1-S2"),
        (Span(MON, 700, 760), "A", "Mon S3"),
        (Span(MON, 735, 795), "B", "Mon S3"),
        (Span(MON, 735, 795), "A", "Mon 12:15-13:15"),
        (Span(WED, 540, 570), None, "Wed 09:00-09:30"),
    ],
)
def test_labels(span: Span, class_id: str | None, label: str) -> None:
    assert WEEK.label(span, class_id) == label


# ---- weeks of a cycle ----------------------------------------------------------------------------


def test_a_week_is_a_cycle_of_one() -> None:
    (only,) = WEEK.each
    assert (only.days, only.when, only.key("pat")) == (range(3), "a week", "pat")
    (six,) = Week(tuple("123456"), ()).each
    assert six.when == "a cycle"


def test_each_week_of_a_fortnight() -> None:
    fortnight = Week.of(("Mon", "Tue"), ("A", "B"), WEEK.timeslots)
    assert fortnight.word == "cycle"
    assert [(w.days, w.when, w.key("pat")) for w in fortnight.each] == [
        (range(2), "in week A", "pat|A"),
        (range(2, 4), "in week B", "pat|B"),
    ]
    *weeks, whole = fortnight.counted
    assert tuple(weeks) == fortnight.each
    assert (whole.weeks, whole.days, whole.when) == ((0, 1), range(4), "a cycle")
    assert WEEK.counted == WEEK.each
    assert fortnight.parts("week") == fortnight.each
    tuesday = fortnight.parts("day")[3]
    assert (tuesday.weeks, list(tuesday.days), tuesday.when) == ((1,), [3], "on Tue B")


def test_days_in_words() -> None:
    week = Week(("Mon", "Tue", "Wed", "Thu", "Fri"), ())
    assert week.day_words([0, 1, 2]) == "Mon-Wed"
    assert week.day_words([3, 4]) == "Thu and Fri"
    assert week.day_words([4, 2, 0, 1]) == "Mon-Wed and Fri"
    assert week.day_words([]) == ""
