"""The short codes by which other systems know a school: one set of them for all formats.

Sources: LISS 1.0.2 (liss.net.au: class codes and periods have at most 20 characters; a class code
is a course and an identifier of at most 10, letters and digits, with one space between them), and
what Compass says of period codes (letters and digits, at most 3, and never ``P1`` for ``1``).

Codes follow from the school file alone, so that files can be read back, and say the same next term.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import count
from typing import NamedTuple

from timetabler.models.duties import Duty
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.timeslot import Kind, Period
from timetabler.views.palette import codes

CODE = 20
"""Characters of a class code, and of the code of a person or place, at most."""
COURSE, IDENTIFIER = 9, 10
"""Characters of the two parts of a class code at most."""
PERIOD = 3
"""Characters of a period code, unless a day has too many periods for that."""
DUTY, RELEASE = "DUTY", "RTO"
"""Courses of what is no lesson; RTO is rostered time off."""


class BellTime(NamedTuple):
    """A period, break or duty time on one day of the cycle, as some classes or people meet it."""

    day: int
    """Index; systems count from 1."""
    start: int
    end: int
    name: str
    """As the school calls it."""
    kind: Kind
    code: str
    """Of its own on its day."""

    @property
    def number(self) -> int:
        """Of the day in the cycle: 1, 2 ... 10 of a fortnight."""
        return self.day + 1

    @property
    def span(self) -> Span:
        """Its minutes."""
        return Span(self.day, self.start, self.end)


class Taught(NamedTuple):
    """Pupils who are taught a subject together: what other systems call a class."""

    subject: str
    classes: tuple[str, ...]
    """Ids: one class, or those of the groups."""
    groups: tuple[str, ...] = ()
    """Ids; none if it is a whole class."""
    home: bool = False
    """Home time."""


class SystemCodes:
    """All the codes of one school."""

    def __init__(self, school: School) -> None:
        self.school = school

    @cached_property
    def staff(self) -> dict[str, str]:
        """teacher -> code: the id, without what a code cannot have."""
        return _distinct((t.id, _printable(t.id)) for t in self.school.teachers)

    @cached_property
    def room(self) -> dict[str, str]:
        """room -> code."""
        return _distinct((r.id, _printable(r.id)) for r in self.school.rooms)

    @cached_property
    def subject(self) -> dict[str, str]:
        """subject -> code; home time has one too."""
        found = subject_codes(self.school)
        return _distinct(((s, _letters(code)) for s, code in found.items()), COURSE)

    @cached_property
    def taught(self) -> dict[Taught, str]:
        """Whoever is taught something together -> class code: ``PE 1A``."""
        return {each: code for each, code in self._class_codes.items() if isinstance(each, Taught)}

    @cached_property
    def taught_as(self) -> dict[str, Taught]:
        """Class code -> who is taught what."""
        return {code: each for each, code in self.taught.items()}

    def duty(self, area: str) -> str:
        """Class code of a duty area: ``DUTY OVAL``."""
        return self._class_codes[DUTY, area]

    def release(self, teacher: str) -> str:
        """Class code of the release of a teacher: ``RTO PAT``."""
        return self._class_codes[RELEASE, teacher]

    @cached_property
    def _class_codes(self) -> dict[Taught | tuple[str, str], str]:
        taken: set[str] = set()
        return {
            each: _free(f"{course} {identifier}", len(course) + 1 + IDENTIFIER, taken)
            for each, course, identifier in self._classes()
        }

    def _classes(self) -> Iterator[tuple[Taught | tuple[str, str], str, str]]:
        """Each with its course and what tells it from other classes of that course."""
        for taught in dict.fromkeys(self._taught()):
            members = "".join(taught.groups or taught.classes)
            yield taught, self.subject[taught.subject], _letters(members)
        yield from (((DUTY, area.id), DUTY, _letters(area.id)) for area in self.school.areas)
        yield from (((RELEASE, t.id), RELEASE, _letters(t.id)) for t in self.school.teachers)

    def _taught(self) -> Iterator[Taught]:
        for class_ in self.school.classes:
            yield Taught(self.school.home_subject, (class_.id,), home=True)
        for course in self.school.courses:
            if course.groups:
                yield Taught(course.subject, self.school.classes_of(course), course.groups)
            else:
                yield from (Taught(course.subject, (c,)) for c in course.classes)

    @cached_property
    def bells(self) -> tuple[BellTime, ...]:
        """All periods and breaks of all classes, and all duty times, by day and time."""
        kinds: dict[tuple[str, Span], Kind] = {}
        for duty in self.school.yard:
            kinds[duty.time, duty.span] = "duty"
        for class_ in self.school.classes:  # a duty of a whole break is at that break
            kinds |= {(p.slot.id, p.span): p.kind for p in self.school.periods(class_.id)}
        days: dict[tuple[int, int, str], list[int]] = defaultdict(list)
        for name, (day, start, end) in kinds:
            days[start, end, name].append(day)
        follow = Counter(slot for c in self.school.classes for slot in self._slots(c.id))
        taken: dict[int, set[str]] = defaultdict(set)
        found = []
        # what most classes have at that time is called by its name alone
        for (start, end, name), on in sorted(days.items(), key=lambda d: (-follow[d[0]], d)):
            code = _free(_period(name), PERIOD, set().union(*(taken[day] for day in on)))
            for day in on:
                taken[day].add(code.casefold())
                kind = kinds[name, Span(day, start, end)]
                found.append(BellTime(day, start, end, name, kind, code))
        return tuple(sorted(found))

    def _slots(self, class_id: str) -> set[tuple[int, int, str]]:
        return {(p.slot.start, p.slot.end, p.slot.id) for p in self.school.periods(class_id)}

    @cached_property
    def bell_of(self) -> dict[tuple[int, str], BellTime]:
        """(day, code) -> the bell time."""
        return {(bell.day, bell.code): bell for bell in self.bells}

    @cached_property
    def _bells(self) -> dict[tuple[str, Span], BellTime]:
        return {(bell.name, bell.span): bell for bell in self.bells}

    def bell(self, time: Period | Duty) -> BellTime:
        """The bell time of a period of a class, or of a duty."""
        name = time.time if isinstance(time, Duty) else time.slot.id
        return self._bells[name, time.span]


def subject_codes(school: School) -> dict[str, str]:
    """subject -> its short text code, as grids show it; home time has one too."""
    subjects = dict.fromkeys((*school.subjects, school.home_subject))
    return codes(subjects, {s.name: s.code for s in school.subject_details if s.code})


def _distinct(found: Iterable[tuple[str, str]], limit: int = CODE) -> dict[str, str]:
    taken: set[str] = set()
    return {id_: _free(code, limit, taken) for id_, code in found}


def _free(wish: str, limit: int, taken: set[str]) -> str:
    """A code that is not taken yet, as like the wish as can be; it is taken then.

    Some systems do not tell capitals from small letters.
    """
    code = next(code for code in _variants(wish, limit) if code.casefold() not in taken)
    taken.add(code.casefold())
    return code


def _variants(wish: str, limit: int) -> Iterator[str]:
    """``REC``, ``RE2`` ..., but ``S3``, ``S3B`` ...; longer only when ``limit`` leaves no other."""
    for number in count(1):
        lettered = wish[-1].isdigit() and number <= _LETTERS
        tail = "" if number == 1 else chr(ord("A") + number - 1) if lettered else str(number)
        yield wish[: max(1, limit - len(tail))] + tail


_LETTERS = 26


def _period(name: str) -> str:
    """``recess 1`` -> ``RE1``, ``eating`` -> ``EAT``, ``P1`` and ``Period 1`` -> ``1``."""
    match = re.fullmatch(r"(.*?)(\d*)", _letters(name))
    assert match is not None
    head, tail = match.groups()
    if tail and head in ("P", "PD", "PER", "PERIOD"):
        return tail[:PERIOD]
    return (head[: max(0, PERIOD - len(tail))] + tail)[:PERIOD]


def _letters(text: str) -> str:
    """Capital letters and digits only; ``X`` if there is none."""
    return re.sub(r"[^A-Z0-9]", "", _ascii(text).upper()) or "X"


def _printable(text: str) -> str:
    """As written, but for what breaks somewhere: blanks, quotes, and what starts a formula."""
    return re.sub(r"^[^A-Za-z0-9]+|[^A-Za-z0-9._/-]", "", _ascii(text)) or "X"


def _ascii(text: str) -> str:
    """Without accents: ``Zoë`` -> ``Zoe``."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
