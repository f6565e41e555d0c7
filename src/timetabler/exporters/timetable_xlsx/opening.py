"""Opens a workbook that somebody sends: what could harm is refused before it is parsed."""

from __future__ import annotations

import re
import warnings
import zipfile
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook

from timetabler.models.findings import Diagnostic, InvalidInput
from timetabler.models.resources import Source

MAX_BYTES = 20_000_000
"""Of the file; that of 45 classes has about 1 MB."""
MAX_UNPACKED = 100_000_000
"""Of all its parts together; those of 45 classes have about 6 MB."""
MAX_PARTS = 10_000
MAX_CELLS = 1_000_000
"""Of all that is merged or linked in one part: openpyxl makes each of these cells."""
_RANGES = re.compile(
    rb"(?:mergeCell|hyperlink)\s[^>]*?ref\s*=\s*.([A-Z]{1,9})(\d{1,9}):([A-Z]{1,9})(\d{1,9})"
)
_OLD = b"\xd0\xcf\x11\xe0"
"""What files of the old Excel begin with, and those with a password."""


def opened(path: Path) -> Workbook:
    """The workbook, with formulas as they are written. Raises InvalidInput and OSError.

    No part of it may have a document type: that is what entities need to grow or to reach for other
    files, and no spreadsheet writes one. Macros are not read.
    """
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _refused(path, f"this is no timetable: it has more than {MAX_BYTES // 10**6} MB")
    if data.startswith(_OLD):
        message = "this workbook has a password, or is of an old version of Excel"
        raise _refused(path, message, "save it as .xlsx, without a password")
    try:
        _check_parts(path, data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out; nothing is written back
            return load_workbook(BytesIO(data))
    except InvalidInput:
        raise
    except Exception as error:  # whatever openpyxl makes of a broken workbook
        message = f"this workbook cannot be read: {error or type(error).__name__}"
        raise _refused(path, message, "open it in a spreadsheet and save it as .xlsx") from error


def _check_parts(path: Path, data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if "xl/workbook.xml" not in archive.namelist():
            hint = "in LibreOffice: Save As, Excel 2007-365 (.xlsx)"
            raise _refused(path, "this is no Excel workbook", hint)
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise _refused(path, "this workbook is far larger than any timetable")
        for part in parts:
            if part.filename.endswith((".xml", ".rels", ".vml")):
                text = archive.read(part)
                if sum(map(_area, _RANGES.finditer(text))) > MAX_CELLS:
                    raise _refused(path, "this workbook is far larger than any timetable")
                if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text[:64]:
                    message = (
                        f"this workbook has a part that no spreadsheet writes: {part.filename}"
                    )
                    raise _refused(path, message)


def _area(found: re.Match[bytes]) -> int:
    """How many cells a range has."""
    left, top, right, bottom = found.groups()
    width = 1 + _number(right) - _number(left)
    return max(0, width) * max(0, 1 + int(bottom) - int(top))


def _number(letters: bytes) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _refused(path: Path, message: str, hint: str = "") -> InvalidInput:
    return InvalidInput((Diagnostic("TT408", message, Source(str(path), 1, 1), hint=hint),))
