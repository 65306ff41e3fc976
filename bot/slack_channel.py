"""Slack's channels as an outlet for announcements."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.blocks import answer_message, card_message, line_message
from bot.metrics import SLACK_REQUESTS
from bot.outlet import Announcement, CannotLook, ChannelClosed, Malformed, Notice, WorkspaceClosed
from bot.slack_errors import NO_THREAD, NoThread, error_code, judge, judge_connection, retry_after
from bot.wording import Answer

EVENT_TYPE = "accord_delivery"
_TIMEOUT = 10
_PAGE = 200
_PAGES = 50
_LOOK_AGAIN = 20.0
_LOOK_LATER = 3600.0
# Anything else than an answer of Slack's. The SDK lets these through as they come.
_NO_ANSWER = (OSError, http.client.HTTPException, SlackClientError, ValueError, AttributeError)


class CountingClient(WebClient):
    """Counts its calls by method and result."""

    def api_call(self, api_method: str, **arguments: Any) -> SlackResponse:
        """Call once."""
        result = "no_answer"
        try:
            answer = super().api_call(api_method, **arguments)
            result = "ok"
        except SlackApiError as error:
            result = error_code(error) or str(error.response.status_code)
            raise
        finally:
            SLACK_REQUESTS.labels(api_method, result).inc()
        return answer


def slack_client(token: str, base_url: str, timeout: int = _TIMEOUT) -> WebClient:
    """A client that repeats nothing by itself: a repeated post would be a second message."""
    return CountingClient(token=token, base_url=base_url, timeout=timeout, retry_handlers=[])


class SlackChannels:
    """Posts to the channels of one workspace with the app's bot token."""

    pause = 1.0

    def __init__(self, client: WebClient, workspace: str) -> None:
        """`client` must repeat nothing: `slack_client`. `workspace` is the team's id."""
        self._client = client
        self.workspace = workspace

    def post(self, channel: str, message: Announcement | Notice, key: str) -> str:
        """Post with the key in the message's metadata; its `ts`.

        A thread whose first message is gone is given up for a message of its own, blocks that
        Slack refuses for the text alone.
        """
        said = _said(message)
        thread = message.thread if isinstance(message, Announcement) else None
        aloud = isinstance(message, Announcement) and message.aloud
        try:
            return self._post(channel, said, key, thread, aloud=aloud)
        except NoThread:
            if isinstance(message, Announcement):
                said = card_message(message.card)
            return self._post(channel, said, key, None)
        except Malformed:
            del said["blocks"]
            return self._post(channel, said, key, thread, aloud=aloud)

    def _post(
        self,
        channel: str,
        message: Mapping[str, Any],
        key: str,
        thread: str | None,
        *,
        aloud: bool = False,
    ) -> str:
        answer = _call(
            self._client.chat_postMessage,
            channel=channel,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
            thread_ts=thread,
            reply_broadcast=True if aloud and thread else None,
            unfurl_links=False,
            unfurl_media=False,
            **message,
        )
        return str(answer["ts"])

    def update(self, channel: str, ts: str, announcement: Announcement) -> None:
        """Show the agreement's card as it stands in the first message."""
        _call(self._client.chat_update, channel=channel, ts=ts, **card_message(announcement.card))

    def tell(self, user: str, answer: Answer) -> None:
        """A direct message of the app."""
        _call(
            self._client.chat_postMessage,
            channel=user,
            unfurl_links=False,
            unfurl_media=False,
            **answer_message(answer),
        )

    def find(
        self, channel: str, keys: Mapping[str, str | None], since: datetime
    ) -> Mapping[str, str]:
        """One look into the channel for all keys, and one into each thread that they name."""
        found: dict[str, str] = {}
        try:
            for thread in dict.fromkeys(keys.values()):
                wanted = {key for key, where in keys.items() if where == thread}
                found |= self._find_in(channel, thread, wanted, since)
        except SlackApiError as error:
            wait = retry_after(error)
            if wait is None:
                # What somebody has to change first, or what passes by itself.
                lasting = isinstance(judge(error), ChannelClosed | WorkspaceClosed)
                wait = _LOOK_LATER if lasting else _LOOK_AGAIN
            raise CannotLook(error_code(error) or "no sense in Slack's answer", wait) from error
        except _NO_ANSWER as error:
            raise CannotLook(f"no answer ({type(error).__name__})", _LOOK_AGAIN) from error
        return found

    def _find_in(
        self, channel: str, thread: str | None, wanted: set[str], since: datetime
    ) -> dict[str, str]:
        found: dict[str, str] = {}
        try:
            for message in self._messages(channel, thread, since):
                key = _key(message)
                if key in wanted:
                    found[key] = str(message["ts"])
                if wanted <= found.keys():
                    break
        except SlackApiError as error:
            if thread is None or error_code(error) not in NO_THREAD:
                raise
            # The thread is gone, so that it was posted as a message of its own, if at all.
            return self._find_in(channel, None, wanted, since)
        return found

    def _messages(
        self, channel: str, thread: str | None, since: datetime
    ) -> Iterator[dict[str, Any]]:
        """The channel's messages, or a thread's replies, since then. Raises CannotLook."""
        arguments: dict[str, Any] = {
            "channel": channel,
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": _PAGE,
        }
        for _ in range(_PAGES):
            if thread is None:
                answer = self._client.conversations_history(**arguments)
            else:
                answer = self._client.conversations_replies(ts=thread, **arguments)
            yield from answer.get("messages") or ()
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
            arguments["cursor"] = cursor
        raise CannotLook("there are too many messages since", _LOOK_LATER)


def _said(message: Announcement | Notice) -> dict[str, Any]:
    if isinstance(message, Notice):
        return answer_message(message.answer)
    if message.line is None:
        return card_message(message.card)
    return line_message(message.line)


def _call(method: Callable[..., Any], **arguments: Any) -> Any:
    """Call once. Raises NotPosted or Unclear."""
    try:
        return method(**arguments)
    except SlackApiError as error:
        raise judge(error) from error
    except _NO_ANSWER as error:
        raise judge_connection(error) from error


def _key(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    key = (metadata.get("event_payload") or {}).get("key")
    return key if isinstance(key, str) else None
