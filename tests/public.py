"""A compiled model as OR-Tools' public ``CpModel``, for its public ``CpSolver``."""

from __future__ import annotations

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import CpModelProto


def public(cp: CpModelProto) -> cp_model.CpModel:
    """The same model. AssertionError if OR-Tools finds a fault with it."""
    model = cp_model.CpModel()
    model.proto.copy_from(cp)
    fault = model.validate()
    assert not fault, fault
    return model
