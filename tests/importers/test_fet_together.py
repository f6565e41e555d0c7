"""What FET says about how activities lie means the same to us: tried on small timetables."""

from __future__ import annotations

from pathlib import Path

import pytest

from fet_files import rule
from little_fet import NO, Case, breaks, cells, each
from timetabler.importers.fet.problems import Problems
from timetabler.importers.fet.reader import read_fet
from timetabler.importers.fet.school import convert

CLASSES = "".join(f"<Year><Name>{name}</Name></Year>" for name in "ABCDE")


def two(name: str, weight: int = 50) -> str:
    return rule(f"TwoActivities{name}", weight, First_Activity_Id=1, Second_Activity_Id=2)


def listed(name: str, weight: int, *numbers: int, **parts: object) -> str:
    """A constraint about some activities."""
    ids = "".join(f"<Activity_Id>{number}</Activity_Id>" for number in numbers)
    return rule(name, weight, ids, Number_of_Activities=len(numbers), **parts)


def three(weight: int = 50) -> str:
    ids = {"First_Activity_Id": 1, "Second_Activity_Id": 2, "Third_Activity_Id": 3}
    return rule("ThreeActivitiesGrouped", weight, **ids)


def selected(name: str, *slots: str, **parts: object) -> str:
    """A constraint about the first four activities at these times."""
    names = {"day": "Selected_Day", "hour": "Selected_Hour"}
    ids = "".join(f"<Activity_Id>{number}</Activity_Id>" for number in (1, 2, 3, 4))
    inside = ids + cells("Selected_Time_Slot", *slots, **names)
    counts = {"Number_of_Activities": 4, "Number_of_Selected_Time_Slots": len(slots)}
    return rule(name, 100, inside, **counts, **parts)


def most_slots(most: int) -> str:
    name = "ActivitiesOccupyMaxTimeSlotsFromSelection"
    return selected(name, "Mon1", "Mon2", "Mon5", Max_Number_of_Occupied_Time_Slots=most)


def least_slots(least: int) -> str:
    name = "ActivitiesOccupyMinTimeSlotsFromSelection"
    return selected(name, "Mon1", "Mon2", "Mon5", Min_Number_of_Occupied_Time_Slots=least)


def most_at_once(most: int) -> str:
    name = "ActivitiesMaxSimultaneousInSelectedTimeSlots"
    return selected(name, "Mon1", "Mon3", Max_Number_of_Simultaneous_Activities=most)


def least_at_once(least: int, empty: str) -> str:
    name = "ActivitiesMinSimultaneousInSelectedTimeSlots"
    more = {"Min_Number_of_Simultaneous_Activities": least, "Allow_Empty_Slots": empty}
    return selected(name, "Mon1", "Mon3", **more)


def total(most: int) -> str:
    name = "MaxTotalActivitiesFromSetInSelectedTimeSlots"
    return selected(name, "Mon1", "Mon2", Max_Total_Number_of_Activities=most)


def few_terms(most: int) -> str:
    ids = range(1, 4)
    return listed("ActivitiesOccupyMaxTerms", 100, *ids, Max_Number_of_Occupied_Terms=most)


def few_in_a_term(most: int) -> str:
    ids = range(1, 4)
    return listed("ActivitiesMaxInATerm", 100, *ids, Max_Number_of_Activities_in_A_Term=most)


def tags(*names: str) -> str:
    inside = "".join(f"<Activity_Tag>{name}</Activity_Tag>" for name in names)
    return rule("ActivityTagsNotOverlapping", 100, inside, Number_of_Activity_Tags=len(names))


def gaps(number: int, hours: int) -> str:
    ids = range(1, number + 1)
    return listed("MinGapsBetweenActivities", 50, *ids, MinGaps=hours)


def far(weight: int, number: int) -> str:
    ids = range(1, number + 1)
    return listed("MaxDaysBetweenActivities", weight, *ids, MaxDays=1)


