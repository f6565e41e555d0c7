"""One run of CP-SAT, watched: it can be stopped at any moment, and says what it has found."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ortools.sat.python.cp_model_helper import (
    CpModelProto,
    CpSatHelper,
    CpSolverResponse,
    CpSolverStatus,
    SatParameters,
    SolutionCallback,
    SolveWrapper,
)

POLL_SECONDS = 0.05


class Presolve(NamedTuple):
    """What CP-SAT does before it searches. Each costs seconds, which easy runs do not need."""

    symmetry: int = 2
    """CP-SAT's level: 0 looks for no symmetries, 1 finds them, 2 also breaks them. Where there is
    a hint, it may then be lost, whatever it is worth."""
    probing: bool = True
    """Whether every variable is tried out."""
    thorough: bool = True
    """Whether it goes on until nothing gains, with clauses of its own: large neighbourhood search
    begins anew in each neighbourhood, and should not."""


USUAL = Presolve()
LIGHT = Presolve(symmetry=0, probing=False, thorough=False)
"""For neighbourhood search."""


@dataclass(frozen=True)
class Settings:
    """How CP-SAT searches in one run."""

    workers: int
    seed: int
    seconds: float
    """Wall clock; CP-SAT's deterministic time if ``repeatable``."""
    subsolvers: tuple[str, ...] = ()
    """Which full searches run; none: CP-SAT's own choice."""
    presolve: Presolve = USUAL
    lns_only: bool = False
    repeatable: bool = False


@dataclass(frozen=True)
class Result:
    """What a run ended with."""

    feasible: bool
    infeasible: bool
    values: Sequence[int] | None
    bound: float
    """Of the cost, as CP-SAT proved it in this run (with what it was told)."""
    optimal: bool
    deterministic_seconds: float
    """CP-SAT's own measure of the work done."""
    core: tuple[int, ...] = ()
    """Indices of the assumptions that cannot hold together."""


Watch = Callable[[Sequence[int] | None, float], bool]
"""Called often with the newest solution (once) and the bound; True stops the run."""


class _Newest(SolutionCallback):
    """Keeps the newest solution; whoever asks gets it once. Work is left to the asking thread."""

    def __init__(self) -> None:
        super().__init__()
        self.values: Sequence[int] | None = None
        self.bound = float("-inf")

    def OnSolutionCallback(self) -> None:
        response: CpSolverResponse = self.Response()  # type: ignore[no-untyped-call]
        self.values = list(response.solution)

    def new_bound(self, bound: float) -> None:
        self.bound = bound

    def take(self) -> Sequence[int] | None:
        values, self.values = self.values, None
        return values


def run(
    cp: CpModelProto,
    settings: Settings,
    watch: Watch,
    *,
    hint: Sequence[int] | None = None,
) -> Result:
    """Solves in a thread of its own, so that this one can watch (and see Ctrl-C) meanwhile."""
    cp.clear_solution_hint()
    if hint is not None:
        cp.solution_hint.vars.extend(list(range(len(hint))))
        cp.solution_hint.values.extend(list(hint))
    newest = _Newest()
    solver = SolveWrapper()
    solver.set_parameters(_parameters(settings))
    solver.add_solution_callback(newest)
    solver.add_best_bound_callback(newest.new_bound)
    responses: list[CpSolverResponse] = []
    failures: list[BaseException] = []

    def work() -> None:
        try:
            responses.append(solver.solve(cp))  # type: ignore[no-untyped-call]
        except BaseException as error:  # noqa: BLE001 - raised again by the watching thread
            failures.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(POLL_SECONDS)
        if watch(newest.take(), newest.bound):
            solver.stop_search()
    solver.clear_solution_callback(newest)
    if failures:
        raise failures[0]
    (response,) = responses
    if response.status == CpSolverStatus.MODEL_INVALID:
        raise RuntimeError(f"the compiled model is invalid: {CpSatHelper.validate_model(cp)}")
    return _result(response)


def _parameters(settings: Settings) -> SatParameters:
    parameters = SatParameters()
    parameters.num_workers = settings.workers
    parameters.random_seed = settings.seed
    parameters.catch_sigint_signal = False
    seconds = max(0.0, settings.seconds)  # a negative limit is refused
    if settings.repeatable:
        parameters.max_deterministic_time = seconds
    else:
        parameters.max_time_in_seconds = seconds
    if settings.subsolvers:
        parameters.subsolvers.extend(settings.subsolvers)
    if settings.lns_only:
        parameters.use_lns_only = True
    if settings.workers == 1 and (settings.lns_only or len(settings.subsolvers) > 1):
        parameters.interleave_search = True
    parameters.symmetry_level = settings.presolve.symmetry
    if not settings.presolve.probing:
        parameters.cp_model_probing_level = 0
    if not settings.presolve.thorough:
        parameters.max_presolve_iterations = 1
        parameters.cp_model_use_sat_presolve = False
    return parameters


def _result(response: CpSolverResponse) -> Result:
    status = response.status
    found = status in (CpSolverStatus.OPTIMAL, CpSolverStatus.FEASIBLE)
    return Result(
        feasible=found,
        infeasible=status == CpSolverStatus.INFEASIBLE,
        values=list(response.solution) if found else None,
        bound=response.best_objective_bound,
        optimal=status == CpSolverStatus.OPTIMAL,
        deterministic_seconds=response.deterministic_time,
        core=tuple(response.sufficient_assumptions_for_infeasibility),
    )
