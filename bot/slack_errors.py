"""What an answer of Slack's Web API means for a post: surely not there, or unclear.

After the error tables of chat.postMessage, chat.update, auth.test and the common errors.
"""

from __future__ import annotations

import re
import socket
import ssl
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.outlet import ChannelClosed, Malformed, NotPosted, TryLater, Unclear, WorkspaceClosed

_WORKSPACE = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "unknown_method",
    }
)
# The token will never work again: the app was uninstalled, or the token revoked.
DEAD_TOKENS = frozenset({"account_inactive", "invalid_auth", "token_revoked"})
_CHANNEL = frozenset(
    {
        "access_denied",
        "app_access_restricted",
        "channel_is_limited_access",
        "channel_not_found",
        "ekm_access_denied",
        "is_archived",
        "is_inactive",
        "messages_tab_disabled",
        "not_in_channel",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
    }
)
_MESSAGE = frozenset(
    {
        "attachment_payload_limit_exceeded",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "markdown_text_conflict",
        "metadata_must_be_sent_from_app",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "too_many_attachments",
    }
)
# The message under which it was to stand is gone or takes no replies.
NO_THREAD = frozenset({"cannot_reply_to_message", "message_not_found", "thread_not_found"})
# A part of the work may have been done, or a move of the workspace is under way.
_UNCLEAR = frozenset(
    {
        "fatal_error",
        "internal_error",
        "org_login_required",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
    }
)
_RATE = frozenset({"ratelimited", "rate_limited"})
_LONG_WAIT = 3600.0
_DEFAULT_WAIT = 30.0
_LONGEST_WAIT = 3600.0

_ADVICE = {
    "missing_scope": "install the app anew, with the manifest that ships with this version",
    "not_in_channel": "invite the app to the channel",
    "channel_not_found": "the channel is gone, or private and the app is not in it",
}


class NoThread(NotPosted):
    """The message under which it was to be posted takes no reply."""


def error_code(error: SlackApiError) -> str:
    """Slack's own word for what is wrong, empty where the answer held none."""
    data = error.response.data if hasattr(error.response, "data") else error.response
    code = data.get("error", "") if isinstance(data, dict) else ""
    return code if isinstance(code, str) and re.fullmatch(r"[a-z_]{1,60}", code) else ""


def retry_after(error: SlackApiError) -> float | None:
    """Seconds to wait where Slack says that there were too many requests, else None."""
    if error.response.status_code != 429 and error_code(error) not in _RATE:
        return None
    headers = {name.lower(): value for name, value in error.response.headers.items()}
    value = headers.get("retry-after", "")
    text = value[0] if isinstance(value, list) and value else value
    try:
        return min(max(float(text), 1.0), _LONGEST_WAIT)
    except (TypeError, ValueError):
        return _DEFAULT_WAIT


def judge(error: SlackApiError) -> NotPosted | Unclear:
    """What a refused call means."""
    code = error_code(error)
    wait = retry_after(error)
    if wait is not None:
        return TryLater(f"Slack asked to wait {wait:.0f} s", wait)
    status = error.response.status_code
    if status >= 500 or not code or code in _UNCLEAR:
        return Unclear(f"Slack answered {status} {code}".strip())
    if code == "message_limit_exceeded":
        return TryLater("the workspace has used up its messages", _LONG_WAIT)
    reason = f"{code}: {_ADVICE[code]}" if code in _ADVICE else code
    for codes, kind in (
        (_WORKSPACE, WorkspaceClosed),
        (_CHANNEL, ChannelClosed),
        (_MESSAGE, Malformed),
        (NO_THREAD, NoThread),
    ):
        if code in codes:
            return kind(reason)
    return NotPosted(reason)


def judge_connection(error: Exception) -> NotPosted | Unclear:
    """What a call means that got no answer: it was surely not posted only if nobody took it."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, ConnectionRefusedError | socket.gaierror | ssl.SSLCertVerificationError):
        return NotPosted(f"Slack cannot be reached ({cause})")
    return Unclear(f"no answer from Slack ({type(cause).__name__})")
