"""The engine on the statement corpus: every fact with its words, and figures that may not sink."""

from __future__ import annotations

import mimetypes

import pytest

from accord.press_release import Reading, Unreadable
from config.vocabulary import load_vocabulary
from parsers.read import Extractor, read_release
from tests.corpus import score
from tests.corpus.corpus import FOLDS, Case, cases, folder, scorer

PLACE = folder()
CASES = cases(PLACE) if PLACE else []
EXTRACTOR = Extractor(load_vocabulary())

pytestmark = pytest.mark.skipif(
    PLACE is None, reason="no statement corpus beside the project; name one in ACCORD_CORPUS"
)


def read(case: Case, content: bytes) -> Reading:
    return read_release(
        content,
        url=None,
        media_type=mimetypes.guess_type(case.path.name)[0],
        publisher=None,
        fetched_on=None,
        reader=EXTRACTOR,
    )


def assert_evidence_holds(reading: Reading) -> None:
    facts = [*reading.evidence, *(e for a in reading.agreements for e in a.evidence)]
    for shown in facts:
        if shown.start is None:
            assert shown.place
        else:
            assert shown.quote
            assert reading.text[shown.start : shown.start + len(shown.quote)] == shown.quote


@pytest.mark.parametrize("number", range(max(1, len(CASES))))
def test_every_fact_of_a_document_holds_its_words(number: int) -> None:
    case = CASES[number]

    assert_evidence_holds(read(case, case.path.read_bytes()))


@pytest.mark.parametrize("number", range(0, max(1, len(CASES)), 6))
@pytest.mark.parametrize("share", [0.2, 0.7])
def test_a_document_cut_short_is_read_or_said_to_be_unreadable(number: int, share: float) -> None:
    content, reasons = CASES[number].path.read_bytes(), []

    try:
        reading = read(CASES[number], content[: int(len(content) * share)])
    except Unreadable as unreadable:
        reasons.append(str(unreadable))
    else:
        assert_evidence_holds(reading)
    assert all(reasons)


def test_the_figures_have_not_sunk() -> None:
    assert PLACE is not None
    module = scorer(PLACE)
    found = {case.path.name: score.predict(case, EXTRACTOR) for case in CASES}
    every = score.score(CASES, found, module)

    least = {"detected": 0.95, "parties": 0.9, "agreements": 0.9, "instrument": 0.9}
    assert {f: every[f][0] for f, low in least.items() if (every[f][0] or 0) < low} == {}
    least = {"detected": 0.9, "parties": 0.8}
    for number in range(FOLDS):
        fold = score.score([c for c in CASES if c.fold == number], found, module)
        assert {f: fold[f][0] for f, low in least.items() if (fold[f][0] or 0) < low} == {}
