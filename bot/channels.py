"""What happens to channels: the app is invited or removed, they are archived, deleted, moved.

A renamed or newly private channel keeps its id, by which alone it is known here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot import guide
from bot.answers import Desk
from bot.blocks import answer_message
from bot.troubles import paused_notice, resumed_notice
from bot.work import Body, Work, log
from store import outbox, subscriptions
from store.records import Subscription

_CLOSED = {
    "channel_archive": "is_archived",
    "group_archive": "is_archived",
    "channel_deleted": "deleted",
    "group_deleted": "deleted",
    "channel_left": "removed",
    "group_left": "removed",
}


@dataclass(frozen=True)
class ChannelEvents:
    """Pauses and resumes what channels follow. `bot_user` gives the app's user in a workspace."""

    desk: Desk
    work: Work
    bot_user: Callable[[str], str | None]

    def attach(self, app: App) -> None:
        """Register the listeners."""
        app.event("member_joined_channel")(self.on_joined)
        app.event("member_left_channel")(self.on_member_left)
        app.event("channel_archive")(self.on_closed)
        app.event("group_archive")(self.on_closed)
        app.event("channel_deleted")(self.on_closed)
        app.event("group_deleted")(self.on_closed)
        app.event("channel_left")(self.on_closed)
        app.event("group_left")(self.on_closed)
        app.event("channel_unarchive")(self.on_opened)
        app.event("group_unarchive")(self.on_opened)
        app.event("channel_rename")(self.on_renamed)
        app.event("group_rename")(self.on_renamed)
        app.event("channel_id_changed")(self.on_moved)

    def on_joined(self, event: Body, body: Body, client: WebClient) -> None:
        """A greeting where the app itself was invited; what waited for the channel is told."""
        team = body["team_id"]
        if self.work.again(body) or event.get("user") != self.bot_user(team):
            return
        channel = event["channel"]

        def greet() -> None:
            back = self._open(body, channel)
            if back is None:
                return
            answer = resumed_notice(len(back)) if back else guide.greeting()
            client.chat_postMessage(
                channel=channel, unfurl_links=False, unfurl_media=False, **answer_message(answer)
            )

        self.work.write(greet)

    def on_member_left(self, event: Body, body: Body, client: WebClient) -> None:
        """Somebody left; only the app's own going matters."""
        if event.get("user") == self.bot_user(body["team_id"]):
            self._close(body, _id(event["channel"]), "removed", client)

    def on_closed(self, event: Body, body: Body, client: WebClient) -> None:
        """The channel takes no more messages."""
        self._close(body, _id(event["channel"]), _CLOSED[event["type"]], client)

    def on_opened(self, event: Body, body: Body) -> None:
        """An archived channel is back."""
        if not self.work.again(body):
            channel = _id(event["channel"])
            self.work.write(lambda: self._open(body, channel))

    def on_renamed(self) -> None:
        """Nothing: channels are known by their ids."""

    def on_moved(self, event: Body, body: Body) -> None:
        """The channel got another id, as when it is shared with another workspace."""
        if self.work.again(body):
            return
        team, before, now = body["team_id"], event["old_channel_id"], event["new_channel_id"]

        def move() -> None:
            with self.desk.store.begin() as unit:
                subscriptions.move(unit, team, before, now)

        self.work.write(move)

    def _open(self, body: Body, channel: str) -> list[Subscription] | None:
        """What the channel follows; None if it has been closed again since."""
        team = body["team_id"]

        def resume() -> list[Subscription]:
            with self.desk.store.begin() as unit:
                outbox.wake(unit, team, channel, self.desk.clock())
                back = subscriptions.resume(unit, team, channel)
                return back or subscriptions.in_channel(unit, team, channel)

        return self.work.in_turn(body, f"{team}/{channel}", resume)

    def _close(self, body: Body, channel: str, reason: str, client: WebClient) -> None:
        if self.work.again(body):
            return
        team = body["team_id"]

        def pause() -> list[Subscription]:
            with self.desk.store.begin() as unit:
                return subscriptions.pause(unit, team, channel, reason, self.desk.clock())

        def close() -> None:
            news = self.work.in_turn(body, f"{team}/{channel}", pause) or []
            for user in dict.fromkeys(s.made_by for s in news if s.made_by):
                notice = answer_message(paused_notice(channel, reason))
                try:
                    client.chat_postMessage(channel=user, **notice)
                except (SlackClientError, OSError) as error:
                    log.warning("nobody was told that a channel is paused: %s", error)

        self.work.write(close)


def _id(channel: object) -> str:
    """A channel's id: some events hold a whole channel."""
    return str(channel["id"]) if isinstance(channel, dict) else str(channel)
