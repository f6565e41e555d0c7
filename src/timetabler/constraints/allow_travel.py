"""allow_travel: nobody is at two sites without the time to go from one to the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.travellers import Person, Pool, Pupils, Traveller
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timetable import Timetable, Witness
from timetabler.models.wording import words


class AllowTravel(Constraint):
    """Whoever is at two sites on one day has the time between to go from one to the other.

    It is about schools with ``sites`` and ``travel`` minutes: about teachers, aides and other staff
    in lessons, with their class, and on duty, and about pupils. A lesson is at the site of its
    room or, if that has none, of its class. What has no site at all is near everything.

    Bells, lessons and duties cut the day into parts. The deviation is the number of pairs of such
    parts with too little time between, in which somebody is at one site and then at another.

    It always holds; write it only to give it a weight.
    """

    kind: Literal["allow_travel"] = "allow_travel"
    standing = True
    absence = True
    counts = ("journey",)
    example = "{kind: allow_travel, weight: 5}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each person, class or group and day with two sites; shadows for pools."""
        for key, name, who in _travellers(school) if school.sites and school.travel else ():
            for day, text in enumerate(school.week.days):
                sites = tuple(s for s in school.sites if s in who.sites(day, school))
                if len(sites) > 1:
                    far = f"only with {school.travel} minutes between"
                    sentence = f"{name} at different sites on {text} {far}"
                    about = (who, school.hurries[day], sites, sentence)
                    yield Point(f"{key}|{text}", about, shadow=isinstance(who, Pool))

    def encode(self, point: Point, enc: Encoder) -> None:
        """Of two moments near to each other, one site and then another is too many."""
        who, pairs, sites, _ = point.about
        moments = dict.fromkeys(moment for pair in pairs for moment in pair)
        there = {(m, site): enc.count(who.there(m, site, enc)) for m in moments for site in sites}
        for one, other in pairs:
            for here, then in _changes(sites):
                total = enc.count(there[one, here], there[other, then])
                enc.at_most(total, who.most(one, other))

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Changes that are too fast."""
        return sum(amount for amount, *_ in self._hurries(point, timetable))

    def _hurries(
        self, point: Point, timetable: Timetable
    ) -> Iterator[tuple[int, tuple[Span, str], tuple[Span, str]]]:
        """How many of them hurry, from when and where, to when and where."""
        who, pairs, sites, _ = point.about
        moments = dict.fromkeys(moment for pair in pairs for moment in pair)
        there = {(m, s): who.number(m, s, timetable) for m in moments for s in sites}
        for one, other in pairs:
            for here, then in _changes(sites):
                amount = there[one, here] + there[other, then] - who.most(one, other)
                if amount > 0:
                    yield amount, (one, here), (other, then)

    def witnesses(self, point: Point, timetable: Timetable) -> dict[Witness, None]:
        """The lessons and duties on either side. Home time has none to show."""
        who, *_ = point.about
        return dict.fromkeys(
            thing
            for _, *ends in self._hurries(point, timetable)
            for moment, site in ends
            for thing in who.seen(moment, site, timetable)
        )

    def sentence(self, point: Point) -> str:
        """Who, when, and how long."""
        return str(point.about[-1])

    def title(self) -> str:
        """The rule in a sentence."""
        return "Nobody is at two sites without the time to go from one to the other"


def _changes(sites: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each site with each other one."""
    return ((here, then) for here in sites for then in sites if here != then)


def _travellers(school: School) -> Iterator[tuple[str, str, Traveller]]:
    """Everybody: with a key, and a name and verb."""
    for person in school.teachers:
        yield f"person|{person.id}", f"{person.name} is", Person(person)
    for class_ in school.classes:
        yield f"class|{class_.id}", f"{class_.name} is", Pupils(class_)
    for group in school.groups:
        for class_ in (school.class_[c] for c in group.classes):
            name = f"Pupils of {class_.name} in {group.name} are"
            yield f"group|{group.id}|{class_.id}", name, Pupils(class_, group)
    for pool in school.pools:
        members = tuple(t for t in school.teachers if t.id in pool)
        name = f"Each of {words(t.name for t in members)} is"
        yield "|".join(("pool", *sorted(pool))), name, Pool(members)
