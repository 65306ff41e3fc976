"""Signed HTTP and installing by OAuth, with the bot's own server on loopback."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from cryptography.fernet import Fernet
from slack_sdk.signature import SignatureVerifier

from accord.alert import AlertKind, source_subject
from bot.answers import utc_now
from bot.app import SlackBot, manifest_scopes
from bot.vault import Locked, Vault
from bot.workspaces import Installed
from config.settings import Settings, WrongSetting
from store import Store, alerts, installations, subscriptions
from tests.bot.fake_slack import CHANNEL, SOMEBODY, TEAM, FakeSlack
from tests.bot.field import VOCABULARY

SECRET = "signing-secret"
KEY = Fernet.generate_key().decode()


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


class Client:
    """Slack's servers and a browser, before the bot's own server."""

    def __init__(self, bot: SlackBot) -> None:
        assert bot.server
        self.base = f"http://127.0.0.1:{bot.server.port}"

    def send(self, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str, Any]:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(self.base + path, data=body, headers=names)
        try:
            with build_opener(_Stay).open(request, timeout=10) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except HTTPError as answer:
            return answer.code, answer.read().decode(), answer.headers

    def slack(self, body: str, *, at: int | None = None, **given: str) -> int:
        stamp = str(at or int(time.time()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
        kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
        headers = {
            "Content_Type": kind,
            "X_Slack_Request_Timestamp": stamp,
            "X_Slack_Signature": signature or "",
        }
        return self.send("/slack/events", body.encode(), **(headers | given))[0]


def command(slack: FakeSlack, text: str, number: int = 1) -> str:
    return urlencode(
        {
            "command": "/accord",
            "text": text,
            "team_id": TEAM,
            "channel_id": CHANNEL,
            "user_id": SOMEBODY,
            "response_url": slack.api.replace("/api/", f"/response/http-{number}"),
            "trigger_id": f"9.{number}",
        }
    )


@pytest.fixture
def start(
    slack: FakeSlack, sqlite: Store, sqlite_url: str, tmp_path: Path
) -> Iterator[Callable[..., SlackBot]]:
    bots: list[SlackBot] = []

    def begin(**given: str) -> SlackBot:
        settings = Settings.from_environ(
            {
                "ACCORD_DATA_DIR": str(tmp_path),
                "ACCORD_DATABASE_URL": sqlite_url,
                "ACCORD_SLACK_API_URL": slack.api,
                "ACCORD_BOT_ADDRESS": "127.0.0.1:0",
                "SLACK_SIGNING_SECRET": SECRET,
                **given,
            }
        )
        bot = SlackBot(settings, sqlite, VOCABULARY)
        bots.append(bot)
        bot.start()
        slack.wait(lambda: bot.connected)
        return bot

    yield begin
    for bot in bots:
        bot.close()


@pytest.fixture
def http(start: Callable[..., SlackBot], slack: FakeSlack) -> Client:
    return Client(start(SLACK_BOT_TOKEN="xoxb-test"))


def interaction(slack: FakeSlack, number: int = 1) -> Any:
    from tests.bot.slack_records import Interaction  # noqa: PLC0415

    return slack.interactions.setdefault(f"http-{number}", Interaction("", time.monotonic()))


def test_a_signed_command_is_answered(http: Client, slack: FakeSlack) -> None:
    asked = interaction(slack)
    assert http.slack(command(slack, "help")) == 200
    slack.wait(lambda: asked.answers)
    assert asked.answers[0]["text"].startswith("Accord: what IP offices agree")


def test_the_address_is_verified(http: Client) -> None:
    assert http.slack(json.dumps({"type": "url_verification", "challenge": "x"})) == 200


@pytest.mark.parametrize(
    "given",
    [
        {"X_Slack_Signature": "v0=0"},
        {"X_Slack_Request_Timestamp": "soon"},
        {"X_Slack_Request_Timestamp": ""},
    ],
)
def test_what_is_not_slack_s_is_refused(
    http: Client, slack: FakeSlack, given: dict[str, str]
) -> None:
    assert http.slack(command(slack, "help"), **given) == 401


@pytest.mark.parametrize("off", [-301, 400])
def test_old_and_future_requests_are_refused(http: Client, slack: FakeSlack, off: int) -> None:
    assert http.slack(command(slack, "help"), at=int(time.time()) + off) == 401


def test_a_replay_is_refused(http: Client, slack: FakeSlack) -> None:
    interaction(slack)
    now = int(time.time())
    assert http.slack(command(slack, "help"), at=now) == 200
    assert http.slack(command(slack, "help"), at=now) == 401


def test_large_bodies_and_other_addresses_are_refused(http: Client) -> None:
    assert http.slack("x" * 1_000_001) == 413
    assert http.send("/")[0] == 404
    assert http.send("/slack/install")[0] == 404


@pytest.fixture
def many(start: Callable[..., SlackBot]) -> Client:
    """A bot that serves all workspaces that install it."""
    return Client(
        start(
            SLACK_CLIENT_ID="1.2",
            SLACK_CLIENT_SECRET="client-secret",
            ACCORD_ENCRYPTION_KEYS=KEY,
        )
    )


def begin(many: Client) -> tuple[str, str]:
    """The state and cookie with which a browser is sent to Slack."""
    status, _, headers = many.send("/slack/install")
    assert status == 302
    query = parse_qs(urlsplit(headers["location"]).query)
    assert set(query["scope"][0].split(",")) == set(manifest_scopes())
    return query["state"][0], headers["set-cookie"].partition(";")[0]


def come_back(many: Client, state: str, cookie: str, code: str = "a-code") -> tuple[int, str]:
    query = urlencode({"code": code, "state": state})
    status, body, _ = many.send(f"/slack/oauth_redirect?{query}", Cookie=cookie)
    return status, body


def test_the_page_of_consent_is_beside_the_web_api(many: Client, slack: FakeSlack) -> None:
    _, _, headers = many.send("/slack/install")
    assert headers["location"].startswith(slack.api.replace("/api/", "/oauth/v2/authorize?"))
    assert "HttpOnly; SameSite=Lax" in headers["set-cookie"]


def test_a_workspace_installs_is_served_and_leaves(
    many: Client, slack: FakeSlack, sqlite: Store, sqlite_url: str
) -> None:
    state, cookie = begin(many)
    status, body = come_back(many, state, cookie)
    assert (status, "Accord is installed" in body) == (200, True)
    (welcome,) = slack.messages
    assert (welcome.channel, welcome.text.splitlines()[0]) == (SOMEBODY, "Accord is installed")
    asked = interaction(slack)
    assert http_subscribe(many, slack) == 200
    slack.wait(lambda: asked.answers)
    stored = Path(sqlite_url.removeprefix("sqlite:///")).read_bytes()
    assert b"xoxb-installed" not in stored
    assert b"xoxe-refresh" not in stored
    event = {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": "Ev-gone",
        "event": {"type": "app_uninstalled"},
    }
    assert many.slack(json.dumps(event)) == 200
    slack.wait(lambda: gone(sqlite))
    with sqlite.read() as unit:
        (kept,) = subscriptions.in_workspace(unit, TEAM)
    slack.wait(lambda: paused(sqlite))
    come_back(many, *begin(many))
    assert not paused(sqlite)
    assert kept.query_text == ""


def test_who_installed_the_app_is_told_what_goes_wrong_where_no_channel_is_named(
    many: Client, slack: FakeSlack, sqlite: Store
) -> None:
    facts = {"name": "JPO news", "evidence": "It answered 403."}
    with sqlite.begin() as unit:
        alerts.change(unit, source_subject("jpo"), AlertKind.REFUSED, facts, utc_now())
    come_back(many, *begin(many))
    slack.wait(lambda: any("JPO news refuses" in message.text for message in slack.messages), 15)
    (told,) = [m.channel for m in slack.messages if "JPO news refuses" in m.text]
    assert told == f"D{SOMEBODY}"


def http_subscribe(many: Client, slack: FakeSlack) -> int:
    return many.slack(command(slack, "subscribe confirm:yes"))


def gone(store: Store) -> bool:
    with store.read() as unit:
        return not installations.active(unit)


def paused(store: Store) -> bool:
    with store.read() as unit:
        return bool(subscriptions.in_workspace(unit, TEAM)[0].paused_at)


def test_a_forged_late_or_repeated_state_installs_nothing(many: Client, sqlite: Store) -> None:
    state, cookie = begin(many)
    assert come_back(many, state, "accord-oauth-state=other")[0] == 400
    assert come_back(many, "other", cookie)[0] == 400
    assert come_back(many, state, cookie, code="wrong")[0] == 400
    assert come_back(many, state, cookie)[0] == 400
    assert many.send("/slack/oauth_redirect?error=access_denied")[0] == 200
    assert gone(sqlite)


def test_a_workspace_that_has_not_installed_is_not_served(many: Client, slack: FakeSlack) -> None:
    asked = interaction(slack)
    many.slack(command(slack, "help"))
    assert "no longer installed here" in asked.answers[0]["text"]
    slack.problems.clear()  # Bolt's own answer is bare


def test_tokens_are_renewed_before_they_expire_and_by_one_alone(
    many: Client, slack: FakeSlack, sqlite: Store
) -> None:
    come_back(many, *begin(many))
    later = utc_now() + timedelta(hours=10)
    workspaces = Installed(sqlite, Vault([KEY]), slack.api, "1.2", "s", clock=lambda: later)
    workspaces.renew()
    with sqlite.read() as unit:
        (renewed,) = installations.active(unit)
    assert renewed.expires_at
    assert renewed.expires_at > later + timedelta(hours=11)
    assert Vault([KEY]).open(renewed.refresh_token or "") == slack.refresh_token
    calls = len(slack.called("oauth.v2.access"))
    workspaces.renew()
    assert len(slack.called("oauth.v2.access")) == calls


def test_a_new_key_takes_over_and_a_lost_one_is_said() -> None:
    stored = Vault([KEY]).lock("xoxb-1")
    new = Fernet.generate_key().decode()
    renewed = Vault([new, KEY]).renew(stored)
    assert Vault([new]).open(renewed) == "xoxb-1"
    with pytest.raises(Locked):
        Vault([new]).open(stored)
    assert Vault([new]).renew(stored) == stored


@pytest.mark.parametrize(
    "given",
    [
        {"SLACK_CLIENT_ID": "1.2"},
        {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "x"},
        {"SLACK_CLIENT_ID": "1.2", "SLACK_BOT_TOKEN": "xoxb-1"},
        {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "x", "ACCORD_ENCRYPTION_KEYS": "short"},
    ],
)
def test_half_a_setting_up_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(WrongSetting):
        Settings.from_environ(given)


def test_no_token_stands_in_the_database_in_clear(sqlite_url: str, many: Client) -> None:
    come_back(many, *begin(many))
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        dump = "\n".join(connection.iterdump())
    assert "installations" in dump
    assert "xox" not in dump
