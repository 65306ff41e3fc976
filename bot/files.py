"""Files that go with an answer, sent to who asked."""

from __future__ import annotations

import logging
from dataclasses import replace

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.answers import Asker
from bot.wording import Answer

log = logging.getLogger(__name__)


def send_file(answer: Answer, asker: Asker, client: WebClient) -> Answer:
    """Send the answer's file in a direct message, where only the asker sees it; the answer says
    so, or that it was not possible."""
    if answer.file is None or asker.user is None:
        return answer
    try:
        opened = client.conversations_open(users=asker.user)
        client.files_upload_v2(
            channel=opened["channel"]["id"],
            filename=answer.file.name,
            title=answer.file.title,
            content=answer.file.content,
        )
    except (SlackClientError, OSError) as error:
        log.warning("a file could not be sent: %s", error)
        line = ("Slack did not take the file. Please ask again in a minute.",)
    else:
        line = (f"{answer.file.name} is in your direct messages with me.",)
    return replace(answer, lines=(*answer.lines, line), file=None)
