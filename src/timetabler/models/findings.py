"""What the program says: diagnostics of the input, findings on a timetable, outcomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from timetabler.models.reasons import Reason
from timetabler.models.resources import NOWHERE, Source


class Status(StrEnum):
    """The five outcomes of a solve. UNDECIDED is neither feasible nor infeasible."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNDECIDED = "undecided"
    INVALID = "invalid"


@dataclass(frozen=True)
class Diagnostic:
    """One problem of the input, where it is and what to do about it."""

    code: str
    """Stable: ``TT203``. The first digit is the area: 1 file, 2 names and values, 3 rules,
    4 timetable files, 5 questions about them."""
    message: str
    source: Source = NOWHERE
    text: str = ""
    """The source line."""
    length: int = 1
    """Characters to underline."""
    hint: str = ""
    severity: str = "error"
    """``error`` or ``warning``."""


class InvalidInput(Exception):
    """The school file cannot be used: every problem of it, in the order of the file."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(f"{d.source}: {d.code} {d.message}" for d in diagnostics))
        self.diagnostics = diagnostics


@dataclass(frozen=True)
class Finding:
    """One point of application of one rule at which a timetable deviates."""

    kind: str
    key: str
    sentence: str
    deviation: int
    cost: int
    """0 for a required rule (which must not deviate at all)."""
    required: bool
    witnesses: tuple[str, ...] = ()
    """The lessons that show it, as ``1A PE, Mon S1, hall``."""
    source: Source = NOWHERE
    remarks: tuple[str, ...] = ()
    """What a person wants to know besides, such as ``120 of 174 minutes``."""

    def words(self, most: int | None = None) -> str:
        """What should be, but what is: ``PE: lessons keep to S1, but: 1A PE, Mon S2, hall``.

        Of many lessons, ``most`` are named; remarks are few.
        """
        seen = [*self.remarks, *self.witnesses[:most]]
        if most is not None and len(self.witnesses) > most:
            seen.append(f"and {len(self.witnesses) - most} more")
        return f"{self.sentence}, but: {'; '.join(seen)}" if seen else self.sentence


@dataclass(frozen=True)
class RuleResult:
    """How one rule of the school fared in a timetable."""

    rule: int
    """Index among the rules of the problem."""
    kind: str
    title: str
    required: bool
    weight: int
    points: int
    """How many points of application it has."""
    deviation: int
    cost: int
    findings: tuple[Finding, ...] = ()
    source: Source = NOWHERE
    note: str = ""
    asked_by: str = ""
    basis: str = ""
    """What its figures rest on, if they are not written but those of the pack."""
    amount: str = ""
    """The deviation in words: ``120 minutes``."""

    @property
    def met(self) -> bool:
        """Whether it holds at every point."""
        return self.deviation == 0


@dataclass(frozen=True)
class Report:
    """The independent check of one timetable: every rule at every point, and the total cost."""

    results: tuple[RuleResult, ...]

    @property
    def cost(self) -> int:
        """Sum over the weighted rules of weight times deviation."""
        return sum(r.cost for r in self.results)

    @property
    def broken(self) -> tuple[RuleResult, ...]:
        """Required rules that do not hold."""
        return tuple(r for r in self.results if r.required and not r.met)

    @property
    def unmet(self) -> tuple[RuleResult, ...]:
        """What does not hold: what is broken, first of it what always holds; then by cost."""
        found = (r for r in self.results if not r.met)
        return tuple(sorted(found, key=lambda r: (not r.required, -r.cost, r.source.line, r.rule)))

    @property
    def valid(self) -> bool:
        """Whether every required rule holds."""
        return not self.broken


class VerificationFailed(Exception):
    """A timetable breaks a required rule: it is not written in any format."""

    def __init__(self, report: Report) -> None:
        super().__init__("the timetable breaks a required rule")
        self.report = report


@dataclass(frozen=True)
class Outcome:
    """What a solve found out, besides the timetable. Costs are recomputed, never CP-SAT's."""

    status: Status
    cost: int | None = None
    bound: int | None = None
    """Proven: no timetable of this school costs less."""
    seconds: float = 0.0
    first_seconds: float | None = None
    seed: int = 0
    workers: int = 0
    kept: bool = False
    """Whether all this is about timetables with given lessons: only duties were decided."""
    refuted_once: bool = False
    """Whether it is undecided only since a second proof that there is none did not end in time."""
    reasons: tuple[Reason, ...] = ()
    """Why infeasible, if it is."""
    history: tuple[tuple[float, int, int], ...] = field(default=(), repr=False)
    """(seconds, cost, bound) whenever one of them became better, from the first timetable on."""

    @property
    def gap(self) -> float | None:
        """(cost - bound) / cost: how far from the best possible it can be at most."""
        return gap(self.cost, self.bound)

    @property
    def verdict(self) -> str:
        """The outcome in plain words that promise only what is proved; no full stop at the end."""
        if self.kept:
            return self._verdict_of_duties
        match self.status:
            case Status.OPTIMAL if self.cost == 0:
                return "Optimal: every rule and every wish holds"
            case Status.OPTIMAL:
                return f"Optimal: cost {self.cost}, and it is proved that no timetable costs less"
            case Status.FEASIBLE if self.gap is None:
                return f"Found: cost {self.cost}; how much better is possible is not known"
            case Status.FEASIBLE:
                return (
                    f"Found: cost {self.cost}; it is proved that none costs less than "
                    f"{self.bound} (a gap of {self.gap:.1%})"
                )
            case Status.INFEASIBLE:
                return "Impossible: no timetable keeps all the required rules"
            case Status.UNDECIDED if self.refuted_once:
                return (
                    "Undecided: a search found that there is no timetable, but a second proof "
                    "did not end in time"
                )
            case Status.UNDECIDED:
                return "Undecided: no timetable was found, and none was proved impossible"
            case Status.INVALID:
                return "Not valid: the timetable breaks required rules"

    @property
    def _verdict_of_duties(self) -> str:
        match self.status:
            case Status.OPTIMAL:
                return f"Cost {self.cost}: with these lessons, it is proved that none costs less"
            case Status.FEASIBLE:
                return (
                    f"Found: cost {self.cost}; with these lessons, it is proved that none costs "
                    f"less than {self.bound or 0}"
                )
            case Status.INFEASIBLE:
                return "Impossible with these lessons: no duty roster keeps all the required rules"
            case Status.UNDECIDED if self.refuted_once:
                return (
                    "Undecided: a search found that there is no duty roster, but a second proof "
                    "did not end in time"
                )
            case Status.UNDECIDED:
                return "Undecided: no duty roster was found, and none was proved impossible"
            case Status.INVALID:
                return "Not valid: the lessons to be kept break required rules"


def gap(cost: int | None, bound: int | None) -> float | None:
    """(cost - bound) / cost; None if one of them is not known."""
    if cost is None or bound is None:
        return None
    return (cost - bound) / max(1, cost)
