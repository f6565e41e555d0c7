"""What all tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from timetabler.exporters.timetable_pdf.browser import program

settings.register_profile("untimed", deadline=None)  # machines are busy with other things too
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Programs that tests start may keep what Python has compiled, out of the way, even where the
    shell forbids it: it is a third of the time that they take."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        os.environ["PYTHONPYCACHEPREFIX"] = str(config.rootpath / ".pytest_cache" / "bytecode")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests that need a browser are skipped where there is none, or fail where there has to be one:
    ``TIMETABLER_NEEDS_BROWSER`` is set by CI, which installs it."""
    if item.get_closest_marker("browser") and program() is None:
        missing = "no Chromium: apt-get install chromium, or name one in TIMETABLER_BROWSER"
        (pytest.fail if os.environ.get("TIMETABLER_NEEDS_BROWSER") else pytest.skip)(missing)
