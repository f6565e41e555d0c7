"""Where things are in the workbook. What draws it and what reads it again agree on this alone.

Every sheet that people read begins with a row that leads back to the contents: it is on the screen
only, outside of what is printed. Then come the title, a line about it, and what the sheet is for.
"""

from __future__ import annotations

CONTENTS = "Contents"
SUMMARY = "Summary"
LESSONS = "Lessons"
"""The lessons as a list, to be edited."""
DUTIES = "Duties"
"""Who has which duty as a list, to be edited."""
PICTURES = "Pictures"
RECORD = "Record"
"""What the workbook said when it was written, to tell what has been edited since; hidden."""
LISTS = "Lists"
"""What may be chosen where something is edited; hidden, and last."""
FIXED = (CONTENTS, SUMMARY, LESSONS, DUTIES, PICTURES, RECORD, LISTS)
"""Sheets of the workbook itself: no class, person or room has a sheet of such a name."""

WAY_BACK = 1
"""Row of the link to the contents."""
TITLE = 2
ABOUT = 3
HEAD = 4
"""Row of the headings. In the sheet of a class, teacher or room these are the days of the first
week; column A is empty there. Below it are the timeslots. Further weeks follow, each after an empty
row and with a row for its days."""
LABEL = 1
"""Column of the ids of the timeslots."""
CLOCK = 2
"""Column of their times."""
FIRST_DAY = 3
"""Column of the first day. A lesson of several periods is one merged cell; so is a break, across
all days."""

DAYS, TIMESLOTS = "Days", "Timeslots"
CLASSES, SUBJECTS, TEACHERS, ROOMS = "Classes", "Subjects", "Teachers", "Rooms"
COURSES, WATCHED = "Courses", "Watched"  # areas, and needs of support
"""Defined names of the workbook: each is one column of the sheet of lists, without its head."""
