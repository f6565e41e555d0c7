"""What every constraint promises, checked on all timetables of its worlds (see ``world.py``)."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import import_module
from importlib.util import find_spec
from inspect import CO_OPTIMIZED
from pathlib import Path
from random import Random
from types import CodeType, FrameType
from typing import Any, Literal

import pytest

from timetabler.constraints import kinds
from timetabler.constraints.base import Constraint, DutyAsked, DutyLimit, Limit, Point
from timetabler.constraints.evaluator import Evaluator
from timetabler.models.duties import Duty, DutyArea
from timetabler.models.reasons import Shortage
from timetabler.models.resources import Course
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import DutyPlacement, Timetable

from .world import World, rule

WATCHED = 200
"""Timetables on which it is watched which lines run: watching is slow."""

ROSTERS = 30
"""Timetables to which duties are added, one after another."""

FEW = 5
"""Remarks at one point: a handful."""

UNREADABLE = r"[{}_]|\bNone\b|\(\)|\[|  |<|object at"
"""What no text for people has in it."""

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
        named = (school.teachers, school.classes, school.groups, school.rooms, school.areas)
        people = tuple(one.name for sort in named for one in sort)
        names = (*people, *school.course, *school.need, *school.duty)
        for text in _texts(constraint.spoken(school), points):
            assert text == text.strip(), text
            assert text[0].isupper() or text.startswith(names), f"starts with no capital: {text}"
            assert not text.endswith("."), f"ends with a full stop: {text}"
            assert not re.search(UNREADABLE, text), text
            assert len(text.split()) > 2, text


@every_kind
def test_encode_deviation_and_witnesses_agree_on_every_timetable(kind: str) -> None:
    shadows = [_check(rule, world) for world in worlds(kind) for rule in world.rules]
    assert not any(shadows) or "broken" in shadows, "no timetable breaks a shadow"


@dataclass(frozen=True)
class Said:
    """What a rule says of a school, whatever the timetable: asked once, as some of it is slow."""

    constraint: Constraint
    school: School

    @cached_property
    def points(self) -> list[Point]:
        return list(self.constraint.points(self.school))

    @cached_property
    def floor(self) -> dict[Point, int]:
        return {point: self.constraint.least(point, self.school) for point in self.points}

    @cached_property
    def limits(self) -> list[Limit]:
        return list(self.constraint.limits(self.school))

    @cached_property
    def duties_asked(self) -> list[DutyAsked]:
        return list(self.constraint.duties_asked(self.school))

    @cached_property
    def duty_limits(self) -> list[DutyLimit]:
        return list(self.constraint.duty_limits(self.school))

    @cached_property
    def forbidden(self) -> set[tuple[Course, Span]]:
        return set(self.constraint.forbidden(self.school))

    @cached_property
    def shortage(self) -> list[Shortage]:
        return list(self.constraint.shortage(self.school))


def _check(constraint: Constraint, world: World) -> Literal["broken", "kept", ""]:
    """Compares the methods everywhere; returns whether there are shadows, and broken ones."""
    said = Said(constraint, world.school)
    kept = dict.fromkeys(said.points, False)
    broken: set[bool] = set()
    for timetable in world.timetables():
        amounts = compare(said, timetable)
        below = [p.key for p in said.points if amounts[p] < said.floor[p]]
        assert not (below and _valid(timetable)), f"below the floor at {below}: {_show(timetable)}"
        for point, amount in amounts.items():
            if amount:
                broken.add(point.shadow)
            else:
                kept[point] = True
    if world.impossible:
        assert said.shortage, f"{constraint!r} is not said to be short"
    else:
        never = [point.key for point, ever in kept.items() if not ever]
        assert not never, f"no timetable keeps {constraint!r} at {never}"
    assert False in broken, f"no timetable breaks {constraint!r}"
    if not any(p.shadow for p in said.points):
        return ""
    return "broken" if True in broken else "kept"


def compare(said: Said, timetable: Timetable) -> dict[Point, int]:
    """The deviation at each point, if all methods agree about it."""
    constraint = said.constraint
    evaluator = Evaluator(timetable)
    amounts: dict[Point, int] = {}
    for point in said.points:
        amounts[point] = amount = constraint.deviation(point, timetable)
        encoded = evaluator.deviation(constraint, point)
        assert encoded == amount >= 0, (
            f"encode says {encoded}, deviation {amount}: {point.key}: {_show(timetable)}"
        )
        if amount:
            assert re.fullmatch(f"{amount} [a-z]+", constraint.amount(amount))
            _check_witnesses(constraint, point, timetable)
            _check_remarks(constraint, point, timetable)
    if not any(amount for point, amount in amounts.items() if not point.shadow):
        _check_consequences(said, timetable, in_shadow=sum(amounts.values()))
    return amounts


def _check_witnesses(constraint: Constraint, point: Point, timetable: Timetable) -> None:
    shown = list(constraint.witnesses(point, timetable))
    assert shown or constraint.absence, f"nothing to show: {point.key}: {_show(timetable)}"
    there = {*timetable.placements, *timetable.duties}
    assert there.issuperset(shown), f"from elsewhere: {point.key}: {shown}"
    assert len(set(shown)) == len(shown), f"shown twice: {point.key}: {shown}"


def _check_remarks(constraint: Constraint, point: Point, timetable: Timetable) -> None:
    said = list(constraint.remarks(point, timetable))
    assert len(set(said)) == len(said) <= FEW, said
    for text in said:
        assert text == text.strip() != "", said
        assert not text.endswith("."), f"ends with a full stop: {text}"
        assert not re.search(UNREADABLE, text), text


def _check_consequences(said: Said, timetable: Timetable, in_shadow: int) -> None:
    """Shadows, shortages, limits and forbidden times only say what follows from the rules."""
    for limit in said.limits if _valid(timetable) else ():
        placed = (
            timetable.placements
            if isinstance(limit.who, Course)
            else timetable.lessons_of(limit.who)
        )
        lessons = [p for p in placed if p.course in limit.courses and p.span.day in limit.days]
        counts = {
            "lessons": len(lessons),
            "periods": sum(timetable.school.spans(p.course)[p.span] for p in lessons),
            "minutes": sum(p.span.minutes for p in lessons),
            "days": len({p.span.day for p in lessons}),
        }
        assert counts[limit.unit] <= limit.most, f"{limit}: {_show(timetable)}"
    for asked in said.duties_asked:
        on_duty = [d for d in timetable.duties if d.duty in asked.duties]
        there = sum(d.person in asked.people for d in on_duty)
        assert there >= asked.least, f"{asked}: {_show(timetable)}"
    for most in said.duty_limits:
        has = most.duties.intersection(timetable.duties_of[most.person])
        assert len(has) <= most.most, f"{most}: {_show(timetable)}"
    for placement in timetable.placements:
        place = (placement.course, placement.span)
        assert place not in said.forbidden, f"forbidden, but no deviation: {_show(timetable)}"
    if (in_shadow or said.shortage) and _valid(timetable):
        assert not in_shadow, f"a shadow follows from nothing: {_show(timetable)}"
        assert not said.shortage, f"not short at all: {_show(timetable)}"


@cache
def _standing(school: School) -> list[tuple[Constraint, Point]]:
    always = [cls.model_validate({"kind": kind}) for kind, cls in kinds().items() if cls.standing]
    return [(c, p) for c in always for p in c.points(school) if not p.shadow]


def _valid(timetable: Timetable) -> bool:
    return not any(c.deviation(p, timetable) for c, p in _standing(timetable.school))


def _show(timetable: Timetable) -> str:
    label = timetable.school.week.label
    return "; ".join(
        [
            *(
                f"{p.course.id} {label(p.span)} {p.room} {'+'.join(p.teachers)}"
                for p in timetable.placements
            ),
            *(f"{duty.id}: {person}" for duty, person in timetable.duties),
        ]
    )


def _camel(kind: str) -> str:
    return "".join(word.title() for word in kind.split("_"))


# ---- lessons and duties --------------------------------------------------------------------------


def _concerning(what: str) -> list[str]:
    return [kind for kind, cls in kinds().items() if cls.concerns == what]


@pytest.mark.parametrize("kind", _concerning("lessons"))
def test_a_duty_never_makes_a_rule_about_lessons_easier(kind: str) -> None:
    draw = Random(kind)
    for world in worlds(kind):
        school = _watched(world.school, draw)
        timetables = list(world.timetables())
        for constraint in world.rules:
            said = Said(constraint, school)
            for few in draw.sample(timetables, min(ROSTERS, len(timetables))):
                roster = [DutyPlacement(d, t) for d in school.duties for t in d.people]
                roster = draw.sample(roster, draw.randint(0, len(roster)))
                before = compare(said, Timetable(school, few.placements))
                for number in range(len(roster)):
                    more = Timetable(school, few.placements, roster[: number + 1])
                    after = compare(said, more)
                    easier = [p.key for p in said.points if after[p] < before[p]]
                    assert not easier, f"{easier}: {_show(more)}"
                    before = after


def _watched(school: School, draw: Random) -> School:
    """The school with two duties more, that anybody may have, at moments that it has already."""
    duties = tuple(
        Duty(f"yard, {number}", "duty", "yard", str(number), moment, tuple(school.teacher))
        for number, moment in enumerate(draw.sample(school.moments, min(2, len(school.moments))))
    )
    return replace(
        school,
        areas=(*school.areas, DutyArea("yard", "Yard")),
        duties=(*school.duties, *duties),
    )


@pytest.mark.parametrize("kind", _concerning("duties"))
def test_to_a_rule_about_duties_lessons_do_not_matter(kind: str) -> None:
    for world in worlds(kind):
        for constraint in world.rules:
            points = list(constraint.points(world.school))
            found: dict[tuple[object, ...], tuple[int, ...]] = {}
            for timetable in world.timetables():
                amounts = tuple(constraint.deviation(p, timetable) for p in points)
                assert found.setdefault(timetable.duties, amounts) == amounts, _show(timetable)
    assert any(w.school.courses and w.school.duties for w in worlds(kind)), "there are no lessons"


# ---- which lines run -----------------------------------------------------------------------------


@every_kind
def test_worlds_reach_every_line(kind: str) -> None:
    source = Path(str(sys.modules[kinds()[kind].__module__].__file__))
    unreached = _lines(source, _validators(kind))
    for world in worlds(kind):
        timetables = list(world.timetables())
        for constraint in world.rules:
            with _striking_out(unreached, source):
                said = Said(constraint, world.school)
                _texts(constraint.spoken(world.school), said.points)
                _ = (
                    said.floor,
                    said.limits,
                    said.duties_asked,
                    said.duty_limits,
                    said.forbidden,
                    said.shortage,
                )
                constraint.unwritten()
                for timetable in Random(1).sample(timetables, min(WATCHED, len(timetables))):
                    if unreached:
                        compare(said, timetable)
    assert not unreached, f"no world reaches lines {sorted(unreached)} of {source.name}"


@contextmanager
def _striking_out(unreached: set[int], source: Path) -> Iterator[None]:
    """Takes the lines of a file that run out of the set; stops watching once it is empty."""
    name = str(source)

    def on_call(frame: FrameType, event: str, arg: Any) -> Any:  # noqa: ARG001
        return on_line if frame.f_code.co_filename == name else None

    def on_line(frame: FrameType, event: str, arg: Any) -> Any:  # noqa: ARG001
        unreached.discard(frame.f_lineno)
        if not unreached:
            sys.settrace(before)
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
