"""Links to releases in people's messages: shown as cards, or sent in to be read."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from accord.press_release import Link, canonical_address
from bot.answers import Asker, Desk, sample_ids
from bot.blocks import card_message
from bot.cards import card
from bot.outside import one_line, shorten, web_address
from bot.replies import reply
from bot.wording import Answer, Command, Line
from bot.work import Body, Work
from store import releases, tracing

READ_THIS = "read_this"
_MOST_LINKS = 5
_MOST_UNFURLED = 2
_AGAIN_AFTER = timedelta(minutes=30)
_REMEMBERED = 5_000
_ADDRESS = re.compile(r"<(https?://[^>|\s]+)[^>]*>")


@dataclass(frozen=True)
class Links:
    """Unfurls links that are known, and takes in those that are not."""

    desk: Desk
    work: Work
    _shown: OrderedDict[tuple[str, str], datetime] = field(default_factory=OrderedDict)

    def attach(self, app: App) -> None:
        """Register the listeners."""
        app.event("link_shared")(self.on_shared)
        app.shortcut(READ_THIS)(self.on_read_this)

    def on_shared(self, event: Body, body: Body, client: WebClient) -> None:
        """Links were pasted; not repeated soon in one channel, and not for a list of links."""
        links = [str(link["url"]) for link in event.get("links") or ()]
        if self.work.again(body) or not 1 <= len(links) <= _MOST_UNFURLED:
            return

        def unfurl() -> None:
            shown = {
                url: {"blocks": blocks}
                for url in links
                if self._is_due(event.get("channel", ""), url) and (blocks := self._blocks(url))
            }
            if not shown:
                return
            if event.get("unfurl_id") and event.get("source"):
                place = {"unfurl_id": event["unfurl_id"], "source": event["source"]}
            else:
                place = {"channel": event["channel"], "ts": event["message_ts"]}
            client.chat_unfurl(unfurls=shown, **place)

        self.work.read(unfurl)

    def on_read_this(self, ack: Ack, body: Body) -> None:
        """“Read this with Accord” in a message's menu."""
        ack()
        links = list(dict.fromkeys(_links(body.get("message") or {})))[:_MOST_LINKS]
        asker = Asker(
            body["team"]["id"], (body.get("channel") or {}).get("id") or "", body["user"]["id"]
        )
        url = body["response_url"]
        self.work.answer(
            lambda: self._taken_in(links, asker),
            lambda answer: reply(url, answer),
            writes=True,
        )

    def _taken_in(self, links: list[str], asker: Asker) -> Answer:
        if not links:
            return Answer(
                title="No link found",
                lines=(("This message holds no web address that I could read.",),),
            )
        with self.desk.store.read() as unit:
            known = [link for link in links if tracing.known(unit, link)]
        if len(links) == 1 and known:
            return self.desk.answer(f"why {links[0]}", asker)
        lines: list[Line] = []
        with self.desk.store.begin() as unit:
            for link in links:
                address = web_address(link) or ""
                shown = Link(address, shorten(one_line(link), 120))
                if link in known:
                    lines.append((shown, " is known; ", Command(f"why {link}"), " tells more."))
                else:
                    releases.add_given(unit, canonical_address(link), self.desk.clock(), url=link)
                    lines.append((shown, " will be read within a minute or two."))
        return Answer(
            title="Sent in to be read",
            lines=tuple(lines),
            hints=(
                (
                    "If it tells of an agreement, the channels that follow such are told. ",
                    Command("why URL"),
                    " says what became of it.",
                ),
            ),
        )

    def _blocks(self, url: str) -> list[dict[str, Any]]:
        with self.desk.store.read() as unit:
            release = tracing.known(unit, url)
            if release is None:
                return []
            found = tracing.agreements_of(unit, release.id)
            samples = sample_ids(unit)
        if not found:
            return []
        blocks: list[dict[str, Any]] = card_message(
            card(found[0], self.desk.vocabulary, samples=samples)
        )["blocks"]
        return blocks

    def _is_due(self, channel: str, url: str) -> bool:
        now = self.desk.clock()
        last = self._shown.get((channel, url))
        if last is not None and now - last < _AGAIN_AFTER:
            return False
        self._shown[channel, url] = now
        self._shown.move_to_end((channel, url))
        if len(self._shown) > _REMEMBERED:
            self._shown.popitem(last=False)
        return True


def _links(message: Body) -> Iterator[str]:
    """The web addresses in a message's text and blocks."""
    for match in _ADDRESS.finditer(str(message.get("text") or "")):
        yield match[1].replace("&amp;", "&")
    yield from _in_blocks(message.get("blocks") or [])


def _in_blocks(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for one in part:
            yield from _in_blocks(one)
    elif isinstance(part, dict):
        if part.get("type") == "link" and str(part.get("url", "")).startswith("http"):
            yield str(part["url"])
        for one in part.values():
            if isinstance(one, list | dict):
                yield from _in_blocks(one)
