"""The only part that knows OR-Tools: variables, encoder, bound, search."""

from timetabler.solver.search import EncodingError, Progress
from timetabler.solver.solve import solve

__all__ = ["EncodingError", "Progress", "solve"]
