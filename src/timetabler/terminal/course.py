"""The course of a search so far, in plain words and as points of a plot."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from timetabler.models.findings import gap

if TYPE_CHECKING:
    from timetabler.solver import Progress

MOST_POINTS = 1000
"""No plot in a terminal shows more."""
MOST_NEWS = 8

_DOING = {
    "compile": "Getting ready to search",
    "first": "Looking for a first {what}",
    "patterns": "Making {it} better",
    "improve": "Making {it} better",
    "prove": "Trying to prove that nothing better exists",
    "duties": "Proving what duties cost at least",
    "explain": "Looking for the rules that clash",
    "prices": "Looking for what binds the timetable",
    "write": "Writing the files",
}
_OF_DUTIES = {"what": "duty roster", "it": "the duty roster"}
_OF_LESSONS = {"what": "timetable of lessons", "it": "the lessons"}
_OF_ALL = {"what": "timetable", "it": "it"}


def doing(stage: str, *, found: bool) -> str:
    """What a stage does, in words; ``found``: there is a timetable already."""
    *outer, inner = stage.split(", ")
    step, _, more = inner.partition(" ")
    if outer and outer[0] == "instead":
        return "Looking for rules that could be given up"
    of = _OF_DUTIES if "roster" in outer else _OF_LESSONS if "lessons" in outer else _OF_ALL
    if step == "first" and found:
        step = "improve"
    text = _DOING.get(step.rstrip(":"), inner).format_map(of)
    if step == "first" and more:
        text += f", try {more}"
    if step == "explain:":
        text += f", {more} at most"
    return text if not outer or len(outer[0]) > 1 else f"{text} (alternative {outer[0]})"


def proven(cost: int | None, bound: int | None) -> tuple[str, ...]:
    """What is proved about the cost, and what could be gained at most: from long to short."""
    share = gap(cost, bound)
    if not bound:
        return ("Nothing is proved yet about how little a timetable can cost", "Nothing proved yet")
    if cost is None or share is None:
        return (f"Proved: no timetable costs less than {bound}", f"Proved: none below {bound}")
    if cost <= bound:
        return ("Proved: no timetable costs less",)
    return (
        f"Proved: none costs less than {bound}; at most {cost - bound} ({share:.0%}) to gain",
        f"None below {bound}: at most {share:.0%} to gain",
    )


class Point(NamedTuple):
    """What was known from a moment on."""

    seconds: float
    cost: int
    bound: int


class News(NamedTuple):
    """What happened, and when."""

    seconds: float
    text: str


class SearchCourse:
    """Takes every step of a search, and forgets what nobody can see any more."""

    def __init__(self) -> None:
        self.doing = "Reading the school"
        self.cost: int | None = None
        self.bound: int | None = None
        self.points: list[Point] = []
        """From the first timetable of this search on."""
        self.better: deque[Point] = deque(maxlen=MOST_NEWS)
        """The last times that the cost fell."""
        self.news: deque[News] = deque(maxlen=MOST_NEWS)

    def take(self, step: Progress, seconds: float) -> None:
        """``seconds``: since this course has been watched, whichever search the step is of."""
        if step.cost is None:  # one question may take several searches: here one begins
            self.points.clear()
            self.better.clear()
        fallen = step.cost is not None and (not self.points or step.cost < self.points[-1].cost)
        self.cost, self.bound = step.cost, step.bound
        now = doing(step.stage, found=step.cost is not None)
        if now != self.doing:
            self.doing = now
            self.news.append(News(seconds, now))
        if step.cost is not None:
            self.points.append(Point(seconds, step.cost, step.bound or 0))
            if fallen:
                self.better.append(self.points[-1])
        if len(self.points) > MOST_POINTS:
            del self.points[1:-1:2]
