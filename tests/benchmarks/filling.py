"""A store filled with invented releases and agreements, spread as real ones are.

Forty years, more each year; a few offices in most agreements and many in few; pairs above all;
words by Zipf's law, a fifth of the releases in scripts without spaces; dates that are known to
the day, to the month or year, or not at all. Two of five releases tell of an agreement.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice

import sqlalchemy as sa

from accord.agreement import Agreement, Evidence, Instrument, NextMeeting
from accord.dates import PartialDate
from accord.query import searchable
from accord.vocabulary import Vocabulary
from accord.words import terms
from store import Store, search_counts, search_index
from store.engine import Unit
from store.records import StoredAgreement, Telling
from store.tables import (
    agreement_dates,
    agreement_releases,
    agreements,
    releases,
)
from tests.benchmarks.loading import copy, indexed_at_last

FIRST, LAST = date(1987, 1, 1), date(2026, 10, 31)
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
BATCH = 1_000
SEED = 1
_WORDS = 60_000
_TEXT = 160  # words
# Of the releases, those that tell of an agreement; of the agreements, those told of twice and more.
_TOLD_AGAIN = (0.75, 0.17, 0.05, 0.03)
_PARTIES = ((2, 0.74), (1, 0.08), (3, 0.07), (5, 0.06), (4, 0.03), (10, 0.015), (27, 0.005))
_LANGUAGES = (("en", 0.62), ("zh", 0.08), ("ja", 0.07), ("ko", 0.06), ("th", 0.02), ("es", 0.05),
              ("fr", 0.05), ("de", 0.05))  # fmt: skip
_SCRIPTS = {
    "zh": ["专利审查", "合作", "谅解备忘录", "知识产权", "数据交换", "双方", "签署", "会谈", "局长",
           "工作计划", "商标", "培训", "国家", "加强", "领域"],
    "ja": ["特許審査ハイウェイ", "協力", "覚書", "知的財産", "長官会合", "署名", "審査官", "交換",
           "について", "行われました", "商標", "意匠", "データ", "会合", "共同声明"],
    "ko": ["특허심사", "협력", "양해각서", "지식재산", "데이터를", "체결하였다", "청장", "회담",
           "심사관", "상표", "공동선언문", "합의했다", "분야에서", "교류", "확대"],
    "th": ["ทรัพย์สินทางปัญญา", "ความร่วมมือ", "บันทึกความเข้าใจ", "สิทธิบัตร", "ลงนาม", "สำนักงาน",
           "การแลกเปลี่ยนข้อมูล", "เครื่องหมายการค้า", "ผู้ตรวจสอบ", "การประชุม"],
}  # fmt: skip
_SYLLABLES = ["ba", "con", "de", "ex", "fi", "gra", "ha", "in", "jo", "ka", "le", "mo", "na", "or",
              "pa", "qui", "re", "su", "ta", "un", "ve", "wi", "yo", "zu"]  # fmt: skip


@dataclass
class Field:
    """What invented releases draw from. `words` are the most frequent first."""

    vocabulary: Vocabulary
    random: random.Random
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        chosen = self.random
        known: dict[str, None] = {}
        while len(known) < _WORDS:
            known["".join(chosen.choices(_SYLLABLES, k=chosen.randint(2, 4)))] = None
        self.words = list(known)
        self._zipf = list(accumulate(1 / (rank + 3) for rank in range(_WORDS)))
        codes = list(dict.fromkeys(office.code for office in self.vocabulary.offices))
        chosen.shuffle(codes)
        self.offices = codes
        self._weights = list(accumulate(1 / (rank + 1) for rank in range(len(codes))))
        self._names: dict[str, list[str]] = {}
        self._pool = [self.text("en") for _ in range(500)]

    def text(self, language: str) -> str:
        """The text of a release."""
        if language in _SCRIPTS:
            runs = self.random.choices(_SCRIPTS[language], k=60)
            extra = self.random.choices(_SCRIPTS[language], k=60)
            return "。".join(a + b for a, b in zip(runs, extra, strict=True))
        return " ".join(self.random.choices(self.words, cum_weights=self._zipf, k=_TEXT))

    def other_text(self) -> str:
        """The text of a release that tells of no agreement."""
        return self.random.choice(self._pool)

    def names(self, agreement: Agreement) -> list[str]:
        """The terms of all names by which an agreement is found."""
        found: list[str] = []
        for code in agreement.parties:
            if code not in self._names:
                named = Agreement(instruments=agreement.instruments, parties=(code,))
                text = searchable(named, title=None, text="", vocabulary=self.vocabulary)
                self._names[code] = terms(text)
            found += self._names[code]
        rest = replace(agreement, parties=())
        return found + terms(searchable(rest, title=None, text="", vocabulary=self.vocabulary))

    def parties(self) -> tuple[str, ...]:
        """The parties of an agreement."""
        sizes = [size for size, _ in _PARTIES]
        size = self.random.choices(sizes, weights=[share for _, share in _PARTIES])[0]
        drawn = self.random.choices(self.offices, cum_weights=self._weights, k=size * 2)
        return tuple(sorted(list(dict.fromkeys(drawn))[:size]))

    def agreement(self, day: date) -> Agreement:
        """An agreement of about a day."""
        chosen = self.random
        parties = self.parties()
        dated = chosen.random()
        precise = PartialDate.of(day)
        month, year = PartialDate(day.year, day.month), PartialDate(day.year)
        concluded = precise if dated < 0.8 else month if dated < 0.85 else year
        topics = [topic.code for topic in self.vocabulary.topics]
        forums = [framework.code for framework in self.vocabulary.frameworks]
        instruments = list(Instrument)
        lasting = chosen.random()
        return Agreement(
            instruments=(chosen.choices(instruments, weights=range(len(instruments), 0, -1))[0],),
            concluded=concluded if dated < 0.88 else None,
            framework=chosen.choice(forums) if len(parties) > 2 or lasting > 0.95 else None,
            parties=parties,
            topics=tuple(sorted(set(chosen.choices(topics, k=chosen.randint(0, 3))))),
            ends=PartialDate(min(day.year + 5, 9999)) if lasting < 0.12 else None,
            next_meeting=NextMeeting(parties[0], day.year + 1) if lasting > 0.98 else None,
            evidence=tuple(
                Evidence("parties", code, f"the head of {code} signed it", 40) for code in parties
            ),
        )


def fill(
    store: Store,
    vocabulary: Vocabulary,
    *,
    count: int,
    told: int,
    seed: int = SEED,
    progress: Callable[[int], None] | None = None,
) -> Field:
    """Put `count` releases into an empty store, with `told` agreements; returns what they were
    drawn from. `progress` is called with the number of releases so far, from time to time."""
    drawn = Field(vocabulary, random.Random(seed))
    tellings = _tellings(drawn, told)
    positions: Counter[int] = Counter()
    counts: Counter[tuple[str, str]] = Counter()
    release_id = agreement_id = 0
    with indexed_at_last(store):
        while release_id < count:
            batch = _Batch()
            for stored, texts in islice(tellings, BATCH):
                agreement_id += 1
                release_id = batch.add(
                    drawn, stored, texts, agreement_id, release_id, positions, counts
                )
            if not batch.agreements and agreement_id:
                release_id = batch.add_others(drawn, release_id, min(BATCH, count - release_id))
            with store.begin() as unit:
                batch.write(unit)
            if progress is not None:
                progress(release_id)
    with store.begin() as unit:
        search_counts.add(unit, counts)
    return drawn


class _Batch:
    """Rows of some releases and agreements."""

    def __init__(self) -> None:
        self.agreements: list[dict[str, object]] = []
        self._releases: list[dict[str, object]] = []
        self._told: list[dict[str, object]] = []
        self._dates: list[dict[str, object]] = []
        self._index: dict[sa.Table, list[dict[str, object]]] = {}

    def add(
        self,
        drawn: Field,
        stored: StoredAgreement,
        texts: list[str],
        agreement_id: int,
        release_id: int,
        positions: Counter[int],
        counts: Counter[tuple[str, str]],
    ) -> int:
        """Add an agreement and the releases that tell of it; returns the last release's id."""
        words: list[str] = []
        for telling, text in zip(stored.tellings, texts, strict=True):
            release_id += 1
            words += [search_index.ANY] if words else []
            words += text.split() if text.isascii() else terms(text)
            words += [*(telling.title or "").split(), *drawn.names(telling.agreement)]
            self._releases.append(_release(release_id, telling.title, text, telling))
            self._told.append(
                {
                    "release_id": release_id,
                    "ordinal": 0,
                    "agreement_id": agreement_id,
                    "facts": telling.agreement.to_json(),
                    "day": telling.published and telling.published.first,
                    "told_at": stored.first_seen_at,
                }
            )
        stored = _numbered(stored, agreement_id)
        day = search_index.ordering_day(stored).toordinal()
        position = day * search_index.DAY + positions[day]
        positions[day] += 1
        dates = _dates(stored.agreement)
        entry = search_index.entry(stored, position, words, {d.last for d in dates.values()})
        counts.update(search_counts.cells(entry.facets))
        self.agreements.append(
            {
                "id": agreement_id,
                "facets": entry.facets,
                "first_seen_at": stored.first_seen_at,
                **entry.agreement,
            }
        )
        for table, rows in entry.rows.items():
            self._index.setdefault(table, []).extend(rows)
        self._dates += [_date(agreement_id, kind, when) for kind, when in dates.items()]
        return release_id

    def add_others(self, drawn: Field, release_id: int, count: int) -> int:
        """Add releases that tell of no agreement; returns the last one's id."""
        for _ in range(count):
            release_id += 1
            self._releases.append(_release(release_id, "Other news", drawn.other_text(), None))
        return release_id

    def write(self, unit: Unit) -> None:
        """Write all rows."""
        for table, rows in {
            agreements: self.agreements,
            releases: self._releases,
            agreement_releases: self._told,
            agreement_dates: self._dates,
            **self._index,
        }.items():
            if rows and unit.postgresql:
                copy(unit, table, rows)
            elif rows:
                unit.execute(sa.insert(table), rows)


