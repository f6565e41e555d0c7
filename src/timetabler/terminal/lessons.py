"""What ``explain --lesson`` says: why a lesson is where it is, and what else could be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from timetabler.models.resources import Source
from timetabler.models.wording import plural
from timetabler.terminal.layout import WIDTH, note, wrap

if TYPE_CHECKING:
    from timetabler.api import WhyHere
    from timetabler.explain.lesson import LessonAnswer, Place, Swap
    from timetabler.explain.obstacles import Effect
    from timetabler.explain.ties import Tie
    from timetabler.spec.problem import Problem

_ROWS = 8
"""Places of a sort that are shown; the others are counted."""

_COLUMN = 9
"""Width of the times."""


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
    found = result.found
    yield wrap(f'{len(found)} lessons or duties are "{result.question}". Which one?', "")
    width = min(max(len(one.what) for one in found), WIDTH // 2)
    for number, one in enumerate(found[:_MOST], 1):
        yield wrap(one.where, "", f"{number:>4}. {one.what:<{width}}  ")
    if len(found) > _MOST:
        yield f"      and {len(found) - _MOST} more"
    example = f"{found[0].what} {found[0].where.partition(',')[0]}"
    yield wrap(f'Add its class or time, as in: --lesson "{example}"', "")


_MOST = 25
"""Lessons to choose from that are shown."""


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
    word = {"unmet": f"costs {tie.cost}: " if tie.cost else "BROKEN: ", "needed": "it keeps: "}
    rule = problem.rules[tie.rule] if tie.rule is not None else None
    asked = f"asked by {rule.constraint.asked_by}" if rule and rule.constraint.asked_by else ""
    why = "; ".join(filter(None, (asked, rule.constraint.note if rule else "")))
    yield wrap(f"{word.get(tie.sort.value, '')}{tie.text}" + f" ({why})" * bool(why), first="- ")
    yield from line_of(tie.source, problem, "    ")


def line_of(source: Source, problem: Problem, indent: str) -> Iterator[str]:
    """Where something is written, and the text of that line as far as there is room."""
    if source.line:
        yield f"{indent}{source}"
        text = f"{indent}{problem.line(source)}"
        yield text if len(text) <= WIDTH else f"{text[: WIDTH - 4]} ..."


def _elsewhere(places: Sequence[Place]) -> Iterator[str]:
    free = [place for place in places if not place.breaks]
    one = [place for place in places if len(place.breaks) == 1]
    more = [place for place in places if len(place.breaks) > 1]
    if not places:
        yield wrap("There is no other place.")
    if free:
        yield wrap("It could go to:")
        yield from _rows((p.where, _said(p)) for p in free)
    if one:
        yield wrap("One thing is in the way:")
        yield from _rows(_merged(one))
    if more:
        times = ", ".join(place.where for place in more)
        yield wrap(f"Several things are in the way: {times}.")


def _merged(places: Iterable[Place]) -> Iterator[tuple[str, str]]:
    """Places with the same thing in the way, together."""
    by_text: dict[str, list[str]] = {}
    for place in places:
        by_text.setdefault(_said(place), []).append(place.where)
    for text, times in by_text.items():
        yield ", ".join(times), text


def _rows(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    listed = list(rows)
    for where, text in listed[:_ROWS]:
        if len(where) > _COLUMN:
            yield wrap(f"{where}: {text}", "    ")
        else:
            yield wrap(text, "    ", f"{where:<{_COLUMN}} ")
    if len(listed) > _ROWS:
        yield f"    and {len(listed) - _ROWS} more"


def _said(place: Place) -> str:
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
    for number, swap in enumerate(answer.swaps, 1):
        yield wrap(_swap(swap), "  ", f"{number}. ")
    if not answer.swaps:
        yield wrap(f"None with one or two others was found{_nearest(answer)}.")


def _swap(swap: Swap) -> str:
    moves = "; ".join(f"{s.what} from {s.before} to {s.after}" for s in swap.shifts)
    return f"{moves}: {costs(swap.cost, swap.costs)}"


def _nearest(answer: LessonAnswer) -> str:
    """What is in the way where least is."""
    if answer.possible or not answer.places:
        return ""
    place = answer.places[0]
    others = plural(len(place.breaks) - 1, "other thing")
    also = f" and {others}" if len(place.breaks) > 1 else ""
    return f"; nearest is {place.where}, where this is in the way: {place.breaks[0].text}{also}"
