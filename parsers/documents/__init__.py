"""Bytes of a page, PDF or text to a `Document`: the release's own text in blocks."""
