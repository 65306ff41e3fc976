"""How well releases are taken for one agreement, on the cases of our own invention.

    python -m tests.matching.score

Each case is recorded in a store of its own, in the order given and in reverse. Pairs of tellings
are counted: precision is the share of pairs that were put together which belong together, recall
the share of pairs that belong together which were. Wrong merges are worse than missed ones.
"""

# ruff: noqa: T201
from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from accord.press_release import Entry
from config.vocabulary import load_vocabulary
from store import Store, agreements, releases
from tests.matching.cases import CASES, Case

NOW = datetime(2036, 1, 1, 12, tzinfo=UTC)


@dataclass
class Score:
    """Pairs of tellings: rightly together, wrongly together, and missed."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of pairs put together that belong together."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of pairs that belong together that were put together."""
        return self.right / max(1, self.right + len(self.missed))


def score(cases: tuple[Case, ...] = CASES) -> dict[tuple[str, bool], Score]:
    """The score of each case, in order and in reverse."""
    vocabulary = load_vocabulary()
    found: dict[tuple[str, bool], Score] = {}
    with tempfile.TemporaryDirectory() as directory:
        for number, case in enumerate(cases):
            for reverse in (False, True):
                path = Path(directory, f"{number}{reverse}.db")
                with Store.open(f"sqlite:///{path}") as store:
                    store.migrate()
                    with store.begin() as unit:
                        told = list(_recorded(unit, case, vocabulary, reverse=reverse))
                found[case.hard, reverse] = _compared(told)
    return found


def _recorded(unit, case, vocabulary, *, reverse) -> Iterator[tuple[str, int, str]]:  # type: ignore[no-untyped-def]
    in_order = list(enumerate(case.releases))
    for number, (letters, reading) in reversed(in_order) if reverse else in_order:
        url = f"https://office.example/{number}"
        (release_id,) = releases.add_found(unit, None, [Entry(url)], NOW, silent=True)
        result = agreements.record(unit, release_id, reading, NOW, vocabulary)
        for letter, id_ in zip(letters, result.agreement_ids, strict=True):
            yield letter, id_, f"{number + 1}{letter} {reading.title}"


def _compared(told: list[tuple[str, int, str]]) -> Score:
    found = Score()
    for (letter, id_, name), (other_letter, other_id, other) in combinations(told, 2):
        if id_ == other_id and letter == other_letter:
            found.right += 1
        elif id_ == other_id:
            found.wrong.append(f"{name} | {other}")
        elif letter == other_letter:
            found.missed.append(f"{name} | {other}")
    return found


def total(scores: dict[tuple[str, bool], Score]) -> Score:
    """All together."""
    return Score(
        right=sum(one.right for one in scores.values()),
        wrong=[pair for one in scores.values() for pair in one.wrong],
        missed=[pair for one in scores.values() for pair in one.missed],
    )


def main() -> None:
    """Print each case and the whole."""
    scores = score()
    for (hard, reverse), one in scores.items():
        order = " (reverse)" if reverse else ""
        numbers = f"{one.right:3} right {len(one.wrong):2} wrong {len(one.missed):2} missed"
        print(f"{numbers}  {hard}{order}")
        for kind, pairs in (("wrong", one.wrong), ("missed", one.missed)):
            for pair in pairs:
                print(f"      {kind}: {pair}")
    whole = total(scores)
    tellings = sum(len(letters) for case in CASES for letters, _ in case.releases)
    print(f"\n{len(CASES)} cases, {tellings} tellings, each in both orders")
    print(f"precision {whole.precision:.3f}   recall {whole.recall:.3f}")


if __name__ == "__main__":
    main()
