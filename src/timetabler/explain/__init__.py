"""Why a timetable is as it is: no solver here, only rules, facts and the verification."""
