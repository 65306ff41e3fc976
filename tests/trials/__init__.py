"""Trials of whole installations, longer than the suite: `python -m tests.trials.NAME`."""
