"""What ``explain --lesson`` says: why a lesson is where it is, and what else could be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from timetabler.models.wording import aside, plural
from timetabler.terminal.layout import WIDTH, and_more, note, wrap
from timetabler.terminal.reasons import written

if TYPE_CHECKING:
    from timetabler.api import WhyHere
    from timetabler.explain.lesson import Elsewhere, LessonAnswer, Swap
    from timetabler.explain.obstacles import Effect
    from timetabler.explain.ties import Tie
    from timetabler.spec.problem import Problem

_ROWS = 8
"""Places of a sort that are shown; the others are counted."""

_TIMES = 6
"""Times of one row that are shown."""

_SWAPS = 3
"""Exchanges that are shown."""

_MOST = 25
"""Lessons to choose from that are shown."""


def why_here(result: WhyHere) -> str:
    """The answer about each lesson, or the lessons to choose from."""
    parts = [note(remark) for remark in result.remarks]
    parts += list(_broken(result))
    if result.answers:
        parts += ["\n".join(_answer(answer, result.problem)) for answer in result.answers]
    else:
        parts.append("\n".join(_choice(result)))
    return "\n\n".join(parts)


def _broken(result: WhyHere) -> Iterator[str]:
    """Required rules that the timetable breaks, shown before anything else."""
    if result.report.valid:
        return
    lines = [wrap("This timetable breaks required rules:", "")]
    for rule in result.report.broken:
        where = f" ({rule.source})" if rule.source.line else ""
        lines.append(wrap(f"{rule.title}{where}", first="- "))
        lines += [wrap(f.words(most=2), "    ", "- ") for f in rule.findings[:2]]
    yield "\n".join(lines)


def _choice(result: WhyHere) -> Iterator[str]:
    """The lessons or duties that the question may mean, and how to ask for one."""
    found = result.found
    yield wrap(f'{len(found)} are "{result.question}". Which one?', "")
    width = min(max(len(one.what) for one in found), WIDTH // 2)
    for number, one in enumerate(found[:_MOST], 1):
        yield wrap(one.where, "", f"{number:>4}. {one.what:<{width}}  ")
    yield from and_more(len(found) - _MOST, "", "      ")
    example = f"{found[0].what} {found[0].where.partition(',')[0]}"
    yield wrap(f'Ask for one by its class or time, as in: --lesson "{example}"', "")


def _answer(answer: LessonAnswer, problem: Problem) -> Iterator[str]:
    yield wrap(f"{answer.what}: {answer.where}", "")
    yield "\nWhy here"
    yield from (line for tie in answer.ties for line in _tie(tie, problem))
    yield from (wrap(f"{text}.", first="- ") for text in answer.good_for)
    yield wrap("Always: nobody and no room is in two places at once.", first="- ")
    yield "\nElsewhere"
    yield from _elsewhere(answer.places)
    yield "\nSwaps that keep every required rule"
    yield from _swaps(answer)


def _tie(tie: Tie, problem: Problem) -> Iterator[str]:
    rule = None if tie.rule is None else problem.rules[tie.rule]
    word = {
        "unmet": f"costs {tie.cost}: " if tie.cost else "BROKEN: ",
        "needed": "helps this wish: " if rule and not rule.required else "needed for this: ",
    }
    why = aside(rule.constraint.asked_by, rule.constraint.note) if rule else ""
    yield wrap(f"{word.get(tie.sort.value, '')}{tie.text}{why}", first="- ")
    yield from written(problem, (tie.source,), "    ")


def _elsewhere(places: Sequence[Elsewhere]) -> Iterator[str]:
    if not places:
        yield wrap("There is no other place.")
    for number, heading in ((0, "It could go to:"), (1, "With one thing in the way:")):
        if some := [place for place in places if len(place.breaks) == number]:
            yield wrap(heading)
            yield from _rows((times, text) for text, times in _by_text(some).items())
    if several := [place for place in places if len(place.breaks) > 1]:
        yield wrap("With several things in the way:")
        yield from _rows(_summed(several))


def _by_text(places: Iterable[Elsewhere]) -> dict[str, list[str]]:
    """What is said -> the places of which it is said."""
    found: dict[str, list[str]] = {}
    for place in places:
        found.setdefault(_said(place), []).append(place.where)
    return found


def _summed(places: Sequence[Elsewhere]) -> Iterator[tuple[list[str], str]]:
    """Places counted by what is in the way of most of them, among other things."""
    left = list(places)
    while left:
        counts = Counter(e for place in left for e in dict.fromkeys(place.breaks))
        effect, _ = counts.most_common(1)[0]
        here = [place.where for place in left if effect in place.breaks]
        yield here, f"{effect.text}{_line(effect)}, and more"
        left = [place for place in left if effect not in place.breaks]


def _rows(rows: Iterable[tuple[Sequence[str], str]]) -> Iterator[str]:
    """Times, or people, with what is said of them."""
    listed = list(rows)
    for times, text in listed[:_ROWS]:
        more = f" and {len(times) - _TIMES} more" if len(times) > _TIMES else ""
        yield wrap(f"{', '.join(times[:_TIMES])}{more}: {text}", "    ")
    yield from and_more(len(listed) - _ROWS, "", "    ")


def _said(place: Elsewhere) -> str:
    """What is in the way, or what it costs, with lines."""
    said = [f"{effect.text}{_line(effect)}" for effect in place.breaks]
    if not said:
        said = [costs(place.cost, place.costs)]
    return "; ".join([*([place.also] if place.also else []), *said])


def costs(cost: int, effects: Sequence[Effect]) -> str:
    """``costs the same``; ``costs 2 more: PE keeps to S1-S3 (line 42)``."""
    if not effects:
        return "costs the same"
    change = "the same" if not cost else f"{abs(cost)} {'more' if cost > 0 else 'less'}"
    told = "; ".join(f"{e.cost:+} {e.text}{_line(e)}" for e in effects)
    return f"costs {change}: {told}"


def _line(effect: Effect) -> str:
    lines = [source.line for source in effect.sources if source.line]
    return f" (line {lines[0]})" if lines else ""


def _swaps(answer: LessonAnswer) -> Iterator[str]:
    for number, swap in enumerate(answer.swaps[:_SWAPS], 1):
        yield wrap(f"{_swap(swap)}: {costs(swap.cost, swap.costs)}", "  ", f"{number}. ")
    if not answer.swaps:
        yield wrap(f"None with one or two others was found{_nearest(answer)}.")


def _swap(swap: Swap) -> str:
    """``with 2B Art (Mon S1)``, or where each of them goes."""
    first, *others = swap.shifts
    if [(s.before, s.after) for s in others] == [(first.after, first.before)]:
        return f"with {others[0].what} ({first.after})"
    moves = [f"{s.what} from {s.before} to {s.after}" for s in others]
    return "; ".join([f"to {first.after}", *moves])


def _nearest(answer: LessonAnswer) -> str:
    """What is in the way where least is."""
    if answer.possible or not answer.places:
        return ""
    place = min(answer.places, key=lambda place: len(place.breaks))
    others = plural(len(place.breaks) - 1, "other thing")
    also = f" and {others}" if len(place.breaks) > 1 else ""
    return f"; nearest is {place.where}, where this is in the way: {place.breaks[0].text}{also}"
