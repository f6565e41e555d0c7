"""Activities chosen by what they have in common, so that one constraint does for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from timetabler.exporters.fet.activity import Activity
from timetabler.exporters.fet.pupils import Pupils

FIELDS = ("Teacher_Name", "Students_Name", "Subject_Name", "Activity_Tag_Name", "Duration")
"""What FET can choose by, each possibly empty; students are meant if any pupil is."""


class Choosing:
    """All activities, by what would choose them."""

    def __init__(self, pupils: Pupils, subjects: Mapping[Activity, str]) -> None:
        self._all = frozenset(subjects)
        self._features = {
            a: (
                frozenset(a.teachers),
                pupils.meeting(a.students),
                frozenset([subject]),
                frozenset(a.tags),
                frozenset([str(len(a.hours))]),
            )
            for a, subject in subjects.items()
        }
        found: dict[tuple[int, str], set[Activity]] = defaultdict(set)
        for activity, features in self._features.items():
            for field, texts in enumerate(features):
                for text in texts:
                    found[field, text].add(activity)
        self._having = {key: frozenset(activities) for key, activities in found.items()}

    def parts(
        self, activities: Sequence[Activity]
    ) -> Iterator[tuple[tuple[Activity, ...], tuple[tuple[str, str], ...]]]:
        """The activities in parts, each with the fields that choose just these: all together, or by
        subject, or by class; or one by one, without fields."""
        for split in (_together, _by_subject, _by_students):
            parts: dict[object, list[Activity]] = defaultdict(list)
            for activity in activities:
                parts[split(activity)].append(activity)
            left: list[Activity] = []
            for part in parts.values():
                if len(part) > 1 and (fields := self._fields(part)):
                    yield tuple(part), fields
                else:
                    left += part
            activities = left
        yield from (((activity,), ()) for activity in activities)

    def _fields(self, activities: Sequence[Activity]) -> tuple[tuple[str, str], ...]:
        """The fields that choose just these activities, as few as can be; none if none do."""
        wanted = frozenset(activities)
        same = zip(*(self._features[a] for a in activities), strict=True)
        choices = product(*(("", *sorted(frozenset.intersection(*each))) for each in same))
        for choice in sorted(choices, key=lambda c: (sum(map(bool, c)), c)):
            asked = (self._having[key] for key in enumerate(choice) if key[1])
            if self._all.intersection(*asked) == wanted:
                return tuple(zip(FIELDS, choice, strict=True))
        return ()


def _together(activity: Activity) -> None:  # noqa: ARG001
    return None


def _by_subject(activity: Activity) -> str:
    return activity.course.subject


def _by_students(activity: Activity) -> tuple[str, ...]:
    return activity.students
