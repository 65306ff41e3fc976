"""Names of bodies in the nominative, where a Slavic sentence has them in another case.

`с Уральским федеральным университетом`, `rektor Politechniki Śląskiej`: the word for an
organisation tells case and gender, and the adjectives that agree with it are bent back with it.
What else belongs to the name (`имени Ломоносова`, `nauk Ukrainy`) stays as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Endings = tuple[tuple[str, str], ...]

_WORD = re.compile(r"[^\W\d_][\w’'-]*")


@dataclass(frozen=True, slots=True)
class _Case:
    """Endings of one case, the longest first, each with that of the nominative and its gender.

    `adjectives` holds, by gender, those of the adjectives.
    """

    nouns: tuple[tuple[str, str, str], ...]
    adjectives: Mapping[str, Endings]


@dataclass(frozen=True, slots=True)
class _Cases:
    """The instrumental, behind `with`, and the genitive, behind a title."""

    instrumental: _Case
    genitive: _Case


_CASES = {
    "ru": _Cases(
        _Case(
            (("ством", "ство", "n"), ("нием", "ние", "n"), ("ией", "ия", "f"), ("ой", "а", "f"),
             ("ом", "", "m")),
            {"m": (("ым", "ый"), ("им", "ий")), "n": (("ым", "ое"), ("им", "ое")),
             "f": (("ой", "ая"), ("ей", "яя"))},
        ),
        _Case(
            (("ства", "ство", "n"), ("ния", "ние", "n"), ("ии", "ия", "f"), ("ы", "а", "f"),
             ("и", "а", "f"), ("а", "", "m")),
            {"m": (("кого", "кий"), ("ого", "ый"), ("его", "ий")), "n": (("ого", "ое"),),
             "f": (("ой", "ая"), ("ей", "яя"))},
        ),
    ),
    "uk": _Cases(
        _Case(
            (("ством", "ство", "n"), ("ією", "ія", "f"), ("ою", "а", "f"), ("ом", "", "m")),
            {"m": (("им", "ий"),), "n": (("им", "е"),), "f": (("ою", "а"),)},
        ),
        _Case(
            (("ства", "ство", "n"), ("ії", "ія", "f"), ("и", "а", "f"), ("у", "", "m"),
             ("а", "", "m")),
            {"m": (("ого", "ий"),), "n": (("ого", "е"),), "f": (("ої", "а"),)},
        ),
    ),
    "pl": _Cases(
        _Case(
            (("stwem", "stwo", "n"), ("niem", "nie", "n"), ("kiem", "k", "m"), ("em", "", "m"),
             ("ecią", "eć", "f"), ("ą", "a", "f")),
            {"m": (("im", "i"), ("ym", "y")), "n": (("im", "ie"), ("ym", "e")), "f": (("ą", "a"),)},
        ),
        _Case(
            (("stwa", "stwo", "n"), ("nia", "nie", "n"), ("eci", "eć", "f"), ("ii", "ia", "f"),
             ("ji", "ja", "f"), ("ki", "ka", "f"), ("y", "a", "f"), ("u", "", "m")),
            {"m": (("iego", "i"), ("ego", "y")), "n": (("iego", "ie"), ("ego", "e")),
             "f": (("iej", "a"), ("ej", "a"))},
        ),
    ),
}  # fmt: skip


def bends(language: str | None) -> bool:
    """Whether names of bodies in a language are bent back."""
    return language in _CASES


def body_nominative(name: str, noun: int, language: str | None, *, of_title: bool) -> str:
    """A name in the nominative, whose word for an organisation begins at `noun`.

    Behind a title (`of_title`) a name stands in the genitive; elsewhere only the instrumental
    tells itself from the nominative.
    """
    cases = _CASES.get(language or "")
    if cases is None:
        return name
    case = cases.genitive if of_title else cases.instrumental
    words = list(_WORD.finditer(name))
    at = next((i for i, word in enumerate(words) if word.start() == noun), None)
    if at is None:
        return name
    bent = _bent_noun(words[at][0], case)
    if bent is None:
        return name
    told, gender = bent
    changed = {at: told}
    for i in (*range(at - 1, -1, -1), *range(at + 1, len(words))):
        base = _bent(words[i][0], case.adjectives[gender])
        if base is not None and (i < at or (i - 1 in changed and words[i][0][0].isupper())):
            changed[i] = base
    for i in sorted(changed, reverse=True):
        name = name[: words[i].start()] + changed[i] + name[words[i].end() :]
    return name


def _bent_noun(word: str, case: _Case) -> tuple[str, str] | None:
    """A noun in the nominative, and its gender."""
    for ending, base, gender in case.nouns:
        if word.endswith(ending) and len(word) > len(ending):
            return word.removesuffix(ending) + base, gender
    return None


def _bent(word: str, endings: Endings) -> str | None:
    """An adjective in the nominative."""
    for ending, base in endings:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + base
    return None
