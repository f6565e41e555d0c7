"""What does not fit together about support: minutes that no parts of the week add up to."""

from __future__ import annotations

from collections.abc import Sequence

from timetabler.models.duties import Duty, Need
from timetabler.models.school import School
from timetabler.models.wording import plural
from timetabler.spec.diagnostics import Diagnostics
from timetabler.spec.document import Document
from timetabler.spec.duties_document import NeedEntry
from timetabler.spec.tree import Path


def check_support(document: Document, school: School, found: Diagnostics) -> None:
    """Every need can have its minutes in each week, as far as its class goes."""
    for i, entry in enumerate(document.support):
        path: Path = ("support", i)
        parts = school.support_of.get(entry.id, ())
        if not parts:
            _no_parts(entry, path, found)
            continue
        if not school.needs[i].people:
            message = f"{entry.id}: there is nobody who may give it"
            found.error("TT232", message, path, hint="list people under aides")
        taught = {c.subject for c in school.courses_of_pupils[entry.class_]}
        missing = [s for s in entry.subjects if s not in ("all", "specialist", *taught)]
        if missing:
            message = f"class {entry.class_} has no lessons of {', '.join(missing)}"
            found.error("TT232", message, (*path, "subjects"), key=True)
            continue
        for number, days in enumerate(school.week.days_by_week):
            here = [d for d in parts if d.span.day in days]
            if _check_minutes(entry, here, _when(number, school), path, found):
                break
        else:
            _check_subjects(school.needs[i], school, path, found)


def _when(week: int, school: School) -> str:
    name = school.week.week_name(week)
    return f"in week {name}" if name else f"a {school.week.word}"


def _no_parts(entry: NeedEntry, path: Path, found: Diagnostics) -> None:
    length = f"of {entry.part} minutes " if entry.part else ""
    when = " at these times" if entry.times else ""
    message = f"class {entry.class_} has no lesson or home period {length}{when}".rstrip()
    hint = "part: is shorter than the periods, and times: name whole ones"
    found.error("TT232", " ".join(message.split()), path, hint=hint)


def _check_minutes(
    entry: NeedEntry, parts: Sequence[Duty], when: str, path: Path, found: Diagnostics
) -> bool:
    """Whether no choice of these parts makes the minutes of the need; reports it."""
    lengths = [part.span.minutes for part in parts]
    if sum(lengths) < entry.minutes:
        message = (
            f"{entry.id} is to have {entry.minutes} minutes {when}, but class {entry.class_} has "
            f"only {sum(lengths)} in which it can be given"
        )
        found.error("TT233", message, (*path, "minutes"))
        return True
    sums = 1  # the bits of this number are the sums that some of the parts make
    for length in lengths:
        sums |= sums << length
    if sums >> entry.minutes & 1:
        return False
    less = (sums & ((1 << entry.minutes) - 1)).bit_length() - 1
    above = sums >> entry.minutes
    more = entry.minutes + (above & -above).bit_length() - 1
    several = " or ".join(map(str, sorted(set(lengths))))
    message = f"parts of {several} minutes cannot make {plural(entry.minutes, 'minute')}"
    possible = " or ".join(str(each) for each in (less, more) if each)
    hint = f"possible: {possible}; part: gives it in shorter parts"
    found.error("TT233", message, (*path, "minutes"), hint=hint)
    return True


def _check_subjects(need: Need, school: School, path: Path, found: Diagnostics) -> None:
    """The lessons of its subjects are long enough for a need."""
    pupils = school.courses_of_pupils[need.class_id]
    courses = [c for c in pupils if c.subject in need.subjects]
    if not all(school.places(c, length) for c in courses for length in c.lengths):
        return  # what fits nowhere is reported where it is written
    for number in range(len(school.week.days_by_week)):
        most = sum(
            max((school.minutes(c, s) for s in school.places(c, length)), default=0)
            for c in courses
            for length in school.most_lessons(c, number)
        )
        if need.subjects and most < need.minutes:
            message = (
                f"{need.id} is to have {need.minutes} minutes {_when(number, school)} in lessons "
                f"of {', '.join(need.subjects)}, of which class {need.class_id} has only {most}"
            )
            found.error("TT233", message, (*path, "minutes"))
            return
