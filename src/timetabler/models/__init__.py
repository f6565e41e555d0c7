"""Frozen facts: the week, people and places, courses, the school, timetables, findings."""
