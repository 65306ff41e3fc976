"""A poster that is killed between posting and settling; run by tests as a process of its own."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.announcing import Poster
from bot.outlet import Announcement, Outlet
from bot.slack_channel import SlackChannels, slack_client
from bot.terminal_channel import TerminalChannel
from store import Store
from tests.bot.fake_slack import TEAM
from tests.bot.field import VOCABULARY


def die_after(method: Callable[..., str]) -> Callable[..., str]:
    """The method, which nobody lives to see return."""

    def dying(channel: str, announcement: Announcement, key: str) -> str:
        method(channel, announcement, key)
        os.kill(os.getpid(), signal.SIGKILL)
        return ""

    return dying


def main(url: str, place: str) -> None:
    """`place` is the base address of a Slack, or a data directory."""
    outlet: Any
    if place.startswith("http"):
        outlet = SlackChannels(slack_client("xoxb-test", place), TEAM)
    else:
        outlet = TerminalChannel(Path(place), lambda _: None)
    outlet.post = die_after(outlet.post)
    with Store.open(url) as store:
        mortal: Outlet = outlet
        Poster(store, mortal, VOCABULARY).step()


if __name__ == "__main__":
    main(*sys.argv[1:])
