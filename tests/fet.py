"""What tests need that ask FET: real files, where they are, and a little one."""

from __future__ import annotations

from pathlib import Path

import pytest

REAL = Path(__file__).parent.parent.parent / "shared" / "instances" / "fet"
"""Real files, which are not ours to ship: beside a checkout, where somebody has put them."""


def real(name: str) -> Path:
    """A real file, such as ``FGPS``; the test is skipped where it is missing."""
    path = REAL / f"{name}.fet"
    if not path.exists():
        pytest.skip(f"no {path}")
    return path
