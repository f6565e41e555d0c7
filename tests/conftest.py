"""What all tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # machines are busy with other things too
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Programs that tests start may keep what Python has compiled, out of the way, even where the
    shell forbids it: it is a third of the time that they take."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        os.environ["PYTHONPYCACHEPREFIX"] = str(config.rootpath / ".pytest_cache" / "bytecode")
