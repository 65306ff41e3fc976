"""Which of a release's links lead to the full text of what was agreed."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from accord.press_release import Link
from accord.vocabulary import Vocabulary
from parsers.documents.document import Document
from parsers.extraction.terms import Hits, Terms

_FILE = re.compile(r"\.(?:pdf|docx?|odt|hwpx?|rtf)$", re.IGNORECASE)
_SAYS_FILE = re.compile(r"\b(?:pdf|docx?|hwpx?)\b", re.IGNORECASE)
_PHRASE = re.compile(r"^[\s\W\d]*")
_LONGEST = 200
_MOST = 20


def full_text(document: Document, vocabulary: Vocabulary) -> tuple[Link, ...]:
    """Links whose words name an instrument or its text, each address once, in order.

    Beside the release's own text only files count: what else is linked there with such words are
    other releases.
    """
    terms = _terms(vocabulary)
    own = {link for block in document.blocks for link in block.links}
    found: dict[str, Link] = {}
    for link in document.links:
        if not link.url.startswith(("http://", "https://")) or len(link.text) > _LONGEST:
            continue
        is_file = bool(_FILE.search(urlsplit(link.url).path)) or bool(_SAYS_FILE.search(link.text))
        hits = terms.find(link.text)
        named = _names_instrument(hits)
        said = bool(hits.of("text"))
        if (link in own and (said or (named and (is_file or _is_short(link.text))))) or (
            is_file and (said or named)
        ):
            found.setdefault(link.url, link)
    return tuple(found.values())[:_MOST]


def _names_instrument(hits: Hits) -> bool:
    return bool(hits.keys("instrument."))


def _is_short(text: str) -> bool:
    """Whether link words are a name (`Joint Statement`) and not a headline of another release."""
    return len(_PHRASE.sub("", text).split()) <= 8


_compiled: list[tuple[Vocabulary, Terms]] = []


def _terms(vocabulary: Vocabulary) -> Terms:
    if not _compiled or _compiled[0][0] is not vocabulary:
        phrases: dict[str, tuple[str, ...]] = {"text": vocabulary.words("page.full_text")}
        for language in vocabulary.languages.values():
            for key, words in language.under("facts.instrument").items():
                name = f"instrument.{key}"
                phrases[name] = (*phrases.get(name, ()), *words)
        _compiled[:] = [(vocabulary, Terms(phrases))]
    return _compiled[0][1]
