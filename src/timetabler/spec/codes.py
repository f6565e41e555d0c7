"""The table of diagnostic codes: what each means, why it comes up, what to do.

Codes are stable: a new problem takes a new number, and numbers are never used again. The first
digit is the area: 1 the file, 2 names and values, 3 rules, 4 timetable files, 5 questions about
them (`timetabler explain`).
"""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """One sort of problem."""

    title: str
    cause: str
    fix: str


CODES: dict[str, Code] = {
    "TT101": Code(
        "The file cannot be read",
        "There is no such file, it is a folder, or you may not read it.",
        "Check the name and the permissions.",
    ),
    "TT102": Code(
        "The file is too large",
        "A school file has at most 1 MB; a large school needs about 20 kB.",
        "Check that it is the right file.",
    ),
    "TT103": Code(
        "The file is not text",
        "It is binary (a spreadsheet, say), or text in another encoding than UTF-8.",
        "Save it as UTF-8 text.",
    ),
    "TT104": Code(
        "The text is not YAML",
        "A bracket or quotation mark is open, a line is indented differently from its "
        'neighbours, or a text holds ": ", or starts with a character that means something.',
        "Look at the place named and just before it; put such texts in quotes.",
    ),
    "TT105": Code(
        "A tab",
        "YAML does not allow tabs where lines are indented.",
        "Use blanks; most editors can do so when you press the tab key.",
    ),
    "TT106": Code(
        "The file is empty",
        "It has nothing, or only comments.",
        "Start from the file that `timetabler init` writes.",
    ),
    "TT107": Code(
        "Not a school file",
        "The text is a list, a single text or XML, not keys with values.",
        "Start from the file that `timetabler init` writes, or from one that `timetabler import` "
        "makes of a file of FET.",
    ),
    "TT108": Code(
        "Several documents",
        "A line with only `---` starts another document.",
        "Keep one school in one file.",
    ),
    "TT109": Code(
        "A key is written twice",
        "Only one of the two values could count, and readers would not know which.",
        "Remove one, or join the two lists.",
    ),
    "TT110": Code(
        "Nested too deeply",
        "No part of a school file needs so many brackets or indented levels.",
        "Look for a missing closing bracket.",
    ),
    "TT111": Code(
        "Aliases that do not work",
        "`*name` stands for nothing, for itself, or for far too many values.",
        "Write the values out; put texts that start with * in quotes.",
    ),
    "TT112": Code(
        "A tag",
        "`!name` before a value is YAML's way to name types, which school files do not use.",
        "Remove it; put texts that start with ! in quotes.",
    ),
    "TT113": Code(
        "A character that cannot be printed",
        "Control characters slip in by copying from other programs.",
        "Delete the character and type the text again.",
    ),
    "TT201": Code(
        "Unknown key",
        "The key is misspelt, or stands in the wrong place.",
        "Use one of the keys listed; check how far the line is indented.",
    ),
    "TT202": Code(
        "Something is missing",
        "A key that must be there is not, or has no value.",
        "Write it.",
    ),
    "TT203": Code(
        "Unknown name",
        "The name of a teacher, room, class, year, subject, group, team, day, week, site, area, "
        "duty time, need, pack, word or figure is used here and defined nowhere. Upper and lower "
        "case are different.",
        "Correct the spelling, or add it to its list.",
    ),
    "TT204": Code(
        "A value of the wrong sort",
        "A number, a time, true or false, a list or one of a few words is wanted here.",
        "Write a value of the sort that the message names.",
    ),
    "TT205": Code(
        "A value out of range",
        "A number is too small or too large, a text or a list too short or too long.",
        "Keep within the limit that the message names.",
    ),
    "TT206": Code(
        "Unknown time",
        "Times are days (Mon), timeslots (S1), both (Mon S1), ranges of either (Mon-Wed S1-S2), or "
        "clock times (Mon 09:00-10:30). The names are those of the week.",
        "Correct the spelling, or add the timeslot to the week.",
    ),
    "TT208": Code(
        "A name is used twice",
        "Two teachers (or aides), rooms, classes, areas or others of one sort have one name, or a "
        "day or week has that of a timeslot.",
        "Rename one.",
    ),
    "TT209": Code(
        "Timeslots overlap",
        "A class would be in two timeslots at once, or have two of one name on a day.",
        "Correct the times, or say which days, classes or years each row is for.",
    ),
    "TT211": Code(
        "Two things that exclude each other",
        "The entry says the same thing in two ways, or things that do not go together.",
        "Keep the one that is meant.",
    ),
    "TT212": Code(
        "A job share with a gap or an overlap",
        "In every lesson and home period a class is with exactly one of its class teachers.",
        "Share the days out so that each belongs to one teacher.",
    ),
    "TT213": Code(
        "A class teacher who is not there",
        "The class is theirs at times when they are not on site. A warning where courses may "
        "take the class then; an error where none can, and in job shares.",
        "Write a job share, correct the days of the teacher, or have courses at those times.",
    ),
    "TT214": Code(
        "A course for nobody",
        "The course names no class, year or group.",
        "Write classes: all, or the classes, years or groups; for a meeting, staff_only: true.",
    ),
    "TT215": Code(
        "A course without a teacher",
        "The class teacher cannot be with each group of a class, so courses of groups need a "
        "teacher; so do meetings of staff. also: and class_teacher: only add to one.",
        "Write teacher or teachers.",
    ),
    "TT216": Code(
        "A lesson that fits nowhere",
        "No day of its classes has so many lesson periods in a row, or a period that long.",
        "Make the lesson shorter, or allow it to run across a break.",
    ),
    "TT217": Code(
        "A lock that the course cannot have",
        "No lesson of the course can start then, it is not in that week, or it is never in that "
        "room or with that person.",
        "Choose one of the times, rooms or teachers listed, or change the course.",
    ),
    "TT218": Code(
        "Two locked lessons at once",
        "Both are locked to times that overlap, and share a class, group, teacher or room.",
        "Move one of them.",
    ),
    "TT219": Code(
        "More locks than lessons",
        "Each lock is about one lesson of the course.",
        "Remove a lock, or give the course another lesson.",
    ),
    "TT220": Code(
        "A lock about no course, or several",
        "The subject, class and group of a lock must lead to one course.",
        "Write the class (or group) whose lesson it is.",
    ),
    "TT221": Code(
        "Two names that look alike",
        "They differ only by upper and lower case or by blanks. This is a warning.",
        "Rename one, if they are meant to be the same.",
    ),
    "TT222": Code(
        "A name that also stands for many",
        "Words such as all have a meaning of their own elsewhere. This is a warning.",
        "Choose another name.",
    ),
    "TT223": Code(
        "Somebody or something that is not used",
        "A teacher has no class and no course, an aide supports nobody, no course uses a room, or "
        "no area is watched at a time. This is a warning.",
        "Remove the entry, or use it.",
    ),
    "TT224": Code(
        "Lessons or a class for somebody who does not teach",
        "People under aides and staff have no class, and give no lessons of their own.",
        "List under teachers whoever teaches. An aide who comes along is written under also.",
    ),
    "TT225": Code(
        "A withdrawal that cannot be",
        "Groups are withdrawn from classes: not whole classes, and not the parts of a split, which "
        "leave nobody behind.",
        "Write groups, or leave withdraws_from out.",
    ),
    "TT226": Code(
        "Sites or zones that do not fit together",
        "Sites and travel are written together, and a class is on the site, and in the zone, of "
        "its home room.",
        "Write both, and one site and one zone for each class and its room.",
    ),
    "TT227": Code(
        "Something on no site",
        "The school has sites, and it is not said where this is; it counts as near to everything. "
        "This is a warning.",
        "Write its site.",
    ),
    "TT228": Code(
        "A wet-weather room that is outdoors",
        "In wet weather lessons go to rooms under a roof: not to the room itself, nor to another "
        "that has a wet-weather room of its own.",
        "Name a room under a roof.",
    ),
    "TT229": Code(
        "A duty time that is no time",
        "The area and the time have no day in common, or a break is at different times for "
        "different classes.",
        "Correct the days, or write times under duties.",
    ),
    "TT230": Code(
        "A duty that nobody can have",
        "Nobody who may have it is on site then.",
        "Let others have it, or leave the time out of the area.",
    ),
    "TT231": Code(
        "A fixed duty that cannot be",
        "There is no such duty, the person is not on site or elsewhere on duty, or it is fixed for "
        "more people than it needs.",
        "Correct the area, the time, the days or the person.",
    ),
    "TT232": Code(
        "Support at no time",
        "The class has no such periods or lessons, or nobody may give the support.",
        "Correct times, subjects, part or aides.",
    ),
    "TT233": Code(
        "Minutes of support that the week has not",
        "The class has fewer minutes than asked for, or no choice of whole parts adds up to them.",
        "Ask for one of the possible sums, or give it in shorter parts.",
    ),
    "TT234": Code(
        "A part-timer on many days",
        "On site on more days than part-timers of that fraction usually are, by the rule of the "
        "pack. This is a warning.",
        "Check the days; people may agree to more.",
    ),
    "TT235": Code(
        "Dates that do not fit together",
        "A term or holiday ends before it begins, two terms overlap, or the time zone is unknown.",
        "Dates are written year-month-day, first and last day included.",
    ),
    "TT236": Code(
        "A holiday outside of the terms",
        "There is no school then anyway, so it changes nothing: perhaps its year is wrong.",
        "Check the date, or leave it out.",
    ),
    "TT237": Code(
        "A subject that cannot be told apart",
        "A subject is described twice, or two subjects have the same code.",
        "Describe each once, and give each a code of its own.",
    ),
    "TT301": Code(
        "Unknown kind of rule",
        "The kind is misspelt, or there is no such rule.",
        "Use one of the kinds that `timetabler constraints` lists.",
    ),
    "TT302": Code(
        "A rule that contradicts itself",
        "Its fields do not go together: required and weight, say.",
        "See the manual of the rule: `timetabler constraints KIND`.",
    ),
    "TT303": Code(
        "A rule with nothing to apply to",
        "Nothing in the school fits everything that the rule names, or nothing could break it: a "
        "limit on periods in a row where breaks come sooner. This is a warning.",
        "Check its classes, subjects, teachers and times.",
    ),
    "TT304": Code(
        "A rule without a figure",
        "The rule leaves a figure to the pack, and the pack does not know it: nobody found it in "
        "public sources, or no pack is chosen.",
        "Write the figure in the rule, or under pack: figures, or choose another pack.",
    ),
    "TT401": Code(
        "A timetable file that is not text",
        "It is binary, or text in another encoding than UTF-8.",
        "Check that it is a timetable.json; if a program changed it, save it as UTF-8.",
    ),
    "TT402": Code(
        "A timetable file that is not JSON",
        "It was cut off, or a comma, bracket or quotation mark is missing after an edit.",
        "Look at the place named. If the file is lost, solve again with `--fresh`.",
    ),
    "TT403": Code(
        "Not a timetable of this program",
        "It is some other JSON file, or a timetable in another version of the format.",
        "Name the timetable.json that `timetabler solve` wrote.",
    ),
    "TT404": Code(
        "A timetable of another school",
        "The id of the school in it is not the one of the school file.",
        "Name the timetable of this school. A school that changes its name keeps its `id:`.",
    ),
    "TT405": Code(
        "A part of a timetable file that cannot be read",
        "A key is missing, unknown, or has a value of the wrong sort.",
        "Compare the lesson with the others of the file.",
    ),
    "TT406": Code(
        "A lesson that this school cannot have",
        "Its course, day, room or a teacher is unknown, its times are none, or it names other "
        "classes or more or fewer teachers than its course has.",
        "Mend the lesson, or solve again: the school may have changed since.",
    ),
    "TT407": Code(
        "A duty that this school cannot have",
        "The duty or the person is unknown, somebody has the same duty twice, or its area or time "
        "are said to be others than they are.",
        "Mend the line, or solve again: the school may have changed since.",
    ),
    "TT408": Code(
        "A workbook that cannot be opened",
        "It has a password, is of an old version of Excel, is damaged, far too large, or no Excel "
        "workbook.",
        "Open it in a spreadsheet and save it as .xlsx, without a password.",
    ),
    "TT409": Code(
        "A workbook without its record",
        "It is not a workbook of this program, or its hidden sheet Record was changed or deleted: "
        "that says what was there before the edits.",
        "Export the timetable again, and make the changes in the new workbook.",
    ),
    "TT410": Code(
        "A part of a workbook that is not where it was",
        "A sheet or a column of the lists is missing, or the days and timeslots of a class have "
        "been moved, changed or deleted.",
        "Undo it. Moving lessons is enough: cut and paste cells, not rows or columns.",
    ),
    "TT411": Code(
        "An edit that cannot be read",
        "A cell names no subject, room, person, day or lesson of this school, or may mean several.",
        "Choose from the list of the cell; in the sheet of a class, write the subject alone.",
    ),
    "TT412": Code(
        "An edit that changes nothing",
        "The sheets of staff, rooms and duties and the overviews are for reading, and what is grey "
        "in the lists says which lesson it is.",
        "Undo it, and change the sheet Lessons, the sheet Duties, or the sheet of the class.",
    ),
    "TT413": Code(
        "Two edits that contradict each other",
        "The same lesson is changed in two places of a workbook, but not alike, or it is changed "
        "in one and deleted in the other.",
        "Make one of the changes; the other place may stay as it was.",
    ),
    "TT414": Code(
        "A lesson that is lost, or there too often",
        "In the sheet of a class it was overwritten, cleared, or copied instead of cut.",
        "Put it into a cell, once. To take a lesson out, delete its row in the sheet Lessons.",
    ),
    "TT415": Code(
        "A lesson or duty at a time that does not exist",
        "No lesson of that length can start there, or there is no such duty then.",
        "Choose one of the times named.",
    ),
    "TT420": Code(
        "A format that needs dates",
        "Calendars and rosters are about days and school years, and the school file has none.",
        "Write calendar: with the terms; the timetable itself stays as it is.",
    ),
    "TT421": Code(
        "A list of students that is not text",
        "It is a workbook, has more than 5 MB, or is in another encoding than UTF-8.",
        "In Excel: Save As, CSV UTF-8 (Comma delimited).",
    ),
    "TT422": Code(
        "A list of students without a column",
        "The first line names the columns; one that is needed is not there, or is there twice.",
        "Name them class, given_name, family_name, id, and if you like year, email, username.",
    ),
    "TT423": Code(
        "A line of students that is cut wrongly",
        "A quotation mark is open, or there are more cells than columns: a comma in a name?",
        'Put texts with commas in quotes, and write quotes inside them twice: "Lee ""Jo""".',
    ),
    "TT424": Code(
        "A student without something",
        "A line has no class, given name, family name or id.",
        "Fill the cell. Somebody of one name has it in both cells.",
    ),
    "TT425": Code(
        "A student of an unknown class",
        "The school file has no class of that id.",
        "Write the id of the class as the school file does.",
    ),
    "TT426": Code(
        "Two students who look like one",
        "Two lines have the same id, or the same username.",
        "Remove the line that is there twice, or correct it.",
    ),
    "TT427": Code(
        "A value that a student cannot have",
        "The year is none of the class, the e-mail address is none, or a text has more than 200 "
        "characters, or one that cannot be seen.",
        "Correct the cell, or leave it blank if it is not needed.",
    ),
    "TT430": Code(
        "The key to the codes cannot be read",
        "`pseudonyms.json` says which code stands for which name (`export --pseudonymise`); "
        "somebody has changed it.",
        "Mend it, or put it away: then all codes are new.",
    ),
    "TT450": Code(
        "A file that is not XML",
        "It is empty, was cut off, or has been changed by something else than FET.",
        "Take another copy of the file, or open it in FET and save it.",
    ),
    "TT451": Code(
        "Not a file of FET",
        "It is XML of another program, or a timetable that FET made instead of the school's data.",
        "Name the file that FET opens and saves: its name ends in .fet.",
    ),
    "TT452": Code(
        "A FET file in another encoding than it says",
        "It is binary, names an unknown encoding, or has bytes that its encoding does not have.",
        "Open it in FET and save it: FET writes UTF-8.",
    ),
    "TT453": Code(
        "XML with declarations",
        "It declares entities or a document type. FET never does so, and they can be harmful.",
        "Open it in FET and save it, if you know where it comes from.",
    ),
    "TT454": Code(
        "A FET file out of all bounds",
        "It has more than 64 MB or 2 million elements, or is nested far deeper than FET's files.",
        "Check that it is the right file.",
    ),
    "TT455": Code(
        "A file of a very old FET",
        "Before version 5, weights and weeks were of another sort; FET itself can only guess.",
        "Open it in a newer FET, check its constraints, and save it.",
    ),
    "TT456": Code(
        "A FET file without something that it needs",
        "It has no days, hours or active activities, or an element lacks a name or another part.",
        "Complete it in FET.",
    ),
    "TT457": Code(
        "A name that is twice in a FET file",
        "Two activities have one number, two sets of students one name, or a list has a name "
        "twice. Teachers, subjects, tags, buildings and rooms of one name are one: a warning.",
        "Rename or remove one of them in FET.",
    ),
    "TT458": Code(
        "An unknown name in a FET file",
        "An activity, constraint or room speaks of something that is in none of its lists. FET "
        "refuses such a file too. Blanks before and after a name count.",
        "Correct the name, or add what is missing.",
    ),
    "TT459": Code(
        "A value that cannot be, in a FET file",
        "A number is none or far too large, a weight is not between 0 and 100, an activity is "
        "longer than a day, or something is neither true nor false.",
        "Correct it in FET.",
    ),
    "TT470": Code(
        "A rule of FET that the language cannot say",
        "Everything else in the file is understood. Nothing is left out unless you say so.",
        "Take it out in FET, or leave it out with `--skip-unknown`: then timetables may break it.",
    ),
    "TT471": Code(
        "A FET file for mornings and afternoons",
        "In that mode two days of the file are one day of the school, so its rules mean other "
        "things than they say.",
        "In FET, turn it into the official mode.",
    ),
    "TT501": Code(
        "A place that is not in the school file",
        "A part of what is before the `=` names no key, no item of the list, or several.",
        "Use a name that is written there, or the line of an item: `constraints@42.weight=5`.",
    ),
    "TT502": Code(
        "A value that cannot be put there",
        "It is not YAML, or it would change other places of the file as well.",
        "Put lists in [], mappings in {}, and texts with signs of YAML in quotes.",
    ),
    "TT503": Code(
        "No such rule, or several",
        "`--rule` takes the line of a rule, its kind, or words that only one of the rules has.",
        "Give the number of the line that the rule is written on.",
    ),
    "TT504": Code(
        "No such lesson or duty",
        "`--lesson` takes names and times of the school, and looks in the timetable of `solve`.",
        "Name a class, a subject, a teacher, a room or a time; run `timetabler solve` first.",
    ),
}
