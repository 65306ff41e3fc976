"""The look-ups that commands make, as people would type them, drawn from a filled store's field."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

from tests.benchmarks.filling import Field

_UNSPACED = ("特許審査", "専利審査", "谅解备忘录", "知识产权", "特許審査ハイウェイ", "공동선언문",
             "양해각서", "資料交換", "ความร่วมมือ", "ทรัพย์สินทางปัญญา", "长官", "データ")  # fmt: skip


def _quoted(name: str) -> str:
    return f'"{name}"'


def _office(field: Field, drawn: random.Random) -> str:
    return f"office:{drawn.choice(field.offices[:60])}"


def _pair(field: Field, drawn: random.Random) -> str:
    return " ".join(f"office:{code}" for code in drawn.sample(field.offices[:40], 2))


def _three(field: Field, drawn: random.Random) -> str:
    return " ".join(f"office:{code}" for code in drawn.sample(field.offices[:12], 3))


def _any(field: Field, drawn: random.Random) -> str:
    return "any:" + ",".join(drawn.sample(field.offices[:40], 2))


def _framework(field: Field, drawn: random.Random) -> str:
    return f"framework:{drawn.choice(field.vocabulary.frameworks).code}"


def _topic(field: Field, drawn: random.Random) -> str:
    return f"topic:{_quoted(drawn.choice(field.vocabulary.topics).label)}"


def _common(field: Field, drawn: random.Random) -> str:
    return _quoted(drawn.choice(field.words[:20]))


def _middling(field: Field, drawn: random.Random) -> str:
    return _quoted(drawn.choice(field.words[500:2_000]))


def _seldom(field: Field, drawn: random.Random) -> str:
    return _quoted(drawn.choice(field.words[30_000:]))


def _words(field: Field, drawn: random.Random) -> str:
    return f"{_common(field, drawn)} {_middling(field, drawn)}"


def _without(field: Field, drawn: random.Random) -> str:
    return f"{_middling(field, drawn)} -{drawn.choice(field.words[:20])}"


def _phrase(field: Field, drawn: random.Random) -> str:
    text = field.text("en").split()
    one, other = drawn.choice(list(pairwise(text)))
    return f'"{one} {other}"'


def _unspaced(_field: Field, drawn: random.Random) -> str:
    return _quoted(drawn.choice(_UNSPACED))


def _words_of_office(field: Field, drawn: random.Random) -> str:
    return f"{_office(field, drawn)} {_common(field, drawn)}"


def _since(field: Field, drawn: random.Random) -> str:
    return f"{_office(field, drawn)} since:{drawn.randint(1995, 2026)}-{drawn.randint(1, 12):02}"


def _until(field: Field, drawn: random.Random) -> str:
    return f"{_pair(field, drawn)} until:{drawn.randint(1995, 2026)}"


def _year(field: Field, drawn: random.Random) -> str:
    return f"{_common(field, drawn)} year:{drawn.randint(1990, 2026)}"


def _mixed(field: Field, drawn: random.Random) -> str:
    return f"{_office(field, drawn)} {_topic(field, drawn)} {_middling(field, drawn)} since:2015"


LOOK_UPS: dict[str, Callable[[Field, random.Random], str]] = {
    "latest": lambda field, drawn: "",
    "office": _office,
    "pair": _pair,
    "three offices": _three,
    "any of two": _any,
    "framework": _framework,
    "topic": _topic,
    "common word": _common,
    "middling word": _middling,
    "seldom word": _seldom,
    "common and middling word": _words,
    "word without another": _without,
    "phrase": _phrase,
    "Chinese, Japanese, Korean, Thai": _unspaced,
    "office and common word": _words_of_office,
    "office since a month": _since,
    "pair until a year": _until,
    "common word of a year": _year,
    "office, topic, word, since": _mixed,
}


def asked(kind: str, field: Field, number: int) -> str:
    """The so-many-th look-up of a kind, the same in every run."""
    return LOOK_UPS[kind](field, random.Random(f"{kind} {number}"))
