"""Whatever is in the file: a problem, or InvalidInput with positions inside the file."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from timetabler.models.findings import InvalidInput
from timetabler.spec.codes import CODES
from timetabler.spec.diagnostics import render
from timetabler.spec.load import load_text
from timetabler.spec.schema import starter

from .small import SMALL, WHOLE

TOKENS = sorted(set(re.findall(r"[\w/]+|[^\w\s]|\n *", starter() + SMALL + WHOLE)))
STRANGE = [
    "\t",
    "&a",
    "*a",
    "!t",
    "|",
    ">",
    "- ",
    "? ",
    ": ",
    "'",
    '"',
    "\\",
    "%",
    "\u2028",
    "\x85",
]
STRANGE += ["~", "-1", "1e9", "nan", "9" * 400, "Mon-", "-Mon", "24:00", "0:00-24:00", "[[]]", "{}"]
STRANGE += [
    "\ufeff",
    "\ud800",
    "\0",
    "🦘",
    "all",
    "Mon S1",
    "S1-S2",
    "Mon-Wed S1",
    "[Key]",
    "[key]",
]

texts = st.sampled_from([starter(), SMALL, WHOLE, WHOLE])


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A school file with some tokens replaced, removed, doubled or moved."""
    parts = re.split(r"(\w+|[^\w\s])", draw(texts))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(parts) - 1))
        change = draw(st.sampled_from(["replace", "remove", "double", "move"]))
        if change == "replace":
            parts[at] = draw(st.sampled_from(TOKENS) | st.sampled_from(STRANGE) | st.text())
        elif change == "remove":
            end = at + draw(st.integers(1, 12))
            del parts[at:end]
        elif change == "double":
            end = at + draw(st.integers(1, 30))
            parts[at:at] = parts[at:end]
        else:
            parts.insert(draw(st.integers(0, len(parts) - 1)), parts.pop(at))
        parts = parts or [""]
    return "".join(parts)


def loads_or_says_why(text: str | bytes) -> bool:
    try:
        problem = load_text(text)
    except InvalidInput as error:
        found = error.diagnostics
        assert any(d.severity == "error" for d in found)
        loaded = False
    else:
        found = problem.warnings
        assert all(d.severity == "warning" for d in found)
        loaded = True
    for d in found:
        assert d.code in CODES
        assert d.source.line >= 1
        assert 1 <= d.source.column <= len(d.text) + 1 or not d.text  # what is no text has no lines
        assert "pydantic" not in d.message
    assert render(found).count("\n") <= 8 * 51
    return loaded


@settings(max_examples=250, deadline=None)
@given(spoilt())
def test_spoilt_school_files(text: str) -> None:
    loads_or_says_why(text)


@settings(max_examples=100, deadline=None)
@given(st.binary() | st.text())
def test_anything(text: str | bytes) -> None:
    assert not loads_or_says_why(text)


def test_files_that_are_not_spoilt() -> None:
    assert loads_or_says_why(starter())
    assert loads_or_says_why(SMALL)
    assert loads_or_says_why(WHOLE)
