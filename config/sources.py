"""The press rooms that are watched: the built-in ones, or an operator's own `sources.yaml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from accord.press_release import canonical_address
from accord.source import Archive, Format, Selectors, Source
from config.yaml_file import Entry, read_yaml
from parsers.office import all_offices, built_in_sources

_SELECTORS = ("item", "link", "title", "date")
_PARTS = ("title", "date")
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}


def load_sources(path: Path | None, *, every_seconds: float | None = None) -> tuple[Source, ...]:
    """Read a list of sources, or take the built-in ones where `path` is None.

    `every_seconds` overrides the cadence of all. Raises WrongVocabulary, whose text names file,
    line and what should stand there.
    """
    sources = built_in_sources() if path is None else _written(path)
    if every_seconds is not None:
        sources = tuple(
            replace(source, every_seconds=every_seconds, steady=True) for source in sources
        )
    return sources


def _written(path: Path) -> tuple[Source, ...]:
    top = read_yaml(path)
    fields = top.fields("sources")
    sources = tuple(_source(entry) for entry in top.need(fields, "sources").list())
    seen: set[str] = set()
    for source, entry in zip(sources, fields["sources"].list(), strict=True):
        if source.id in seen:
            raise entry.wrong(f"the id {source.id} stands twice; each source needs its own")
        seen.add(source.id)
    return sources


def _source(entry: Entry) -> Source:
    fields = entry.fields("id", "url", "format", *_SELECTORS, *_READ)
    identity, url = entry.need(fields, "id"), entry.need(fields, "url")
    format_ = _format(entry.need(fields, "format"))
    for name in _SELECTORS:
        if name in fields and format_ not in (Format.HTML, Format.JSON):
            raise fields[name].wrong(f"a selector such as {name} needs the format html or json")
    stated: dict[str, Any] = {
        name: read(fields[name]) for name, read in _READ.items() if name in fields
    }
    if stated.get("rolling") and format_ is not Format.HTML:
        raise fields["rolling"].wrong("a rolling page needs the format html")
    if "every" in stated:
        stated["every_seconds"] = stated.pop("every")
    selectors = Selectors(**{name: fields[name].text() for name in _SELECTORS if name in fields})
    if "archive" in stated:
        stated["archive"] = Archive(url=stated["archive"], format=format_, selectors=selectors)
    id_ = _id(identity)
    return Source(
        **{"name": id_, **stated, "id": id_, "url": _address(url)},
        format=format_,
        selectors=selectors,
    )


def _id(entry: Entry) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]{0,99}", entry.text()):
        raise entry.wrong(
            f"{entry.text()} is no id; use small letters, digits and dashes, such as uspto-news"
        )
    return entry.text()


def _address(entry: Entry) -> str:
    try:
        canonical_address(entry.text())
    except ValueError as error:
        raise entry.wrong(str(error)) from None
    return entry.text()


def _format(entry: Entry) -> Format:
    try:
        return Format(entry.text().lower())
    except ValueError:
        known = ", ".join(Format)
        raise entry.wrong(f"{entry.text()} is no format; use one of {known}") from None


def _name(entry: Entry) -> str:
    return entry.text()


def _code(entry: Entry) -> str:
    code = entry.text().upper()
    if not re.fullmatch("[A-Z]{2}", code):
        raise entry.wrong(f"{entry.text()} is no ST.3 code; write two letters such as KR")
    return code


def _language(entry: Entry) -> str:
    code = entry.text().lower()
    if not re.fullmatch("[a-z]{2}", code):
        raise entry.wrong(f"{entry.text()} is no ISO 639-1 code; write two letters such as ko")
    return code


def _seconds(entry: Entry) -> float:
    match = re.fullmatch(r"(\d{1,6})\s?([smhd])", entry.text())
    if not match or not int(match[1]):
        raise entry.wrong(f"{entry.text()} is no cadence; write 30m, 1h or 1d")
    return float(int(match[1]) * _UNITS[match[2]])


def _time_zone(entry: Entry) -> str:
    try:
        ZoneInfo(entry.text())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise entry.wrong(f"{entry.text()} is no time zone; write one such as Asia/Seoul") from None
    return entry.text()


def _number(entry: Entry) -> float:
    if not re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", entry.text()) or not float(entry.text()):
        raise entry.wrong(f"{entry.text()} is no number of releases; write one such as 4 or 0.5")
    return float(entry.text())


def _patterns(entry: Entry) -> tuple[str, ...]:
    patterns = tuple(item.text() for item in entry.list())
    for item in entry.list():
        try:
            re.compile(item.text())
        except re.error as error:
            raise item.wrong(f"{item.text()} is no pattern ({error})") from None
    return patterns


def _parts(entry: Entry) -> tuple[str, ...]:
    for item in entry.list():
        if item.text() not in _PARTS:
            raise item.wrong(f"{item.text()} is no part of an entry; use {' or '.join(_PARTS)}")
    return tuple(item.text() for item in entry.list())


def _yes(entry: Entry) -> bool:
    if entry.text().lower() not in ("true", "false"):
        raise entry.wrong(f"{entry.text()} is neither true nor false")
    return entry.text().lower() == "true"


def _archive(entry: Entry) -> str:
    try:
        canonical_address(re.sub(r"\{(?:page|year)\}", "1", entry.text()))
    except ValueError as error:
        raise entry.wrong(str(error)) from None
    return entry.text()


def _reader(entry: Entry) -> str:
    if entry.text() not in all_offices():
        known = ", ".join(all_offices())
        raise entry.wrong(f"there is no reader {entry.text()}; the built-in ones are {known}")
    return entry.text()


_READ: Mapping[str, Callable[[Entry], Any]] = {
    "name": _name,
    "office": _code,
    "language": _language,
    "every": _seconds,
    "time_zone": _time_zone,
    "articles": _patterns,
    "titles": _patterns,
    "a_month": _number,
    "always": _parts,
    "may_be_empty": _yes,
    "rolling": _yes,
    "archive": _archive,
    "reader": _reader,
}
