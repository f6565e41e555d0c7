"""What rules about duty are about: some areas, some duty times; yard duty, or support in class."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from timetabler.constraints.base import Constraint
from timetabler.constraints.names import AreaNames, DutyTimeNames
from timetabler.models.duties import Duty
from timetabler.models.school import School
from timetabler.models.wording import words


class DutyScope(Constraint):
    """A constraint about duty: where and when. Nothing written means all of it."""

    areas: AreaNames = ()
    times: DutyTimeNames = ()

    def duties(self, school: School) -> tuple[Duty, ...]:
        """The duties in scope, by time."""
        return tuple(
            d
            for d in school.duties
            if d.sort == "duty"
            and (not self.areas or d.area in self.areas)
            and (not self.times or d.time in self.times)
        )

    def where_and_when(self, last: str = "and") -> str:
        """The scope after a noun: `` in junior and oval at recess 1``; empty if it is all."""
        where = f" in {words(self.areas, last)}" if self.areas else ""
        return where + (f" at {words(self.times, last)}" if self.times else "")


class WorkScope(DutyScope):
    """A constraint about duty, or about support of pupils in class."""

    of: Annotated[
        Literal["duty", "support"], Field(description="Yard duty, or support of pupils in class.")
    ] = "duty"

    @model_validator(mode="after")
    def _places_are_of_duty(self) -> WorkScope:
        if self.of == "support" and (self.areas or self.times):
            raise ValueError("areas and times are those of duty; of support, it is about all")
        return self

    def duties(self, school: School) -> tuple[Duty, ...]:
        """The duties in scope, or all parts of support, by time."""
        if self.of == "duty":
            return super().duties(school)
        return tuple(d for d in school.duties if d.sort == "support")
