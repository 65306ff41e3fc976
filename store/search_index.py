"""The index of agreements: by party, by pair of parties, and by words.

Words and facets stand in one text of terms: facets begin with `=`, which no word holds, and a
lone `=` parts the tellings, so that no phrase reaches from one into the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import sqlalchemy as sa

from accord.dates import PartialDate
from accord.query import searchable
from accord.vocabulary import Vocabulary
from accord.words import terms
from store import search_counts
from store.engine import Unit
from store.records import StoredAgreement
from store.tables import agreement_pairs, agreement_parties, agreement_words, agreements

# Every agreement has this facet; a query that only leaves words out starts from it.
ANY = "="
TITLE = "=w"
PRECISE, VAGUE, UNDATED = "d", "v", "n"  # values of `dating`
_DUE = re.compile(r"=e\d+")
DAY = 1 << 20  # positions in a day
# PostgreSQL takes lexemes of 2 KB and a megabyte of them; both engines are held to the same.
_LONGEST_TERM = 200
_MOST_BYTES = 900_000


def clip(term: str) -> str:
    """A term as it stands in the index."""
    return term[:_LONGEST_TERM]


def facet(kind: str, code: str) -> str:
    """The term of a fact: `=p…` party, `=f…` framework, `=i…` instrument, `=t…` topic, `=l…`
    language, `=d…` how it is dated."""
    plain = "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}" for c in code.lower())
    return f"={kind}{plain}"[:_LONGEST_TERM]


def first_position(day: date) -> int:
    """The lowest position of a day."""
    return day.toordinal() * DAY


def dated(stored: StoredAgreement) -> PartialDate | None:
    """The date of conclusion, else that of the earliest publication."""
    if stored.agreement.concluded:
        return stored.agreement.concluded
    published = [t.published for t in stored.tellings if t.published]
    return min(published, key=lambda day: (day.first, day.last), default=None)


def haystack(
    stored: StoredAgreement, texts: Mapping[int, str], vocabulary: Vocabulary
) -> list[str]:
    """The terms by which an agreement is found; `texts` are those of its releases, by id."""
    found: list[str] = []
    for telling in stored.tellings:
        if found:
            found.append(ANY)
        found += terms(
            searchable(
                telling.agreement,
                title=telling.title,
                text=texts[telling.release_id],
                vocabulary=vocabulary,
                published=telling.published,
            )
        )
    return found


def indexed_words(unit: Unit, agreement_id: int) -> list[str]:
    """The haystack of an agreement as it stands in the index; empty if it stands in none."""
    table = agreement_words
    text = unit.execute(
        sa.select(table.c.words).where(table.c.agreement_id == agreement_id)
    ).scalar()
    found = (text or "").split(" ")
    return found[found.index(ANY) + 1 :] if ANY in found else []


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """How an agreement stands in the index: its facts, its own row's values, and its rows in the
    tables of the index."""

    facets: str
    agreement: dict[str, Any]
    rows: dict[sa.Table, list[dict[str, Any]]]


def entry(
    stored: StoredAgreement, position: int, words: Sequence[str], due: Iterable[date] = ()
) -> IndexEntry:
    """The index entry of an agreement at a position. `due` are the days on which something comes
    about: its signing, entry into force, end, next meeting."""
    date_of, facts = dated(stored), _facts(stored)
    dating, day = _dating(date_of), date.fromordinal(position // DAY)
    place = {"position": position, "agreement_id": stored.id}
    parties = sorted(set(stored.agreement.parties))
    told = [facet(kind, code) for kind, code in facts if kind != "y"]
    told += [facet("d", dating), month(day), year(day), *_due_terms(due)]
    text = _joined([*told, *_titles(stored), ANY, *words])
    return IndexEntry(
        facets=" ".join(f"{kind}:{code}" for kind, code in facts),
        agreement={
            "position": position,
            "dated_first": date_of and date_of.first,
            "dated_last": date_of and date_of.last,
        },
        rows={
            agreement_parties: [{"code": code, "dating": dating, **place} for code in parties],
            agreement_pairs: [
                {"code": one, "other_code": other, "dating": dating, **place}
                for one, other in combinations(parties, 2)
            ],
            agreement_words: [{"words": text, **place}],
        },
    )


def index(
    unit: Unit, stored: StoredAgreement, words: Sequence[str], due: Iterable[date] = ()
) -> None:
    """Put an agreement into the index, or again after its facts have changed."""
    place = entry(stored, _position(unit, stored), words, due)
    search_counts.recount(unit, stored.id, place.facets)
    _take_out(unit, stored.id)
    unit.execute(sa.update(agreements).where(agreements.c.id == stored.id).values(place.agreement))
    for table, rows in place.rows.items():
        if rows:
            unit.execute(sa.insert(table), rows)


def index_due(unit: Unit, agreement_id: int, due: Iterable[date]) -> None:
    """Index anew in which months something comes about; the agreement must be in the index."""
    table = agreement_words
    here = table.c.agreement_id == agreement_id
    row = unit.execute(sa.select(table).where(here)).mappings().one()
    told = [term for term in row["words"].split(" ") if not _DUE.fullmatch(term)]
    told[told.index(ANY) : told.index(ANY)] = _due_terms(due)
    unit.execute(sa.delete(table).where(here))
    unit.execute(sa.insert(table), {**row, "words": " ".join(told)})


def remove(unit: Unit, agreement_id: int) -> None:
    """Take an agreement out of the index, before it is deleted."""
    search_counts.recount(unit, agreement_id, None)
    _take_out(unit, agreement_id)


def _take_out(unit: Unit, agreement_id: int) -> None:
    for table in (agreement_parties, agreement_pairs, agreement_words):
        unit.execute(sa.delete(table).where(table.c.agreement_id == agreement_id))


def month(day: date) -> str:
    """The term of the month of a position."""
    return f"=m{day.year:04}{day.month:02}"


def year(day: date) -> str:
    """The term of the year of a position."""
    return f"=y{day.year:04}"


def due_in(day: date) -> str:
    """The term of what comes about in the month of a day."""
    return f"=e{day.year:04}{day.month:02}"


def _due_terms(days: Iterable[date]) -> Iterable[str]:
    return dict.fromkeys(map(due_in, sorted(days)))


def title_term(term: str) -> str:
    """A term of a title, where it stands apart from the text."""
    return f"{TITLE}{clip(term)}"


def new_position(unit: Unit, day: date) -> int:
    """A position on that day, after all that are taken."""
    low = first_position(day)
    last = unit.execute(
        sa.select(sa.func.max(agreements.c.position)).where(
            agreements.c.position >= low, agreements.c.position < low + DAY
        )
    ).scalar()
    return low if last is None else int(last) + 1


def _position(unit: Unit, stored: StoredAgreement) -> int:
    day = ordering_day(stored)
    current = unit.execute(
        sa.select(agreements.c.position).where(agreements.c.id == stored.id)
    ).scalar_one()
    if current // DAY == day.toordinal():
        return int(current)
    return new_position(unit, day)


def ordering_day(stored: StoredAgreement) -> date:
    """The day by which an agreement is ordered: the day of conclusion; where only a month or year
    is stated, the first publication or sight within it; without any, those themselves."""
    seen = stored.first_seen_at.date()
    concluded = stored.agreement.concluded
    days = sorted(t.published.first for t in stored.tellings if t.published)
    if concluded is None:
        return (*days, seen)[0]
    within = (d for d in (*days, seen) if concluded.first <= d <= concluded.last)
    return next(within, concluded.first)


def _dating(date_of: PartialDate | None) -> str:
    if date_of is None:
        return UNDATED
    return PRECISE if date_of.day is not None else VAGUE


def _facts(stored: StoredAgreement) -> tuple[tuple[str, str], ...]:
    agreement = stored.agreement
    found = [("p", code) for code in agreement.parties]
    found += [("t", code) for code in agreement.topics]
    found.append(("i", str(agreement.instrument)))
    if agreement.framework:
        found.append(("f", agreement.framework))
    found += [("l", code) for code in languages(stored)]
    if date_of := dated(stored):
        found.append(("y", f"{date_of.year:04}"))
    return tuple(dict.fromkeys(found))


def _titles(stored: StoredAgreement) -> list[str]:
    """The terms of the releases' titles; a lone mark parts the titles."""
    found: list[str] = []
    for title in dict.fromkeys(t.title for t in stored.tellings if t.title):
        found += [*map(title_term, terms(title)), TITLE]
    return found


def languages(stored: StoredAgreement) -> tuple[str, ...]:
    """The languages of an agreement's releases, sorted."""
    return tuple(sorted({t.language for t in stored.tellings if t.language}))


def _joined(words: Iterable[str]) -> str:
    clipped = [clip(word) for word in words]
    text = " ".join(clipped)
    if 4 * len(text) <= _MOST_BYTES:
        return text
    kept: list[str] = []
    left = _MOST_BYTES
    for word in clipped:
        left -= len(word.encode()) + 1
        if left < 0:
            break
        kept.append(word)
    return " ".join(kept)
