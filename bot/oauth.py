"""Installing the app: the way to Slack's page of consent and back."""

from __future__ import annotations

import html
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlencode

from slack_sdk.errors import SlackApiError, SlackClientError

from bot import guide
from bot.answers import utc_now
from bot.blocks import answer_message
from bot.slack_channel import slack_client
from bot.slack_errors import error_code
from bot.workspaces import Installed
from store import installations, meta
from store.errors import StoreError
from store.installations import Installation

log = logging.getLogger(__name__)

INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
_COOKIE = "accord-oauth-state"
_STATE_LIVES = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Page:
    """What a browser is answered."""

    status: int
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class OAuthPages:
    """The two addresses of an installation. `scopes` are those of the manifest; `public_url` is
    the address by which browsers reach us, None if Slack's setting alone names it."""

    workspaces: Installed
    scopes: tuple[str, ...]
    public_url: str | None = None
    clock: Callable[[], datetime] = utc_now

    def install(self) -> Page:
        """Send the browser to Slack, with a state that works once, in this browser, for minutes."""
        state = secrets.token_urlsafe(32)
        now = self.clock()
        try:
            with self.workspaces.store.begin() as unit:
                installations.remember_state(unit, state, now, now + _STATE_LIVES)
        except StoreError as error:
            log.warning("no installation can begin: %s", error)
            return _page(503, "Please try again", "The store is busy. Reload this page.")
        query = {
            "client_id": self.workspaces.client_id,
            "scope": ",".join(self.scopes),
            "state": state,
        }
        if self.public_url:
            query["redirect_uri"] = self._redirect_uri
        secure = "; Secure" if self.public_url and self.public_url.startswith("https:") else ""
        cookie = f"{_COOKIE}={state}; Path=/slack; Max-Age=600; HttpOnly; SameSite=Lax{secure}"
        address = f"{authorize_url(self.workspaces.api_url)}?{urlencode(query)}"
        return Page(302, headers=(("location", address), ("set-cookie", cookie)))

    def redirect(self, query: Mapping[str, str], cookies: str) -> Page:
        """The browser is back: exchange its code for a token and keep that encrypted."""
        if query.get("error"):
            return _page(200, "Not installed", "Nothing was changed. You can start again.", INSTALL)
        state, code = query.get("state", ""), query.get("code", "")
        if not state or not code or not secrets.compare_digest(state, _cookie(cookies)):
            return _refused()
        try:
            with self.workspaces.store.begin() as unit:
                if not installations.use_state(unit, state, self.clock()):
                    return _refused()
            answer = self._exchange(code)
            installation = self._installation(answer)
            self.workspaces.add(installation)
            with self.workspaces.store.begin() as unit:
                user = installation.installed_by or ""
                meta.put(unit, f"welcomed {installation.workspace}", user, self.clock())
        except SlackApiError as error:
            log.warning("an installation failed: %s", error_code(error))
            return _page(400, "Not installed", "Slack did not accept it. Start again.", INSTALL)
        except (SlackClientError, OSError, StoreError) as error:
            log.warning("an installation failed: %s", type(error).__name__)
            return _page(503, "Not installed", "It did not work just now. Start again.", INSTALL)
        self._welcome(installation)
        return _page(
            200,
            "Accord is installed",
            "Next step: in a channel type /invite @Accord, then /accord subscribe.",
        )

    def _exchange(self, code: str) -> Any:
        arguments = {"redirect_uri": self._redirect_uri} if self.public_url else {}
        return slack_client("", self.workspaces.api_url).oauth_v2_access(
            client_id=self.workspaces.client_id,
            client_secret=self.workspaces.client_secret,
            code=code,
            **arguments,
        )

    def _installation(self, answer: Any) -> Installation:
        team = answer.get("team") or {}
        enterprise = answer.get("enterprise") or {}
        lock = self.workspaces.vault.lock
        refresh, lives = answer.get("refresh_token"), answer.get("expires_in")
        token = str(answer["access_token"])
        # Only auth.test tells the bot's own id, by which Bolt knows its messages.
        me = slack_client(token, self.workspaces.api_url).auth_test()
        now = self.clock()
        return Installation(
            workspace=str(team.get("id") or enterprise["id"]),
            enterprise=enterprise.get("id"),
            name=team.get("name") or enterprise.get("name"),
            bot_token=lock(token),
            refresh_token=lock(refresh) if refresh else None,
            expires_at=now + timedelta(seconds=int(lives)) if lives else None,
            bot_id=me.get("bot_id"),
            bot_user=answer.get("bot_user_id") or me.get("user_id"),
            scopes=str(answer.get("scope") or ""),
            installed_by=(answer.get("authed_user") or {}).get("id"),
            installed_at=now,
        )

    def _welcome(self, installation: Installation) -> None:
        """A direct message to who installed it, with the one next step."""
        if installation.installed_by is None or installation.bot_token is None:
            return
        token = self.workspaces.vault.open(installation.bot_token)
        try:
            slack_client(token, self.workspaces.api_url).chat_postMessage(
                channel=installation.installed_by, **answer_message(guide.welcome())
            )
        except (SlackClientError, OSError) as error:
            log.warning("who installed the app could not be welcomed: %s", type(error).__name__)

    @property
    def _redirect_uri(self) -> str:
        return f"{(self.public_url or '').rstrip('/')}{REDIRECT}"


def authorize_url(api_url: str) -> str:
    """Slack's page of consent, beside its Web API."""
    return f"{api_url.rstrip('/').removesuffix('/api')}/oauth/v2/authorize"


def _cookie(cookies: str) -> str:
    try:
        found = SimpleCookie(cookies).get(_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _refused() -> Page:
    text = "This link was opened in another browser, too late, or twice. Start again."
    return _page(400, "Not installed", text, INSTALL)


def _page(status: int, title: str, text: str, again: str | None = None) -> Page:
    link = f'<p><a href="{again}">Start again</a></p>' if again else ""
    body = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<h1>{html.escape(title)}</h1><p>{html.escape(text)}</p>{link}</html>"
    )
    return Page(status, body, (("content-type", "text/html; charset=utf-8"),))
