"""Names in the nominative, where a sentence has them in another case.

`с руководителем Григорием Ивлиевым`: the title's ending tells the case, so that the name can be
given as it is written by itself. Names that do not bend (Сауле, Жулио) stay as they are. The
genitive is left alone: `директора Анна Петрова` and `директора Ивана Петрова` look alike.
"""

from __future__ import annotations

import re
from itertools import takewhile

_ENDING = 3  # letters that a case may change
_STEM = 3  # letters that it leaves
_FEMININE = frozenset("aа")
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


def are_cases(one: str, other: str) -> bool:
    """Whether two names are one in two cases: Edyta Demby-Siwek, Edyty Demby-Siwek."""
    parts, others = one.split(), other.split()
    return one != other and len(parts) == len(others) > 1 and all(map(_are_forms, parts, others))


def first_case(one: str, other: str) -> str:
    """Of a name in two cases the form that looks like the nominative.

    Women's names end in -a there, men's are the shorter form.
    """
    for a, b in zip(one.split(), other.split(), strict=True):
        if a != b:
            if (a[-1] in _FEMININE) != (b[-1] in _FEMININE) and len(a) == len(b):
                return one if a[-1] in _FEMININE else other
            return one if len(a) < len(b) else other
    return one


def _are_forms(one: str, other: str) -> bool:
    if one == other:
        return True
    stem = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return stem >= _STEM and max(len(one), len(other)) - stem <= _ENDING
