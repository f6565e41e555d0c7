"""timetable.fet: the timetable as FET opens it, with every lesson locked in place.

FET is a free timetabling program (https://lalescu.ro/liviu/fet/). The file is one of its official
mode, version 6.8.5: who works with FET can go on from there, and ``fet-cl`` can check us.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from timetabler.exporters.base import Exporter, replacing
from timetabler.exporters.fet import reading
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.document import document
from timetabler.exporters.fet.said import Said, said
from timetabler.models.wording import plural, words
from timetabler.spec.problem import Problem
from timetabler.views import Book, Row

NAMED = 5
"""So many rules that are left out are named; the file has all of them in its comments."""
HOURS = 72
"""The most that FET takes of a day."""


class Fet(Exporter):
    """Lessons and meetings, who is when not there, and the rules that FET can say exactly."""

    name = "fet"
    filename = "timetable.fet"
    summary = "for FET, the free timetabling program: to go on there"

    def write(self, book: Book, path: Path) -> tuple[str, ...]:
        """See Exporter."""
        fet = FetBook(book)
        rules = said(fet)
        made = document(fet, rules)
        with replacing(path) as temporary:
            ElementTree.indent(made, "\t")
            ElementTree.ElementTree(made).write(temporary, encoding="utf-8", xml_declaration=True)
        return tuple(_remarks(fet, rules))

    def held(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """See Exporter. FET has no home time."""
        return reading.held(rows)

    def read_back(self, path: Path, problem: Problem) -> tuple[Row, ...]:
        """See Exporter."""
        return tuple(reading.read(path, problem.school))


def _remarks(fet: FetBook, rules: Said) -> Iterator[str]:
    school, timetable = fet.school, fet.book.timetable
    if left := rules.left_out:
        titles = "; ".join(rule.title for rule in left[:NAMED])
        more = f"; and {len(left) - NAMED} more" if len(left) > NAMED else ""
        yield f"{plural(len(left), 'rule')} left out that FET cannot say: {titles}{more}"
    if rules.scale > 1:
        yield (
            f"weights are divided by {rules.scale}, since FET takes 100 for required: its soft "
            f"conflicts are our cost divided by {100 * rules.scale}"
        )
    if broken := [r.title for r in fet.book.report.results if _always(r.rule, fet) and not r.met]:
        yield f"FET will refuse this timetable: it breaks what always holds there: {words(broken)}"
    if any(school.home_periods.values()):
        yield "no home time: FET has lessons only"
    if withdrawn := sum(p.course.withdraws is not None for p in timetable.placements):
        lessons = plural(withdrawn, "lesson")
        yield f"{lessons} without pupils, who are withdrawn from others: FET lets nobody miss one"
    if crowded := fet.pupils.crowded:
        yield f"in {words(crowded)}, FET takes groups for disjoint: there are too many to combine"
    if len(fet.hours.clocks) > HOURS:
        yield f"FET opens no more than {HOURS} hours a day, and these are {len(fet.hours.clocks)}"
    if timetable.duties:
        yield "no duties: FET has none"


def _always(rule: int, fet: FetBook) -> bool:
    return fet.book.problem.rules[rule].standing
