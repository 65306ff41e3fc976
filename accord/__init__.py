"""The field's words and rules: what an agreement is, when two are one, who is told of it."""

__version__ = "0.1.0"
