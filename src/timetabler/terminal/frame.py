"""What is to be seen of a running search at one moment, as lines that fit the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timetabler.models.wording import words
from timetabler.terminal.course import Point, SearchCourse, proven
from timetabler.terminal.layout import WIDTH
from timetabler.terminal.plot import plot

PLOT = 7
"""Lines of the plot; fewer where the terminal is low."""
LEAST_PLOT, LEAST_WIDTH = 4, 30
"""No plot where there is less room."""
HEIGHT = 4 + 1 + PLOT + 1
"""Lines of what is known, an empty one, the plot, and what became better."""
FIRST_SECONDS = 10.0
"""That a plot shows at least."""
HINTS = (
    "Ctrl-C stops the search; what is found so far is kept.",
    "Ctrl-C stops; what is found is kept.",
)
STOPPING = (
    "Stopping; the best timetable so far is kept. Ctrl-C again: stop at once.",
    "Stopping. Ctrl-C again: stop at once.",
)


def frame(
    course: SearchCourse,
    seconds: float,
    limit: float,
    columns: int,
    rows: int,
    *,
    stopping: bool = False,
    plain: bool = False,
) -> list[str]:
    """As many lines for every moment, none as wide as the terminal, which would wrap.

    ``seconds`` of ``limit`` have gone (0: there is none yet); ``plain``: nothing but ASCII.
    """
    wide, high = max(1, min(columns - 1, WIDTH)), max(1, min(rows - 1, HEIGHT))
    lines = [
        _opening(course.doing, seconds, limit, wide),
        _fitting(wide, *_cost(course)),
        _fitting(wide, *proven(course.cost, course.bound)),
        _fitting(wide, *(STOPPING if stopping else HINTS)),
    ]
    room = high - len(lines) - 1
    drawn = room > LEAST_PLOT and wide >= LEAST_WIDTH
    if drawn and course.points and course.points[0].cost:
        lines += [
            "",
            *plot(course.points, seconds, _until(seconds, limit), wide, room - 1, plain=plain),
        ]
        lines.append(_fitting(wide, *_better(course.better)))
    elif room > 0:
        news = list(course.news)[-room:]
        lines += ["", *(_fitting(wide, f"{at:5.0f} s  {text}") for at, text in news)]
    return [*lines, *[""] * HEIGHT][:high]


def _opening(doing: str, seconds: float, limit: float, wide: int) -> str:
    """``Making it better          12 s of 60 s``; without the limit where there is none, or no room
    for it, or once it is over."""
    gone = _time(seconds, limit)
    within = limit > 0 and seconds <= limit + 1
    clocks = [f"{gone} of {_time(limit, limit)}", gone] if within else [gone]
    lines = [f"{doing}  {clock:>{max(0, wide - len(doing) - 2)}}" for clock in clocks]
    return _fitting(wide, *lines)


def _time(seconds: float, longest: float) -> str:
    if longest < 120:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _cost(course: SearchCourse) -> Iterator[str]:
    if course.cost is None:
        yield "No timetable yet"
        return
    first = course.points[0].cost
    if first > course.cost:
        yield f"Best timetable so far: cost {course.cost}, down from {first}"
        yield f"Cost {course.cost}, down from {first}"
    else:
        yield f"Best timetable so far: cost {course.cost}"


def _better(found: Sequence[Point]) -> Iterator[str]:
    """The last ones, fewer and fewer."""
    for number in range(len(found)):
        some = [f"{point.cost} after {point.seconds:.0f} s" for point in [*found][number:]]
        yield f"Lately: {words(some)}"


def _until(seconds: float, limit: float) -> float:
    """The end of the plot: doubled now and then, so that it does not move all the time."""
    end = FIRST_SECONDS
    while end < seconds:
        end *= 2
    return max(seconds, min(end, limit))


def _fitting(wide: int, *texts: str) -> str:
    """The first of the texts that fits, or what fits of the last one."""
    return next((text for text in texts if len(text) <= wide), texts[-1][:wide])
