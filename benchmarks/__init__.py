"""Measures the examples: ``python -m benchmarks``."""
