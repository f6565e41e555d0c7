"""What programs read: the JSON document of each command, ``timetabler.result/1``."""

from __future__ import annotations

from timetabler.results.answers import checked, invalid, solved, verified
from timetabler.results.explaining import explained

__all__ = ["checked", "explained", "invalid", "solved", "verified"]
