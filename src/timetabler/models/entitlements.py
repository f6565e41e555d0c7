"""What people are due: the figures of the pack, as they are in this school. The fifth floor."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from timetabler.models.pack import FIGURES, Figure
from timetabler.models.resources import Teacher
from timetabler.models.staffing import Staffing
from timetabler.models.week import LONGEST_WEEK


class Entitlement(NamedTuple):
    """Minutes a week that somebody is due, and the figure that says so."""

    minutes: int
    figure: Figure


class Entitlements(Staffing):
    """Facts, bells and staff with what the pack entitles people to.

    Figures for a week hold in each week of the cycle. A cycle of more than five days that is not
    divided into weeks has its part more of them.
    """

    def figure(self, name: str) -> Figure:
        """A figure of the pack for this school: see ``FIGURES``.

        The minutes of release follow from the week of the classes where the pack knows only how
        long teachers are face to face, and all classes with a teacher have weeks of one length.
        """
        if name == "release_minutes" and not self.pack.figure(name).known:
            weeks = {minutes for minutes in self._class_week.values() if minutes}
            if len(weeks) > 1:
                shown = " and ".join(f"{m:,}" for m in sorted(weeks))
                note = f"The weeks of the classes differ: {shown} minutes."
                return replace(self.pack.figure(name), note=note)
            return self._release_in(weeks.pop()) if weeks else Figure(None)
        return self._in_cycle(name)

    def release_entitlement(self, teacher: Teacher) -> Entitlement | None:
        """The release that a class teacher is due in each week, pro rata and rounded down.

        None if the pack does not say, or somebody has no class of their own.
        """
        classes = self.home_classes[teacher.id]
        figure = self._in_cycle("release_minutes")
        if classes and not figure.known:
            figure = self._release_in(max(self._class_week[c] for c in classes))
        if not classes or not isinstance(figure.value, int):
            return None
        minutes = teacher.share(figure.value) if figure.pro_rata else figure.value
        return Entitlement(minutes, figure)

    def face_to_face_limit(self, teacher: Teacher) -> Entitlement | None:
        """The most minutes a week that somebody is with pupils, pro rata and rounded down.

        None if the pack does not say, or somebody does not teach.
        """
        figure = self._in_cycle("face_to_face_minutes")
        if teacher.role != "teacher" or not isinstance(figure.value, int):
            return None
        minutes = teacher.share(figure.value) if figure.pro_rata else figure.value
        return Entitlement(minutes, figure)

    @cached_property
    def _class_week(self) -> dict[str, int]:
        """class -> minutes of its longest week with a teacher; 0 if it has no class teacher."""
        weeks = self.week.days_by_week
        return {
            c.id: max(
                sum(p.slot.minutes for p in self.periods(c.id, "lesson", "home") if p.day in week)
                for week in weeks
            )
            if c.homes
            else 0
            for c in self.classes
        }

    def _release_in(self, minutes: int) -> Figure:
        """What is left of the week of a class when its teacher is face to face at most."""
        limit = self._in_cycle("face_to_face_minutes")
        if not isinstance(limit.value, int):
            return self.pack.figure("release_minutes")
        return replace(
            limit,
            value=max(0, minutes - limit.value),
            source=f"a class has {minutes:,} minutes, its teacher at most {limit.value:,} "
            f"with pupils ({limit.source})",
        )

    def _in_cycle(self, name: str) -> Figure:
        figure = self.pack.figure(name)
        days = len(self.week.days_by_week[0])
        weekly = FIGURES[name].per == "week"
        if weekly and isinstance(figure.value, int) and days > LONGEST_WEEK:
            return replace(
                figure,
                value=figure.value * days // LONGEST_WEEK,
                source=f"{figure.value:,} a week, for {days} days ({figure.source})",
            )
        return figure
