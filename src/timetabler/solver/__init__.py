"""The only part that knows OR-Tools: variables, encoder, bound, search."""
