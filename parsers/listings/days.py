"""Dates beside the items of a listing."""

from __future__ import annotations

import re

from accord.dates import PartialDate
from parsers.extraction.dates import DateFinder
from parsers.listings.pages import FindDay

_FIGURES = re.compile(r"\d")


def day_finder(dates: DateFinder, language: str | None) -> FindDay:
    """Finds the first date of day or month precision in a short text.

    It is looked for in the source's `language` and, where that has none, in all.
    """

    def find(text: str) -> PartialDate | None:
        if not _FIGURES.search(text):
            return None
        for code in dict.fromkeys((language, None)):
            for mention in dates.find(text, language=code):
                if not mention.relative and mention.date.month is not None:
                    return mention.date
        return None

    return find
