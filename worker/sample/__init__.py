"""A small press room that ships with Accord, so that it can be tried without the internet.

What it publishes is invented, and every page of it says so.
"""

from worker.sample.room import SampleRoom, serve_sample

__all__ = ["SampleRoom", "serve_sample"]
