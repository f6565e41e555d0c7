"""Periods one after another: in blocks, in rows, in runs. The third floor of School."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from timetabler.models.bells import Bells
from timetabler.models.resources import Course
from timetabler.models.rows import Row
from timetabler.models.span import Span, touches


class Timelines(Bells):
    """Facts and bells with what follows what."""

    def bells_of_all(self, courses: Iterable[Course]) -> tuple[str | None, ...]:
        """The classes whose bells these courses follow; None: those of staff by themselves."""
        return tuple(dict.fromkeys(b for course in courses for b in self.bells_of(course)))

    def adjacent(
        self, class_id: str | None, one: Span, other: Span, across_breaks: bool = False
    ) -> bool:
        """Whether a class goes from one straight to the other, whichever is first.

        Passing time may be between them; a break only if ``across_breaks``.
        """
        first, second = sorted((one, other))
        if first.day != second.day or first.end > second.start:
            return False
        if self._away(class_id, first, second):
            return False
        gap = Span(first.day, first.end, second.start)
        kinds = ("lesson", "home") if across_breaks else ("lesson", "home", "break")
        return not gap.minutes or not any(
            p.kind in kinds and p.span.meets(gap) for p in self._of_day[class_id, gap.day]
        )

    def around(self, span: Span, gap: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The moments that end at most ``gap`` minutes before a span, and those that start at most
        so long after it."""
        today = [m for m in self.moments if m.day == span.day]
        return (
            tuple(m for m in today if 0 <= span.start - m.end <= gap),
            tuple(m for m in today if 0 <= m.start - span.end <= gap),
        )

    def timeline(self, bells: Iterable[str | None], *kinds: str) -> tuple[Span, ...]:
        """Periods of these kinds of the bells of some classes, by time.

        Of periods that overlap, because the classes follow different bells, the one that ends first
        is taken, so that no minute belongs to two. Whether the classes are at school then does not
        matter: their teachers are.
        """
        found = {p.span for b in dict.fromkeys(bells) for p in self.rung(b) if p.kind in kinds}
        result: list[Span] = []
        for span in sorted(found, key=lambda s: (s.day, s.end, -s.start)):
            if not result or (result[-1].day, result[-1].end) <= (span.day, span.start):
                result.append(span)
        return tuple(result)

    def blocks(self, bells: Iterable[str | None]) -> tuple[tuple[Span, ...], ...]:
        """The timeline of lesson periods, in blocks with no break between.

        A break is between two periods if it fits between the end of one and the start of the next.
        """
        bells = tuple(bells)
        breaks = {p.span for b in bells for p in self.rung(b) if p.kind == "break"}
        result: list[list[Span]] = []
        for span in self.timeline(bells, "lesson"):
            last = result[-1][-1] if result else None
            if last is None or last.day != span.day:
                result.append([span])
                continue
            gap = Span(span.day, last.end, span.start)
            if any(b.inside(gap) for b in breaks):
                result.append([])
            result[-1].append(span)
        return tuple(tuple(block) for block in result)

    def rows(self, moments: Iterable[Span], class_ids: Collection[str]) -> tuple[Row, ...]:
        """Moments by time in rows: a row ends with the day, and where these classes have a period
        (a break, say) before the next moment. Passing time does not end it."""
        periods = [p.span for class_id in class_ids for p in self.periods(class_id)]
        result: list[list[Span]] = []
        for moment in sorted(moments):
            last = result[-1][-1] if result else None
            if last is None or last.day != moment.day:
                result.append([moment])
            elif last.end == moment.start or not touches(
                periods, Span(last.day, last.end, moment.start)
            ):
                result[-1].append(moment)
            else:
                result.append([moment])
        return tuple(tuple(row) for row in result)

    def common_runs(self, class_ids: Iterable[str], length: int) -> tuple[tuple[Span, ...], ...]:
        """Runs of ``length`` lesson periods that are at the same time for all these classes."""
        found = [
            {tuple(p.span for p in run) for run in self.runs(class_id, length)}
            for class_id in class_ids
        ]
        return tuple(sorted(set.intersection(*found))) if found else ()
