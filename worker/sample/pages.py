"""The pages of the sample press room: a board, a list, a feed and documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from worker.sample.releases import SampleRelease

NOTE = "Sample text, invented for trying Accord. None of this happened."
_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
).split()


def in_words(day: date, office: str) -> str:
    """A date as the office prints it in its texts."""
    if office == "fr":
        return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"
    if office == "jp":
        return f"{day:%B} {day.day}, {day.year}"
    return f"{day.day} {day:%B %Y}"


def listing(office: str, releases: Sequence[SampleRelease], today: date) -> str:
    """The page on which an office lists its releases, the newest first."""
    return {"kr": _board, "fr": _list, "jp": _documents}[office](releases, today)


def feed(releases: Sequence[SampleRelease], today: date, base: str) -> str:
    """An RSS feed."""
    items = "".join(
        f"<item><title>{escape(r.title)}</title><link>{base}/ep/{r.slug}</link>"
        f"<guid>{base}/ep/{r.slug}</guid>"
        f"<pubDate>{r.dated(today):%a, %d %b %Y} 09:00:00 GMT</pubDate></item>"
        for r in releases
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>News</title><link>{base}/ep</link><description>{NOTE}</description>"
        f"{items}</channel></rss>"
    )


def article(release: SampleRelease, today: date) -> str:
    """One release as a page."""
    day = in_words(release.dated(today), release.office)
    title = escape(release.title)
    body = "".join(f"<p>{escape(p.format(day=day))}</p>" for p in release.paragraphs)
    if release.points:
        body += f"<ul>{''.join(f'<li>{escape(point)}</li>' for point in release.points)}</ul>"
    if release.office == "kr":
        shown = f"{release.dated(today):%Y.%m.%d}"
        inner = (
            f'<div class="board-view"><h3>{title}</h3><dl><dt>Date</dt><dd>{shown}</dd>'
            f'<dt>Division</dt><dd>International Affairs</dd></dl><div class="cont">{body}</div>'
            '</div><div class="prev-next"><a href="/kr">List</a></div>'
        )
        return _page("kr", release.title, inner)
    if release.office == "fr":
        inner = f'<article><h1>{title}</h1><p class="date">Publié le {day}</p>{body}</article>'
        return _page("fr", release.title, inner)
    iso = release.dated(today).isoformat()
    inner = f'<main><h1>{title}</h1><time datetime="{iso}">{day}</time>{body}</main>'
    return _page("en", release.title, inner)


def document_lines(release: SampleRelease, today: date) -> list[str]:
    """One release as the paragraphs of a document, its title first."""
    day = in_words(release.dated(today), release.office)
    return [release.title, day, *(p.format(day=day) for p in release.paragraphs), NOTE]


def _board(releases: Sequence[SampleRelease], today: date) -> str:
    rows = "".join(
        f'<tr><td>{r.slug}</td><td class="tit"><a href="/kr/{r.slug}">{escape(r.title)}</a></td>'
        f"<td>{r.dated(today):%Y.%m.%d}</td></tr>"
        for r in releases
    )
    head = "<tr><th>No.</th><th>Subject</th><th>Date</th></tr>"
    return _page("kr", "Press Releases", f'<table class="board">{head}{rows}</table>')


def _list(releases: Sequence[SampleRelease], today: date) -> str:
    items = "".join(
        f'<li><h3><a href="/fr/{r.slug}">{escape(r.title)}</a></h3>'
        f"<span>{in_words(r.dated(today), 'fr')}</span></li>"
        for r in releases
    )
    return _page("fr", "Actualités", f'<h1>Actualités</h1><ul class="news">{items}</ul>')


def _documents(releases: Sequence[SampleRelease], today: date) -> str:
    items = "".join(
        f"<dt>{in_words(r.dated(today), 'jp')}</dt>"
        f'<dd><a href="/jp/{r.slug}.pdf">{escape(r.title)}</a> (PDF)</dd>'
        for r in releases
    )
    return _page("en", "What's New", f"<h1>What's New</h1><dl>{items}</dl>")


def _page(lang: str, title: str, inner: str) -> str:
    lang = "en" if lang == "kr" else lang
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{escape(title)} | Sample press room</title></head><body>"
        '<header><a href="/">Sample press room</a><nav><ul><li><a href="/kr">KR</a></li>'
        '<li><a href="/fr">FR</a></li><li><a href="/jp">JP</a></li></ul></nav></header>'
        f"{inner}<footer><p>{NOTE}</p></footer></body></html>"
    )
