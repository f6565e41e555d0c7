"""The rows of the bell times, and each of them on a day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from timetabler.models.span import Span

Kind = Literal["lesson", "break", "home", "duty"]
"""What a timeslot is for.

``lesson``: courses may be placed there, else the class is with its own teacher.
``break``: recess or lunch; nobody is taught, and no lesson runs across it.
``home``: the class is with its own teacher and no course may claim it (roll call, eating time).
``duty``: before or after school; staff only.
"""


@dataclass(frozen=True, eq=False)
class Timeslot:
    """One row of the bell times. Different days or classes may have their own row of one id."""

    id: str
    start: int
    end: int
    kind: Kind = "lesson"
    days: frozenset[int] | None = None
    """Day indices it applies to; None is every day."""
    classes: frozenset[str] | None = None
    """Ids of the classes it applies to; None is every class."""

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return self.end - self.start

    def on(self, day: int) -> bool:
        """Whether it exists on that day."""
        return self.days is None or day in self.days

    def applies_to(self, class_id: str | None) -> bool:
        """Whether that class follows it; None: whether every class does."""
        return self.classes is None or class_id in self.classes


@dataclass(frozen=True)
class Period:
    """A timeslot on a day, as one class meets it."""

    day: int
    slot: Timeslot

    @cached_property
    def span(self) -> Span:
        """Its minutes."""
        return Span(self.day, self.slot.start, self.slot.end)

    @property
    def kind(self) -> Kind:
        """The kind of its timeslot."""
        return self.slot.kind
