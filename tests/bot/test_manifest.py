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
    r"(?:apps|auth|chat|conversations|files|oauth|users|views|reactions)_[a-zA-Z0-9_]+"
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


# After Slack's published manifest schema, version 2: what may stand where.
ALLOWED: dict[str, set[str]] = {
    "": {"_metadata", "display_information", "features", "oauth_config", "settings"},
    "_metadata": {"major_version", "minor_version"},
    "display_information": {"name", "description", "long_description", "background_color"},
    "features": {
        *(
            "app_home",
            "bot_user",
            "shortcuts",
            "slash_commands",
            "unfurl_domains",
            "workflow_steps",
        ),
    },
    "features.app_home": {
        *("home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"),
    },
    "features.bot_user": {"display_name", "always_online"},
    "oauth_config": {"redirect_urls", "scopes", "token_management_enabled"},
    "oauth_config.scopes": {"bot", "user", "bot_optional", "user_optional"},
    "settings": {
        *(
            "allowed_ip_address_ranges",
            "event_subscriptions",
            "interactivity",
            "org_deploy_enabled",
        ),
        *("socket_mode_enabled", "token_rotation_enabled", "is_hosted"),
    },
    "settings.event_subscriptions": {"request_url", "user_events", "bot_events"},
    "settings.interactivity": {"is_enabled", "request_url", "message_menu_options_url"},
}
COMMAND_KEYS = {"command", "description", "usage_hint", "url", "should_escape"}
SHORTCUT_KEYS = {"name", "type", "callback_id", "description"}


@pytest.mark.parametrize("place", ALLOWED)
def test_the_manifest_holds_only_what_its_schema_knows(place: str) -> None:
    part: Any = MANIFEST
    for name in filter(None, place.split(".")):
        part = part[name]
    assert set(part) <= ALLOWED[place]
    for name, value in part.items():
        if isinstance(value, dict):
            assert f"{place}.{name}".strip(".") in ALLOWED
        if name.endswith("_enabled") or name in ("always_online", "should_escape"):
            assert isinstance(value, bool)


def test_lists_of_the_manifest_keep_to_its_schema() -> None:
    features = MANIFEST["features"]
    assert all(set(c) <= COMMAND_KEYS for c in features["slash_commands"])
    assert all(set(s) == SHORTCUT_KEYS for s in features["shortcuts"])
    assert all(s["type"] in ("message", "global") for s in features["shortcuts"])
    assert len(EVENTS) <= 100
    for listed in (MANIFEST["oauth_config"]["scopes"]["bot"], features["unfurl_domains"]):
        assert len(listed) == len(set(listed))
    assert MANIFEST["_metadata"]["major_version"] in (1, 2)
    assert re.fullmatch("#[0-9a-f]{6}", MANIFEST["display_information"]["background_color"])
