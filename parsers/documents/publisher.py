"""Which office publishes a document: by its host, by what the page says, by its letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from accord.vocabulary import NameKind, Office, Vocabulary, fold
from parsers.documents.markup import Head
from parsers.extraction.sharing import spoken_at_home

_SPLIT = re.compile(
    r"\s+[|–—·:»/\-]{1,2}\s+|\s*[|｜·©®]\s*|\.\s+|\(c\)\s*|\s{3,}"
    r"|(?:主办|主辦|主办单位|版权所有|版權所有|发行单位|編集・発行|発行元|발행처|발행인)\s*[:：]?\s*",
    re.IGNORECASE,
)
_HOST = re.compile(r"\b(?:www\.)?((?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,6})\b", re.IGNORECASE)
_JOINED_TITLE = re.compile(r"[-_－]")
_YEARS = re.compile(r"\b(?:19|20)\d{2}(?:\s?[-–]\s?(?:19|20)?\d{2})?\b|copyright", re.IGNORECASE)
_META = (
    "og:site_name",
    "application-name",
    "dcterms.creator",
    "dc.creator",
    "dcterms.publisher",
    "dc.publisher",
    "citation_publisher",
    "author",
    "copyright",
    "sitename",
    "twitter:site",
)
_ASSIGNED = re.compile(r"^\s*\w{1,20}\s{0,2}=\s{0,2}")
_MOST_NAMES = 80
_BESIDE = 5  # words beside an office's name in a line that is no headline about it
_LETTERHEAD = 8  # words of a line of a letterhead in Korean, Chinese or Japanese
_BRACKET = re.compile("[(（\\[［]")
_OF_MINISTRY = 2  # words: the ministry and its office
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Publisher:
    """An office (ST.3 code) and the words that name it as the publisher, with their place."""

    code: str
    quote: str
    place: str


class Publishers:
    """Finds the office that publishes a document."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._hosts = _by_host(vocabulary.offices)
        # These stand for an office only where people look it up by its country.
        self._common = frozenset(
            fold(name.text)
            for office in vocabulary.offices
            for name in office.names
            if name.kind is NameKind.COMMON
        )
        self._countries = frozenset(fold(c) for o in vocabulary.offices for c in o.country)
        self._languages = spoken_at_home(vocabulary)

    def at(self, url: str) -> str | None:
        """The office on whose host, or below whose path of a shared host, an address lies."""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").rstrip(".").lower()
        except ValueError:
            return None
        first = parts.path.split("/")[1:]
        labels = host.split(".")
        for start in range(len(labels)):
            name = ".".join(labels[start:])
            # gov.br/inpi before gov.br: the longest path that the vocabulary knows.
            for length in range(min(len(first), 4), -1, -1):
                key = "/".join((name, *first[:length])).rstrip("/")
                if key in self._hosts:
                    return self._hosts[key]
        return None

    def named(self, text: str) -> str | None:
        """The one office that a short line names, alone or beside other words of the site."""
        for bare in self._parts(text):
            if code := self._only(bare) or self._at_edge(bare.split()):
                return code
        return None

    def _parts(self, text: str) -> Iterator[str]:
        """A line and what stands between its separators, where that can be an office's name."""
        parts = (text, *_SPLIT.split(text))
        for part in (*parts, *filter(None, map(_before_address, parts))):
            bare = " ".join(_YEARS.sub(" ", part).split()).strip(" .,-–—:;[]【】")
            if 3 <= len(bare) <= 120 and fold(bare) not in self._countries:
                yield bare

    def _only(self, name: str) -> str | None:
        """The office of a name that no other bears. A name such as `Intellectual Property Office`
        says as little of which one where the vocabulary knows a single office of that name.
        """
        return None if len(name) == 2 and name.isupper() else self._one(fold(name))

    def _one(self, folded: str) -> str | None:
        bare = folded in self._common or folded in self._countries
        codes = () if bare else self.vocabulary.offices_folded(folded)
        return codes[0] if len(codes) == 1 else None

    def _at_edge(self, words: list[str]) -> str | None:
        """An office's full name with which a line begins or ends: `KIPO News`, `... of Chile`."""
        if 1 < len(words) <= _LETTERHEAD and all(_EAST.fullmatch(word) for word in words):
            return self._only("".join(words))  # 특 허 청
        if 1 < len(words) <= _LETTERHEAD and _EAST.match(words[0]) and len(words[0]) > 2:
            code = None if words[0][-1] in ",、，" else self._only(words[0])  # 특허청 보도자료
            last = words[-1] if len(words) == _OF_MINISTRY else ""
            return code or (self._only(last) if _EAST.match(last) else None)  # 経済産業省 特許庁
        if not 3 < len(words) <= 20:
            return None
        folded = [fold(word) for word in words]
        for size in range(len(words) - 1, max(2, len(words) - _BESIDE - 1), -1):
            for begin in (0, len(words) - size):
                name = " ".join(filter(None, folded[begin : begin + size]))
                if words[begin + size - 1][-1] not in ",;" and (code := self._one(name)):
                    return code
        return None

    def _hosted(self, text: str) -> str | None:
        """The office on whose host an address in a letterhead lies (`www.uspto.gov`)."""
        for match in _HOST.finditer(text):
            if code := self.at(f"https://{match[1]}/"):
                return code
        return None

    def find(
        self, addresses: Iterable[tuple[str, str]], head: Head | None, names: Iterable[str]
    ) -> Publisher | None:
        """The publisher: by `addresses` with their places, the page's head, its header and footer.

        `addresses` come surest first.
        """
        for address, place in addresses:
            if code := self.at(address):
                return Publisher(code, address, place)
        if head is not None:
            for name in _META:
                said = head.first(name)
                if said and (code := self.named(_ASSIGNED.sub("", said))):
                    return Publisher(code, said, f"meta {name}")
            for key, said in head.data:
                if key in ("publisher.name", "author.name") and (code := self.named(said)):
                    return Publisher(code, said, f"JSON-LD {key}")
            lead, colon, _ = head.title.partition(": ")  # USPTO: Two New Lanes
            tail = head.title.rpartition(": ")[2]  # Two New Lanes: Austrian Patent Office
            last = _JOINED_TITLE.split(head.title)[-1]  # 备忘录签署-中国国家版权局
            for code in (
                self.named(head.title),
                self._hosted(head.title),
                self._only(lead) if colon else None,
                self._only(tail) if colon else None,
                self._only(last) if _EAST.match(last) else None,
            ):
                if code:
                    return Publisher(code, head.title, "title")
        around = list(names)[:_MOST_NAMES]
        for look in (self._hosted, self.named):
            for name in around:
                if code := look(name):
                    return Publisher(code, name, "header or footer")
        return self._shared(head, around)

    def _shared(self, head: Head | None, around: Sequence[str]) -> Publisher | None:
        """The office of a name that several bear (`INPI`), told by the country in which the site
        lies: an address that it shows, or the region of the page's language (`pt-BR`); else by the
        language, where only one of them calls itself so in it.
        """
        region = (head.language or "").replace("_", "-").upper().split("-") if head else []
        places = {_country(match[1]) for name in around for match in _HOST.finditer(name)}
        places |= set(region[1:])
        for name in (*([head.title] if head else []), *around):
            for bare in self._parts(name):
                codes = frozenset(self.vocabulary.offices_named(bare))
                speak = {c for c in codes if region and region[0].lower() in self._languages[c]}
                for named in (set(codes & places), speak):
                    if len(named) == 1:
                        return Publisher(named.pop(), name, "header or footer")
        return None


def _before_address(text: str) -> str:
    """What stands before a comma and a number: an address or a date; empty where there is none."""
    name, _, rest = text.partition(",")
    told = rest.partition(",")[0]
    day = re.search(r"\d", told)
    # The day of a headline stands in brackets.
    return name if day and not _BRACKET.search(told, 0, day.start()) else ""


def _country(host: str) -> str:
    """The ST.3 code of the country whose domain a host ends in."""
    ending = host.rpartition(".")[2].upper()
    return "GB" if ending == "UK" else ending


def _by_host(offices: Iterable[Office]) -> Mapping[str, str]:
    known: dict[str, str] = {}
    for office in offices:
        for host in office.hosts:
            known.setdefault(host.lower().rstrip("/"), office.code)
    return known
