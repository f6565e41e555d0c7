"""The one door from the text of a school file to a Problem."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path as FilePath

from timetabler.models.findings import Diagnostic, InvalidInput
from timetabler.models.resources import Source
from timetabler.models.school import School
from timetabler.models.week import Week
from timetabler.spec import naming
from timetabler.spec.calendar import build_calendar
from timetabler.spec.check_courses import check_courses, check_lengths, check_needs
from timetabler.spec.check_duties import check_duties, check_duty_size, check_duty_times
from timetabler.spec.check_sites import check_sites, check_wet, check_zones
from timetabler.spec.check_staff import check_class_teachers, warn_days, warn_unused
from timetabler.spec.check_support import check_support
from timetabler.spec.courses import build_courses, build_subjects
from timetabler.spec.diagnostics import Diagnostics
from timetabler.spec.document import Document
from timetabler.spec.duties import build_areas, build_duties, build_needs
from timetabler.spec.filling import check_filled, figure_times
from timetabler.spec.locks import build_locks
from timetabler.spec.packs import build_pack
from timetabler.spec.people import (
    build_classes,
    build_groups,
    build_rooms,
    build_teachers,
    build_teams,
    check_homes,
)
from timetabler.spec.problem import Problem, build
from timetabler.spec.references import check, mentions
from timetabler.spec.tree import source_lines
from timetabler.spec.validate import ROUNDS, take_out, validate
from timetabler.spec.week import build_week, check_week
from timetabler.spec.yaml import MAX_BYTES, Unreadable, decode, parse


def load(path: str | FilePath) -> Problem:
    """The problem of a school file. Raises InvalidInput with everything that is wrong with it."""
    name = os.fsencode(path).decode("utf-8", "replace")  # file names may be no text at all
    try:
        with FilePath(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"the file cannot be read: {reason}"
        raise InvalidInput((Diagnostic("TT101", message, Source(name, 1, 1)),)) from error
    return load_text(data, name)


def load_text(text: str | bytes, name: str = "school.yaml") -> Problem:
    """The problem of the text of a school file; ``name`` is what messages call the file."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    found = _read(data, name)
    document, out = validate(found.root, found)
    lost = naming.lost(out)
    if document is not None:
        document = _check_names(document, lost, found)
    school = None
    if document is not None and "day" not in lost:  # without its days, all would seem wrong
        school = _build_school(document, lost, found)
    if document is None or school is None or found.failed:
        raise InvalidInput(found.all)
    rules = [
        (constraint, found.source(("constraints", i)))
        for i, constraint in enumerate(document.constraints)
    ]
    check_filled([constraint for constraint, _ in rules], school, found)
    if found.failed:
        raise InvalidInput(found.all)
    problem = build(school, rules, sha256=hashlib.sha256(data).hexdigest(), path=name)
    naming.warn_alike(document, found)
    warn_days(document, school, found)
    warn_unused(document, school, found)
    for rule in problem.rules[: len(rules)]:
        if not rule.points:
            message = f"this rule has nothing to apply to: {rule.title}"
            found.warning("TT303", message, ("constraints", rule.index))
    return replace(problem, warnings=found.all, text=decode(data))


def _read(data: bytes, name: str) -> Diagnostics:
    """The tree of the text, with the problems of the text itself."""
    lines: list[str] = []
    try:
        text = decode(data)
        lines = source_lines(text)
        root, slips = parse(text)
    except Unreadable as error:
        code, message, mark, hint = error.slip
        line = lines[mark.line - 1] if mark.line <= len(lines) else ""
        source = Source(name, mark.line, mark.column)
        only = Diagnostic(code, message, source, line, mark.length, hint)
        raise InvalidInput((only,)) from None
    found = Diagnostics(name, lines, root)
    for slip in slips:
        found.slip(slip)
    return found


def _check_names(document: Document, lost: set[str], found: Diagnostics) -> Document | None:
    """Reports unknown and double names; returns the document without the unknown ones.

    Without them an entry may be nothing any more, so that its own name is no longer known: then
    that is lost, and goes too wherever it is used.
    """
    naming.check_unique(document, found)
    whole: Document | None = document
    for _ in range(ROUNDS):
        if whole is None:
            break
        unknown = check(whole, naming.known(whole), lost, build_week(whole), found)
        found.close_stage()
        if not unknown:
            return whole
        take_out(unknown, found)
        whole, out = validate(found.root, found)
        lost |= naming.lost(out)
    return None


def _build_school(document: Document, lost: set[str], found: Diagnostics) -> School | None:
    check_courses(document, found)
    week = build_week(document)
    pack = build_pack(document, found)
    sized = check_duty_size(document, week, found) and check_duty_times(document, found)
    check_week(week, document, found)
    teachers = build_teachers(document, week, found)
    classes = build_classes(document, week, teachers, found)
    school = School(
        name=document.school,
        week=week,
        teachers=teachers,
        rooms=build_rooms(document, week, found),
        classes=classes,
        groups=build_groups(document, week, found),
        teams=build_teams(document, found),
        courses=build_courses(document, found),
        areas=build_areas(document, found),
        needs=build_needs(document, found),
        duties=build_duties(document, week, teachers, found) if sized else (),
        sites=document.sites,
        travel=document.travel,
        pack=pack,
        marks=frozenset((*_marks(document, week), *figure_times(document.constraints, pack))),
        id=document.id or _slug(document.school),
        number=document.number,
        sector=document.sector,
        term=document.term,
        calendar=build_calendar(document, pack, found),
        subject_details=build_subjects(document, found),
        home_subject=document.home_subject,
    )
    check_homes(document, week, teachers, classes, found)
    check_class_teachers(document, found)
    if not lost.intersection(("site", "room", "class")):
        check_sites(document, found)
        check_zones(document, found)
    check_wet(document, found)
    if "time" in lost:  # lessons would seem to fit nowhere
        return None
    found.close_stage()
    check_lengths(school, found)
    check_needs(school, found)
    if sized and not lost.intersection(("area", "duty time", "teacher")):
        check_duties(document, school, found)
    if sized and not lost.intersection(("teacher", "subject", "class")):
        check_support(document, school, found)
    found.close_stage()
    locks = build_locks(document, school, found)
    return replace(school, locks=locks)


def _marks(document: Document, week: Week) -> Iterator[int]:
    """Every time of day that some text of the document names."""
    for mention in mentions(document):
        if mention.names.of == "time":
            yield from week.parse(mention.text).clock or ()


def _slug(name: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:60] or "school"
