"""Activities put together to courses: as few as can be, such that every rule is about whole ones.

Activities start alike if they have the same people, pupils, subject, tags, rooms and length, and
are of one split. Then they part as soon as some rule treats them differently, until nothing parts
any more (colour refinement). Rules that are about how single activities lie to one another need not
part them: if each of five lessons of one course starts with one of five of another, the courses do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from timetabler.importers.fet.drafts import ALWAYS, Draft
from timetabler.importers.fet.facts import Facts
from timetabler.importers.fet.times import Cell


@dataclass(frozen=True)
class Taught:
    """A course to be: activities that every rule treats alike, in an order that linked courses
    share."""

    activities: tuple[int, ...]
    fixed: tuple[Cell, ...] = ()
    """Where they start, each of them, if that is fixed."""
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """What was made of activities and drafts."""

    courses: tuple[Taught, ...]
    rules: tuple[Draft, ...]
    """Each about whole courses."""


def together(
    facts: Facts,
    drafts: Iterable[Draft],
    rooms: Mapping[int, tuple[str, ...]],
    fixed: Mapping[int, Cell],
) -> Taken:
    """The courses of a file, and its rules about them.

    ``rooms``: activity -> those that it may use, if not any. ``fixed``: activity -> its start.
    """
    single = _united([d for d in drafts if d.about == "lesson"])
    between = [d for d in drafts if d.about in ("together", "apart", "same start")]
    sets = _bundled(_counted_once(between))
    colours = _Colours(facts, single, sets, rooms, fixed)
    classes = colours.classes()
    courses = _courses(facts, classes, [*single, *sets], sets, fixed, rooms)
    of = {a: i for i, course in enumerate(courses) for a in course.activities}
    whole = {i: frozenset(course.activities) for i, course in enumerate(courses)}
    rules = (*single, *(d for d in drafts if d.about == "people"))
    return Taken(courses, (*rules, *_linked(sets, of, whole)))


def _counted_once(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Of rows with the same activities and weight that ask for days between, FET counts the one
    that asks for most."""
    found: dict[Hashable, Draft] = {}
    for number, draft in enumerate(drafts):
        if draft.kind != "separate_days":
            found[number] = draft
            continue
        key = (draft.lessons, draft.weight)
        other = found.get(key)
        if other is None or draft.fields.get("at_least", 1) > other.fields.get("at_least", 1):
            found[key] = draft
    yield from found.values()


def _united(drafts: Iterable[Draft]) -> list[Draft]:
    """Rules about each lesson by itself, those that say the same put together.

    What is said twice of a lesson counts twice.
    """
    found: dict[Hashable, list[Draft]] = defaultdict(list)
    for draft in drafts:
        same = found[_said(draft)]
        if draft.weight == ALWAYS and same:
            same[0] = _more(same[0], draft)
            continue
        free = (i for i, d in enumerate(same) if d.lessons.isdisjoint(draft.lessons))
        at = next(free, None)
        if at is None:
            same.append(draft)
        else:
            same[at] = _more(same[at], draft)
    return [draft for same in found.values() for draft in same]


def _more(one: Draft, other: Draft) -> Draft:
    return replace(one, lessons=one.lessons | other.lessons)


def _said(draft: Draft) -> Hashable:
    """What a draft says, whatever it is about."""
    return draft.kind, draft.about, draft.weight, repr(sorted(draft.fields.items()))


def _bundled(drafts: Iterable[Draft]) -> list[Draft]:
    """The same, with activities that must start together in one draft: whatever starts with one of
    them starts with all of them."""
    rest: list[Draft] = []
    bundles: list[Draft] = []
    for draft in drafts:
        if draft.about != "same start":
            rest.append(draft)
            continue
        met = [b for b in bundles if not b.lessons.isdisjoint(draft.lessons)]
        bundles = [b for b in bundles if b not in met]
        lessons = draft.lessons.union(*(b.lessons for b in met))
        bundles.append(replace(met[0] if met else draft, lessons=lessons))
    return [*rest, *bundles]


