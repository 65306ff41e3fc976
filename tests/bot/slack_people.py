"""What people do in the fake workspace: they type, press, fill in and paste."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Iterator
from typing import Any

from tests.bot.slack_records import Interaction, Json
from tests.bot.slack_rules import options_problems

TEAM, BOT_USER, BOT = "T0WORKSPACE", "U0ACCORD", "B0ACCORD"
CHANNEL, SOMEBODY = "C0CHANNEL", "U0SOMEBODY"


class People:
    """Everything that Slack sends to the app because of what somebody did."""

    homes: list[Json]
    modals: list[Json]
    problems: list[str]
    numbers: Iterator[int]

    @abstractmethod
    def send(self, kind: str, payload: Json, *, answerable: bool = True) -> Interaction:
        """Send it to the app."""

    @abstractmethod
    def wait(self, done: Any, seconds: float = 10.0) -> None:
        """Until `done()`; fails the test if it never is."""

    def command(self, text: str, channel: str = CHANNEL) -> Interaction:
        """`/accord text`, typed by somebody."""
        return self.send(
            "slash_commands",
            {
                "command": "/accord",
                "text": text,
                "team_id": TEAM,
                "channel_id": channel,
                "user_id": SOMEBODY,
                "trigger_id": "1.2.3",
            },
        )

    def ask(self, text: str, channel: str = CHANNEL) -> Json:
        """`/accord text`, and its first answer."""
        interaction = self.command(text, channel)
        self.wait(lambda: interaction.answers, 30)
        return interaction.answers[0]

    def press(self, message: Json, action: str, channel: str = CHANNEL) -> Interaction:
        """A press on the first button of that name in a message."""
        elements = [
            element
            for block in message["blocks"]
            for element in [*block.get("elements", []), block.get("accessory", {})]
        ]
        button = next(e for e in elements if e.get("action_id") == action)
        return self.send(
            "interactive",
            {
                "type": "block_actions",
                "team": {"id": TEAM},
                "user": {"id": SOMEBODY, "team_id": TEAM},
                "channel": {"id": channel},
                "trigger_id": f"1.2.{next(self.numbers)}",
                "message": {"ts": message.get("ts", "1.1")},
                "actions": [{"type": "button", "block_id": "b", **button}],
            },
        )

    def press_in_home(self, action: str) -> Interaction:
        """A press on the first button of that name in the Home tab, which has no response_url."""
        elements = [
            element
            for block in self.homes[-1]["blocks"]
            for element in [*block.get("elements", []), block.get("accessory", {})]
        ]
        button = next(e for e in elements if e.get("action_id") == action)
        payload = {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": SOMEBODY, "team_id": TEAM},
            "trigger_id": f"1.2.{next(self.numbers)}",
            "view": {"id": "V0", "type": "home"},
            "actions": [{"type": "button", "block_id": "b", **button}],
        }
        return self.send("interactive", payload, answerable=False)

    def submit(self, values: Json, view: Json | None = None) -> Interaction:
        """The newest modal, filled in with `values` (by block) and sent."""
        view = view or self.modals[-1]
        state = {block: {"v": element} for block, element in values.items()}
        payload = {
            "type": "view_submission",
            "team": {"id": TEAM},
            "user": {"id": SOMEBODY, "team_id": TEAM},
            "view": {**view, "state": {"values": state}},
        }
        return self.send("interactive", payload, answerable=False)

    def choose(self, action: str, typed: str) -> list[Json]:
        """What a menu offers for what was typed."""
        payload = {
            "type": "block_suggestion",
            "team": {"id": TEAM},
            "user": {"id": SOMEBODY, "team_id": TEAM},
            "action_id": action,
            "block_id": action,
            "value": typed,
            "view": {"id": "V1", "type": "modal"},
        }
        interaction = self.send("interactive", payload, answerable=False)
        self.wait(lambda: interaction.acked)
        options: list[Json] = (interaction.payload or {})["options"]
        self.problems += options_problems(options)
        return options

    def read_this(self, message: Json) -> Interaction:
        """The message shortcut."""
        payload = {
            "type": "message_action",
            "callback_id": "read_this",
            "team": {"id": TEAM},
            "user": {"id": SOMEBODY, "team_id": TEAM},
            "channel": {"id": CHANNEL},
            "trigger_id": "1.2.3",
            "message": message,
        }
        return self.send("interactive", payload)

    def event(self, event: Json, event_id: str | None = None) -> Interaction:
        """Something that happened in the workspace, now if `event_ts` does not say when."""
        at = time.time()
        return self.send(
            "events_api",
            {
                "type": "event_callback",
                "team_id": TEAM,
                "event_id": event_id or f"Ev{next(self.numbers)}",
                "event_time": int(at),
                "event": {"event_ts": f"{at:.6f}", **event},
                "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
            },
        )
