"""Of ``explain --what-if`` and ``--set``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timetabler.results import parts
from timetabler.results.parts import Json

if TYPE_CHECKING:
    from timetabler.api import Comparison
    from timetabler.explain.differences import Audience, Differences, LessonChange, Place


def compared(result: Comparison) -> Json:
    """A school as it is and as it would be."""
    return parts.document(
        "undecided" if result.undecided else "ok",
        diagnostics=parts.diagnostics(result.other.problem.warnings),
        interrupted=result.interrupted,
        now=parts.best(result.now),
        what_if=parts.best(result.other),
        rules=[
            {
                "now": pair.now and parts.rule(pair.now),
                "what_if": pair.other and parts.rule(pair.other),
            }
            for pair in result.rules
            if pair.differs
        ],
        differences=result.differences
        and {**differences(result.differences), "proved_fewest": result.fewest},
    )


def differences(found: Differences) -> Json:
    """What changes, and who sees it."""
    return {
        "summary": found.summary,
        "lessons": [_lesson(change) for change in found.lessons],
        "duties": [
            {"duty": d.duty, "gone": list(d.gone), "come": list(d.come)} for d in found.duties
        ],
        "classes": _audience(found.classes),
        "people": _audience(found.people),
        "rooms": _audience(found.rooms),
    }


def _lesson(change: LessonChange) -> Json:
    return {
        "course": change.course,
        "from": change.old and _place(change.old),
        "to": change.new and _place(change.new),
    }


def _place(place: Place) -> Json:
    return {"time": place.time, "room": place.room, "teachers": list(place.teachers)}


def _audience(audience: Audience) -> Json:
    return {
        "changed": [
            {
                "id": seen.id,
                "name": seen.name,
                "lessons": [_lesson(change) for change in seen.lessons],
                "duties": [change.duty for change in seen.duties],
            }
            for seen in audience.changed
        ],
        "same": list(audience.same),
    }
