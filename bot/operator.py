"""Where the operator is told what goes wrong, and asked about releases that are held."""

from __future__ import annotations

import logging

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack_errors import error_code

NOBODY = (
    "Nobody is told what goes wrong, nor asked about releases that are held back: set "
    "ACCORD_OPERATOR_CHANNEL to the id of a channel, or to your own member id for direct messages."
)

_log = logging.getLogger(__name__)


def operator_channel(client: WebClient, named: str | None, installer: str | None) -> str | None:
    """The channel that `named` is, or the direct messages with the member that it is, or with the
    member who installed the app. None, with a warning, where there is none.

    Raises SlackClientError or OSError where Slack cannot be asked now.
    """
    place = named or installer
    if place is None:
        _log.warning("%s", NOBODY)
        return None
    if not place.startswith(("U", "W")):
        return place
    try:
        return str(client.conversations_open(users=place)["channel"]["id"])
    except SlackApiError as error:
        _log.warning("no direct messages with %s (%s). %s", place, error_code(error), NOBODY)
        return None
