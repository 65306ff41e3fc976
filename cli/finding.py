"""What one check of the doctor's found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; `do` says what to do where it isn't well."""

    what: str
    well: bool
    says: str
    do: str | None = None
