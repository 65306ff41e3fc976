"""What happens in Slack and what is done about it. Each listener acknowledges first.

The work itself is done in pools of our own: Bolt's few threads only acknowledge, so that a slow
store never delays an acknowledgement, and waiting writers never hold up look-ups.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot import guide
from bot.answers import Asker, Desk
from bot.blocks import (
    COMMAND,
    DETAILS,
    EVIDENCE,
    NEXT,
    PREVIOUS,
    RELATED,
    RUN,
    SHARE,
    answer_message,
    home_view,
    read_turn,
)
from bot.replies import reply, withdraw
from bot.requests import Mute, Request, Subscribe, Unsubscribe
from bot.slack_errors import error_code
from bot.wording import Answer
from store import outbox
from store.errors import StoreError

log = logging.getLogger(__name__)

Body = Mapping[str, Any]
_LOOK_UPS, _WRITES = 8, 2
_REMEMBERED = 10_000
_MENTION = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")
_NOT_HERE = ("channel_not_found", "not_in_channel")


@dataclass
class Listeners:
    """Answers commands, buttons and events. `bot_user` gives the app's own user id, if known."""

    desk: Desk
    client: WebClient
    bot_user: Callable[[], str | None]
    look_ups: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(_LOOK_UPS, thread_name_prefix="look-up")
    )
    writes: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(_WRITES, thread_name_prefix="write")
    )
    _seen: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def attach(self, app: App) -> None:
        """Register every listener."""
        app.command(COMMAND)(self.on_command)
        app.action(re.compile(f"{DETAILS}|{EVIDENCE}|{RELATED}"))(self.on_details)
        app.action(re.compile(f"{PREVIOUS}|{NEXT}"))(self.on_turn)
        app.action(SHARE)(self.on_share)
        app.action(re.compile(f"{RUN}-[0-9]"))(self.on_run)
        app.event("app_mention")(self.on_mention)
        app.event("member_joined_channel")(self.on_joined)
        app.event("app_home_opened")(self.on_home)
        # What is not acknowledged is sent again, and fails for whoever pressed it.
        app.action(re.compile(".*"))(self.on_anything)
        app.event(re.compile(".*"))(self.on_anything)

    def close(self) -> None:
        """Finish what is being answered; take no more."""
        self.look_ups.shutdown(wait=True, cancel_futures=True)
        self.writes.shutdown(wait=True, cancel_futures=True)

    def on_command(self, ack: Ack, body: Body) -> None:
        """`/accord …`."""
        ack()
        asker = Asker(body["team_id"], body["channel_id"], body.get("user_id"))
        url = body["response_url"]
        self._start(body.get("text") or "", asker, lambda answer: self._reply(url, answer, asker))

    def on_details(self, ack: Ack, body: Body) -> None:
        """A button that tells more of one agreement."""
        ack()
        value, asker, url = _pressed(body)
        if url is None:
            return
        verb = {EVIDENCE: "why", RELATED: "related"}.get(body["actions"][0]["action_id"], "show")
        asked = f"{verb} {value}" if value.isdecimal() and len(value) < 10 else "help"
        self._submit(lambda: self.desk.answer(asked, asker), lambda answer: reply(url, answer))

    def on_share(self, ack: Ack, body: Body) -> None:
        """Show a private answer to everybody in the channel."""
        ack()
        value, asker, url = _pressed(body)
        turn = read_turn(value)
        if url is None:
            return
        self._submit(
            lambda: self.desk.shared(turn, asker) if turn else guide.usage(),
            lambda answer: reply(url, answer),
        )

    def on_run(self, ack: Ack, body: Body) -> None:
        """A choice under an answer: run its command in place of the answer, or drop the answer."""
        ack()
        value, asker, url = _pressed(body)
        if url is None:
            return
        request = self.desk.read(value) if value.strip("-") else None

        def send(answer: Answer) -> None:
            if answer.public:
                self._reply(url, answer, asker)
                withdraw(url)
            else:
                reply(url, answer, replace=True)

        if request is None:
            self.look_ups.submit(_logged, lambda: withdraw(url))
        else:
            self._submit(
                lambda: self.desk.answer_request(request, asker), send, writes=_writes(request)
            )

    def on_turn(self, ack: Ack, body: Body) -> None:
        """Previous or Next under a list, which is replaced by the other page."""
        ack()
        value, asker, url = _pressed(body)
        turn = read_turn(value)
        if url is None:
            return
        self._submit(
            lambda: self.desk.turn(turn, asker) if turn else guide.usage(),
            lambda answer: reply(url, answer, replace=turn is not None),
        )

    def on_mention(self, event: Body, body: Body) -> None:
        """`@accord …`: answered like the command, to the one who asked."""
        if self._again(body) or event.get("bot_id"):
            return
        asker = Asker(body["team_id"], event["channel"], event.get("user"))
        text = _MENTION.sub(" ", event.get("text") or "").strip()
        self._start(text, asker, lambda answer: self._say(answer, asker, event))

    def on_joined(self, event: Body, body: Body) -> None:
        """A greeting where the app itself was invited; what waited for the channel is told."""
        if self._again(body) or event.get("user") != self.bot_user():
            return
        workspace, channel = body["team_id"], event["channel"]

        def greet() -> None:
            with self.desk.store.begin() as unit:
                outbox.wake(unit, workspace, channel, self.desk.clock())
            self.client.chat_postMessage(
                channel=channel, unfurl_links=False, **answer_message(guide.greeting())
            )

        self.writes.submit(_logged, greet)

    def on_home(self, event: Body, body: Body) -> None:
        """The Home tab: the newest agreements and how to ask."""
        if self._again(body) or event.get("tab") != "home":
            return
        user = event["user"]
        asker = Asker(body["team_id"], "", user)

        def publish() -> None:
            newest = self.desk.answer("latest", asker)
            self.client.views_publish(user_id=user, view=home_view(newest, guide.usage()))

        self.look_ups.submit(_logged, publish)

    def on_anything(self, ack: Ack) -> None:
        """Nothing is done but to say that it arrived."""
        ack()

    def _start(self, text: str, asker: Asker, send: Callable[[Answer], None]) -> None:
        request = self.desk.read(_as_typed(text))
        self._submit(
            lambda: self.desk.answer_request(request, asker), send, writes=_writes(request)
        )

    def _submit(
        self,
        ask: Callable[[], Answer],
        send: Callable[[Answer], object],
        *,
        writes: bool = False,
    ) -> None:
        pool = self.writes if writes else self.look_ups
        pool.submit(_logged, lambda: send(_answered(ask)))

    def _reply(self, url: str, answer: Answer, asker: Asker) -> None:
        reply(url, answer)
        if answer.public and not self._is_in(asker.channel):
            reply(url, guide.invite())

    def _say(self, answer: Answer, asker: Asker, event: Body) -> None:
        message = answer_message(answer)
        thread = event.get("thread_ts")
        if answer.public:
            self.client.chat_postMessage(
                channel=asker.channel, thread_ts=thread, unfurl_links=False, **message
            )
        elif asker.user:
            self.client.chat_postEphemeral(
                channel=asker.channel, user=asker.user, thread_ts=thread, **message
            )

    def _is_in(self, channel: str) -> bool:
        """Whether the app is in the channel; yes where that cannot be found out."""
        try:
            answer = self.client.conversations_info(channel=channel)
        except SlackApiError as error:
            return error_code(error) not in _NOT_HERE
        except (OSError, SlackClientError):
            return True
        found = answer.get("channel") or {}
        return bool(found.get("is_im") or found.get("is_member", True))

    def _again(self, body: Body) -> bool:
        """Whether this event came before: Slack repeats what was acknowledged late."""
        event_id = body.get("event_id")
        if not event_id:
            return False
        with self._lock:
            known = event_id in self._seen
            self._seen[event_id] = None
            if len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
        return known


def _writes(request: Request) -> bool:
    return isinstance(request, Subscribe | Unsubscribe | Mute)


def _answered(ask: Callable[[], Answer]) -> Answer:
    """The answer, or words of regret: whoever asked is told in any case."""
    reference = secrets.token_hex(3)
    try:
        return ask()
    except StoreError as error:
        log.warning("request %s: the store cannot be used: %s", reference, error)
        return guide.busy()
    except Exception:
        log.exception("request %s failed", reference)
        return guide.out_of_order(reference)


def _logged(work: Callable[[], object]) -> None:
    try:
        work()
    except (SlackClientError, OSError) as error:
        log.warning("Slack did not take an answer: %s", error)
    except Exception:
        log.exception("a piece of work in Slack failed")


def _pressed(body: Body) -> tuple[str, Asker, str | None]:
    channel = (body.get("channel") or {}).get("id") or ""
    asker = Asker(body["team"]["id"], channel, body["user"]["id"])
    return body["actions"][0].get("value") or "", asker, body.get("response_url")


def _as_typed(text: str) -> str:
    """The text as it was typed: Slack writes three characters as entities and wraps links."""
    text = re.sub(r"<(?:[#@!][^>|]*\|)?([^>|]*)(?:\|[^>]*)?>", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
