"""Measurements of speed; `python -m tests.benchmarks.NAME` prints each."""
