"""A press room that is watched: where it lists its releases, how, and what is expected of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Format(StrEnum):
    """What stands at a source's address."""

    RSS = "rss"
    ATOM = "atom"
    HTML = "html"
    SITEMAP = "sitemap"
    JSON = "json"


class Aspect(StrEnum):
    """What can be right or wrong about a source's description; `accord sources check` tries each.

    `address`: something stands there. `format`: it can be read as what it is said to be.
    `articles`: releases have addresses of the given form. `dates`: the listing dates them.
    `release`: a release can be read, with its title and date.
    """

    ADDRESS = "address"
    FORMAT = "format"
    ARTICLES = "articles"
    DATES = "dates"
    RELEASE = "release"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Where the parts of a listing stand.

    In HTML they are CSS selectors, without which the generic reader finds the list; in JSON the
    names that lead to each part, joined by dots (`title.rendered`).
    """

    item: str | None = None
    link: str | None = None
    title: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Where older releases are listed, for a backfill.

    `url` holds `{page}`, which counts from `first` in steps of `step`, or `{year}`. Without
    either it is one listing, such as a sitemap.
    """

    url: str
    format: Format = Format.HTML
    selectors: Selectors = Selectors()
    first: int = 1
    step: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One press room. `office` is its WIPO ST.3 code, None for a forum of several.

    `every_seconds` is the cadence in the office's working hours, kept day and night where it is
    `steady`. `sample` marks the press room that ships for trying Accord out: what it publishes is
    invented.

    Releases are the addresses in which one of the patterns `articles` is found and whose title
    holds one of the patterns `titles`; none stands for all. `rewrites` are pairs of a pattern and
    its replacement that make the spellings of one address equal. `reader` names the office module
    whose functions read what no format describes.

    A `rolling` one is a page whose entries are themselves the releases.

    `a_month` is how many releases are expected, `always` the parts that each entry of the listing
    has (`title`, `date`). `unverified` says which aspects nobody has seen on the live site, and
    what is assumed there.
    """

    id: str
    name: str
    url: str
    format: Format
    office: str | None = None
    language: str | None = None
    every_seconds: float = 3600.0
    steady: bool = False
    selectors: Selectors = Selectors()
    sample: bool = False
    articles: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    rewrites: tuple[tuple[str, str], ...] = ()
    reader: str | None = None
    time_zone: str | None = None
    a_month: float | None = None
    always: tuple[str, ...] = ()
    may_be_empty: bool = False
    rolling: bool = False
    archive: Archive | None = None
    unverified: tuple[tuple[Aspect, str], ...] = ()

    @property
    def trial(self) -> bool:
        """Whether the cadence is one that only a trial would ask for: below a minute."""
        return self.every_seconds < 60


def source_to_json(source: Source) -> dict[str, Any]:
    """Plain JSON values."""
    return asdict(source)


def source_from_json(row: Mapping[str, Any]) -> Source:
    """The inverse of `source_to_json`, which may lack what has a default; raises KeyError,
    TypeError or ValueError."""
    values = dict(row)
    values["format"] = Format(row["format"])
    values["selectors"] = Selectors(**row.get("selectors", {}))
    for name in ("articles", "titles", "always"):
        values[name] = tuple(row.get(name, ()))
    values["rewrites"] = tuple((old, new) for old, new in row.get("rewrites", ()))
    values["unverified"] = tuple((Aspect(a), text) for a, text in row.get("unverified", ()))
    if archive := row.get("archive"):
        values["archive"] = Archive(
            **{
                **archive,
                "format": Format(archive["format"]),
                "selectors": Selectors(**archive["selectors"]),
            }
        )
    return Source(**values)
