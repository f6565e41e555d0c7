"""Activities chosen by what they have in common, so that one constraint does for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import product

from timetabler.exporters.fet.book import Activity, FetBook
from timetabler.exporters.fet.said import Part

FIELDS = ("Teacher_Name", "Students_Name", "Subject_Name", "Activity_Tag_Name", "Duration")
"""What FET can choose by, each possibly empty; students are meant if any pupil is."""


def chosen(activities: Collection[Activity], fet: FetBook) -> tuple[Part, ...] | None:
    """The fields that choose just these activities, as few as can be; None if there are none."""
    wanted = {a.id for a in activities}
    features = [_features(a, fet) for a in activities]
    common = [sorted(frozenset.intersection(*same)) for same in zip(*features, strict=True)]
    choices = product(*(("", *some) for some in common))
    for choice in sorted(choices, key=lambda c: (sum(map(bool, c)), c)):
        if {a.id for a in _having(choice, fet)} == wanted:
            return tuple(zip(FIELDS, choice, strict=True))
    return None


def _having(choice: Iterable[str], fet: FetBook) -> Iterator[Activity]:
    asked = [(i, text) for i, text in enumerate(choice) if text]
    for activity in fet.activities:
        features = _features(activity, fet)
        if all(text in features[i] for i, text in asked):
            yield activity


def _features(activity: Activity, fet: FetBook) -> tuple[frozenset[str], ...]:
    """By field, what would choose the activity."""
    return (
        frozenset(activity.teachers),
        fet.pupils.meeting(activity.students),
        frozenset([fet.names.subject[activity.course.subject]]),
        frozenset(activity.tags),
        frozenset([str(len(activity.hours))]),
    )
