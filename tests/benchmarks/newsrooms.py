"""Press rooms of seven kinds on addresses of their own, which publish while they are watched."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from http.server import BaseHTTPRequestHandler

from tests.news import News
from tests.trials.releases import Release
from tests.worker.press_room import PressRoom, Request
from worker.sample.pdf import pdf

KINDS = ("rss", "atom", "html", "sitemap", "index", "json", "pdf")
# More than the history that a room begins with, so that the first look sees all of it.
_LISTED = 120
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Notice(News):
    """A release that tells of no agreement."""

    @property
    def title(self) -> str:
        """Its heading."""
        return f"Opening hours of the public library, notice no. {self.number}"

    @property
    def html(self) -> str:
        """Its page."""
        return (
            f'<!doctype html><html lang="en"><head><title>{self.title}</title></head><body><main>'
            f'<h1>{self.title}</h1><p class="date">{self.day.day} {self.day:%B %Y}</p><p>The '
            "library of the office is open from nine to five on all days of the week but Sunday."
            "</p></main></body></html>"
        )


class Newsroom:
    """One press room: what it has published so far, and how it lists that."""

    def __init__(self, room: PressRoom, kind: str, items: list[News], history: int) -> None:
        self.room, self.kind, self.items = room, kind, items
        self.shown = history
        self.rest = 2.0 if kind == "atom" else 1.0
        lines = "User-agent: *\nDisallow: /private/\n"
        room.show("/robots.txt", lines + ("Crawl-delay: 2\n" if kind == "atom" else ""))
        self._listings: dict[str, Callable[[], tuple[str, str]]] = {
            "rss": lambda: (self._rss(), "application/rss+xml"),
            "atom": lambda: (self._atom(), "application/atom+xml"),
            "html": lambda: (self._html(), _HTML),
            "pdf": lambda: (self._html(), _HTML),
            "sitemap": lambda: (self._sitemap(), "application/xml"),
            "json": lambda: (self._json(), "application/json"),
            "index": lambda: (self._index(), "application/xml"),
        }
        room.behave("/listing", self._answering(self._listings[kind]))
        if kind == "index":
            room.behave("/news-1.xml", self._answering(self._listings["sitemap"]))
        for item in items[:history]:
            self._show(item)

    @property
    def source(self) -> str:
        """Its lines in a sources.yaml."""
        format_ = {"index": "sitemap", "pdf": "html"}.get(self.kind, self.kind)
        lines = [
            f"id: {self.room.host.replace('.', '-')}",
            f"url: {self.room.url('/listing')}",
            f"format: {format_}",
            "articles: ['/news/[0-9]+', '/private/']",
        ]
        if self.kind == "json":
            lines += ["item: results", "link: url", "date: day"]
        return "  - " + "\n    ".join(lines) + "\n"

    def publish(self, count: int) -> None:
        """Show the next releases."""
        for item in self.items[self.shown : self.shown + count]:
            self._show(item)
        self.shown = min(len(self.items), self.shown + count)

    def address(self, item: News) -> str:
        """Where a release stands."""
        return self.room.url(item.path + (".pdf" if self.kind == "pdf" else ""))

    @property
    def busiest_second(self) -> int:
        """The most requests in any second that begins with one."""
        times = sorted(request.at for request in self.room.requests)
        most, first = 0, 0
        for last, at in enumerate(times):
            while at - times[first] >= 1.0:
                first += 1
            most = max(most, last - first + 1)
        return most

    @property
    def listings_asked(self) -> int:
        """How often its lists were asked for."""
        lists = ("/listing", "/news-1.xml")
        return sum(request.path in lists for request in self.room.requests)

    @property
    def forbidden(self) -> int:
        """How often what robots.txt forbids was asked for."""
        return sum(request.path.startswith("/private/") for request in self.room.requests)

    @property
    def twice(self) -> int:
        """How many releases were fetched more than once."""
        asked = Counter(r.path for r in self.room.requests if r.path.startswith("/news/"))
        return sum(times > 1 for times in asked.values())

    def _show(self, item: News) -> None:
        if self.kind == "pdf":
            words = item.html.partition("<main>")[2].partition("</main>")[0]
            lines = [item.title, f"{item.day.day} {item.day:%B %Y}", _plain(words)]
            self.room.show(f"{item.path}.pdf", pdf(lines), media_type="application/pdf")
        else:
            self.room.show(item.path, item.html)

    def _listed(self) -> list[News]:
        return list(reversed(self.items[: self.shown]))[:_LISTED]

    def _rss(self) -> str:
        rows = "".join(
            f"<item><title>{i.title}</title><link>{self.address(i)}</link>"
            f"<pubDate>{i.day.isoformat()}</pubDate></item>"
            for i in self._listed()
        )
        private = f"<item><title>Private</title><link>{self.room.url('/private/1')}</link></item>"
        return f'<rss version="2.0"><channel><title>News</title>{rows}{private}</channel></rss>'

    def _atom(self) -> str:
        rows = "".join(
            f'<entry><title>{i.title}</title><link href="{self.address(i)}"/>'
            f"<updated>{i.day.isoformat()}T09:00:00Z</updated></entry>"
            for i in self._listed()
        )
        return f'<feed xmlns="http://www.w3.org/2005/Atom">{rows}</feed>'

    def _html(self) -> str:
        rows = "".join(
            f'<li><a href="{self.address(i)}">{i.title}</a> {i.day.day} {i.day:%B %Y}</li>'
            for i in self._listed()
        )
        return f'<html><body><nav><a href="/about">About</a></nav><ul>{rows}</ul></body></html>'

    def _sitemap(self) -> str:
        rows = "".join(f"<url><loc>{self.address(i)}</loc></url>" for i in self._listed())
        return f"<urlset>{rows}</urlset>"

    def _index(self) -> str:
        rows = f"<sitemap><loc>{self.room.url('/news-1.xml')}</loc></sitemap>"
        # The index changes with what it lists, as real ones do by their dates.
        return f"<sitemapindex>{rows}</sitemapindex><!-- {self.shown} -->"

    def _json(self) -> str:
        rows = [
            {"url": self.address(i), "title": i.title, "day": i.day.isoformat()}
            for i in self._listed()
        ]
        return json.dumps({"results": rows})

    def _answering(
        self, make: Callable[[], tuple[str, str]]
    ) -> Callable[[BaseHTTPRequestHandler, Request], None]:
        """Answers with a listing and its ETag, or with 304."""

        def answer(handler: BaseHTTPRequestHandler, request: Request) -> None:
            text, media_type = make()
            body = text.encode()
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            same = request.headers.get("if-none-match") == etag
            handler.send_response(304 if same else 200)
            handler.send_header("ETag", etag)
            handler.send_header("Content-Type", media_type)
            handler.send_header("Content-Length", str(0 if same else len(body)))
            handler.end_headers()
            if not same:
                handler.wfile.write(body)

        return answer


def mixed(agreements: list[Release], count: int) -> list[News]:
    """So many releases of today, the agreements strewn among notices."""
    today = date.today()  # noqa: DTZ011 - a page prints the day of its own place
    notices = [Notice(1_000_000 + n, today) for n in range(count - len(agreements))]
    items = [*agreements, *notices]
    random.Random(4).shuffle(items)
    return items


def _plain(html: str) -> str:
    return " ".join(html.partition("</p>")[2].replace("<p>", "").replace("</p>", "").split())
