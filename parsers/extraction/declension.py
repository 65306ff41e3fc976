"""Names in the nominative, where a Russian sentence has them in the instrumental.

`с руководителем Григорием Ивлиевым`: the title's ending tells the case, so that the name can be
given as it is written by itself. Names that do not bend (Сауле, Жулио) stay as they are. The
genitive is left alone: `директора Анна Петрова` and `директора Ивана Петрова` look alike.
"""

from __future__ import annotations

import re

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_INSTRUMENTAL = re.compile(r"(?:[ео]м|[ео]й)$")
# Endings of first names and surnames, the longest first, and what stands in the nominative.
_ENDINGS = (
    ("ием", "ий"), ("аем", "ай"), ("еем", "ей"), ("ской", "ская"), ("ским", "ский"),
    ("цким", "цкий"), ("цкой", "цкая"), ("овым", "ов"), ("евым", "ев"), ("ёвым", "ёв"),
    ("иным", "ин"), ("ыным", "ын"), ("овой", "ова"), ("евой", "ева"), ("иной", "ина"),
    ("ией", "ия"), ("ой", "а"), ("ом", ""), ("ем", "ь"),
)  # fmt: skip


def nominative(name: str, title: str) -> str:
    """A name beside a title, both as they stand in a text, in the nominative."""
    words = title.casefold().split()
    if not words or not _CYRILLIC.search(name) or not _INSTRUMENTAL.search(words[-1]):
        return name
    return " ".join(_bent(part) for part in name.split())


def _bent(part: str) -> str:
    for ending, base in _ENDINGS:
        stem = part.removesuffix(ending)
        if stem != part and len(stem) >= 2:
            return stem + base
    return part