def apart(weight: int) -> str:
    return listed("ActivitiesNotOverlapping", weight, 1, 2, 3)


def same(what: str) -> str:
    return listed(f"ActivitiesSameStarting{what}", 50, 1, 2, 3, 4)


def same_day(weight: int) -> str:
    return listed("ActivitiesSameStartingDay", weight, 1, 2)


FOUR = "Mon1-2, Mon1-2, Mon2, Mon5"
AT_ONCE = "Tue1, Tue1, Tue1, Mon4"
LIE = [
    ("pairs and hours at a time", "Mon1-2, Mon1-2, Mon2", apart(50), 2),
    ("none at a time", "Mon1-2, Mon3, Tue1", apart(100), 0),
    ("some at a time", "Mon1-2, Mon2, Tue1", apart(100), NO),
    ("tags apart", "Mon1-2 loud, Mon1 loud, Mon3 quiet", tags("loud", "quiet"), 0),
    ("tags at a time", "Mon1-2 loud, Mon1 loud, Mon2 quiet", tags("loud", "quiet"), NO),
    ("one before the other", "Mon1-2, Mon3", two("Consecutive"), 0),
    ("a break between", "Mon1-2, Mon4", two("Consecutive") + breaks("Mon3"), 0),
    ("an hour between", "Mon1-2, Mon4", two("Consecutive"), 0.5),
    ("the other before", "Mon2, Mon1", two("Consecutive"), 0.5),
    ("the other day", "Mon5, Tue1", two("Consecutive"), 0.5),
    ("side by side", "Mon2, Mon1", two("Grouped"), 0),
    ("not side by side", "Mon1, Mon3", two("Grouped"), 0.5),
    ("on top of each other", "Mon1-2, Mon2", two("Grouped"), 0.5),
    ("in order", "Mon5, Tue1", two("Ordered"), 0),
    ("not in order", "Tue1, Mon5", two("Ordered"), 0.5),
    ("in order at a time", "Mon1-2, Mon2", two("Ordered"), 0.5),
    ("in order on other days", "Tue1, Mon5", two("OrderedIfSameDay"), 0),
    ("not in order on one day", "Mon3, Mon1", two("OrderedIfSameDay"), 0.5),
    ("three in a row", "Mon3, Mon1, Mon2", three(), 0),
    ("three and a break", "Mon4, Mon1, Mon2", three() + breaks("Mon3"), 0),
    ("three and an hour", "Mon4, Mon1, Mon2", three(), 0.5),
    ("three on two days", "Mon2, Mon1, Tue1", three(), 0.5),
    ("two of three at a time", "Mon1, Mon1, Mon2", three(), 0.5),
    ("gaps missing", "Mon1-2, Mon3, Mon5", gaps(3, 4), 4.5),
    ("gaps with a break", "Mon1, Mon3", gaps(2, 2) + breaks("Mon2"), 0.5),
    ("gaps at a time", "Mon1-2, Mon2", gaps(2, 2), 1.5),
    ("gaps on other days", "Mon1, Tue1", gaps(2, 4), 0),
    ("days that differ", "Mon1, Wed3, Mon3, Tue5", same("Day"), 2.5),
    ("the same day", "Mon1, Mon3", same_day(100), 0),
    ("another day", "Mon1, Tue1", same_day(100), NO),
    ("hours that differ", "Mon1, Wed3, Mon3, Tue5", same("Hour"), 2.5),
    ("times that differ", "Mon1, Wed3, Mon3, Mon3", same("Time"), 2.5),
    ("days too far", "Mon1, Wed1", far(50, 2), 0.5),
    ("days near enough", "Mon1, Tue1, Tue2", far(100, 3), 0),
    ("some days too far", "Mon1, Tue1, Wed2", far(100, 3), NO),
    ("few slots", FOUR, most_slots(3), 0),
    ("too many slots", FOUR, most_slots(2), NO),
    ("slots enough", FOUR, least_slots(3), 0),
    ("too few slots", "Mon1, Mon1, Mon2, Tue5", least_slots(3), NO),
    ("few at once", FOUR, most_at_once(2), 0),
    ("too many at once", FOUR, most_at_once(1), NO),
    ("enough at once or none", FOUR, least_at_once(2, "true"), 0),
    ("too few at once", "Mon1-2, Mon2, Mon2, Mon5", least_at_once(2, "true"), NO),
    ("most slots in breaks", AT_ONCE, most_slots(0) + breaks("Mon1", "Mon2", "Mon5"), 0),
    ("none at once in breaks", AT_ONCE, most_at_once(0) + breaks("Mon1", "Mon3"), 0),
    ("most at once in breaks", AT_ONCE, most_at_once(1) + breaks("Mon1", "Mon3"), 0),
    ("fewest at once in breaks", AT_ONCE, least_at_once(2, "true") + breaks("Mon1", "Mon3"), 0),
]
BLOCKS = [
    ("few in all", FOUR, total(3), 0),
    ("too many in all", FOUR, total(2), NO),
    ("in all in breaks", AT_ONCE, total(1) + breaks("Mon1", "Mon2"), 0),
]
"""In the mode for block planning."""
TERMS = [
    ("few terms", "Mon1, Tue1-2, Mon3", few_terms(2), 0),
    ("too many terms", "Mon1, Tue1-2, Wed3", few_terms(2), NO),
    ("few in a term", "Mon1, Tue1-2, Mon3", few_in_a_term(2), 0),
    ("too many in a term", "Mon1, Mon2-3, Mon4, Tue1", few_in_a_term(2), NO),
    ("more terms than lessons", "Mon1, Tue1, Wed1", few_terms(3) + few_in_a_term(3), 0),
]
"""In the mode of terms; each has one day."""


