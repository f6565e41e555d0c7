"""A little school, and what FET says of what is written for it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from benchmarks.fet.running import FetRun, fet_cl
from timetabler.exporters.fet import Fet
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.said import said
from timetabler.views import Book

from .factory import Placed, book

LITTLE = """\
school: Little
week:
  days: [Mon, Tue, Wed]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
    - {id: recess, time: "11:00-11:30", kind: break}
    - {id: S3, time: "11:30-12:30"}
    - {id: S4, time: "12:30-13:30"}
teachers: [ana, ben, cas]
rooms: [{id: hall, classes: 2}, gym, laptops]
classes:
  - id: 1A
  - id: 1B
groups:
  - {id: red, classes: 1A, split: colour}
  - {id: blue, classes: 1A, split: colour}
  - {id: band, classes: 1A, split: band}
  - {id: choir, classes: 1A, split: band}
courses:
  - {subject: Maths, classes: 1A, teacher: ana, lessons: 3}
  - {subject: Maths, classes: 1B, teacher: ben, lessons: 3}
  - {subject: PE, classes: [1A, 1B], together: true, teacher: cas, lessons: [2], rooms: [hall, gym]}
  - {subject: Red, groups: red, teacher: ana, room: hall}
  - {subject: Blue, groups: blue, teacher: ben, room: hall}
  - {subject: Band, groups: band, teacher: cas, needs: laptops, rooms: [gym]}
  - {subject: Choir, groups: choir, teacher: cas, lessons: 2}
"""
PLACED: tuple[Placed, ...] = (
    ("1A Maths", "Mon S1", None, ("ana",)),
    ("1A Maths", "Mon S2", None, ("ana",)),
    ("1A Maths", "Tue S1", None, ("ana",)),
    ("1B Maths", "Mon S1", None, ("ben",)),
    ("1B Maths", "Mon S2", None, ("ben",)),
    ("1B Maths", "Wed S3", None, ("ben",)),
    ("1A+1B PE", "Wed S1-S2", "hall", ("cas",)),
    ("red Red", "Tue S3", "hall", ("ana",)),
    ("blue Blue", "Tue S3", "hall", ("ben",)),
    ("band Band", "Tue S4", "gym", ("cas",)),
    ("choir Choir", "Mon S4", None, ("cas",)),
    ("choir Choir", "Wed S4", None, ("cas",)),
)


def little(*rules: str) -> Book:
    """Two classes, one with two splits, a hall for two classes; with these rules."""
    listed = "".join(f"  - {{{rule}}}\n" for rule in rules)
    return book(LITTLE + f"constraints:\n{listed}" * bool(rules), *PLACED)


def written(made: Book, folder: Path) -> Path:
    path = folder / Fet.filename
    Fet().write(made, path)
    return path


def asked(path: Path, seconds: float = 30) -> FetRun:
    return fet_cl(path, 1, seconds, path.parent / "out")


def ours(made: Book) -> float:
    """What FET should say."""
    return float(said(FetBook(made)).soft((r.rule, r.cost) for r in made.report.results))


def root_of(path: Path) -> Element:
    return ElementTree.parse(path).getroot()


def constraints(root: Element, name: str) -> list[Element]:
    return root.findall(f".//Constraint{name}")


def moved(path: Path, lesson: str, day: str, hour: str) -> Path:
    """The same file with another place for a lesson."""
    tree = ElementTree.parse(path)
    root = tree.getroot()
    activity = next(a for a in root.iter("Activity") if a.findtext("Comments") == lesson)
    for lock in constraints(root, "ActivityPreferredStartingTime"):
        if lock.findtext("Activity_Id") == activity.findtext("Id"):
            lock.find("Preferred_Day").text = day
            lock.find("Preferred_Hour").text = hour
    tree.write(path)
    return path
