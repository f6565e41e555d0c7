from __future__ import annotations

import pytest

from timetabler.views.years import year_level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        *((first, 0) for first in ("F", "Prep", "K", "Kindergarten", "R", " Foundation ", "0")),
        *((text, 3) for text in ("3", "Y3", "Year 3", "yr 03", "Grade 3", "g3")),
        ("10", 10),
        *((text, None) for text in ("", "Stage 2", "3/4", "-1", "Wombats", "100")),
    ],
)
def test_year_levels(text, level):
    assert year_level(text) == level