def of_classes(lessons: str) -> str:
    """Lessons each of a class of its own."""
    return ", ".join(f"{text} {c}" for text, c in zip(lessons.split(", "), "ABCDE", strict=False))


CASES = [
    Case(name, of_classes(lessons), rules, soft, CLASSES, mode)
    for mode, some in (("Official", LIE), ("Block_Planning", BLOCKS), ("Terms", TERMS))
    for name, lessons, rules, soft in some
]


@each(CASES)
def test_our_rules_mean_that(case: Case, tmp_path: Path) -> None:
    assert case.ours(tmp_path) == case.soft


def starts(weight: int) -> str:
    names = {"day": "Preferred_Starting_Day", "hour": "Preferred_Starting_Hour"}
    inside = cells("Preferred_Starting_Time", "Mon1", **names)
    return rule("ActivityPreferredStartingTimes", weight, inside, Activity_Id=1)


def slots(weight: int) -> str:
    names = {"day": "Preferred_Day", "hour": "Preferred_Hour"}
    inside = cells("Preferred_Time_Slot", "Mon1", **names)
    return rule("ActivityPreferredTimeSlots", weight, inside, Activity_Id=1)


@pytest.mark.parametrize(
    "constraint",
    [
        rule(
            "ActivityPreferredStartingTime",
            50,
            Activity_Id=1,
            Preferred_Day="Mon",
            Preferred_Hour=1,
        ),
        starts(50),
        starts(100),
        slots(50),
        slots(100),
        least_slots(1),
    ],
)
def test_nothing_can_be_in_a_break(constraint: str, tmp_path: Path) -> None:
    always = breaks("Mon1", "Mon2", "Mon5")
    path = Case("breaks", of_classes(AT_ONCE), constraint + always, 0, CLASSES).written(tmp_path)
    (unknown,) = convert(read_fet(path, Problems(str(path)))).unknown
    assert "can never be kept" in unknown.why


@pytest.mark.fet
@pytest.mark.slow
@each(CASES)
def test_fet_means_that(case: Case, tmp_path: Path) -> None:
    assert case.fets(tmp_path) == case.soft
