"""A printed English date by one pattern: the cheapest way, for pages that have one form."""

from __future__ import annotations

import re

from accord.dates import PartialDate

_MONTHS = ("January February March April May June July August September October November "
           "December").split()  # fmt: skip
_WRITTEN = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})")


def written(text: str) -> PartialDate | None:
    """The first date of a text."""
    found = _WRITTEN.search(text)
    if found is None:
        return None
    day, month, year = found.groups()
    return PartialDate(int(year), _MONTHS.index(month) + 1, int(day))
