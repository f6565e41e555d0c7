"""Rules with scopes: which courses a rule is about, in as few words as say it exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from timetabler.importers.fet.drafts import ALWAYS, Draft

MOST_NAMES = 8
"""More than so many names in a scope are harder to read than a tag."""
_FACTORS = (1, 10, 100, 1000)
"""Of weights in percent: by more, one of them could be more than a rule may have."""


@dataclass
class Listed:
    """A course, as scopes know it."""

    subject: str
    classes: tuple[str, ...]
    """All whose pupils are in it."""
    teachers: tuple[str, ...]
    lessons: int
    unit: Hashable
    """The same for courses of one subject that the same pupils (or staff) have."""
    tags: list[str] = field(default_factory=list)
    """FET's, and those that rules need."""

    def names(self, part: str) -> tuple[str, ...]:
        """What a scope may call it by."""
        if part == "subjects":
            return (self.subject,)
        return self.classes if part == "classes" else self.teachers


class Scopes:
    """Finds scopes, and gives tags where there is no shorter way."""

    def __init__(self, courses: list[Listed]) -> None:
        self.courses = courses
        self._taken = {tag for course in courses for tag in course.tags}
        self._known: dict[frozenset[int], str] = {}
        self._with: dict[tuple[str, str], set[int]] = defaultdict(set)
        for index, course in enumerate(courses):
            for part in ("subjects", "classes", "teachers"):
                for name in course.names(part):
                    self._with[part, name].add(index)
        self._units: dict[Hashable, set[int]] = defaultdict(set)
        for index, course in enumerate(courses):
            self._units[course.unit].add(index)

    def each(self, courses: Collection[int]) -> str:
        """How a rule takes these courses together: ``course``, ``subject``, ``scope``; empty if it
        may be the first or the second."""
        unit = self._units[self.courses[min(courses)].unit]
        if len(courses) == 1:
            return "" if len(unit) == 1 else "course"
        return "subject" if unit == set(courses) else "scope"

    def _indifferent(self, each: str) -> set[int]:
        """Courses of which a rule about any two lessons asks nothing, as they have but one."""
        if each == "scope":
            return set()
        if each == "course":
            return {i for i, course in enumerate(self.courses) if course.lessons == 1}
        units = self._units.values()
        return {i for u in units if sum(self.courses[j].lessons for j in u) == 1 for i in u}

    def of(self, wanted: frozenset[int], kind: str, each: str = "") -> dict[str, list[str]]:
        """The scope of a rule about just these courses; see ``each`` for how it takes them."""
        allowed = wanted | (self._indifferent(each) if each else frozenset())
        if len(allowed) == len(self.courses):
            return {}
        parts = ("subjects", "classes", "teachers")
        choices = [(p,) for p in parts] + list(combinations(parts, 2))
        found = [s for some in choices if (s := self._by(some, wanted, allowed)) is not None]
        if found:
            return min(found, key=lambda scope: sum(map(len, scope.values())))
        return {"tags": [self.tag(wanted, kind)]}

    def _by(
        self, parts: Iterable[str], wanted: frozenset[int], allowed: Iterable[int]
    ) -> dict[str, list[str]] | None:
        """The scope with these parts, if there is one with few names."""
        scope: dict[str, list[str]] = {}
        meant: set[int] | None = None
        for part in parts:
            names = self._names(part, wanted)
            if names is None or len(names) > MOST_NAMES:
                return None
            scope[part] = names
            some = set().union(*(self._with[part, name] for name in names))
            meant = some if meant is None else meant & some
        return scope if meant is not None and wanted <= meant <= set(allowed) else None

    def _names(self, part: str, wanted: frozenset[int]) -> list[str] | None:
        """Names of a part that all of these courses have one of."""
        names: dict[str, None] = {}
        for index in sorted(wanted):
            own = self.courses[index].names(part)
            if not own:
                return None
            if names.keys().isdisjoint(own):
                names[own[0]] = None
        return list(names)

    def tag(self, wanted: frozenset[int], kind: str) -> str:
        """A tag for these courses."""
        if wanted not in self._known:
            first = self.courses[min(wanted)]
            subjects = {self.courses[i].subject for i in wanted}
            classes = {self.courses[i].classes for i in wanted}
            if len(subjects) == len(classes) == 1 and len(first.classes) == 1:
                base = f"{first.classes[0]} {first.subject}"
            else:
                base = kind.replace("_", " ")
            tag, number = base, 1
            while tag in self._taken:
                number += 1
                tag = f"{base} {number}"
            self._taken.add(tag)
            self._known[wanted] = tag
            for index in wanted:
                self.courses[index].tags.append(tag)
        return self._known[wanted]