class _Colours:
    """Which activities are alike."""

    def __init__(
        self,
        facts: Facts,
        single: list[Draft],
        sets: list[Draft],
        rooms: Mapping[int, tuple[str, ...]],
        fixed: Mapping[int, Cell],
    ) -> None:
        self.sets = sets
        of_single: dict[int, list[int]] = defaultdict(list)
        for number, draft in enumerate(single):
            for activity in draft.lessons:
                of_single[activity].append(number)
        self.of_set: dict[int, list[int]] = defaultdict(list)
        for number, draft in enumerate(sets):
            for activity in draft.activities:
                self.of_set[activity].append(number)
        apart = _apart(sets)
        self.first: dict[int, tuple[Hashable, ...]] = {
            a.id: (
                facts.alike(a.id),
                a.duration,
                rooms.get(a.id),
                a.id in fixed,
                a.id if a.id in apart else None,
                tuple(of_single[a.id]),
            )
            for a in facts.file.activities
        }

    def classes(self) -> list[tuple[int, ...]]:
        """Activities that are alike, by the first of them."""
        marks: dict[int, int] = {}  # set -> a number of its own, where its likes cannot be counted
        while True:
            colours, of_sets = self._refined(marks)
            odd = [n for n in range(len(self.sets)) if n not in marks]
            unsound = self._unsound(odd, colours, of_sets)
            if not unsound:
                break
            marks |= {number: number for number in unsound}
            self._single_out(unsound, colours)
        classes: dict[int, list[int]] = defaultdict(list)
        for activity, colour in colours.items():
            classes[colour].append(activity)
        return [tuple(found) for found in classes.values()]

    def _refined(self, marks: Mapping[int, int]) -> tuple[dict[int, int], list[int]]:
        colours = _numbered(self.first)
        of_sets: list[int] = []
        while True:
            forms = {
                number: (
                    _said(draft),
                    marks.get(number),
                    tuple(sorted(colours[a] for a in draft.activities)),
                )
                for number, draft in enumerate(self.sets)
            }
            of_sets = list(_numbered(forms).values())
            finer = _numbered(
                {
                    a: (colour, tuple(sorted(of_sets[n] for n in self.of_set[a])))
                    for a, colour in colours.items()
                }
            )
            if len(set(finer.values())) == len(set(colours.values())):
                return colours, of_sets
            colours = finer

    def _unsound(
        self, numbers: Iterable[int], colours: Mapping[int, int], of_sets: list[int]
    ) -> list[int]:
        """Sets that several likes make it impossible to say of whole classes.

        One set of a colour is about whole classes. Several are if their activities start together
        and each has one of every class: then the classes do.
        """
        size = Counter(colours.values())
        alike: dict[int, list[int]] = defaultdict(list)
        for number in numbers:
            alike[of_sets[number]].append(number)
        found: list[int] = []
        for same in alike.values():
            members = Counter(colours[a] for a in self.sets[same[0]].activities)
            linked = self.sets[same[0]].about == "same start" and all(
                n == 1 and size[colour] == len(same) for colour, n in members.items()
            )
            if (len(same) > 1 and not linked) or (
                self.sets[same[0]].about == "same start" and max(members.values()) > 1
            ):
                found += same
        return found

    def _single_out(self, numbers: Iterable[int], colours: Mapping[int, int]) -> None:
        """Likes that must start together with each other cannot be lessons of one course."""
        for number in numbers:
            draft = self.sets[number]
            often = Counter(colours[a] for a in draft.lessons)
            for activity in draft.lessons if draft.about == "same start" else ():
                if often[colours[activity]] > 1:
                    self.first[activity] += (activity,)


def _apart(sets: Iterable[Draft]) -> frozenset[int]:
    """The activities that have to be courses of their own."""
    return frozenset(a for draft in sets if draft.about == "apart" for a in draft.activities)


def _numbered(keys: Mapping[int, Hashable]) -> dict[int, int]:
    numbers: dict[Hashable, int] = {}
    return {thing: numbers.setdefault(key, len(numbers)) for thing, key in keys.items()}


def _courses(
    facts: Facts,
    classes: list[tuple[int, ...]],
    drafts: list[Draft],
    sets: list[Draft],
    fixed: Mapping[int, Cell],
    rooms: Mapping[int, tuple[str, ...]],
) -> tuple[Taught, ...]:
    """Classes that differ in length only are one course, if every rule treats them alike."""
    rules: dict[int, list[int]] = defaultdict(list)
    for number, draft in enumerate(drafts):
        for activity in draft.lessons:
            rules[activity].append(number)
    alone = _apart(sets)
    bundle = {a: n for n, d in enumerate(sets) if d.about == "same start" for a in d.lessons}
    merged: dict[Hashable, list[int]] = {}
    for found in classes:
        apart = any(a in fixed or a in bundle or a in alone for a in found)
        key = (facts.alike(found[0]), tuple(rules[found[0]]), rooms.get(found[0]))
        merged.setdefault((key, found if apart else ()), []).extend(found)
    return tuple(
        Taught(
            tuple(sorted(found, key=lambda a: (*fixed.get(a, ()), bundle.get(a, -1), a))),
            tuple(sorted(fixed[a] for a in found if a in fixed)),
            rooms.get(found[0], ()),
        )
        for found in merged.values()
    )


def _linked(
    sets: list[Draft], of: Mapping[int, int], whole: Mapping[int, frozenset[int]]
) -> Iterator[Draft]:
    """The sets as rules about whole courses: those that start together are told once."""
    told: set[frozenset[int]] = set()
    for draft in sets:
        if draft.about != "same start":
            yield draft
            continue
        courses = frozenset(of[a] for a in draft.lessons)
        if len(courses) < 2 or courses in told:
            continue
        told.add(courses)
        yield replace(draft, lessons=frozenset().union(*(whole[c] for c in courses)))
