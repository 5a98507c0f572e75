"""Measures every figure the program has to reach: ``python -m tests.bench [--json]``."""
