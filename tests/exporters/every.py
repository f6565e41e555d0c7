"""All formats and a book of each kind, for tests of what holds for every one of them."""

from __future__ import annotations

import pytest

from timetabler.exporters import formats

from .factory import awkward, doubled, dutiful, fortnight, imported, varied

_PAPER = [pytest.mark.slow, pytest.mark.browser]
FORMATS = [pytest.param(n, marks=_PAPER * (n == "pdf")) for n in formats()]
"""Their names. Paper needs a browser each time; test_timetable_pdf.py is quick, on one school."""
BOOKS = {book.__name__: book for book in (awkward, doubled, dutiful, fortnight, imported, varied)}
"""Name -> what makes it."""
