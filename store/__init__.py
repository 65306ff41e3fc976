"""The only SQL: what is watched, what was found, what was agreed, who is told."""

from store.engine import Store, Unit

__all__ = ["Store", "Unit"]
