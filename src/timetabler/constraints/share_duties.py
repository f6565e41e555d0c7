"""share_duties: duty is shared in proportion to fte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil, floor
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Point
from timetabler.constraints.duty_scope import WorkScope
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.scope import TeacherScope
from timetabler.models.reasons import Shortage
from timetabler.models.school import School
from timetabler.models.shares import Excess, Shares
from timetabler.models.timetable import Timetable, Witness
from timetabler.models.wording import plural, words


class ShareDuties(TeacherScope, WorkScope):
    """Duty is shared in proportion to fte: nobody has much more or much less than their share.

    It is shared by everybody who may have any of it, unless ``teachers`` says by whom. The share of
    a person is all minutes of duty, times their fte, divided by the fte of all who share it; it is
    worked out over the whole cycle. A minute in an area with ``points: 2`` counts twice, unless
    ``with_points`` is false. With ``of: support`` it is the support given by aides that is shared.

    The deviation is the number of minutes by which the person furthest from the share is above or
    below it, beyond ``within``, rounded up. How near to their shares all can be at the same time is
    worked out before, so that the program can say that nobody can do better.
    """

    kind: Literal["share_duties"] = "share_duties"
    within: Annotated[int, Field(ge=0, description="So many minutes do not matter.")] = 0
    with_points: Annotated[bool, Field(description="Whether points of areas count.")] = True
    usual_teachers = "everybody"
    usual_weight = 1
    absence = True
    concerns = "duties"
    counts = ("minute",)
    example = "{kind: share_duties, within: 10}"

    def points(self, school: School) -> Iterator[Point]:
        """One, if there is anything to share."""
        shares = self.shares(school)
        if shares.people:
            yield Point("all", (shares,))

    def shares(self, school: School) -> Shares:
        """What is shared by whom, and how much of it is whose."""
        duties, people = self.duties(school), self.people(school)
        return Shares.of(school, duties, people, with_points=self.with_points)

    def encode(self, point: Point, enc: Encoder) -> None:
        """For everybody: minutes above the share rounded down, and below it rounded up.

        Of whole minutes, these are the distances from the share rounded up.
        """
        shares: Shares = point.about[0]
        totals = []
        for who in shares.people:
            has = enc.count(*((enc.on_duty(who.id, d), n) for d, n in shares.minutes.items()))
            share = shares.share[who.id]
            totals += [enc.count(has, -floor(share)), enc.count(ceil(share), (has, -1))]
        enc.at_most_each(totals, self.within)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes by which the person furthest from the share is too far from it."""
        shares: Shares = point.about[0]
        return max(0, ceil(shares.largest(timetable)) - self.within)

    def least(self, point: Point, school: School) -> int:  # noqa: ARG002
        """What counting proves; see Shares.floor."""
        shares: Shares = point.about[0]
        return max(0, ceil(shares.floor) - self.within)

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Witness]:  # noqa: ARG002
        """None: every duty of everybody has its part in it. See ``remarks``."""
        return ()

    def remarks(self, point: Point, timetable: Timetable) -> Iterator[str]:
        """What the people furthest from their share have, and what their share is."""
        shares: Shares = point.about[0]
        parts = sorted(shares.parts(timetable), key=lambda part: -abs(part.difference))
        away = ceil(shares.largest(timetable))
        furthest = [part for part in parts if ceil(abs(part.difference)) == away]
        for who, minutes, share in furthest[:_NAMED]:
            yield f"{who.name} has {plural(minutes, 'minute')}, the share is {float(share):.1f}"
        if len(furthest) > _NAMED:
            yield f"{len(furthest) - _NAMED} more are as far from it"

    def sentence(self, point: Point) -> str:  # noqa: ARG002
        """The rule: it is the same everywhere."""
        return self.title()

    def title(self) -> str:
        """The rule in a sentence."""
        what = f"{self.of.title()}{self.where_and_when()}"
        who = f" by {self.people_words()}" if self.teachers else ""
        within = f", within {plural(self.within, 'minute')}" if self.within else ""
        return f"{what} is shared in proportion to FTE{who}{within}"

    def shortage(self, school: School) -> Iterator[Shortage]:
        """Counting shows that not everybody can be near enough to the share."""
        shares = self.shares(school)
        if not shares.people or shares.possible(self.within):
            return
        yield Shortage(
            f"{self.spoken(school).title()}: that is impossible, and nobody can do better than "
            f"{floor(shares.floor * 10) / 10:g} minutes, since {self._because(shares)}",
            tuple(dict.fromkeys(d.source for d in shares.minutes)),
        )

    def _because(self, shares: Shares) -> str:
        """The argument against ``within``, for a person to check."""
        near = {t: shares.near(t, self.within) for t in shares.people}
        for who, minutes in near.items():
            if not minutes:
                share = shares.share[who.id]
                below = max((n for n in shares.reach[who.id] if n < share), default=None)
                above = min((n for n in shares.reach[who.id] if n > share), default=None)
                ways = words((n for n in (below, above) if n is not None), "or")
                return (
                    f"the share of {who.name} is {float(share):.1f} minutes, "
                    f"and the nearest that duties add up to is {ways}"
                )
        lack = shares.too_little(self.within)
        if lack is not None:
            said = f"at most {lack.theirs} of {lack.there} minutes"
            return _told(lack, shares, said, "that nobody else may have")
        excess = shares.too_much(self.within)
        assert excess is not None, "there is no argument against it"
        said = f"at least {excess.theirs} of {excess.there} minutes"
        return _told(excess, shares, said, "that they may have")


def _told(excess: Excess, shares: Shares, said: str, which: str) -> str:
    if len(excess.people) == len(shares.people):
        return f"together they would have {said}"
    return f"{words(t.name for t in excess.people)} would have {said} {which}"


_NAMED = 4
"""So many people are named in a remark; more are counted."""
