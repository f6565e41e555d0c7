"""Opens a workbook that somebody sends: what could harm is refused before it is parsed."""

from __future__ import annotations

import warnings
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_boundaries

from timetabler.models.findings import Diagnostic, InvalidInput
from timetabler.models.resources import Source

MAX_BYTES = 20_000_000
"""Of the file; that of 45 classes has about 1 MB."""
MAX_UNPACKED = 100_000_000
"""Of all its parts together; those of 45 classes have about 6 MB."""
MAX_PARTS = 10_000
MAX_ELEMENTS = 1_000_000
"""Of XML in all parts; those of 45 classes have about 140,000. Of the same sign again and again, a
small file has many."""
MAX_CELLS = 1_000_000
"""Of all that is merged or linked: openpyxl makes each of these cells."""
_SHEET = (1, 1, 16_384, 1_048_576)
"""The edges of a whole sheet: a range of whole columns or rows names only two of its own."""
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
        size = _Size()
        for part in parts:
            if not size.add(archive.read(part)):
                message = f"this workbook has a part that no spreadsheet writes: {part.filename}"
                raise _refused(path, message)
            if size.elements > MAX_ELEMENTS or size.cells > MAX_CELLS:
                raise _refused(path, "this workbook is far larger than any timetable")


class _Size:
    """Counts what is in the parts, read by the same parser as openpyxl's, which keeps nothing.

    Each part that is XML is read, whatever it is called: other parts say what is in it.
    """

    def __init__(self) -> None:
        self.elements = 0
        self.cells = 0
        """In ranges that are merged or linked."""
        self._document_type = False

    def add(self, part: bytes) -> bool:
        """Adds a part, up to where it is too much; False: it has a document type."""
        if not part[:64].translate(None, _BEFORE).startswith(b"<"):
            return True
        parser = ParserCreate()
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        with suppress(ExpatError, _Enough):  # not well-formed: nobody reads on from there either
            parser.Parse(part, True)
        return not self._document_type

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if name.rpartition(":")[2] in ("mergeCell", "hyperlink") and "ref" in attributes:
            edges = zip(range_boundaries(attributes["ref"].upper()), _SHEET, strict=True)
            left, top, right, bottom = (edge or whole for edge, whole in edges)
            self.cells += (1 + right - left) * (1 + bottom - top)
        if self.elements > MAX_ELEMENTS:
            raise _Enough

    def _doctype(self, *_: object) -> None:
        self._document_type = True
        raise _Enough


class _Enough(Exception):
    """There is no need to read on."""


_BEFORE = b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"
"""What may stand before the first sign of XML."""


def _refused(path: Path, message: str, hint: str = "") -> InvalidInput:
    return InvalidInput((Diagnostic("TT408", message, Source(str(path), 1, 1), hint=hint),))
