"""What every constraint promises, checked on all timetables of its worlds (see ``world.py``)."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Literal

import pytest

from timetabler.constraints import kinds
from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.evaluator import Evaluator
from timetabler.models.resources import ClassGroup, Course, Teacher
from timetabler.models.school import School
from timetabler.models.timetable import Timetable

from .world import World, rule

every_kind = pytest.mark.parametrize("kind", kinds())


def worlds(kind: str) -> tuple[World, ...]:
    name = f"{__package__}.test_{kind}"
    if find_spec(name) is None:
        pytest.fail(f"{kind} has no world: write test_{kind}.py with WORLDS, see world.py")
    found: tuple[World, ...] = import_module(name).WORLDS
    return found


def _texts(constraint: Constraint, points: list[Point]) -> list[str]:
    return [constraint.title(), *(constraint.sentence(p) for p in points)]


def rules_and_points(kind: str) -> Iterator[tuple[School, Constraint, list[Point]]]:
    for world in worlds(kind):
        for constraint in world.rules:
            yield world.school, constraint, list(constraint.points(world.school))


@every_kind
def test_worlds_are_of_this_kind_and_have_points(kind: str) -> None:
    for _, constraint, points in rules_and_points(kind):
        assert type(constraint) is kinds()[kind]
        assert points, f"{constraint!r} has no point of application"


@every_kind
def test_kind_is_the_name_of_the_file(kind: str) -> None:
    assert kinds()[kind].__module__ == f"timetabler.constraints.{kind}"
    assert _camel(kind) == kinds()[kind].__name__


@every_kind
def test_docstring_is_a_manual_page(kind: str) -> None:
    lines = [line for line in (kinds()[kind].__doc__ or "").strip().splitlines() if line.strip()]
    assert len(lines) >= 2
    assert lines[0].endswith(".")
    assert any("deviation is" in line for line in lines), "say what one unit of deviation is"


@every_kind
def test_example_is_a_rule_of_this_kind(kind: str) -> None:
    assert type(rule(kinds()[kind].example)) is kinds()[kind]


@every_kind
def test_point_keys_are_unique_and_stable(kind: str) -> None:
    for school, constraint, points in rules_and_points(kind):
        keys = [p.key for p in points]
        assert len(keys) == len(set(keys)), f"keys are not unique: {keys}"
        assert keys == [p.key for p in constraint.points(school)]
        assert all(key and key == key.strip() for key in keys)


@every_kind
def test_sentences_are_sentences(kind: str) -> None:
    for school, constraint, points in rules_and_points(kind):
        names = (*school.course, *school.teacher, *school.class_, *school.room, *school.group)
        for text in _texts(constraint, points):
            assert text == text.strip(), text
            assert text[0].isupper() or text.startswith(names), f"starts with no capital: {text}"
            assert not text.endswith("."), f"ends with a full stop: {text}"
            assert not re.search(r"[{}_]|\bNone\b|\(\)|\[|  |<|object at", text), text
            assert len(text.split()) > 2, text


@every_kind
def test_encode_deviation_and_witnesses_agree_on_every_timetable(kind: str) -> None:
    reached: set[int] = set()
    source = Path(str(sys.modules[kinds()[kind].__module__].__file__))
    with _lines_run(source, reached):
        shadows = [
            _check(constraint, world) for world in worlds(kind) for constraint in world.rules
        ]
    assert not any(shadows) or "broken" in shadows, "no timetable breaks a shadow"
    unreached = _lines(source, _validators(kind)) - reached
    assert not unreached, f"no world reaches lines {sorted(unreached)} of {source.name}"


def _check(constraint: Constraint, world: World) -> Literal["broken", "kept", ""]:
    """Compares the three methods everywhere; returns whether there are shadows, and broken ones."""
    points = list(constraint.points(world.school))
    _texts(constraint, points)
    limits = dict(_daily_limits(constraint, world.school))
    kept = dict.fromkeys((p.key for p in points), False)
    broken: set[bool] = set()
    for timetable in world.timetables():
        evaluator = Evaluator(timetable)
        amounts: dict[Point, int] = {}
        for point in points:
            amounts[point] = amount = constraint.deviation(point, timetable)
            encoded = evaluator.deviation(constraint, point)
            where = f"{point.key}: {_show(timetable)}"
            assert encoded == amount, f"encode says {encoded}, deviation {amount}: {where}"
            assert amount >= 0, where
            if amount:
                _check_witnesses(constraint, point, timetable)
                broken.add(point.shadow)
            kept[point.key] |= not amount
        if not any(amount for point, amount in amounts.items() if not point.shadow):
            _check_consequences(constraint, timetable, limits, sum(amounts.values()))
    if world.impossible:
        assert list(constraint.shortage(world.school)), f"{constraint!r} is not said to be short"
    else:
        for key, ever in kept.items():
            assert ever, f"no timetable keeps {constraint!r} at {key}"
    assert False in broken, f"no timetable breaks {constraint!r}"
    if not any(p.shadow for p in points):
        return ""
    return "broken" if True in broken else "kept"


def _check_witnesses(constraint: Constraint, point: Point, timetable: Timetable) -> None:
    witnesses = list(constraint.witnesses(point, timetable))
    where = f"{type(constraint).__name__} {point.key}: {_show(timetable)}"
    assert witnesses or constraint.absence, f"nothing is shown for {where}"
    assert set(witnesses) <= set(timetable.placements), f"a lesson from elsewhere: {where}"
    assert len(set(witnesses)) == len(witnesses), f"a lesson shown twice: {where}"


def _daily_limits(
    constraint: Constraint, school: School
) -> Iterator[tuple[Teacher | ClassGroup, tuple[int, tuple[Course, ...]]]]:
    people: tuple[Teacher | ClassGroup, ...] = (*school.teachers, *school.classes)
    for who in people:
        if isinstance(who, Teacher):
            courses = tuple(c for c in school.courses_of_teacher[who.id] if not c.home)
        else:
            courses = school.courses_of_class[who.id]
        limit = constraint.daily_limit(who, courses, school)
        if limit is not None:
            yield who, (limit, courses)


def _check_consequences(
    constraint: Constraint,
    timetable: Timetable,
    limits: dict[Teacher | ClassGroup, tuple[int, tuple[Course, ...]]],
    in_shadow: int,
) -> None:
    """Shadows, shortages, limits and forbidden times only say what follows from the rules."""
    for who, (limit, courses) in limits.items():
        days = Counter(p.span.day for p in timetable.lessons_of(who) if p.course in courses)
        assert max(days.values(), default=0) <= limit, f"no daily limit: {_show(timetable)}"
    for placement in timetable.placements:
        forbidden = constraint.forbids(placement.course, placement.span, timetable.school)
        assert not forbidden, f"forbidden, but no deviation: {_show(timetable)}"
    if _valid(timetable):
        assert not in_shadow, f"a shadow follows from nothing: {_show(timetable)}"
        assert not list(constraint.shortage(timetable.school)), _show(timetable)


@cache
def _standing(school: School) -> list[tuple[Constraint, Point]]:
    always = [cls.model_validate({"kind": kind}) for kind, cls in kinds().items() if cls.standing]
    return [(c, p) for c in always for p in c.points(school) if not p.shadow]


def _valid(timetable: Timetable) -> bool:
    return not any(c.deviation(p, timetable) for c, p in _standing(timetable.school))


def _show(timetable: Timetable) -> str:
    label = timetable.school.week.label
    lessons = timetable.placements
    return "; ".join(
        f"{p.course.id} {label(p.span)} {p.room} {'+'.join(p.teachers)}" for p in lessons
    )


def _camel(kind: str) -> str:
    return "".join(word.title() for word in kind.split("_"))


# ---- which lines run -----------------------------------------------------------------------------


@contextmanager
def _lines_run(source: Path, reached: set[int]) -> Iterator[None]:
    name = str(source)

    def on_call(frame: FrameType, event: str, arg: Any) -> Any:  # noqa: ARG001
        return on_line if frame.f_code.co_filename == name else None

    def on_line(frame: FrameType, event: str, arg: Any) -> Any:  # noqa: ARG001
        reached.add(frame.f_lineno)
        return on_line

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        yield
    finally:
        sys.settrace(before)


def _validators(kind: str) -> set[str]:
    """Functions that run while a rule is read, before any timetable is there."""
    decorators = kinds()[kind].__pydantic_decorators__
    return {*decorators.model_validators, *decorators.field_validators}


def _lines(source: Path, but: set[str]) -> set[int]:
    """Lines of the bodies of functions."""
    return set(_body_lines(compile(source.read_text(), str(source), "exec"), but))


def _body_lines(code: CodeType, but: set[str]) -> Iterator[int]:
    if code.co_flags & CO_OPTIMIZED:  # a function, not a class or module
        yield from (line for *_, line in code.co_lines() if line and line > code.co_firstlineno)
    for constant in code.co_consts:
        if isinstance(constant, CodeType) and constant.co_name not in but:
            yield from _body_lines(constant, but)
