"""In which workspaces the app is, and with which token it speaks there."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.answers import utc_now
from bot.slack_channel import slack_client
from bot.slack_errors import error_code
from bot.vault import Locked, Vault
from store import Store, installations, outbox, subscriptions
from store.errors import StoreError
from store.installations import Installation

log = logging.getLogger(__name__)

_FRESH = timedelta(seconds=3)
# Tokens live for 12 hours.
_ROTATE_BEFORE = timedelta(hours=3)


class Workspaces(Protocol):
    """Who the app is, workspace by workspace."""

    def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """The token for a request; None where the app is not installed. Asks nothing of Slack."""

    def bot_user(self, team: str) -> str | None:
        """The app's own user in a workspace, if known."""

    def installer(self, team: str) -> str | None:
        """Who installed the app in a workspace, if known."""

    def clients(self) -> dict[str, WebClient]:
        """A client for each workspace in which messages are to be posted now.

        Raises StoreError, SlackClientError or OSError where that cannot be found out.
        """

    def forget(self, team: str) -> None:
        """The app was taken out of a workspace, or its token is dead. Raises StoreError."""

    def renew(self) -> None:
        """Refresh tokens that expire soon. Raises StoreError."""


@dataclass
class OneWorkspace:
    """The workspace whose bot token stands in the environment."""

    client: WebClient
    token: str
    store: Store
    _identity: tuple[str, str | None, str | None] | None = None

    def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        """One workspace, one token."""
        team, bot_id, user = self._identity or (team_id, None, None)
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team,
            bot_token=self.token,
            bot_id=bot_id,
            bot_user_id=user,
        )

    def bot_user(self, team: str) -> str | None:
        """The app's own user."""
        return self._identity[2] if self._identity and self._identity[0] == team else None

    def installer(self, team: str) -> str | None:  # noqa: ARG002
        """Slack does not say whose token it is."""
        return None

    def clients(self) -> dict[str, WebClient]:
        """The one client, once Slack has said whose it is; what rested then goes on."""
        if self._identity is None:
            answer = self.client.auth_test()
            team = str(answer["team_id"])
            go_on(self.store, team)
            self._identity = (team, answer.get("bot_id"), answer.get("user_id"))
        return {self._identity[0]: self.client}

    def forget(self, team: str) -> None:
        """The token is the operator's: only a new one helps."""
        log.warning("the app is no longer in workspace %s; set a new SLACK_BOT_TOKEN", team)

    def renew(self) -> None:
        """Nothing: a token of the environment does not rotate."""


@dataclass
class Installed:
    """The workspaces that installed the app by OAuth."""

    store: Store
    vault: Vault
    api_url: str
    client_id: str
    client_secret: str
    clock: Callable[[], datetime] = utc_now
    _known: dict[str, Installation] = field(default_factory=dict)
    _clients: dict[str, tuple[str, WebClient]] = field(default_factory=dict)
    _read_at: datetime | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """The token of the workspace, or of its organisation."""
        found = self._find(team_id) or self._find(enterprise_id)
        token = self._token(found) if found else None
        if found is None or token is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=token,
            bot_id=found.bot_id,
            bot_user_id=found.bot_user,
        )

    def bot_user(self, team: str) -> str | None:
        """The app's own user in a workspace."""
        found = self._find(team)
        return found.bot_user if found else None

    def installer(self, team: str) -> str | None:
        """Who installed the app in a workspace."""
        found = self._find(team)
        return found.installed_by if found else None

    def clients(self) -> dict[str, WebClient]:
        """A client for each workspace that holds a token."""
        self._read()
        found = {}
        for team, installation in self._known.items():
            token = self._token(installation)
            if token is None:
                continue
            kept = self._clients.get(team)
            if kept is None or kept[0] != token:
                self._clients[team] = (token, slack_client(token, self.api_url))
            found[team] = self._clients[team][1]
        return found

    def forget(self, team: str) -> None:
        """Erase the tokens."""
        with self.store.begin() as unit:
            installations.forget(unit, team, self.clock())
        with self._lock:
            self._known.pop(team, None)
            self._clients.pop(team, None)

    def add(self, installation: Installation) -> None:
        """A workspace has installed the app, for the first time or again."""
        with self.store.begin() as unit:
            installations.save(unit, installation)
        go_on(self.store, installation.workspace)
        with self._lock:
            self._known[installation.workspace] = installation

    def renew(self) -> None:
        """Refresh what expires soon, each in one process only."""
        now = self.clock()
        with self.store.begin() as unit:
            due = installations.claim_rotation(unit, now + _ROTATE_BEFORE, now)
        for one in due:
            self._refresh(one)

    def _refresh(self, one: Installation) -> None:
        client = slack_client("", self.api_url)
        try:
            answer = client.oauth_v2_access(
                client_id=self.client_id,
                client_secret=self.client_secret,
                grant_type="refresh_token",
                refresh_token=self.vault.open(one.refresh_token or ""),
            )
        except SlackApiError as error:
            log.warning("tokens of %s are not renewed: %s", one.workspace, error_code(error))
            return
        except (SlackClientError, OSError, Locked) as error:
            log.warning("tokens of %s are not renewed: %s", one.workspace, error)
            return
        expires = self.clock() + timedelta(seconds=int(answer["expires_in"]))
        with self.store.begin() as unit:
            installations.rotated(
                unit,
                one.workspace,
                self.vault.lock(answer["access_token"]),
                self.vault.lock(answer["refresh_token"]),
                expires,
            )
        self._read_at = None

    def _find(self, workspace: str | None) -> Installation | None:
        if not workspace:
            return None
        # What is known is kept fresh by who posts: somebody waits for this answer.
        found = self._known.get(workspace)
        if found is None:
            try:
                with self.store.read() as unit:
                    found = installations.get(unit, workspace)
            except StoreError as error:
                log.warning("whether %s has the app is not known: %s", workspace, error)
                return None
            found = found if found and found.bot_token else None
        return found

    def _read(self) -> None:
        now = self.clock()
        with self._lock:
            if self._read_at is not None and now - self._read_at < _FRESH:
                return
            with self.store.read() as unit:
                self._known = {one.workspace: one for one in installations.active(unit)}
            self._read_at = now

    def _token(self, installation: Installation) -> str | None:
        if installation.bot_token is None:
            return None
        try:
            return self.vault.open(installation.bot_token)
        except Locked as error:
            log.warning("workspace %s cannot be served: %s", installation.workspace, error)
            return None


def go_on(store: Store, team: str) -> None:
    """A workspace takes messages: what it follows goes on, what waited is due."""
    with store.begin() as unit:
        for channel in {s.channel for s in subscriptions.resume(unit, team)}:
            outbox.wake(unit, team, channel, utc_now())
