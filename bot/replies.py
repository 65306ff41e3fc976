"""Answers to what people do in Slack, sent to the `response_url` that came with it."""

from __future__ import annotations

import http.client
import logging
from typing import Any

from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.blocks import answer_message
from bot.wording import Answer

log = logging.getLogger(__name__)

_TIMEOUT = 10


def reply(response_url: str, answer: Answer, *, replace: bool = False) -> bool:
    """Answer, visible to the asker alone unless the answer is public; whether Slack took it.

    `replace` puts it in the place of the message whose button was pressed. A failure is logged:
    there is no other way to tell the asker.
    """
    message = answer_message(answer)
    return _send(
        response_url,
        {
            **message,
            "response_type": "in_channel" if answer.public else "ephemeral",
            "replace_original": replace,
            "unfurl_links": False,
            "unfurl_media": False,
        },
    )


def withdraw(response_url: str) -> bool:
    """Take away the message whose button was pressed; whether Slack did."""
    return _send(response_url, {"delete_original": True})


def _send(response_url: str, body: dict[str, Any]) -> bool:
    client = WebhookClient(response_url, timeout=_TIMEOUT, retry_handlers=[])
    try:
        response = client.send_dict(body)
    except (OSError, http.client.HTTPException, SlackClientError) as error:
        log.warning("an answer did not reach Slack (%s)", type(error).__name__)
        return False
    if response.status_code != 200:
        log.warning("Slack refused an answer: %s %s", response.status_code, response.body[:200])
    return response.status_code == 200
