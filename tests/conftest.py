"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import settings

from benchmarks.fet.running import installed
from timetabler.exporters.timetable_pdf.browser import program

settings.register_profile("untimed", deadline=None)  # machines are busy with other things too
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Programs that tests start may keep what Python has compiled, out of the way, even where the
    shell forbids it: it is a third of the time that they take."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        os.environ["PYTHONPYCACHEPREFIX"] = str(config.rootpath / ".pytest_cache" / "bytecode")


@dataclass(frozen=True)
class Program:
    """A program that the tests of one marker need."""

    is_there: Callable[[], bool]
    required: str
    """An environment variable, set by CI, which installs it: without it these tests then fail."""
    missing: str


PROGRAMS = {
    "browser": Program(
        lambda: program() is not None,
        "TIMETABLER_NEEDS_BROWSER",
        "no Chromium: apt-get install chromium, or name one in TIMETABLER_BROWSER",
    ),
    "fet": Program(installed, "TIMETABLER_NEEDS_FET", "no fet-cl: apt-get install fet"),
}
"""Marker -> what its tests need."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests are skipped where the program that they need is missing, or fail where it has to be
    there."""
    for marker, needed in PROGRAMS.items():
        if item.get_closest_marker(marker) and not needed.is_there():
            (pytest.fail if os.environ.get(needed.required) else pytest.skip)(needed.missing)