def _tellings(drawn: Field, told: int) -> Iterator[tuple[StoredAgreement, list[str]]]:
    chosen = drawn.random
    span = (LAST - FIRST).days
    languages, shares = zip(*_LANGUAGES, strict=True)
    for number in range(told):
        # More each year: the day is the greater of two.
        day = FIRST + timedelta(days=max(chosen.randint(0, span), chosen.randint(0, span)))
        agreement = drawn.agreement(day)
        times = 1 + chosen.choices(range(4), weights=_TOLD_AGAIN)[0]
        published = None if chosen.random() < 0.05 else PartialDate.of(day + timedelta(days=1))
        seen = datetime.combine(day + timedelta(days=2), NOW.timetz())
        tellings, texts = [], []
        for time in range(times):
            language = chosen.choices(languages, weights=shares)[0]
            texts.append(drawn.text(language))
            title = " ".join(chosen.choices(drawn.words[:5_000], k=7))
            tellings.append(
                Telling(
                    release_id=0,
                    ordinal=0,
                    agreement=agreement,
                    url=f"https://office.example/{number}/{time}",
                    title=title,
                    publisher=agreement.parties[time % len(agreement.parties)],
                    language=language,
                    published=published,
                    source_id=None,
                    source_name=None,
                    silent=True,
                    told_at=seen,
                )
            )
        yield (
            StoredAgreement(
                id=0, agreement=agreement, tellings=tuple(tellings), first_seen_at=seen
            ),
            texts,
        )


