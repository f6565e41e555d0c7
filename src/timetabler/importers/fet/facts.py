"""What a FET file is about, in our words: times, pupils, and which activities a filter means."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from functools import cached_property

from timetabler.importers.fet.file import Activity, FetFile, Node
from timetabler.importers.fet.names import distinct
from timetabler.importers.fet.pupils import Pupils
from timetabler.importers.fet.times import Cell, Times
from timetabler.importers.fet.virtual import Together, taken_together

NOBODY = "nobody"
"""What stand-ins for people are called."""


class Facts:
    """A FET file with plain names, and the lookups that its constraints need."""

    def __init__(self, file: FetFile) -> None:
        self.file = file
        self.times = Times(file)
        self.pupils = Pupils(file)
        (self.no_room,) = distinct(("no room",), (room.name for room in file.rooms))
        """The id of a stand-in: for lessons that need no room, but had better be in one."""

    @cached_property
    def buildings(self) -> list[str]:
        """Those that have rooms."""
        return list(dict.fromkeys(room.building for room in self.file.rooms if room.building))

    @cached_property
    def virtual(self) -> dict[str, Together | None]:
        """Virtual rooms, by name."""
        return {r.name: taken_together(r) for r in self.file.rooms if r.real_rooms}

    def together(self, rooms: Collection[str]) -> Together | None:
        """The rooms that are taken at once by a lesson that may use these, if this is a virtual
        room."""
        return self.virtual.get(next(iter(rooms))) if len(rooms) == 1 else None

    @cached_property
    def activity(self) -> dict[int, Activity]:
        """Active activities by id."""
        return {a.id: a for a in self.file.activities}

    @cached_property
    def _leaves(self) -> dict[int, frozenset[str]]:
        return {a.id: self.pupils.leaves(a.students) for a in self.file.activities}

    @cached_property
    def teachers(self) -> tuple[str, ...]:
        """Those who have an activity. Of others, nothing is asked that could be broken."""
        busy = {name for activity in self.file.activities for name in activity.teachers}
        return tuple(one.name for one in self.file.teachers if one.name in busy)

    @cached_property
    def stand_ins(self) -> dict[int, str]:
        """The activities without anybody -> who stands in for somebody: a lesson needs pupils or
        staff. Each has a stand-in of its own, as FET may have them all at a time."""
        alone = [a.id for a in self.file.activities if not a.teachers and not a.students]
        names = distinct([NOBODY] * len(alone), (teacher.name for teacher in self.file.teachers))
        return dict(zip(alone, names, strict=True))

    def staff(self, activity: int) -> tuple[str, ...]:
        """Who gives it, or is there."""
        known = self.activity[activity].teachers
        return (self.stand_ins[activity],) if activity in self.stand_ins else known

    def pupils_in(self, activity: int) -> int:
        """How many pupils are in an activity, as FET counts: as it says, or those of its sets."""
        one = self.activity[activity]
        if one.number_of_students is not None:
            return one.number_of_students
        return sum(self.pupils.size(name) for name in one.students)

    def big_enough(self, activity: int) -> frozenset[str]:
        """The rooms that hold all pupils of an activity."""
        pupils = self.pupils_in(activity)
        return frozenset(r.name for r in self.file.rooms if r.capacity >= pupils)

    def alike(self, activity: int) -> Hashable:
        """The same for activities of one split with the same people, pupils, subject and tags."""
        a = self.activity[activity]
        people = frozenset(self.staff(activity)), frozenset(a.students)
        return a.split, a.subject, *people, frozenset(a.tags)

    def leaves_of(self, activity: int) -> frozenset[str]:
        """The smallest sets of pupils that are in an activity."""
        return self._leaves[activity]

    def listed(self, node: Node, tag: str = "Activity_Id") -> tuple[int, ...]:
        """The active activities that a constraint lists, as it lists them."""
        ids = (int(text) for text in node.texts(tag))
        return tuple(i for i in ids if i in self.activity)

    def filtered(self, node: Node) -> frozenset[int]:
        """The activities that a constraint means by teacher, students, subject, tag and duration,
        and, if it is about subactivities, as which part of their split.

        What is empty asks nothing; students are meant if any pupil is.
        """
        teacher, students = node.text_of("Teacher_Name"), node.text_of("Students_Name")
        subject, tag = node.text_of("Subject_Name"), node.text_of("Activity_Tag_Name")
        duration = node.text_of("Duration")
        part = node.number("Component_Number") if node.tag.startswith("Subactivities") else None
        leaves = self.pupils.leaves((students,)) if students else frozenset()
        return frozenset(
            a.id
            for a in self.file.activities
            if (not teacher or teacher in a.teachers)
            and (not students or not leaves.isdisjoint(self.leaves_of(a.id)))
            and (not subject or subject == a.subject)
            and (not tag or tag in a.tags)
            and (not duration or int(duration) == a.duration)
            and part in (None, a.part)
        )

    def tagged(self, tags: Collection[str]) -> frozenset[int]:
        """The activities with any of these activity tags."""
        return frozenset(a.id for a in self.file.activities if not set(tags).isdisjoint(a.tags))

    def cells(self, nodes: Iterable[Node], day: str, hour: str) -> frozenset[Cell]:
        """The (day, hour) of nodes that name them under these tags."""
        return frozenset(self._cells(nodes, day, hour))

    def interval(self, node: Node) -> frozenset[Cell]:
        """The (day, hour) of every day in an interval that ends before its last hour; with the
        day, if none is written."""
        end = node.text_of("Interval_End_Hour")
        hours = range(
            self.times.hour[node.required("Interval_Start_Hour")],
            self.times.hour[end] if end else len(self.times.hours),
        )
        return frozenset((day, hour) for day, hour in self.times.cells if hour in hours)

    def _cells(self, nodes: Iterable[Node], day: str, hour: str) -> Iterator[Cell]:
        for node in nodes:
            yield self.times.day[node.required(day)], self.times.hour[node.required(hour)]
