"""The live bot: Bolt over Socket Mode or signed HTTP, and the posters, wired together."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files

import yaml
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from accord.vocabulary import Vocabulary
from bot.announcing import Poster
from bot.answers import Desk, utc_now
from bot.listeners import Listeners
from bot.oauth import OAuthPages
from bot.operator import operator_channel
from bot.slack_channel import SlackChannels, slack_client
from bot.slack_errors import DEAD_TOKENS, error_code, retry_after
from bot.vault import Vault
from bot.web import Server, SignedHttp
from bot.workspaces import Installed, OneWorkspace, Workspaces
from config.settings import Settings
from store import Store, decisions, installations, reviewing

log = logging.getLogger(__name__)

# After a hard loss of connection the client is deaf for about six of these.
_PING_SECONDS = 1.0
# Python's usual 5 ms for a thread's turn add up where several look-ups are worked on: an
# acknowledgement takes a dozen turns.
_SWITCH_SECONDS = 0.0005
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
_CLOSE_SECONDS = 15.0
_NOT_INSTALLED = "Accord is no longer installed here. Who runs Accord has the link to install it."
# How soon a workspace that has just installed the app is posted to.
_WATCH_SECONDS = 5.0


@dataclass
class _Posting:
    client: WebClient
    stop: threading.Event
    thread: threading.Thread


class SlackBot:
    """Answers in Slack and posts announcements until it is stopped.

    It starts while Slack cannot be reached, and goes on trying.
    """

    def __init__(self, settings: Settings, store: Store, vocabulary: Vocabulary) -> None:
        """Needs a way to speak and one to hear; raises ValueError without them."""
        if not settings.speaks_to_slack or not settings.hears_slack:
            raise ValueError("SLACK_BOT_TOKEN and SLACK_APP_TOKEN are needed for the live bot")
        self._settings, self._store, self._vocabulary = settings, store, vocabulary
        self._workspaces: Workspaces
        pages: OAuthPages | None = None
        if settings.slack_client_id is None:
            token = _secret(settings.slack_bot_token)
            self._client = slack_client(token, settings.slack_api_url)
            self._workspaces = OneWorkspace(self._client, token, store)
        else:
            self._client = slack_client("", settings.slack_api_url)
            self._workspaces = installed = self._installed(settings)
            pages = OAuthPages(installed, manifest_scopes(), settings.public_url)
        self._stop = threading.Event()
        self._posting: dict[str, _Posting] = {}
        self._listeners = Listeners(
            Desk(store, vocabulary), self._workspaces.bot_user, self._workspaces.forget
        )
        secret = settings.slack_signing_secret
        socket = settings.slack_app_token is not None
        app = bolt_app(
            self._client,
            self._workspaces.authorize,
            self._listeners,
            _secret(secret) if secret else None,
        )
        self._socket: SocketModeHandler | None = None
        if socket:
            self._socket = SocketModeHandler(
                app, _secret(settings.slack_app_token), ping_interval=_PING_SECONDS
            )
        self.server: Server | None = None
        if pages is not None or not socket:
            host, _, port = settings.bot_address.rpartition(":")
            application = SignedHttp(None if socket else app, pages)
            self.server = Server(application, host.strip("[]"), int(port))
        self._threads = [threading.Thread(target=self._post, name="posters", daemon=True)]
        if socket:
            connect = threading.Thread(target=self._connect, name="socket", daemon=True)
            self._threads.append(connect)

    @property
    def connected(self) -> bool:
        """Whether commands can arrive now."""
        if self._socket is not None:
            return self._socket.client.is_connected()
        return self.server is not None and self.server.port is not None

    def start(self) -> None:
        """Begin in threads of its own."""
        sys.setswitchinterval(_SWITCH_SECONDS)
        if self.server is not None:
            self.server.start()
        for thread in self._threads:
            thread.start()

    def run(self) -> None:
        """Start, and return when `stop` was called, from another thread or a signal handler."""
        self.start()
        self._stop.wait()
        self.close()

    def stop(self) -> None:
        """Ask `run` to end. Safe in a signal handler."""
        self._stop.set()

    def close(self) -> None:
        """Take nothing new, finish what is begun, give back what was not."""
        self._stop.set()
        for posting in list(self._posting.values()):
            posting.stop.set()
        self._hang_up()
        if self.server is not None:
            self.server.close()
        self._listeners.close()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(_CLOSE_SECONDS)
        self._hang_up()  # what was just connecting is connected now, and would reconnect for good

    def _hang_up(self) -> None:
        if self._socket is None:
            return
        self._socket.client.default_auto_reconnect_enabled = False
        # The SDK's own thread may have closed the connection in this moment; it then stumbles
        # over what is no longer there, and the rest has to be closed all the same.
        with suppress(AttributeError):
            self._socket.close()  # type: ignore[no-untyped-call]

    def _installed(self, settings: Settings) -> Installed:
        vault = Vault(_secret(settings.encryption_keys).replace(",", " ").split())
        with self._store.begin() as unit:
            installations.renew_all(unit, vault.renew)
        return Installed(
            self._store,
            vault,
            settings.slack_api_url,
            settings.slack_client_id or "",
            _secret(settings.slack_client_secret),
        )

    def _connect(self) -> None:
        if self._socket is not None:
            self._until_done("connect", self._socket.client.connect_to_new_endpoint)

    def _post(self) -> None:
        """Have one poster for each workspace that can be posted to; watch for new ones."""
        while not self._stop.is_set():
            self._until_done("learn where it is installed", self._follow_installations)
            self._stop.wait(_WATCH_SECONDS)
        for posting in self._posting.values():
            posting.stop.set()
            posting.thread.join(_CLOSE_SECONDS)

    def _follow_installations(self) -> None:
        self._workspaces.renew()
        clients = self._workspaces.clients()
        for team, posting in list(self._posting.items()):
            if clients.get(team) is not posting.client:
                posting.stop.set()
                posting.thread.join(_CLOSE_SECONDS)
                del self._posting[team]
        for team, client in clients.items():
            if team not in self._posting and not self._stop.is_set():
                self._posting[team] = self._begin_posting(team, client)

    def _begin_posting(self, team: str, client: WebClient) -> _Posting:
        with self._store.begin() as unit:
            channel = self._settings.review_channel
            first = not self._posting
            if first:  # the review channel is in the workspace of who runs Accord
                decisions.set_review_channel(unit, team, channel, utc_now())
                if channel is None:
                    reviewing.release_all(unit, utc_now(), self._vocabulary)
        named, installer = self._settings.operator_channel, self._workspaces.installer(team)
        operator = operator_channel(client, named, installer) if first else None
        stop = threading.Event()

        def closed(reason: str) -> None:
            if reason.partition(":")[0] in DEAD_TOKENS:
                self._workspaces.forget(team)

        poster = Poster(
            self._store,
            SlackChannels(client, team),
            self._vocabulary,
            operator_channel=operator,
            on_workspace_closed=closed,
            stop=stop,
        )
        thread = threading.Thread(target=poster.run, name=f"poster {team}", daemon=True)
        thread.start()
        return _Posting(client, stop, thread)

    def _until_done(self, what: str, attempt: Callable[[], None]) -> None:
        wait = _FIRST_WAIT
        while not self._stop.is_set():
            try:
                attempt()
            except SlackApiError as error:
                reason = error_code(error) or f"status {error.response.status_code}"
                wait = max(wait, retry_after(error) or 0.0)
            except Exception as error:  # whatever a network can do to the client
                reason = f"{type(error).__name__}: {error}"
            else:
                return
            log.warning("the bot cannot %s (%s); trying again in %.0f s", what, reason, wait)
            self._stop.wait(wait)
            wait = min(wait * 2, _LONGEST_WAIT)


def bolt_app(
    client: WebClient,
    authorize: Callable[[str | None, str | None], AuthorizeResult | None],
    listeners: Listeners,
    signing_secret: str | None = None,
) -> App:
    """Bolt with our listeners; the same app serves Socket Mode and signed HTTP."""
    logger = logging.getLogger("bot.bolt")
    # Bolt warns that it finds SLACK_BOT_TOKEN set and does not use it, which is as it should be.
    level = logger.level
    logger.setLevel(logging.ERROR)

    # Bolt fills arguments by name and would take a method's `self` for one.
    def authorized(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        return authorize(enterprise_id, team_id)

    app = App(
        client=client,
        authorize=authorized,  # type: ignore[arg-type]  # None is how Bolt is told of no token
        signing_secret=signing_secret,
        token_verification_enabled=False,
        user_facing_authorize_error_message=_NOT_INSTALLED,
        logger=logger,
    )
    logger.setLevel(level)
    listeners.attach(app)
    return app


def manifest_scopes() -> tuple[str, ...]:
    """The scopes that the manifest asks for."""
    text = (files("bot") / "manifest.yaml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text)["oauth_config"]["scopes"]["bot"])


def _secret(value: object) -> str:
    return str(value.get_secret_value()) if hasattr(value, "get_secret_value") else ""
