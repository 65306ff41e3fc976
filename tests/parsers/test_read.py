"""What `read_release` does with texts longer than any release."""

from __future__ import annotations

import pytest

from config.vocabulary import load_vocabulary
from parsers import read
from parsers.read import Extractor, read_release
from tests.benchmarks import pages


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(load_vocabulary())


def _read(content: bytes, extractor: Extractor) -> read.Reading:
    return read_release(
        content,
        url=None,
        media_type="text/html",
        publisher=None,
        fetched_on=None,
        reader=extractor,
    )


@pytest.mark.parametrize("most", [40_000, 40_001, 40_777])
def test_a_text_of_any_length_is_kept_whole_and_read_as_far_as_the_limit(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    page = pages.page(1, text=60_000, furniture=0)
    whole = _read(page, extractor)
    monkeypatch.setattr(read, "MOST_TEXT", most)
    cut = _read(page, extractor)
    assert cut.text == whole.text
    assert [a.parties for a in cut.agreements] == [a.parties for a in whole.agreements]
    assert any("first" in note for note in cut.notes)
    assert not whole.notes
    for agreement in cut.agreements:
        for shown in agreement.evidence:
            if shown.start is not None:
                assert shown.start + len(shown.quote) <= most
                assert cut.text.startswith(shown.quote, shown.start)


def test_what_stands_behind_the_limit_states_no_agreement(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    filler = "".join(f"<p>{p}</p>" for p in ["Fees are due in spring and in autumn."] * 40)
    news = "<p>The JPO and the EPO signed a memorandum of understanding on 12 May 2021.</p>"
    page = f"<html><body><h1>Report of the year</h1>{filler}{news}</body></html>".encode()
    assert _read(page, extractor).agreements
    monkeypatch.setattr(read, "MOST_TEXT", 1_000)
    assert not _read(page, extractor).agreements
