"""Names in the nominative, where a sentence has them in another case.

`с руководителем Григорием Ивлиевым`: the title's ending tells the case, so that the name can be
given as it is written by itself. Names that do not bend (Сауле, Жулио) stay as they are. Behind a
title that may be a nominative too (`директора`, several of them) only what has the genitive of a
woman's surname is bent: `директора Анна Петрова` and `директора Ивана Петрова` look alike.
"""

from __future__ import annotations

import re
from itertools import takewhile

_ENDING = 3  # letters that a case may change
_STEM = 3  # letters that it leaves
_LEAST = 2  # letters of a name that its ending leaves
_FEMININE = frozenset("aа")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_INSTRUMENTAL = re.compile(r"(?:[ео]м|[ео]й|[ое]ю)$")
_GENITIVE = re.compile(r"(?:теля|дента|нистра|миссара|альника|ретаря|главы|голови|рки|тки|ниці)$")
_OWN = re.compile(r"(?:ов|ев|ёв|ин|ын|ск|цк)ой$")
# Endings of first names and surnames, the longest first, and what stands in the nominative.
_ENDINGS = (
    ("ием", "ий"), ("аем", "ай"), ("еем", "ей"), ("ской", "ская"), ("ским", "ский"),
    ("цким", "цкий"), ("цкой", "цкая"), ("овым", "ов"), ("евым", "ев"), ("ёвым", "ёв"),
    ("иным", "ин"), ("ыным", "ын"), ("овой", "ова"), ("евой", "ева"), ("иной", "ина"),
    ("ией", "ия"), ("ой", "а"), ("ським", "ський"), ("цьким", "цький"), ("ською", "ська"),
    ("цькою", "цька"), ("енком", "енко"), ("ієм", "ій"), ("ією", "ія"), ("єм", "й"), ("єю", "я"),
    ("іним", "ін"), ("овим", "ов"), ("евим", "ев"), ("ою", "а"), ("ом", ""), ("ем", "ь"),
)  # fmt: skip
_OF = (
    ("ского", "ский"), ("цкого", "цкий"), ("ського", "ський"), ("цького", "цький"),
    ("ской", "ская"), ("цкой", "цкая"), ("ської", "ська"), ("цької", "цька"), ("овой", "ова"),
    ("евой", "ева"), ("иной", "ина"), ("ової", "ова"), ("євої", "єва"), ("енка", "енко"),
    ("ии", "ия"), ("ії", "ія"), ("ия", "ий"), ("ія", "ій"), ("ея", "ей"), ("ая", "ай"),
    ("ря", "рь"), ("ля", "ль"), ("ы", "а"), ("а", ""),
)  # fmt: skip


def nominative(name: str, title: str) -> str:
    """A name beside a title, both as they stand in a text, in the nominative."""
    words = title.casefold().split()
    if not words or not _CYRILLIC.search(name):
        return name
    if any(map(_INSTRUMENTAL.search, words)):
        return _all_bent(name, _ENDINGS)
    if any(map(_GENITIVE.search, words)) or _OWN.search(name):
        return _all_bent(name, _OF)
    return name


def _all_bent(name: str, endings: tuple[tuple[str, str], ...]) -> str:
    return " ".join(_bent(part, endings) for part in name.split())


def _bent(part: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, base in endings:
        stem = part.removesuffix(ending)
        if stem != part and len(stem) >= _LEAST:
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
