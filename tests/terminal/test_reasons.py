"""Why there is no timetable, in the terminal."""

from __future__ import annotations

from timetabler import terminal
from timetabler.precheck import precheck
from timetabler.spec.load import load_text
from timetabler.terminal.layout import WIDTH

TEXT = """\
school: Hill
week:
  days: [Mon, Tue]
  timeslots: [{id: S1, time: "09:00-10:00"}, {id: S2, time: "10:00-11:00"}]
teachers: [ana]
classes: [{id: 1A}]
courses:
  - {subject: Art, classes: all, teacher: ana, lessons: 2}
constraints:
  - {kind: prefer_times, times: [Tue S2], required: true, note: "from the file of old, in line 7"}
"""


def test_the_note_of_a_rule_is_not_cut_with_its_line() -> None:
    problem = load_text(TEXT)
    *_, line, note = terminal.reasons(problem, precheck(problem)).splitlines()
    assert line.endswith(" ...")
    assert len(line) <= WIDTH
    assert note.strip() == "(from the file of old, in line 7)"
