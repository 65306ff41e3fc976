"""A release's bytes to a document, whatever kind of file they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from accord.agreement import Evidence
from accord.press_release import Unreadable
from accord.vocabulary import Vocabulary, fold
from parsers.documents import pdf, plain, published
from parsers.documents import title as titles
from parsers.documents.charset import decode
from parsers.documents.cut import cut
from parsers.documents.document import Block, BlockKind, Document, Piece, lay_out
from parsers.documents.kinds import FileKind, kind_of
from parsers.documents.labels import Labels
from parsers.documents.language import detect
from parsers.documents.lines import Line, densest, trail_ends
from parsers.documents.mail import without_header
from parsers.documents.markup import Head, head, parse
from parsers.documents.prune import Kept, prune
from parsers.documents.publisher import Publishers
from parsers.documents.stacked import in_one_line
from parsers.documents.walk import MOST_LINES, lines_of
from parsers.documents.walls import kind_of_wall, wall
from parsers.extraction.dates import DateFinder, DateMention

MOST_BYTES = 20_000_000
"""Larger documents are refused; the worker's own limit lies below."""

# Marks of a text that is an instrument itself: articles, and lines to sign on.
_MASTHEAD = 6  # lines
_ARTICLE = re.compile(
    r"^(?:article|artikel|articolo|artículo|artigo|artykuł|articolul|článek|статья|стаття|madde|pasal"
    r"|điều|المادة|第.{1,4}[条條]|제\s?\d{1,3}\s?조)\b.{0,80}$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"_{6,}|\.{12,}|^\W?(?:signed|signé|firmado|assinado|подпис|підпис)\W", re.IGNORECASE
)
# Of what is laid out only the first lines are kept; more tags would cost longer than those take.
_MOST_TAGS = 100_000
_MOST_STACKED = 200  # lines among which dates in several lines are looked for


@dataclass(slots=True)
class _Raw:
    """What a file of any kind gives before it is known what of it is the release."""

    lines: list[Line]
    names: list[str] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)
    menu: set[str] = field(default_factory=set)
    trail: list[str] = field(default_factory=list)
    head: Head | None = None
    notes: list[str] = field(default_factory=list)


