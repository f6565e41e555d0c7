"""Small schools and timetables by hand, in short words: see ``school`` and ``placed``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from timetabler.models.duties import Duty, DutyArea, Need
from timetabler.models.facts import Team
from timetabler.models.resources import ClassGroup, Course, Group, Lock, Role, Room, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span, covers
from timetabler.models.timeslot import Kind, Timeslot
from timetabler.models.timetable import DutyPlacement, Placement, Timetable
from timetabler.models.week import Week


def bells(text: str) -> tuple[Timeslot, ...]:
    """``S1 S2 | S3``: hours from 9:00; ``|`` is a break of 30 minutes, ``.`` 5 minutes of passing
    time, ``(S4)`` a home period."""
    result = []
    now = 9 * 60
    for number, word in enumerate(text.split()):
        if word == ".":
            now += 5
        elif word == "|":
            result.append(Timeslot(f"break{number}", now, now + 30, "break"))
            now += 30
        else:
            kind: Kind = "home" if word.startswith("(") else "lesson"
            result.append(Timeslot(word.strip("()"), now, now + 60, kind))
            now += 60
    return tuple(result)


def course(
    name: str,
    by: str = "",
    lessons: int | tuple[int, ...] = 1,
    *,
    rooms: str = "",
    minutes: int | None = None,
    across_breaks: bool = False,
    weeks: tuple[int, ...] | None = None,
    needs: str = "",
    withdraws: str | None = None,
    with_home: bool = False,
    tags: str = "",
) -> Course:
    """``course("1A+1B PE", "pat & mia|jo", (2, 1))``: a double and a single of PE for 1A and 1B
    together, with Pat and with Mia or Jo. Names of groups begin with a small letter; nobody is
    taught in ``- Meeting``.

    ``withdraws="Maths, Art"``: the pupils leave their class for it, and may miss these."""
    pupils, _, subject = name.partition(" ")
    ids = () if pupils == "-" else tuple(pupils.split("+"))
    return Course(
        id=name,
        subject=subject,
        classes=tuple(i for i in ids if not i[0].islower()),
        groups=tuple(i for i in ids if i[0].islower()),
        staff=tuple(tuple(pool.strip().split("|")) for pool in by.split("&") if pool.strip()),
        lengths=(1,) * lessons if isinstance(lessons, int) else lessons,
        minutes=minutes,
        rooms=tuple(rooms.split()),
        across_breaks=across_breaks,
        weeks=weeks,
        needs=tuple(needs.split()),
        withdraws=None if withdraws is None else tuple(filter(None, withdraws.split(", "))),
        with_home=with_home,
        tags=tuple(tags.split()),
    )


class DutyText(NamedTuple):
    """A duty before its school is known."""

    id: str
    when: str
    people: tuple[str, ...]
    least: int
    most: int
    fixed: tuple[str, ...]


def duty(
    name: str, when: str, by: str, *, staff: int = 1, most: int | None = None, fixed: str = ""
) -> DutyText:
    """``duty("yard, Mon recess", "Mon 10:00-10:15", "pat|amy")``: the yard at duty time ``recess``
    is watched by Pat or Amy; by those of them who are on site."""
    people, always = tuple(by.split("|")), tuple(fixed.split())
    return DutyText(name, when, people, staff, staff if most is None else most, always)


class NeedText(NamedTuple):
    """A need of support before its school is known."""

    need: Need
    times: tuple[str, ...]
    part: int | None


def need(
    name: str,
    class_id: str,
    minutes: int,
    by: str,
    *,
    subjects: str = "",
    most_people: int | None = 1,
    times: str = "",
    part: int | None = None,
) -> NeedText:
    """``need("N1", "1A", 60, "ada|bea")``: N1 in 1A has Ada or Bea for 60 minutes a week; in parts
    of whole periods, or of ``part`` minutes, each a duty ``N1, Mon S1``."""
    asks = Need(
        id=name,
        name=name,
        class_id=class_id,
        minutes=minutes,
        people=tuple(by.split("|")),
        subjects=tuple(filter(None, subjects.split(", "))),
        most_people=most_people,
    )
    return NeedText(asks, tuple(filter(None, times.split(", "))), part)


def school(
    *courses: Course,
    classes: str = "1A=amy",
    day: str | Mapping[str, str] = "S1 S2",
    days: str = "Mon Tue",
    weeks: str = "",
    groups: Mapping[str, str] | None = None,
    holds: Mapping[str, int] | None = None,
    away: Mapping[str, str] | None = None,
    teams: Mapping[str, str] | None = None,
    duties: Iterable[DutyText] = (),
    needs: Iterable[NeedText] = (),
    points: Mapping[str, int] | None = None,
    fte: Mapping[str, float] | None = None,
    others: str = "",
    sites: Mapping[str, str] | None = None,
    zones: Mapping[str, str] | None = None,
    wet: Mapping[str, str] | None = None,
    travel: int = 0,
    locks: Iterable[Lock] = (),
    marks: Iterable[int] = (),
) -> School:
    """A small school; teachers, aides and rooms are those that are named somewhere.

    ``classes``: ``1A=amy 1B=bob@R2`` (class teacher, home room; ``2A=kim:Mon/lee:Tue`` is a job
    share); the year is the first letter. ``day``: its bells, or those of each class. ``weeks``:
    ``A B`` is a cycle of two weeks, with days ``Mon A`` ... ``Tue B``. ``groups``:
    ``{"red": "1A"}``; a name such as ``red/maths`` puts the group into a split. ``holds``: classes
    per room. ``away``: times of teachers and rooms.

    ``points``: of duty areas. Aides are those whom ``needs`` name, ``others`` are staff who are
    neither teacher nor aide. ``sites`` of rooms, classes and areas, ``zones`` of rooms and areas,
    ``wet`` alternatives of rooms: by id.
    """
    names = [text.partition("=")[0] for text in classes.split()]
    week = Week.of(tuple(days.split()), tuple(weeks.split()), _timeslots(day, names))
    by_class = [_class(text, week, sites or {}) for text in classes.split()]
    gone = {who: week.spans(times.split(", ")) for who, times in (away or {}).items()}
    needs, duties = tuple(needs), tuple(duties)
    aides = dict.fromkeys(person for text in needs for person in text.need.people)
    roles: dict[str, Role] = {
        **dict.fromkeys(aides, "aide"),
        **dict.fromkeys(others.split(), "other"),
    }
    teachers = dict.fromkeys(
        [t for c in by_class for t, _ in c.homes]
        + [t for c in courses for p in c.staff for t in p]
        + [t for d in duties for t in (*d.people, *d.fixed)]
        + [*aides, *others.split()]
    )
    rooms = dict.fromkeys(
        [c.room for c in by_class if c.room]
        + [r for c in courses for r in (*c.rooms, *c.needs)]
        + [r for rooms in (wet or {}).values() for r in rooms.split()]
    )
    staff = tuple(
        Teacher(
            t, t.title(), (fte or {}).get(t, 1.0), gone.get(t, ()), role=roles.get(t, "teacher")
        )
        for t in teachers
    )
    areas = dict.fromkeys(d.id.partition(", ")[0] for d in duties)
    return School(
        name="Tiny",
        week=week,
        teachers=staff,
        rooms=tuple(
            Room(
                r,
                r.title(),
                (holds or {}).get(r, 1),
                away=gone.get(r, ()),
                site=(sites or {}).get(r, ""),
                zone=(zones or {}).get(r, ""),
                wet=tuple((wet or {}).get(r, "").split()),
            )
            for r in rooms
        ),
        classes=tuple(by_class),
        groups=tuple(
            Group(name.partition("/")[0], name, tuple(of.split()), name.partition("/")[2] or None)
            for name, of in (groups or {}).items()
        ),
        teams=tuple(Team(name, tuple(of.split())) for name, of in (teams or {}).items()),
        courses=courses,
        locks=tuple(locks),
        areas=tuple(
            DutyArea(
                area,
                area.title(),
                (points or {}).get(area, 1),
                (sites or {}).get(area, ""),
                (zones or {}).get(area, ""),
            )
            for area in areas
        ),
        needs=tuple(text.need for text in needs),
        duties=(
            *(_duty(text, week, staff) for text in duties),
            *(part for text in needs for part in _support(text, week, staff)),
        ),
        sites=tuple(dict.fromkeys((sites or {}).values())),
        travel=travel,
        marks=frozenset(marks),
    )


def _class(text: str, week: Week, sites: Mapping[str, str]) -> ClassGroup:
    name, _, rest = text.partition("=")
    teachers, _, room = rest.partition("@")
    homes = []
    for share in teachers.split("/") if teachers else ():
        teacher, _, when = share.partition(":")
        homes.append((teacher, week.spans(when.split(",") if when else week.days)))
    return ClassGroup(
        name,
        name,
        (name[0],),
        room=room or None,
        site=sites.get(name, ""),
        homes=tuple(homes),
    )


def _duty(text: DutyText, week: Week, staff: Iterable[Teacher]) -> Duty:
    area, _, when = text.id.partition(", ")
    (span,) = week.spans([text.when])
    return Duty(
        id=text.id,
        sort="duty",
        area=area,
        time=when.partition(" ")[2],
        span=span,
        people=tuple(t.id for t in staff if t.id in text.people and t.here(span)),
        least=text.least,
        most=text.most,
        fixed=text.fixed,
    )


def _support(text: NeedText, week: Week, staff: Iterable[Teacher]) -> Iterator[Duty]:
    """A duty for each part of each period of the class in which support may be given."""
    asks = text.need
    allowed = week.spans(text.times or week.days, asks.class_id)
    for period in week.periods(asks.class_id):
        day, start, end = period.span
        length = text.part or end - start
        for begin in range(start, end - length + 1, length):
            span = Span(day, begin, begin + length)
            if period.kind in ("lesson", "home") and covers(allowed, span):
                yield Duty(
                    id=f"{asks.id}, {week.label(span, asks.class_id)}",
                    sort="support",
                    area=asks.id,
                    time=period.slot.id,
                    span=span,
                    people=tuple(t.id for t in staff if t.id in asks.people and t.here(span)),
                    least=0,
                )


def _timeslots(day: str | Mapping[str, str], classes: list[str]) -> tuple[Timeslot, ...]:
    if isinstance(day, str):
        return bells(day)
    return tuple(
        replace(slot, classes=frozenset([name])) for name in classes for slot in bells(day[name])
    )


# ---- timetables by hand --------------------------------------------------------------------------


def placed(school: School, *things: str) -> Timetable:
    """``placed(school, "1A PE: Mon S1 hall pat", "yard, Mon recess: amy bob")``: lessons and who
    has which duty. Rooms and teachers that leave no choice may be left out."""
    lessons = [text for text in things if text.partition(": ")[0] not in school.duty]
    roster = [text.partition(": ") for text in things if text not in lessons]
    return Timetable(
        school,
        (_placement(school, text) for text in lessons),
        (
            DutyPlacement(school.duty[name], person)
            for name, _, people in roster
            for person in people.split()
        ),
    )


def _placement(school: School, text: str) -> Placement:
    name, _, rest = text.partition(": ")
    course = school.course[name]
    length = 3 if school.week.weeks else 2  # Mon A S1, Mon S1
    when, others = rest.split()[:length], rest.split()[length:]
    (span,) = school.times([" ".join(when)], school.bells_of(course)[0])
    rooms = [word for word in others if word in school.room] or list(school.rooms_for(course)[:1])
    teachers = tuple(
        next((word for word in others if word in pool), pool[0]) for pool in course.staff
    )
    return Placement(course, span, rooms[0] if rooms else None, teachers)
