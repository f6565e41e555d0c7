"""Reads timetable.xlsx again, edited or not: everything that cannot be read, by sheet and cell.

The lists of lessons and duties are read line by line; the sheets of the classes are compared with
what was written. What is edited in one place is enough; what is edited differently in two is told.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils.cell import coordinate_to_tuple

from timetabler.exporters.timetable_json.reader import Header, check_school, interpreted
from timetabler.exporters.timetable_xlsx import layout
from timetabler.exporters.timetable_xlsx.edits import Edits, Spot
from timetabler.exporters.timetable_xlsx.grid_edits import GridReader
from timetabler.exporters.timetable_xlsx.list_edits import ListReader
from timetabler.exporters.timetable_xlsx.names import fold, typed
from timetabler.exporters.timetable_xlsx.opening import opened
from timetabler.exporters.timetable_xlsx.record import Record, checksum, read_record
from timetabler.models.findings import Diagnostic, InvalidInput
from timetabler.models.resources import Source
from timetabler.models.timetable import Timetable
from timetabler.spec.problem import Problem


def read(path: Path, problem: Problem) -> tuple[Timetable, Header]:
    """The timetable of a workbook as it is now, with that which it was written from.

    Raises InvalidInput with all that is wrong, and OSError.
    """
    return edited(opened(path), path, problem)


def edited(workbook: Workbook, path: Path, problem: Problem) -> tuple[Timetable, Header]:
    """The same of a workbook that has been opened; ``path`` is what problems name."""
    record = read_record(workbook)
    top = Source(str(path), 1, 1)
    if record is None:
        message = "this workbook has no record of a timetable: it is not ours, or its hidden sheet "
        hint = "export it again, and make the changes there"
        wrong = Diagnostic("TT409", f"{message}{layout.RECORD} was changed", top, hint=hint)
        raise InvalidInput((wrong,))
    check_school(record.timetable, problem, top)
    edits = Edits(path, record, problem.school)
    lists = ListReader(workbook, edits)
    lists.read_lessons()
    lists.read_duties()
    for title, now in _titles(workbook, record).items():
        GridReader(workbook[now], record.classes[title], edits).read()
    _check_watched(workbook, edits)
    timetable, header = _interpreted(edits, problem)
    original = _original(record, problem)
    if original == timetable:
        return timetable, replace(header, original=original)
    outcome = replace(header.outcome, cost=None, history=())  # those were of the original
    return timetable, replace(header, outcome=outcome, original=original)


def _interpreted(edits: Edits, problem: Problem) -> tuple[Timetable, Header]:
    """What the edits come to. Raises InvalidInput with these and all other problems."""
    placed = list(edits.put_together())
    spots = {
        "lessons": [spot for _, spot in placed],
        "duties": [spot for _, spot in edits.duties],
    }
    lessons = tuple(lesson for lesson, _ in placed)
    duties = tuple(duty for duty, _ in edits.duties)
    file = edits.record.timetable.model_copy(update={"lessons": lessons, "duties": duties})
    try:
        found = interpreted(
            file,
            problem,
            lambda code, part, index, message, hint: edits.diagnostic(
                code, message, spots[part][index], hint
            ),
        )
    except InvalidInput as error:
        raise InvalidInput((*edits.problems, *error.diagnostics)) from None
    if edits.problems:
        raise InvalidInput(tuple(edits.problems))
    return found


def _original(record: Record, problem: Problem) -> Timetable | None:
    """What the workbook was written from; None if the school cannot have it any more."""
    top = Source(problem.path, 1, 1)
    try:
        return interpreted(
            record.timetable,
            problem,
            lambda code, _, __, message, ___: Diagnostic(code, message, top),
        )[0]
    except InvalidInput:
        return None


def _titles(workbook: Workbook, record: Record) -> dict[str, str]:
    """Recorded title of each class -> that of its sheet now; without those that were deleted.

    What stands above a sheet says whose it is, as people rename sheets, and swap their names. Only
    if that is no class is it the name of the sheet.
    """
    others = {*record.watched, *layout.FIXED}
    above = {
        sheet.title: fold(typed(sheet.cell(layout.TITLE, 1).value)[0])
        for sheet in workbook.worksheets
        if sheet.title not in others
    }
    names = {title: fold(sheet.name) for title, sheet in record.classes.items()}
    found = {title: title for title, name in names.items() if above.get(title) == name}
    for title, name in names.items():
        if title in found:
            continue
        renamed = (t for t, said in above.items() if said == name and t not in found.values())
        kept = title if title in above and above[title] not in names.values() else None
        if now := next(renamed, kept):
            found[title] = now
    return found


def _check_watched(workbook: Workbook, edits: Edits) -> None:
    """Tells what is edited in sheets that are for reading. What people add beside is theirs."""
    for title, cells in edits.record.watched.items():
        if title not in workbook.sheetnames or not cells:
            continue
        places = [coordinate_to_tuple(cell) for cell in cells]
        rows, columns = zip(*places, strict=True)
        edges = (min(rows), max(rows), min(columns), max(columns))
        for row in workbook[title].iter_rows(*edges):
            for cell in row:
                texts = typed(cell.value)
                if cells.get(cell.coordinate, _EMPTY) not in map(checksum, texts):
                    line, column = coordinate_to_tuple(cell.coordinate)
                    message = "this sheet is for reading: a change here changes nothing"
                    hint = (
                        f"undo it, and change it in {layout.LESSONS}, {layout.DUTIES} or the sheet "
                        "of the class; or delete this sheet"
                    )
                    edits.wrong("TT412", message, Spot(title, line, column, texts[0]), hint)


_EMPTY = checksum("")
