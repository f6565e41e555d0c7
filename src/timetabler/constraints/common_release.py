"""common_release: the class teachers of a team are released at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder, Lit
from timetabler.constraints.names import ClassNames, TeamNames
from timetabler.constraints.together import most_together, no_joint_lessons, teams_that_can
from timetabler.models.reasons import Shortage
from timetabler.models.resources import Course
from timetabler.models.school import School, Who
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import plural, words


class CommonRelease(Constraint):
    """All classes of a team are with other teachers at the same time, so that the team can plan.

    At the same time means in so many lesson periods in a row, with no break between them. A class
    is with other teachers if it is at a lesson that its own class teacher does not give, or if
    all parts of a split are. Write ``teams`` (none means all of them) or ``classes``, which are
    then one team. Classes with different bells have only those periods in common that are at the
    same time for all of them. If the cycle has several weeks, it holds in each.

    The deviation is the number of days missing: ``times_a_week`` counts different days.
    """

    kind: Literal["common_release"] = "common_release"
    teams: TeamNames = ()
    classes: ClassNames = ()
    periods: Annotated[int, Field(ge=1, description="In a row.")] = 2
    times_a_week: Annotated[int, Field(ge=1, description="On how many days.")] = 1
    absence = True
    counts = ("day",)
    example = "{kind: common_release, classes: [1A, 1B, 1C], periods: 2, note: Year 1 plans}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each team, and week of the cycle."""
        teams = {team.id for team in school.teams}
        for name, classes in self._sets(school).items():
            who = f"The classes of team {name}" if name in teams else words(classes)
            who = f"{who} are all" if len(classes) > 1 else f"Class {classes[0]} is"
            runs = school.common_runs(classes, self.periods)
            for week in school.week.each:
                here = tuple(run for run in runs if run[0].day in week.days)
                yield Point(week.key(name), (who, classes, here, week.when))

    def _sets(self, school: School) -> dict[str, tuple[str, ...]]:
        sets: dict[str, tuple[str, ...]] = {}
        if self.teams or not self.classes:
            sets = {team.id: team.classes for team in school.select_teams(self.teams)}
        if self.classes:
            ids = tuple(c.id for c in school.select_classes(self.classes))
            sets[", ".join(ids)] = ids
        return sets

    def encode(self, point: Point, enc: Encoder) -> None:
        """Count the days with a run in which every class is away at every moment."""
        _, classes, runs, _ = point.about
        days: dict[int, list[Lit]] = {}
        for run in runs:
            moments = [m for period in run for m in enc.school.within(period)]
            away = enc.all_of(_away(c, m, enc) for c in classes for m in moments)
            days.setdefault(run[0].day, []).append(away)
        enc.at_least(enc.count(*(enc.any_of(lits) for lits in days.values())), self.times_a_week)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Days missing."""
        _, classes, runs, _ = point.about
        within = timetable.school.within
        days = {
            run[0].day
            for run in runs
            if all(_is_away(c, m, timetable) for c in classes for p in run for m in within(p))
        }
        return max(0, self.times_a_week - len(days))

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons of these classes with other teachers."""
        _, classes, runs, _ = point.about
        classes_of = timetable.school.classes_of
        weeks = {timetable.school.week.week_of(run[0].day) for run in runs}
        return [
            p
            for p in timetable.placements
            if not p.course.home
            and not set(classes).isdisjoint(classes_of(p.course))
            and timetable.school.week.week_of(p.span.day) in weeks
        ]

    def sentence(self, point: Point) -> str:
        """Who, how long, how often."""
        who, *_, often = point.about
        return f"{who} with other teachers {self._when()} {often}"

    def title(self) -> str:
        """The rule in a sentence."""
        names = words(self.teams) if self.teams and "all" not in self.teams else "every team"
        if self.classes and not self.teams:
            names = words(self.classes)
        return f"The class teachers of {names} are released together {self._when()} a {self._week}"

    def _when(self) -> str:
        often = "once" if self.times_a_week == 1 else f"on {self.times_a_week} days"
        long = "1 period" if self.periods == 1 else f"{self.periods} periods in a row"
        return f"for {long}, {often}"

    def shortage(self, school: School) -> Iterator[Shortage]:
        """No run in which as many of the teachers who could have the classes are on site."""
        for point in self.points(school):
            _, classes, runs, _ = point.about
            most = most_together(runs, classes, school)
            if most < len(classes) and no_joint_lessons(classes, school):
                parts = teams_that_can(runs, classes, school)
                teams = "; ".join(words(part) for part in parts)
                hint = f"; there are enough for {len(parts)} teams: {teams}" if parts else ""
                yield Shortage(
                    f"{self.sentence(point)}: {plural(len(classes), 'class', 'classes')}, but at "
                    f"most {most} of their other teachers are on site together for so long{hint}",
                    tuple(school.class_[c].source for c in classes),
                )


def _away(class_id: str, moment: Span, enc: Encoder) -> Lit:
    """The class is with somebody else: as a whole, or in all parts of a split."""
    school = enc.school
    own = school.home_teacher(class_id, moment) or ""

    def out(courses: Iterable[Course]) -> Lit:
        return enc.any_of(
            enc.all_of([enc.at(course, span), enc.no(enc.taught_by(course, span, own))])
            for course in courses
            if not course.home
            for span in school.over(course, moment)
        )

    splits = [s for s in school.splits_of[class_id] if school.whole_split(s)]
    parts = (enc.all_of(out(school.courses_of_group[g]) for g in split) for split in splits)
    return enc.any_of([out(school.courses_of_class[class_id]), *parts])


def _is_away(class_id: str, moment: Span, timetable: Timetable) -> bool:
    school = timetable.school
    own = school.home_teacher(class_id, moment)

    def out(who: Who) -> bool:
        lessons = timetable.at(who, moment)
        return any(not p.course.home and own not in p.teachers for p in lessons)

    return out(school.class_[class_id]) or any(
        school.whole_split(split) and all(out(school.group[g]) for g in split)
        for split in school.splits_of[class_id]
    )
