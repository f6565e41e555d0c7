"""Spans and clock texts. Every expected value is derived by hand."""

from __future__ import annotations

import pytest

from timetabler.models.span import (
    Span,
    clock,
    covers,
    merge,
    parse_clock,
    parse_clock_range,
    touches,
)

MON, TUE = 0, 1


@pytest.mark.parametrize(
    ("text", "minute"),
    [("0:00", 0), ("9:30", 570), ("09.30", 570), (" 23:59 ", 1439), ("24:00", 1440)],
)
def test_clock_times(text: str, minute: int) -> None:
    assert parse_clock(text) == minute


@pytest.mark.parametrize("text", ["", "9", "9:3", "9:60", "24:01", "25:00", "-1:00", "9:300", "x"])
def test_what_is_no_clock_time(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time of day"):
        parse_clock(text)


@pytest.mark.parametrize("text", ["8:50-9:50", "08.50 - 09.50", "8:50\u20139:50"])
def test_clock_ranges(text: str) -> None:
    assert parse_clock_range(text) == (530, 590)


@pytest.mark.parametrize(
    ("text", "words"),
    [("9:00", "time range"), ("9:00-9:00", "ends before"), ("9:00-8:00", "ends before"),
     ("9:00-10:00-11:00", "time range"), ("9:00-25:00", "hours go to 24")],
)  # fmt: skip
def test_what_is_no_clock_range(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_clock_range(text)


def test_minutes_as_clock_times() -> None:
    assert [clock(m) for m in (0, 65, 1439)] == ["00:00", "01:05", "23:59"]
    assert Span(MON, 530, 590).clock == "08:50-09:50"


def test_spans_that_touch_do_not_meet() -> None:
    a, b, c = Span(MON, 540, 600), Span(MON, 600, 660), Span(MON, 599, 601)
    assert not a.meets(b)
    assert a.meets(c)
    assert c.meets(b)
    assert not a.meets(Span(TUE, 540, 600))


def test_inside() -> None:
    whole = Span(MON, 540, 600)
    assert whole.inside(whole)
    assert Span(MON, 550, 560).inside(whole)
    assert not Span(MON, 550, 601).inside(whole)
    assert not Span(TUE, 550, 560).inside(whole)


def test_merging() -> None:
    spans = [Span(TUE, 0, 5), Span(MON, 30, 40), Span(MON, 10, 20), Span(MON, 20, 25)]
    merged = merge([*spans, Span(MON, 32, 34)])
    assert merged == (Span(MON, 10, 25), Span(MON, 30, 40), Span(TUE, 0, 5))
    assert covers(merged, Span(MON, 15, 25))
    assert not covers(merged, Span(MON, 20, 31))
    assert touches(merged, Span(MON, 20, 31))
    assert not touches(merged, Span(MON, 25, 30))