class DocumentReader:
    """Reads documents with one vocabulary; made once, it holds what was compiled from it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.labels = Labels(vocabulary)
        self.publishers = Publishers(vocabulary)
        self.dates = DateFinder(vocabulary)
        self._linking = {fold(word) for word in vocabulary.words("facts.beside")}
        inside = {fold(word) for word in vocabulary.words("facts.inside_names")}
        self._small = self._linking | inside

    def read(
        self,
        content: bytes,
        *,
        url: str | None = None,
        media_type: str | None = None,
        fetched_on: date | None = None,
    ) -> Document:
        """The release in some bytes; raises Unreadable, whose text says why.

        `media_type` is the Content-Type header as sent. A publication date after `fetched_on` is
        none.
        """
        if len(content) > MOST_BYTES:
            size = len(content) // 1_000_000
            raise Unreadable(f"the document has {size} MB; at most 20 MB are read")
        kind = kind_of(content, media_type)
        if kind is FileKind.PDF:
            lines, names, notes = pdf.read_lines(content)
            raw = _Raw(lines, names, notes=notes)
        elif kind is FileKind.TEXT:
            text, about = without_header(decode(content, media_type))
            raw = _Raw(plain.read_lines(text), head=about)
        else:
            raw = self._page(decode(content, media_type), url)
        if len(raw.lines) >= MOST_LINES:
            raw.notes.append(f"only the first {MOST_LINES:,} lines were read")
            del raw.lines[MOST_LINES:]
        return self._document(raw, url, fetched_on)

    def _page(self, html: str, url: str | None) -> _Raw:
        page = parse(html)
        about = head(page.tree, url)
        heading = next((n.text().strip() for n in page.tree.css("h1")[:1]), "")
        headline = fold(about.first("og:title") or about.title)
        rest = cut(page.tree, headline)
        notes = []
        if page.deep:
            lines = plain.read_lines(page.tree.body.text(separator="\n") if page.tree.body else "")
            notes.append("the page nests too deep to be laid out; it was read as plain text")
        else:
            shown = _opening(rest.html)
            if len(shown) < len(rest.html):
                notes.append(f"only the first {_MOST_TAGS:,} tags were laid out")
            lines = in_one_line(lines_of(shown, about.base), self.dates.find, _MOST_STACKED)
        text = "\n".join(line.text for line in lines)
        standing = wall(html, about.title, heading, text, self.labels)
        if standing is not None:
            raise Unreadable(
                f"the site answered with {standing} in place of a release", kind_of_wall(standing)
            )
        if not any(c.isalpha() for c in text):
            raise Unreadable("the page holds no text; it may be built by scripts")
        return _Raw(lines, rest.names, rest.sides, rest.menu, rest.trail, about, notes)

    def _document(self, raw: _Raw, url: str | None, today: date | None) -> Document:
        lines, labels = raw.lines, self.labels
        if not any(c.isalpha() for line in lines for c in line.text):
            raise Unreadable("the document holds no text")
        body = densest(lines)
        sample = "\n".join(line.text for line in lines[body.first : body.last + 1])
        language = detect(sample or "\n".join(line.text for line in lines[:200]), _hint(raw))

        def find(text: str) -> tuple[DateMention, ...]:
            # Sites write their dates in their own language even around a text in English.
            found = _full(self.dates.find(text, language=language))
            if found and all(m.date.day for m in found):
                return found
            return _full(self.dates.find(text)) or found

        titles.mark_labels(lines[: body.first], labels)
        bare = published.date_lines(lines, find, labels)
        signs = titles.Signs(
            raw.head,
            raw.menu,
            {fold(name) for name in raw.names} - _headline(lines, raw),
            raw.trail + trail_ends(lines[: body.first]),
            self._linking,
            self._small,
            labels,
            self.vocabulary,
        )
        title = titles.choose(lines, body, bare, signs)
        span = None
        if title is not None and title.first is not None and title.last is not None:
            span = (title.first, title.last)
        kept = prune(lines, body, span, bare, labels)
        own = set(kept.lines)
        day = published.choose(
            lines,
            body,
            title=span,
            bare={i: mention for i, mention in bare.items() if i in own},
            find=find,
            labels=labels,
            head=raw.head,
            around=raw.names,
            beside=raw.sides,
            today_words=self.vocabulary.words("dates.today", *_spoken(language)),
            today=today,
            is_instrument=_is_instrument(lines, kept),
        )
        document = self._laid_out(raw, url=url, title=title, day=day, kept=kept, language=language)
        if day is None:
            return replace(
                document, changed=published.changed(lines, (*raw.names, *raw.sides), find, labels)
            )
        return document

    def _laid_out(
        self,
        raw: _Raw,
        *,
        url: str | None,
        title: titles.Title | None,
        day: published.Found | None,
        kept: Kept,
        language: str | None,
    ) -> Document:
        pieces, numbers = _pieces(raw.lines, title, day, kept)
        text, blocks = lay_out(pieces)
        by_line = {n: block for n, block in zip(numbers, blocks, strict=True) if n is not None}
        title_evidence = None
        if title is not None:
            where = by_line.get(title.first) if title.first is not None else None
            start = where.start if where else None
            title_evidence = Evidence("title", title.text, title.text, start, title.place)
        publisher = self.publishers.find(_addresses(raw, url), raw.head, _names(raw, kept, day))
        links = tuple(dict.fromkeys([k for b in blocks for k in b.links] + list(kept.links)))
        return Document(
            text=text,
            blocks=blocks,
            title=title.text if title else None,
            title_evidence=title_evidence,
            language=language,
            language_evidence=_language_evidence(language, blocks),
            published=day.date if day else None,
            published_evidence=_published_evidence(day, by_line),
            publisher=publisher.code if publisher else None,
            publisher_evidence=(
                Evidence("publisher", publisher.code, publisher.quote, None, publisher.place)
                if publisher
                else None
            ),
            links=links,
            notes=tuple(raw.notes),
        )


def _full(mentions: Iterable[DateMention]) -> tuple[DateMention, ...]:
    return tuple(m for m in mentions if m.date.month is not None and not m.relative)


def _pieces(
    lines: list[Line], title: titles.Title | None, day: published.Found | None, kept: Kept
) -> tuple[list[Piece], list[int | None]]:
    """The blocks of the text: title, bylines, then the rest; and the line that each was."""
    pieces: list[Piece] = []
    numbers: list[int | None] = []
    inside: range = range(0)
    if title is not None and title.first is not None and title.last is not None:
        inside = range(title.first, title.last + 1)
        links = tuple(link for n in inside for link in lines[n].links)
        pieces.append(Piece(BlockKind.TITLE, title.text, 1, links))
        numbers.append(title.first)
    bylines = set(kept.bylines)
    rest = [n for n in kept.lines if n not in bylines and n not in inside]
    if day is not None and day.line is not None and day.line in rest:
        first_own = rest[0] if rest else 0
        if day.line - first_own <= 2 and lines[day.line].text.strip() == day.quote:
            bylines.add(day.line)
            rest.remove(day.line)
    for number in sorted(bylines):
        line = lines[number]
        pieces.append(Piece(BlockKind.BYLINE, line.text, 0, line.links))
        numbers.append(number)
    for number in rest:
        line = lines[number]
        pieces.append(Piece(line.kind, line.text, line.level, line.links, line.lead))
        numbers.append(number)
    return pieces, numbers


def _published_evidence(day: published.Found | None, by_line: dict[int, Block]) -> Evidence | None:
    if day is None:
        return None
    if day.line is None or day.line not in by_line:
        place = day.place or "beside the text"
        return Evidence("published", str(day.date), day.quote, None, place)
    block = by_line[day.line]
    start = block.start + day.start
    return Evidence("published", str(day.date), day.quote, start)


def _language_evidence(language: str | None, blocks: tuple[Block, ...]) -> Evidence | None:
    """The longest of the first blocks stands for the words that told the language."""
    if language is None or not blocks:
        return None
    block = max(blocks[:6], key=lambda b: len(b.text))
    return Evidence("language", language, block.text[:120].rstrip(), block.start)


def _addresses(raw: _Raw, url: str | None) -> Iterable[tuple[str, str]]:
    if url:
        yield url, "address"
    if raw.head is not None:
        if raw.head.canonical:
            yield raw.head.canonical, "link canonical"
        if shared := raw.head.first("og:url"):
            yield shared, "meta og:url"


def _names(raw: _Raw, kept: Kept, day: published.Found | None) -> Iterable[str]:
    """The words of the site around the release: headers, footers, letterheads.

    In print the line of a masthead that gives the day may name who publishes it.
    """
    yield from raw.names
    own = set(kept.lines)
    if raw.head is None and day is not None and day.line is not None and day.line < _MASTHEAD:
        own.discard(day.line)
    edge = [*range(min(8, len(raw.lines))), *range(max(8, len(raw.lines) - 8), len(raw.lines))]
    yield from (raw.lines[n].text for n in edge if n not in own and len(raw.lines[n].text) < 200)


def _headline(lines: list[Line], raw: _Raw) -> set[str]:
    """The page's only main heading, folded, if the head's title opens with it: a site's header or
    footer may name it too, behind its breadcrumbs.
    """
    main = [line.text for line in lines if line.kind is BlockKind.HEADING and line.level == 1]
    title = fold(raw.head.title) if raw.head else ""
    return {fold(main[0])} if len(main) == 1 and title.startswith(f"{fold(main[0])} ") else set()


def _spoken(language: str | None) -> tuple[str, ...]:
    return (language,) if language else ()


def _hint(raw: _Raw) -> str | None:
    return raw.head.language if raw.head else None


def _is_instrument(lines: list[Line], kept: Kept) -> bool:
    """Whether the text is that of an agreement itself and no report of it."""
    own = [lines[n].text for n in kept.lines]
    articles = sum(bool(_ARTICLE.match(text)) for text in own if len(text) < 100)
    signed = sum(bool(_SIGNED.search(text)) for text in own)
    return articles >= 2 or (articles >= 1 and signed >= 1) or signed >= 3


_readers: list[DocumentReader] = []


def read_document(
    content: bytes,
    *,
    url: str | None,
    media_type: str | None,
    fetched_on: date | None,
    vocabulary: Vocabulary,
) -> Document:
    """The release in some bytes; see `DocumentReader.read`. Keeps the last vocabulary's reader."""
    if not _readers or _readers[0].vocabulary is not vocabulary:
        _readers[:] = [DocumentReader(vocabulary)]
    return _readers[0].read(content, url=url, media_type=media_type, fetched_on=fetched_on)


def _opening(html: str) -> str:
    """A page's HTML up to the last of the tags that are laid out."""
    if html.count("<") <= _MOST_TAGS:
        return html
    last = next(islice(re.finditer("<", html), _MOST_TAGS, None))
    return html[: last.start()]
