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
_FEW, _SHORT = 3, 40
"""More names, or longer ones, make no name of a tag."""
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

    def within(self, courses: Collection[int]) -> frozenset[int]:
        """All courses of the subject that these are some of, of the same pupils; else none."""
        unit = self._units[self.courses[min(courses)].unit]
        return frozenset(unit) if unit.issuperset(courses) else frozenset()

    def _indifferent(self, each: str) -> set[int]:
        """Courses of which a rule about any two lessons asks nothing, as they have but one."""
        if each == "scope":
            return set()
        if each == "course":
            return {i for i, course in enumerate(self.courses) if course.lessons == 1}
        units = self._units.values()
        return {i for u in units if sum(self.courses[j].lessons for j in u) == 1 for i in u}

    def of(self, wanted: frozenset[int], each: str = "") -> dict[str, list[str]]:
        """The scope of a rule about just these courses; see ``each`` for how it takes them."""
        allowed = wanted | (self._indifferent(each) if each else frozenset())
        if len(allowed) == len(self.courses):
            return {}
        parts = ("subjects", "classes", "teachers")
        choices = [(p,) for p in parts] + list(combinations(parts, 2))
        found = [s for some in choices if (s := self._by(some, wanted, allowed)) is not None]
        if found:
            return min(found, key=lambda scope: sum(map(len, scope.values())))
        return {"tags": [self.tag(wanted)]}

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

    def tag(self, wanted: frozenset[int]) -> str:
        """A tag for these courses."""
        if wanted not in self._known:
            tag = base = _called([self.courses[i] for i in sorted(wanted)])
            number = 1
            while tag in self._taken:
                number += 1
                tag = f"{base} {number}"
            self._taken.add(tag)
            self._known[wanted] = tag
            for index in wanted:
                self.courses[index].tags.append(tag)
        return self._known[wanted]


def _called(courses: Collection[Listed]) -> str:
    """A tag for courses that reads well in a sentence: their classes and subjects, if few."""
    classes = _joined(name for course in courses for name in course.classes)
    subjects = _joined(course.subject for course in courses)
    return f"{classes or 'some'} {subjects or 'subjects'}"


def _joined(names: Iterable[str]) -> str:
    """``1A + 1B``; empty if that would be long."""
    known = list(dict.fromkeys(names))
    text = " + ".join(known)
    return text if len(known) <= _FEW and len(text) <= _SHORT else ""


def ruled(
    drafts: Iterable[Draft],
    of: Mapping[int, int],
    scopes: Scopes,
    factor: int,
) -> Iterator[dict[str, Any]]:
    """The rules of the school file. ``of``: activity -> index of its course. ``factor``: what the
    weights are multiplied by; the note of a rule says so if its weight is no whole number then."""
    for draft, times in _merged(_parts(drafts, of, scopes)):
        scope: Mapping[str, Any] = {k: list(names) for k, names in draft.scope.items()}
        if draft.lessons:
            about = frozenset(of[a] for a in draft.lessons)
            scope = scopes.of(about, str(draft.fields.get("each", "")))
        rule: dict[str, Any] = {"kind": draft.kind, **scope}
        for part, activity in draft.tagged.items():
            rule[part] = [scopes.tag(frozenset((of[activity],)))]
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


@dataclass(frozen=True)
class _Part:
    """A draft, and which others it may be put together with."""

    draft: Draft
    group: Hashable
    """Those of the same group that say the same, if they have nothing in common."""
    about: frozenset[int] = frozenset()
    """The courses that it has for itself."""


def _parts(drafts: Iterable[Draft], of: Mapping[int, int], scopes: Scopes) -> Iterator[_Part]:
    """Drafts about any two lessons go together unless they are about an odd set of courses.

    Those about some of the courses of a subject that the same pupils have go together, too, but
    only one for each such subject: of the courses with a tag, those of a subject are meant.
    """
    known = [(draft, frozenset(of[a] for a in draft.lessons)) for draft in drafts]
    each = [scopes.each(about) if "each" in draft.fields else None for draft, about in known]
    by_subject = {_said(d) for (d, _), how in zip(known, each, strict=True) if how == "subject"}
    for number, ((draft, about), how) in enumerate(zip(known, each, strict=True)):
        if how is None:
            people = draft.about == "people" and len(draft.scope) == 1
            yield _Part(draft, tuple(draft.scope) if people else number, about)
        elif how == "scope":
            within = scopes.within(about)
            group = "some of a subject" if within else number
            yield _Part(_taken(draft, how), group, within or about)
        else:
            how = how or ("subject" if _said(draft) in by_subject else "course")
            yield _Part(_taken(draft, how), "any two", about)


def _taken(draft: Draft, each: str) -> Draft:
    return replace(draft, fields={**draft.fields, "each": each})


def _said(draft: Draft) -> Hashable:
    """What a draft says, whatever it is about."""
    return draft.kind, draft.about, draft.weight, repr(sorted(draft.fields.items()))


def _merged(parts: Iterable[_Part]) -> Iterator[tuple[Draft, int]]:
    """Drafts that say the same of different courses or people put together, and of how many.

    What is said twice of the same ones stays said twice, as it counts twice.
    """
    found: dict[Hashable, list[list[_Part]]] = {}
    for part in parts:
        rules = found.setdefault((_said(part.draft), part.group), [])
        free = (rule for rule in rules if not any(_overlap(part, other) for other in rule))
        if (rule := next(free, None)) is not None:
            rule.append(part)
        else:
            rules.append([part])
    for same in (rule for rules in found.values() for rule in rules):
        draft = same[0].draft
        lessons = frozenset().union(*(part.draft.lessons for part in same))
        scope = {
            name: tuple(dict.fromkeys(one for part in same for one in part.draft.scope[name]))
            for name in draft.scope
        }
        if draft.fields.get("each") == "scope" and len(same) > 1:
            draft = _taken(draft, "subject")
        yield replace(draft, lessons=lessons, scope=scope), len(same)


def _overlap(one: _Part, other: _Part) -> bool:
    """Whether both are about some course or somebody; ``all`` are everybody."""
    return not one.about.isdisjoint(other.about) or any(
        theirs and ("all" in {*names, *theirs} or not set(names).isdisjoint(theirs))
        for part, names in one.draft.scope.items()
        for theirs in (other.draft.scope.get(part, ()),)
    )


def whole_numbers(drafts: Iterable[Draft]) -> int:
    """The least factor by which all weights become whole numbers; the last, if none does."""
    weights = {draft.weight for draft in drafts}
    exact = (f for f in _FACTORS if all((w * f).denominator == 1 for w in weights))
    return next(exact, _FACTORS[-1])
