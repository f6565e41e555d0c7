from __future__ import annotations

import pytest

from timetabler.exporters.rosters import grade
from timetabler.views.years import year_level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        *(
            (first, 0)
            for first in ("F", "Prep", "K", "KG", "R", "Pre-primary", " Foundation ", "0")
        ),
        *((text, 3) for text in ("3", "Y3", "Year 3", "yr 03", "Grade 3", "g3")),
        ("10", 10),
        *((text, None) for text in ("", "Stage 2", "3/4", "-1", "Wombats", "100")),
    ],
)
def test_year_levels(text, level):
    assert year_level(text) == level


@pytest.mark.parametrize(
    ("text", "code"),
    [("Prep", "KG"), ("3", "03"), ("Year 3", "03"), ("10", "10"), ("14", ""), ("Wombats", "")],
)
def test_grades_of_rosters_are_codes_of_these_levels(text, code):
    assert grade(text) == code
