"""How activities lie to one another: side by side, in order, at a time, at certain times."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from timetabler.importers.fet.drafts import (
    ALWAYS,
    NO_TIME,
    Draft,
    NotUnderstood,
    Said,
    understands,
)
from timetabler.importers.fet.facts import Facts
from timetabler.importers.fet.file import Node

_FIRST, _SECOND = "First_Activity_Id", "Second_Activity_Id"


@understands("TwoActivitiesConsecutive")
def _one_before_the_other(node: Node, facts: Facts) -> Iterator[Said]:
    yield from _beside(node, {"side": "before"}, facts)


@understands("TwoActivitiesGrouped")
def _side_by_side(node: Node, facts: Facts) -> Iterator[Said]:
    yield from _beside(node, {}, facts)


def _beside(node: Node, fields: dict[str, Any], facts: Facts) -> Iterator[Said]:
    """Of neighbours in FET, only breaks are between."""
    for first, second in _two(node, facts):
        said, other = {**fields, "across_breaks": True}, {"next_to_tags": second}
        yield Draft.of(node, "keep_adjacent", "apart", (first,), said, tagged=other)


@understands("TwoActivitiesOrdered", "TwoActivitiesOrderedIfSameDay")
def _in_order(node: Node, facts: Facts) -> Iterator[Said]:
    within = {} if node.tag.endswith("IfSameDay") else {"within": "week"}
    for first, second in _two(node, facts):
        both = {"first_tags": first, "then_tags": second}
        yield Draft.of(node, "order_lessons", "apart", fields=within, tagged=both)


def _two(node: Node, facts: Facts) -> Iterator[tuple[int, int]]:
    """The two activities, if both are active."""
    both = facts.listed(node, _FIRST) + facts.listed(node, _SECOND)
    if len(both) == 2:
        yield both[0], both[1]


@understands("ThreeActivitiesGrouped")
def _in_a_row(node: Node, facts: Facts) -> Iterator[Said]:
    three = [a for part in (_FIRST, _SECOND, "Third_Activity_Id") for a in facts.listed(node, part)]
    if len(three) == 3:
        yield from _together("keep_in_a_row", {}, node, three)


@understands("ActivitiesNotOverlapping")
def _not_at_a_time(node: Node, facts: Facts) -> Iterator[Said]:
    """Broken, each two activities count for each hour in which both are on."""
    pairs = {"count": "pairs"} if node.weight < ALWAYS else {}
    yield from _together("avoid_overlap", pairs, node, facts.listed(node))


@understands("ActivityTagsNotOverlapping")
def _tags_apart(node: Node, facts: Facts) -> Iterator[Said]:
    if node.weight < ALWAYS:
        raise NotUnderstood("as a wish, FET counts pairs of activities, which we cannot say")
    used = {tag for activity in facts.file.activities for tag in activity.tags}
    tags = [tag for tag in dict.fromkeys(node.texts("Activity_Tag")) if tag in used]
    if any(len(set(tags).intersection(a.tags)) > 1 for a in facts.file.activities):
        raise NotUnderstood("an activity has several of the tags")
    if len(tags) > 1:
        yield Draft.of(node, "separate_tags", "people", fields={"tags": tags})


@understands("MinGapsBetweenActivities")
def _gaps_between(node: Node, facts: Facts) -> Iterator[Said]:
    if (gap := node.number("MinGaps")) > 0:
        fields = {"at_least": gap, "each": "scope"}
        yield from _together("leave_gaps", fields, node, facts.listed(node))


@understands("MaxDaysBetweenActivities")
def _near(node: Node, facts: Facts) -> Iterator[Said]:
    """Of two, the days between are those from the first to the last."""
    most, lessons = node.number("MaxDays"), facts.listed(node)
    if most + 1 >= len(facts.times.days):
        return
    if node.weight < ALWAYS and len(lessons) > 2:
        raise NotUnderstood("as a wish about several activities, FET counts pairs of them")
    yield from _together("near_days", {"at_most": most, "each": "scope"}, node, lessons)


@understands("ActivitiesMaxSimultaneousInSelectedTimeSlots")
def _most_at_a_time(node: Node, facts: Facts) -> Iterator[Said]:
    most, lessons = node.number("Max_Number_of_Simultaneous_Activities"), facts.listed(node)
    if most == 0:
        yield from _in_slots("limit_at_times", {"at_most": 0}, node, facts)
    elif most < len(lessons):
        yield from _in_slots("avoid_overlap", {"at_most": most}, node, facts)


@understands("ActivitiesMinSimultaneousInSelectedTimeSlots")
def _fewest_at_a_time(node: Node, facts: Facts) -> Iterator[Said]:
    fields: dict[str, Any] = {"at_least": node.number("Min_Number_of_Simultaneous_Activities")}
    if node.flag("Allow_Empty_Slots"):
        fields["or_none"] = True
    if fields["at_least"] > 0:
        yield from _in_slots("gather_lessons", fields, node, facts)


@understands("ActivitiesOccupyMaxTimeSlotsFromSelection")
def _most_slots(node: Node, facts: Facts) -> Iterator[Said]:
    fields = {"at_most": node.number("Max_Number_of_Occupied_Time_Slots")}
    yield from _in_slots("limit_at_times", fields, node, facts)


@understands("ActivitiesOccupyMinTimeSlotsFromSelection")
def _fewest_slots(node: Node, facts: Facts) -> Iterator[Said]:
    least = node.number("Min_Number_of_Occupied_Time_Slots")
    if least > 0 and facts.listed(node) and not _slots(node, facts):
        raise NotUnderstood(NO_TIME)
    if least > 0:
        yield from _in_slots("limit_at_times", {"at_least": least}, node, facts)


@understands("MaxTotalActivitiesFromSetInSelectedTimeSlots")
def _most_in_slots(node: Node, facts: Facts) -> Iterator[Said]:
    most = node.number("Max_Total_Number_of_Activities")
    if most < len(facts.listed(node)):
        yield from _in_slots("limit_at_times", {"at_most": most, "unit": "lessons"}, node, facts)


def _slots(node: Node, facts: Facts) -> list[str]:
    """The selected time slots, but for those in breaks."""
    slots = node.all("Selected_Time_Slot")
    return facts.times.texts(facts.cells(slots, "Selected_Day", "Selected_Hour"))


def _in_slots(kind: str, fields: dict[str, Any], node: Node, facts: Facts) -> Iterator[Draft]:
    """A rule about each of the selected time slots, or about them together: none, no rule."""
    if times := _slots(node, facts):
        fields = {**fields, "times": times}
        yield from _together(kind, fields, node, facts.listed(node), fewest=1)


def _together(
    kind: str,
    fields: dict[str, Any],
    node: Node,
    lessons: Collection[int],
    fewest: int = 2,
) -> Iterator[Draft]:
    """A rule about some activities together, if there are enough of them left."""
    if len(lessons) >= fewest:
        yield Draft.of(node, kind, "together", lessons, fields)
