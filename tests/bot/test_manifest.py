"""The manifest asks for what the code uses and no more, within the documented limits."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import bot
from bot.blocks import COMMAND
from bot.links import READ_THIS

HERE = Path(bot.__file__).parent
MANIFEST: dict[str, Any] = yaml.safe_load((HERE / "manifest.yaml").read_text(encoding="utf-8"))
SCOPES = set(MANIFEST["oauth_config"]["scopes"]["bot"])
EVENTS = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])

# By Slack's method and event pages. A method with no scope of its own has an empty set.
SCOPES_OF_METHODS = {
    "apps_connections_open": set(),  # the app-level token's connections:write
    "auth_test": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_unfurl": {"links:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {
        *("channels:history", "groups:history", "im:history", "metadata.message:read"),
    },
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "conversations_replies": {
        *("channels:history", "groups:history", "im:history", "metadata.message:read"),
    },
    "files_upload_v2": {"files:write"},
    "oauth_v2_access": set(),
    "views_open": set(),
    "views_publish": set(),
    "views_update": set(),
}
SCOPES_OF_EVENTS = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set(),
    "channel_archive": {"channels:read"},
    "channel_deleted": {"channels:read"},
    "channel_id_changed": {"channels:read", "groups:read"},
    "channel_left": {"channels:read"},
    "channel_rename": {"channels:read"},
    "channel_unarchive": {"channels:read"},
    "group_archive": {"groups:read"},
    "group_deleted": {"groups:read"},
    "group_left": {"groups:read"},
    "group_rename": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "link_shared": {"links:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "tokens_revoked": set(),
}
METHOD = re.compile(
    r"(?:api|apps|auth|chat|conversations|files|oauth|users|views|reactions)_[a-zA-Z0-9_]+"
)


def used() -> tuple[set[str], set[str]]:
    """The Web API methods and the events that stand in the package's code."""
    methods: set[str] = set()
    events: set[str] = set()
    for path in HERE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and METHOD.fullmatch(node.attr):
                methods.add(node.attr)
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "event"
                and isinstance(node.args[0], ast.Constant)
            ):
                events.add(str(node.args[0].value))
    return methods, events


def test_the_scopes_are_those_that_the_code_uses() -> None:
    methods, events = used()
    assert {"chat_postMessage", "conversations_history"} <= methods
    needed = {"commands"}.union(
        *(SCOPES_OF_METHODS[method] for method in methods),
        *(SCOPES_OF_EVENTS[event] for event in events),
    )
    assert needed == SCOPES


def test_the_events_are_those_that_the_code_listens_to() -> None:
    _, events = used()
    assert events == EVENTS


def test_the_shortcuts_and_domains_are_those_that_are_answered() -> None:
    (shortcut,) = MANIFEST["features"]["shortcuts"]
    assert (shortcut["callback_id"], shortcut["type"]) == (READ_THIS, "message")
    domains = MANIFEST["features"]["unfurl_domains"]
    assert 0 < len(domains) <= 5
    assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain) for domain in domains)


def test_socket_mode_needs_no_address() -> None:
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert "request_url" not in str(MANIFEST)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (MANIFEST["display_information"]["name"], 35),
        (MANIFEST["display_information"]["description"], 140),
        (MANIFEST["display_information"]["background_color"], 7),
        (MANIFEST["features"]["bot_user"]["display_name"], 80),
        (MANIFEST["features"]["slash_commands"][0]["command"], 32),
        (MANIFEST["features"]["slash_commands"][0]["description"], 2000),
        (MANIFEST["features"]["slash_commands"][0]["usage_hint"], 1000),
        (MANIFEST["features"]["shortcuts"][0]["name"], 24),
        (MANIFEST["features"]["shortcuts"][0]["description"], 150),
    ],
)
def test_texts_keep_to_their_limits(text: str, limit: int) -> None:
    assert 0 < len(text) <= limit


def test_the_command_is_the_one_that_is_answered() -> None:
    assert [c["command"] for c in MANIFEST["features"]["slash_commands"]] == [COMMAND]
    assert set(MANIFEST) <= {
        *("_metadata", "display_information", "features", "oauth_config", "settings"),
    }