def _numbered(stored: StoredAgreement, agreement_id: int) -> StoredAgreement:
    return StoredAgreement(
        id=agreement_id,
        agreement=stored.agreement,
        tellings=stored.tellings,
        first_seen_at=stored.first_seen_at,
    )


def _release(
    release_id: int, title: str | None, text: str, telling: Telling | None
) -> dict[str, object]:
    url = telling.url if telling else f"https://office.example/other/{release_id}"
    return {
        "id": release_id,
        "address": url,
        "url": url,
        "state": "parsed",
        "silent": True,
        "attempts": 0,
        "title": title,
        "published": str(telling.published) if telling and telling.published else None,
        "language": telling.language if telling else "en",
        "publisher": telling.publisher if telling else None,
        "text": text,
        "found_at": NOW,
        "fetched_at": NOW,
        "parsed_at": NOW,
    }


def _dates(agreement: Agreement) -> dict[str, PartialDate]:
    meeting = agreement.next_meeting
    found = {
        "signed": agreement.concluded,
        "ended": agreement.ends,
        "meeting": PartialDate(meeting.year) if meeting and meeting.year else None,
    }
    return {kind: when for kind, when in found.items() if when}


def _date(agreement_id: int, kind: str, when: PartialDate) -> dict[str, object]:
    return {
        "agreement_id": agreement_id,
        "kind": kind,
        "day": when.last,
        "stated": str(when),
        "reckoned": False,
    }


def settle(store: Store) -> None:
    """What an engine does by itself in the hours after so much has been written."""
    with store.begin() as unit:
        if not unit.postgresql:
            unit.execute(sa.text("ANALYZE"))
            return
        unit.execute(sa.text("SET LOCAL statement_timeout = 0"))
        unit.execute(sa.text("SELECT gin_clean_pending_list('ix_agreement_words_fts')"))
        for table in ("agreements", "releases"):
            last = f"(SELECT max(id) FROM {table})"
            sequence = f"pg_get_serial_sequence('{table}', 'id')"
            unit.execute(sa.text(f"SELECT setval({sequence}, {last})"))
        unit.execute(sa.text("ANALYZE"))
