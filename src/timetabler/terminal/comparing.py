"""What ``explain --what-if``, ``--set`` and ``--rule`` say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from typing import TYPE_CHECKING

from timetabler.models.findings import Status
from timetabler.models.wording import words
from timetabler.terminal.answers import headline
from timetabler.terminal.layout import and_more, wrap
from timetabler.terminal.reasons import cut, reasons, written

if TYPE_CHECKING:
    from timetabler.api import Best, Comparison, Price, Priced, RulePair
    from timetabler.explain.differences import Audience, DutyChange, LessonChange, Place
    from timetabler.models.findings import RuleResult
    from timetabler.models.school import School

MOST_LINES = 10
"""Of the text that differs."""
MOST_LESSONS = 30
MOST_NAMES = 60
MOST_REASONS = 2
"""Why a rule cannot be kept."""


def compared(result: Comparison) -> str:
    """Everything about a school as it is and as it would be."""
    now, other = result.now, result.other
    parts = [headline(now.problem), "", wrap(f"What if: {other.problem.path}")]
    parts += _changed_lines(now.problem.text, other.problem.text)
    parts += [
        "",
        wrap(f"{'now':<9}{worth(now)}"),
        wrap(f"{'what if':<9}{worth(other)}{_more(result)}"),
    ]
    for side in (now, other):
        if side.outcome.reasons:
            parts += ["", reasons(side.problem, side.outcome.reasons)]
    if result.differences is None:
        return "\n".join(parts)
    differing = [pair for pair in result.rules if pair.differs]
    if differing:
        parts += ["", wrap("These rules fare differently:")]
        parts += [line for pair in differing for line in _pair(pair)]
    elif result.rules:
        parts += ["", wrap("All rules fare as they do now.")]
    return "\n".join([*parts, "", *_differences(result)])


def _changed_lines(before: str, after: str) -> list[str]:
    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))[2:]
    lines = [line for line in lines if not line.startswith("@@")]
    shown = [cut(f"    {line[0]} {line[1:].strip()}") for line in lines[:MOST_LINES]]
    return [*shown, *and_more(len(lines) - MOST_LINES, "line", "    ")]


def worth(best: Best) -> str:
    """``cost 36 (proved best)``, ``impossible``, ``undecided``."""
    outcome = best.outcome
    match outcome.status:
        case Status.OPTIMAL:
            return f"cost {outcome.cost} (proved best)"
        case Status.FEASIBLE if outcome.bound:
            return f"cost {outcome.cost} (none costs less than {outcome.bound}; more time may tell)"
        case Status.FEASIBLE:
            return f"cost {outcome.cost} (perhaps not the best; more time may tell)"
        case Status.INFEASIBLE:
            return "impossible"
        case _:
            return "undecided: no timetable was found in the time, and none was proved impossible"


def _more(result: Comparison) -> str:
    now, other = result.now.outcome.cost, result.other.outcome.cost
    if now is None or other is None:
        return ""
    more = "the same" if now == other else f"{abs(other - now)} {'more' if other > now else 'less'}"
    return f": {more}"


def _pair(pair: RulePair) -> list[str]:
    rule = pair.other or pair.now
    assert rule is not None
    lines = [wrap(f"{_fares(pair)}: {rule.title}", "  ", "- ")]
    return [*lines, f"    {rule.source}"] if rule.source.line else lines


def _fares(pair: RulePair) -> str:
    now, other = pair
    if now is None or other is None or now.required or other.required:
        return f"{_stands(now)} -> {_stands(other)}"
    weights = "" if now.weight == other.weight else f", weight {now.weight} -> {other.weight}"
    return f"cost {now.cost} -> {other.cost}{weights}"


def _stands(rule: RuleResult | None) -> str:
    if rule is None:
        return "not there"
    return "required" if rule.required else f"cost {rule.cost}"


# ---- who sees it -------------------------------------------------------------------------------


def _differences(result: Comparison) -> Iterator[str]:
    found = result.differences
    assert found is not None
    yield wrap(f"{found.summary[0].upper()}{found.summary[1:]}.")
    if not found.lessons and not found.duties:
        return
    if result.fewest:
        yield wrap("It is proved that no timetable of that cost changes less.")
    else:
        yield wrap("Perhaps fewer changes would do: a longer --time-limit may tell.")
    school = found.new.school
    yield from _section("Lessons", [_lesson(school, change) for change in found.lessons])
    yield from _section("Duties", [_duty(school, change) for change in found.duties])
    yield ""
    yield from _seers("Classes that see a change", found.classes)
    yield from _seers("People who see a change", found.people)
    yield from _seers("Rooms that see a change", found.rooms)
    if found.people.same:
        yield wrap(f"People who see none: {_names(found.people.same)}.")


def _section(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    shown = [wrap(line, "  ", "- ") for line in lines[:MOST_LESSONS]]
    return ["", f"  {title}:", *shown, *and_more(len(lines) - MOST_LESSONS, "change", "  ")]


def _lesson(school: School, change: LessonChange) -> str:
    if change.old is None or change.new is None:
        there = change.new or change.old
        assert there is not None
        return f"{change.course}: {'new' if change.new else 'no more'}, {_place(school, there)}"
    old, new = change.old, change.new
    steps = [f"{old.time} -> {new.time}" if change.moves else old.time]
    if old.room != new.room:
        steps.append(f"{_room(school, old.room)} -> {_room(school, new.room)}")
    if old.teachers != new.teachers:
        steps.append(f"{_people(school, old.teachers)} -> {_people(school, new.teachers)}")
    return f"{change.course}: {', '.join(steps)}"


def _place(school: School, place: Place) -> str:
    parts = [place.time, *([_room(school, place.room)] if place.room else [])]
    return ", ".join([*parts, *([_people(school, place.teachers)] if place.teachers else [])])


def _duty(school: School, change: DutyChange) -> str:
    return f"{change.duty}: {_people(school, change.gone)} -> {_people(school, change.come)}"


def _room(school: School, room: str | None) -> str:
    return school.name_of("room", room) if room else "no room"


def _people(school: School, people: Iterable[str]) -> str:
    return words(school.name_of("teacher", person) for person in people) or "nobody"


def _seers(title: str, audience: Audience) -> Iterator[str]:
    if audience.changed:
        yield wrap(f"{title}: {_names(seen.name for seen in audience.changed)}.")


def _names(names: Iterable[str]) -> str:
    listed = list(names)
    rest = len(listed) - MOST_NAMES
    return words([*listed[:MOST_NAMES], *([f"{rest} more"] if rest > 0 else [])])


# ---- what a rule costs -------------------------------------------------------------------------


def priced(result: Priced) -> str:
    """What each rule that was asked about costs."""
    blocks = [headline(result.now.problem)]
    if result.now.outcome.reasons:
        blocks.append(wrap("As it is, the school is impossible:"))
        blocks.append(reasons(result.now.problem, result.now.outcome.reasons))
    blocks += ["\n".join(_price(result, price)) for price in result.prices]
    return "\n\n".join(blocks)


def _price(result: Priced, price: Price) -> Iterator[str]:
    rule = price.rule
    standing = "required" if rule.required else f"weight {rule.weight}"
    asked_by = rule.constraint.asked_by
    yield wrap(f"{rule.title} ({standing}{f', asked by {asked_by}' if asked_by else ''})")
    yield from written(result.now.problem, [rule.source], "    ")
    yield _line("now", _now(result, price))
    yield _line("without this rule", worth(price.without) + _spared(result, price))
    if price.without.outcome.reasons and not result.now.outcome.reasons:
        yield from _reasons(result, price.without)
    if price.strict is not None:
        yield _line("if it must hold", worth(price.strict) + _dearer(result, price))
        if price.strict.outcome.reasons:
            yield from _reasons(result, price.strict)


def _reasons(result: Priced, best: Best) -> Iterator[str]:
    """The first ones: one is enough."""
    found = best.outcome.reasons
    yield reasons(result.now.problem, found[:MOST_REASONS])
    yield from and_more(len(found) - MOST_REASONS, "reason", "  ")


def _line(label: str, text: str) -> str:
    return wrap(text, "    ", f"{label:<19}")


def _now(result: Priced, price: Price) -> str:
    if price.now is None or price.rule.required:
        return worth(result.now)
    proved = worth(result.now).partition(" (")[2]
    return f"cost {result.now.outcome.cost} in all, {price.now.cost} of it for this rule ({proved}"


def _spared(result: Priced, price: Price) -> str:
    """What keeping the rule costs the other rules."""
    others, cost = result.others(price), price.without.outcome.cost
    if others is None or cost is None:
        return ""
    least, most = others - cost, others - (price.without.outcome.bound or 0)
    if not most:
        return ": keeping it costs the others nothing"
    return f": keeping it costs the others {_between(least, most)}"


def _dearer(result: Priced, price: Price) -> str:
    """What the other rules would pay more if the wish had to hold."""
    others = result.others(price)
    if others is None or price.strict is None or price.strict.outcome.cost is None:
        return ""
    least, most = (price.strict.outcome.bound or 0) - others, price.strict.outcome.cost - others
    if not most:
        return ": the others pay nothing more"
    return f": the others pay {_between(max(0, least), most)} more"


def _between(least: int, most: int) -> str:
    return str(most) if least == most else f"between {least} and {most}"