def ruled(
    drafts: Iterable[Draft],
    of: Mapping[int, int],
    scopes: Scopes,
    factor: int,
) -> Iterator[dict[str, Any]]:
    """The rules of the school file. ``of``: activity -> index of its course. ``factor``: what the
    weights are multiplied by; the note of a rule says so if its weight is no whole number then."""
    for draft, times in _merged(_taken_together(drafts, of, scopes)):
        scope: Mapping[str, Any] = {k: list(names) for k, names in draft.scope.items()}
        if draft.lessons:
            about = frozenset(of[a] for a in draft.lessons)
            scope = scopes.of(about, draft.kind, str(draft.fields.get("each", "")))
        rule: dict[str, Any] = {"kind": draft.kind, **scope}
        for part, activity in draft.tagged.items():
            rule[part] = [scopes.tag(frozenset((of[activity],)), draft.kind)]
        rule |= {k: v for k, v in draft.fields.items() if (k, v) != ("each", "course")}
        rounded = ""
        if draft.weight == ALWAYS:
            rule["required"] = True
        else:
            exact = draft.weight * factor
            rule["weight"] = weight = min(max(round(exact), 1), 100 * factor - 1)
            if weight != exact:
                rounded = f", of weight {float(draft.weight):.12g}"
        often = f", {times} times" if times > 1 else ""
        rule["note"] = f"FET {draft.origin}{rounded}{often}, line {draft.line}"
        yield rule


def _taken_together(
    drafts: Iterable[Draft], of: Mapping[int, int], scopes: Scopes
) -> list[tuple[Draft, bool]]:
    """The drafts, each with whether it may be put together with its likes: those about any two
    lessons may unless they are about an odd set of courses."""
    known = list(drafts)
    each = {
        number: scopes.each({of[a] for a in draft.lessons})
        for number, draft in enumerate(known)
        if "each" in draft.fields
    }
    by_subject = {_said(known[number]) for number, how in each.items() if how == "subject"}
    result = []
    for number, draft in enumerate(known):
        if number not in each:
            result.append((draft, False))
            continue
        how = each[number] or ("subject" if _said(draft) in by_subject else "course")
        result.append((replace(draft, fields={**draft.fields, "each": how}), how != "scope"))
    return result


def _said(draft: Draft) -> Hashable:
    """What a draft says, whatever it is about."""
    return draft.kind, draft.about, draft.weight, repr(sorted(draft.fields.items()))


def _merged(drafts: Iterable[tuple[Draft, bool]]) -> Iterator[tuple[Draft, int]]:
    """Drafts that say the same of different courses or people put together, and of how many.

    What is said twice of the same ones stays said twice, as it counts twice.
    """
    found: dict[Hashable, list[list[Draft]]] = {}
    for number, (draft, mergeable) in enumerate(drafts):
        people = draft.about == "people" and len(draft.scope) == 1
        own = tuple(draft.scope) if people else None if mergeable else number
        rules = found.setdefault((_said(draft), own), [])
        free = (rule for rule in rules if not any(_overlap(draft, other) for other in rule))
        if (rule := next(free, None)) is not None:
            rule.append(draft)
        else:
            rules.append([draft])
    for same in (rule for rules in found.values() for rule in rules):
        lessons = frozenset().union(*(d.lessons for d in same))
        scope = {
            part: tuple(dict.fromkeys(name for d in same for name in d.scope[part]))
            for part in same[0].scope
        }
        yield replace(same[0], lessons=lessons, scope=scope), len(same)


def _overlap(one: Draft, other: Draft) -> bool:
    """Whether both are about some lesson or somebody; ``all`` are everybody."""
    return not one.lessons.isdisjoint(other.lessons) or any(
        theirs and ("all" in {*names, *theirs} or not set(names).isdisjoint(theirs))
        for part, names in one.scope.items()
        for theirs in (other.scope.get(part, ()),)
    )


def whole_numbers(drafts: Iterable[Draft]) -> int:
    """The least factor by which all weights become whole numbers; the last, if none does."""
    weights = {draft.weight for draft in drafts}
    exact = (f for f in _FACTORS if all((w * f).denominator == 1 for w in weights))
    return next(exact, _FACTORS[-1])
