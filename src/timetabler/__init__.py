"""Primary-school timetables from one readable file: solved, proved, verified and explained."""

__version__ = "0.1.0"
