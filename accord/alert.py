"""What the operator is told of: the states of what Accord watches over, by subject."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

# An alert that could not be addressed for so long is no news any more.
STALE_AFTER = timedelta(days=1)


class AlertKind(StrEnum):
    """The state that a subject is in; `well` ends any of the others."""

    WELL = "well"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    WALLED = "walled"
    CHANGED_LAYOUT = "changed layout"
    NOT_THERE = "not there"
    EMPTY = "empty"
    SHRUNKEN = "shrunken"
    SILENT = "silent"
    HELD = "held"
    OFFLINE = "offline"
    MISSED = "missed"
    PILED_UP = "piled up"
    STOPPED = "stopped"


# The network that Accord runs in, of which it is told when most press rooms fail at once.
NETWORK = "network"


def source_subject(source_id: str) -> str:
    """The name under which alerts speak of a source."""
    return f"source:{source_id}"
