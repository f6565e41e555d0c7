"""avoid_unavailable_times: nobody teaches while off site, and no room is used while closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from timetabler.constraints.base import Constraint, Point
from timetabler.constraints.encoder import Encoder
from timetabler.constraints.names import RoomNames, TeacherNames, Times
from timetabler.models.resources import Course, Room, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span, merge, touches
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.wording import words


class AvoidUnavailableTimes(Constraint):
    """Nobody teaches while off site, and no room is used while closed.

    The times are those of the teachers (``days``, ``away``) and rooms (``away``). A class teacher
    is off site safely only while somebody else has the class: home time counts.

    With ``times`` it is a rule of its own: these teachers and rooms are not at work then, whatever
    else is said about them. Use it with a weight for wishes: "Kim rather not on Friday afternoon".

    The deviation is the number of minutes at work then; a room counts for each class in it.

    Without ``times`` it always holds; write it only to give some people or rooms a weight.
    """

    kind: Literal["avoid_unavailable_times"] = "avoid_unavailable_times"
    teachers: TeacherNames = ()
    rooms: RoomNames = ()
    times: Times = ()
    standing = True
    absence = True
    counts = ("minute",)
    example = "{kind: avoid_unavailable_times, teachers: [kim], times: [Fri S4-S5], weight: 3}"

    def points(self, school: School) -> Iterator[Point]:
        """One for each teacher and room with such times, and shadows for pools of teachers."""
        away = self._away(school)
        for who, spans in away.items():
            limits = {m: 0 for m in school.moments if touches(spans, m)}
            if limits:
                sort = "teacher" if isinstance(who, Teacher) else "room"
                text = self._told(who, limits, school)
                yield Point("|".join((sort, who.id, *self.times)), (who, limits, text))
        for pool in school.pools:
            members = [school.teacher[t] for t in sorted(pool)]
            gone = [away[teacher] for teacher in members if teacher in away]
            left = {m: len(pool) - sum(touches(spans, m) for spans in gone) for m in school.moments}
            limits = {m: n for m, n in left.items() if n < len(pool)}
            if limits:
                key = "|".join(("pool", *sorted(pool), *self.times))
                names = words(t.name for t in members)
                text = f"{names} give only as many lessons at a time as are on site"
                yield Point(key, (pool, limits, text), shadow=True)

    def _told(self, who: Teacher | Room, closed: Collection[Span], school: School) -> str:
        """Who is not at work when; of a part-timer who works whole days, on which days they do."""
        whole = [
            day
            for day in range(len(school.week.days))
            if all(m in closed for m in school.moments if m.day == day)
        ]
        rest = merge(m for m in closed if m.day not in whole)
        if isinstance(who, Teacher) and whole and not rest and not self.times:
            return (
                f"{who.name} is on site only on {school.week.day_words(school.days_on_site(who))}"
            )
        parts = [(day, school.week.days[day]) for day in whole]
        parts += ((span.day, school.week.label(span)) for span in rest)
        when = words(dict.fromkeys(text for _, text in sorted(parts)))
        if isinstance(who, Room):
            return f"{who.name} is not used on {when}"
        return f"{who.name} {'has no class' if self.times else 'is off site'} on {when}"

    def _away(self, school: School) -> dict[Teacher | Room, tuple[Span, ...]]:
        """The teachers and rooms in question, with the times at which they are not at work."""
        everybody = not (self.teachers or self.rooms)
        teachers = school.select_teachers(self.teachers) if self.teachers else ()
        if everybody:
            teachers = school.teachers
        rooms = tuple(r for r in school.rooms if everybody or r.id in self.rooms)
        everyone: tuple[Teacher | Room, ...] = (*teachers, *rooms)
        written = school.times(self.times)
        return {who: written or who.away for who in everyone if written or who.away}

    def encode(self, point: Point, enc: Encoder) -> None:
        """The load at each of these moments is at most what is left: nothing, for one person."""
        who, limits, _ = point.about
        for moment, left in limits.items():
            load = enc.demand(who, moment) if point.shadow else enc.load(who, moment)
            enc.at_most(load, left, moment.minutes)

    def deviation(self, point: Point, timetable: Timetable) -> int:
        """Minutes of work at these times, beyond what is left."""
        who, limits, _ = point.about
        load = timetable.demand if point.shadow else timetable.load
        return sum(m.minutes * max(0, load(who, m) - left) for m, left in limits.items())

    def witnesses(self, point: Point, timetable: Timetable) -> Iterable[Placement]:
        """The lessons then. A class in home time has none to show."""
        who, limits, _ = point.about
        school = timetable.school
        members = [school.teacher[t] for t in sorted(who)] if point.shadow else [who]
        load = timetable.demand if point.shadow else timetable.load
        busy = [m for m, left in limits.items() if load(who, m) > left]
        return dict.fromkeys(p for m in busy for one in members for p in timetable.at(one, m))

    def forbidden(self, school: School) -> Iterator[tuple[Course, Span]]:
        """Where nobody of a pool, or no room, is left for the course."""
        away = self._away(school)
        for course in school.courses:
            choices: list[tuple[Teacher | Room, ...]] = [
                tuple(school.teacher[t] for t in pool) for pool in course.staff
            ]
            choices.append(tuple(school.room[r] for r in school.rooms_for(course)))
            limited = [c for c in choices if c and all(who in away for who in c)]
            for span in school.spans(course) if limited else ():
                if any(all(touches(away[who], span) for who in choice) for choice in limited):
                    yield course, span

    def sentence(self, point: Point) -> str:
        """Who is away, and when."""
        return str(point.about[-1])

    def title(self) -> str:
        """The rule in a sentence."""
        if not self.times:
            return "Nobody teaches while off site, and no room is used while closed"
        whose = [f"for {words(self.teachers, 'or')}"] if self.teachers else []
        whose += [f"in {words(self.rooms, 'or')}"] if self.rooms else []
        return " ".join(["No lessons", *words(whose, "or").split(), f"during {words(self.times)}"])
