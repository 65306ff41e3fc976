"""Who asks in Slack holds up nobody: answers are sent when the store is closed again."""

from __future__ import annotations

import pytest

from store import Store
from tests.bot.fake_slack import FakeSlack
from tests.bot.posting import tell
from tests.units import watched_units


@pytest.mark.usefixtures("bot")
def test_no_answer_is_sent_in_a_unit(
    sqlite: Store, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(sqlite, 1)
    with monkeypatch.context() as patch:
        units = watched_units(patch)
        for asked in (
            "latest",
            "office SA",
            "subscribe confirm:yes",
            "timeline SA",
            "mute",
            "help",
        ):
            assert slack.ask(asked)["text"], asked
        slack.ask("mute off")
        tell(sqlite, 2)
        slack.wait(lambda: slack.messages)
    assert units.wrong == []
    assert units.opened > 8
