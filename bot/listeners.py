"""Commands, buttons of answers, and mentions. Each listener acknowledges first.

What happens to channels, in modals and with links is answered by `bot.channels`, `bot.dialogs`
and `bot.links`; all are registered here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

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
    answer_blocks,
    answer_message,
    read_turn,
)
from bot.channels import ChannelEvents
from bot.dialogs import Dialogs
from bot.files import send_file
from bot.forms import told
from bot.installs import InstallEvents
from bot.links import Links
from bot.replies import reply, withdraw
from bot.requests import Mute, Request, Subscribe, Unsubscribe
from bot.slack_errors import error_code
from bot.wording import Answer, Turn
from bot.work import Body, Work, answered

_MENTION = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")
_NOT_HERE = ("channel_not_found", "not_in_channel")


@dataclass
class Listeners:
    """Answers commands, buttons and events. `bot_user` gives the app's own user in a workspace,
    if known; `forget` erases a workspace's tokens. Each request comes with the client of its
    workspace."""

    desk: Desk
    bot_user: Callable[[str], str | None]
    forget: Callable[[str], None]
    work: Work = field(default_factory=Work)

    def attach(self, app: App) -> None:
        """Register every listener."""
        app.command(COMMAND)(self.on_command)
        app.action(re.compile(f"^(?:{DETAILS}|{EVIDENCE}|{RELATED})$"))(self.on_details)
        app.action(re.compile(f"^(?:{PREVIOUS}|{NEXT})$"))(self.on_turn)
        app.action(SHARE)(self.on_share)
        app.action(re.compile(f"^{RUN}-[0-9]$"))(self.on_run)
        app.event("app_mention")(self.on_mention)
        InstallEvents(self.desk, self.work, self.forget).attach(app)
        ChannelEvents(self.desk, self.work, self.bot_user).attach(app)
        Dialogs(self.desk, self.work).attach(app)
        Links(self.desk, self.work).attach(app)
        # What is not acknowledged is sent again, and fails for whoever pressed it.
        app.action(re.compile(".*"))(self.on_anything)
        app.event(re.compile(".*"))(self.on_anything)
        app.view(re.compile(".*"))(self.on_anything)
        app.shortcut(re.compile(".*"))(self.on_anything)

    def close(self) -> None:
        """Finish what is being answered; take no more."""
        self.work.close()

    def on_command(self, ack: Ack, body: Body, client: WebClient) -> None:
        """`/accord …`."""
        ack()
        asker = Asker(body["team_id"], body["channel_id"], body.get("user_id"))
        url = body["response_url"]
        self._start(
            body.get("text") or "",
            asker,
            lambda answer: self._reply(url, answer, asker, client),
        )

    def on_details(self, ack: Ack, body: Body, client: WebClient) -> None:
        """A button that tells more of one agreement; in the Home tab a modal does."""
        ack()
        value, asker, url = _pressed(body)
        verb = {EVIDENCE: "why", RELATED: "related"}.get(body["actions"][0]["action_id"], "show")
        asked = f"{verb} {value}" if value.isdecimal() and len(value) < 10 else "help"
        if url is not None:
            self.work.answer(
                lambda: self.desk.answer(asked, asker), lambda answer: reply(url, answer)
            )
            return
        trigger = body.get("trigger_id")

        def show() -> None:
            answer = answered(lambda: self.desk.answer(asked, asker))
            view = told("Agreement", answer_blocks(answer, turning=False))
            client.views_open(trigger_id=trigger, view=view)

        if trigger:
            self.work.read(show)

    def on_turn(self, ack: Ack, body: Body) -> None:
        """Previous or Next under a list, which is replaced by the other page."""
        ack()
        value, asker, url = _pressed(body)
        turn = read_turn(value)
        if url is None:
            return
        self.work.answer(
            lambda: self.desk.turn(turn, asker) if turn else guide.usage(),
            lambda answer: reply(url, answer, replace=turn is not None),
        )

    def on_share(self, ack: Ack, body: Body) -> None:
        """Show a private answer to everybody in the channel."""
        ack()
        value, asker, url = _pressed(body)
        turn = read_turn(value)
        if url is None:
            return
        self.work.answer(lambda: self._shared(turn, asker), lambda answer: reply(url, answer))

    def on_run(self, ack: Ack, body: Body, client: WebClient) -> None:
        """A choice under an answer: run its command in place of the answer, or drop the answer."""
        ack()
        value, asker, url = _pressed(body)
        if url is None:
            return
        if not value.strip("-"):
            self.work.read(lambda: withdraw(url))
            return

        def send(answer: Answer) -> None:
            if answer.public:
                self._reply(url, answer, asker, client)
                withdraw(url)
            else:
                reply(url, answer, replace=True)

        self._start(value, asker, send)

    def on_mention(self, event: Body, body: Body, client: WebClient) -> None:
        """`@accord …`: answered like the command, to the one who asked."""
        if self.work.again(body) or event.get("bot_id"):
            return
        asker = Asker(body["team_id"], event["channel"], event.get("user"))
        text = _MENTION.sub(" ", event.get("text") or "").strip()
        self._start(text, asker, lambda answer: _say(answer, asker, event, client))

    def on_anything(self, ack: Ack) -> None:
        """Nothing is done but to say that it arrived."""
        ack()

    def _start(self, text: str, asker: Asker, send: Callable[[Answer], None]) -> None:
        """Read what was typed and answer it, in the pool for its kind."""

        def begin() -> None:
            request = self.desk.read(_as_typed(text))
            self.work.answer(
                lambda: self.desk.answer_request(request, asker), send, writes=_writes(request)
            )

        self.work.read(begin)

    def _shared(self, turn: Turn | None, asker: Asker) -> Answer:
        return self.desk.shared(turn, asker) if turn else guide.usage()

    def _reply(self, url: str, answer: Answer, asker: Asker, client: WebClient) -> None:
        if answer.file is not None:
            answer = send_file(answer, asker, client)
        reply(url, answer)
        if answer.public and not _is_in(asker.channel, client):
            reply(url, guide.invite())


def _say(answer: Answer, asker: Asker, event: Body, client: WebClient) -> None:
    if answer.file is not None:
        answer = send_file(answer, asker, client)
    message = answer_message(answer)
    thread = event.get("thread_ts")
    if answer.public:
        client.chat_postMessage(
            channel=asker.channel, thread_ts=thread, unfurl_links=False, **message
        )
    elif asker.user:
        client.chat_postEphemeral(
            channel=asker.channel, user=asker.user, thread_ts=thread, **message
        )


def _is_in(channel: str, client: WebClient) -> bool:
    """Whether the app is in the channel; yes where that cannot be found out."""
    try:
        answer = client.conversations_info(channel=channel)
    except SlackApiError as error:
        return error_code(error) not in _NOT_HERE
    except (OSError, SlackClientError):
        return True
    found = answer.get("channel") or {}
    return bool(found.get("is_im") or found.get("is_member", True))


def _writes(request: Request) -> bool:
    return isinstance(request, Subscribe | Unsubscribe | Mute)


def _pressed(body: Body) -> tuple[str, Asker, str | None]:
    channel = (body.get("channel") or {}).get("id") or ""
    asker = Asker(body["team"]["id"], channel, body["user"]["id"])
    return body["actions"][0].get("value") or "", asker, body.get("response_url")


def _as_typed(text: str) -> str:
    """The text as it was typed: Slack writes three characters as entities and wraps links."""
    text = re.sub(r"<(?:[#@!][^>|]*\|)?([^>|]*)(?:\|[^>]*)?>", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
