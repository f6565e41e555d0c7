"""Who and where: home time, courses by person and room, pools, splits. The fourth floor."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations

from timetabler.models.resources import Course, Teacher
from timetabler.models.rows import Row
from timetabler.models.span import Span, covers
from timetabler.models.timelines import Timelines


class Staffing(Timelines):
    """Facts and bells with who may be where, and when."""

    @cached_property
    def home_periods(self) -> dict[str, tuple[Span, ...]]:
        """class -> moments in which it is with its own teacher unless a course claims it.

        None of a class without class teachers: what no course claims is its free time.
        """
        return {
            c.id: tuple(
                m
                for p in self.periods(c.id, "lesson", "home")
                for m in self.within(p.span)
                if c.homes
            )
            for c in self.classes
        }

    def home_teacher(self, class_id: str, moment: Span) -> str | None:
        """The class teacher of that moment: the one whose days these are, in a job share."""
        for teacher, spans in self.class_[class_id].homes:
            if covers(spans, moment):
                return teacher
        return None

    @cached_property
    def homes_of(self) -> dict[str, dict[Span, tuple[str, ...]]]:
        """teacher -> moment -> the classes that are theirs then, if in home time."""
        result: dict[str, dict[Span, list[str]]] = {t.id: {} for t in self.teachers}
        for class_id, moments in self.home_periods.items():
            for moment in moments:
                teacher = self.home_teacher(class_id, moment)
                if teacher in result:
                    result[teacher].setdefault(moment, []).append(class_id)
        return {t: {m: tuple(cs) for m, cs in found.items()} for t, found in result.items()}

    @cached_property
    def own_rows(self) -> dict[str, tuple[Row, ...]]:
        """teacher -> moments of lessons and home time in which some class is theirs, in rows."""
        return {
            t.id: self.rows(self.homes_of[t.id], self.home_classes[t.id]) for t in self.teachers
        }

    @cached_property
    def home_classes(self) -> dict[str, tuple[str, ...]]:
        """teacher -> ids of the classes they are a class teacher of."""
        result: dict[str, list[str]] = {t.id: [] for t in self.teachers}
        for class_ in self.classes:
            for teacher, _ in class_.homes:
                if teacher in result:
                    result[teacher].append(class_.id)
        return {t: tuple(found) for t, found in result.items()}

    def home_staff(self, course: Course, moment: Span) -> tuple[str, ...]:
        """Class teachers who are at a home course at that moment."""
        key = (course, moment)
        if key not in self._home_staff:
            found = (self.home_teacher(c, moment) for c in self.classes_of(course))
            self._home_staff[key] = tuple(dict.fromkeys(t for t in found if t is not None))
        return self._home_staff[key]

    @cached_property
    def _home_staff(self) -> dict[tuple[Course, Span], tuple[str, ...]]:
        return {}

    @cached_property
    def courses_of_teacher(self) -> dict[str, tuple[Course, ...]]:
        """teacher -> the courses they give, or may give (pools), or may find in their class."""
        result: dict[str, list[Course]] = {t.id: [] for t in self.teachers}
        for course in self.courses:
            names = [t for pool in course.staff for t in pool]
            if course.home:
                names += [t for c in self.classes_of(course) for t, _ in self.class_[c].homes]
            for name in dict.fromkeys(names):
                if name in result:
                    result[name].append(course)
        return {t: tuple(found) for t, found in result.items()}

    @cached_property
    def pools(self) -> tuple[frozenset[str], ...]:
        """Teachers any of whom may take some course, and the unions of pools that overlap."""
        found = {frozenset(p) for c in self.courses for p in c.staff if len(p) > 1}
        joined: list[frozenset[str]] = []
        for pool in found:
            apart = [other for other in joined if not other & pool]
            joined = [*apart, pool.union(*(other for other in joined if other & pool))]
        return tuple(sorted(found.union(joined), key=sorted))

    @cached_property
    def courses_of_class(self) -> dict[str, tuple[Course, ...]]:
        """class -> courses of the whole class (not of its groups)."""
        result: dict[str, list[Course]] = {c.id: [] for c in self.classes}
        for course in self.courses:
            for class_id in course.classes:
                result[class_id].append(course)
        return {c: tuple(found) for c, found in result.items()}

    @cached_property
    def courses_of_pupils(self) -> dict[str, tuple[Course, ...]]:
        """class -> courses that any of its pupils are in: of the whole class or of its groups."""
        result: dict[str, list[Course]] = {c.id: [] for c in self.classes}
        for course in self.courses:
            for class_id in self.classes_of(course):
                result[class_id].append(course)
        return {c: tuple(found) for c, found in result.items()}

    @cached_property
    def courses_of_group(self) -> dict[str, tuple[Course, ...]]:
        """group -> its courses."""
        return {g.id: tuple(c for c in self.courses if g.id in c.groups) for g in self.groups}

    def rooms_for(self, course: Course) -> tuple[str, ...]:
        """Rooms the course may use: any one. Empty: it needs none (or the class has none)."""
        if course.rooms:
            return course.rooms
        if len(course.classes) == 1 and not course.groups:
            room = self.class_[course.classes[0]].room
            return (room,) if room else ()
        return ()

    def only_in(self, course: Course, rooms: frozenset[str]) -> bool:
        """Whether the course needs a room, and any room that it may use is one of these."""
        found = self.rooms_for(course)
        return bool(found) and rooms.issuperset(found)

    @cached_property
    def courses_of_room(self) -> dict[str, tuple[Course, ...]]:
        """room -> courses that use or may use it, and those that need it besides their own."""
        result: dict[str, list[Course]] = {r.id: [] for r in self.rooms}
        for course in self.courses:
            for room in dict.fromkeys((*self.rooms_for(course), *course.needs)):
                if room in result:
                    result[room].append(course)
        return {r: tuple(found) for r, found in result.items()}

    def room_share(self, course: Course, room_id: str) -> int:
        """How many of the classes that a room holds a lesson takes.

        A school that sends more classes at once than the room holds (assembly) takes all of it.
        """
        return min(max(1, len(self.classes_of(course))), self.room[room_id].classes)

    @cached_property
    def splits_of(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """class -> its groups, by split: the groups within one split have no pupil in common."""
        result: dict[str, dict[str, list[str]]] = {c.id: {} for c in self.classes}
        for group in self.groups:
            for class_id in group.classes:
                key = f"split {group.split}" if group.split else f"group {group.id}"
                result[class_id].setdefault(key, []).append(group.id)
        return {c: tuple(tuple(gs) for gs in splits.values()) for c, splits in result.items()}

    def missed(self, course: Course, class_id: str) -> tuple[Course, ...]:
        """Courses whose lessons pupils of the class miss if they are at this course then.

        Those of the whole class, and those of its other groups, but for groups of the same split:
        these have no pupil in common.
        """
        groups = [self.group[g] for g in course.groups if class_id in self.group[g].classes]
        splits = {g.split for g in groups if g.split is not None}
        others = {
            g.id
            for g in self.groups
            if class_id in g.classes and g not in groups and g.split not in splits
        }
        return tuple(
            c
            for c in self.courses_of_pupils[class_id]
            if c is not course and (class_id in c.classes or not others.isdisjoint(c.groups))
        )

    def shelters(self, room_id: str) -> tuple[str, ...]:
        """Rooms to which lessons of an outdoor room go in wet weather: under a roof themselves."""
        return tuple(r for r in self.room[room_id].wet if not self.room[r].wet)

    def shelter_share(self, course: Course, room_id: str) -> int:
        """How many places under a roof a lesson in that outdoor room takes in wet weather.

        As many as in the smallest of the rooms to which it could go.
        """
        shelters = self.shelters(room_id)
        shares = (self.room_share(course, r) for r in shelters)
        return min(shares, default=max(1, len(self.classes_of(course))))

    def site_of(self, course: Course, room_id: str | None) -> str:
        """Where a lesson in that room is: the site of the room, else that of the class."""
        if room_id is not None and self.room[room_id].site:
            return self.room[room_id].site
        return next((self.home_site(c) for c in self.classes_of(course)), "")

    def sites_of(self, course: Course) -> tuple[str, ...]:
        """Where lessons of a course may be: the sites of its rooms."""
        rooms = self.rooms_for(course) or (None,)
        return tuple(dict.fromkeys(self.site_of(course, room) for room in rooms))

    @cached_property
    def hurries(self) -> dict[int, tuple[tuple[Span, Span], ...]]:
        """day -> each two moments with less time between than it takes from site to site."""
        return {
            day: tuple(
                (one, other)
                for one, other in combinations(today, 2)
                if self.sites and other.start - one.end < self.travel
            )
            for day in range(len(self.week.days))
            for today in [[m for m in self.moments if m.day == day]]
        }

    def home_site(self, class_id: str) -> str:
        """Where the class is in home time."""
        class_ = self.class_[class_id]
        return (self.room[class_.room].site if class_.room else "") or class_.site

    def whole_split(self, groups: tuple[str, ...]) -> bool:
        """Whether these groups of one class together are the whole class."""
        return self.group[groups[0]].split is not None and self.group[groups[0]].whole

    def on_site(self, teacher: Teacher) -> tuple[Span, ...]:
        """Moments of the school day in which the teacher is on site."""
        return tuple(m for m in self.moments if teacher.here(m))

    def days_on_site(self, teacher: Teacher) -> tuple[int, ...]:
        """Days on which the teacher is on site for some part of the school day."""
        return tuple(dict.fromkeys(m.day for m in self.on_site(teacher)))

    def classes_met(self, teacher: Teacher) -> tuple[str, ...]:
        """Ids of the classes a teacher meets: their own and those of their courses; else all."""
        courses = self.courses_of_teacher[teacher.id]
        taught = (c for course in courses for c in self.classes_of(course))
        met = tuple(dict.fromkeys((*self.home_classes[teacher.id], *taught)))
        return met or tuple(self.class_)

    @cached_property
    def lesson_blocks(self) -> dict[str, tuple[tuple[Span, ...], ...]]:
        """teacher -> the lesson periods of the bells that they follow, in blocks with no break
        between."""
        return {t.id: self.blocks(self.bells_followed(t)) for t in self.teachers}

    def bells_followed(self, teacher: Teacher) -> tuple[str | None, ...]:
        """The classes whose bells a teacher follows: their own, those of their courses, and None,
        for those of staff by themselves, if they have meetings; else all."""
        courses = self.bells_of_all(self.courses_of_teacher[teacher.id])
        followed = tuple(dict.fromkeys((*self.home_classes[teacher.id], *courses)))
        return followed or tuple(self.class_)

    @cached_property
    def lesson_rows(self) -> dict[str, tuple[Row, ...]]:
        """teacher -> moments on site in which a class that they meet has lesson time, in rows."""
        result = {}
        for teacher in self.teachers:
            met = self.classes_met(teacher)
            lessons = {p.span for c in met for p in self.periods(c, "lesson")}  # most share bells
            moments = {m for span in lessons for m in self.within(span) if teacher.here(m)}
            result[teacher.id] = self.rows(moments, met)
        return result

    @cached_property
    def lesson_time(self) -> dict[str, frozenset[Span]]:
        """teacher -> moments on site that some lesson may take that they give, or may give."""
        return {
            teacher.id: frozenset(
                m
                for course in self.courses_of_teacher[teacher.id]
                for span in self.spans(course)
                for m in self.within(span)
                if teacher.here(m)
            )
            for teacher in self.teachers
        }

    def partners_rows(self, class_id: str, *kinds: str) -> tuple[Row, ...]:
        """Moments in periods of these kinds in which all class teachers of a class are on site."""
        partners = [self.teacher[t] for t, _ in self.class_[class_id].homes]
        moments = {
            m
            for period in self.periods(class_id, *kinds)
            for m in self.within(period.span)
            if all(t.here(m) for t in partners)
        }
        return self.rows(moments, (class_id,))

    def years_of(self, course: Course) -> frozenset[str]:
        """Years of the classes whose pupils are in the course."""
        return frozenset(y for c in self.classes_of(course) for y in self.class_[c].years)
