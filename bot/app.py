"""The live bot: Bolt over Socket Mode, and the poster, wired together."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from accord.vocabulary import Vocabulary
from bot.announcing import Poster
from bot.answers import Desk, utc_now
from bot.listeners import Listeners
from bot.slack_channel import SlackChannels, slack_client
from bot.slack_errors import error_code, retry_after
from config.settings import Settings
from store import Store, decisions

log = logging.getLogger(__name__)

# After a hard loss of connection the client is deaf for about six of these.
_PING_SECONDS = 1.0
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
_CLOSE_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the app is in its workspace, as auth.test says."""

    workspace: str
    bot_id: str | None
    user_id: str | None


class SlackBot:
    """Answers in Slack and posts announcements until it is stopped.

    It starts while Slack cannot be reached, and goes on trying.
    """

    def __init__(self, settings: Settings, store: Store, vocabulary: Vocabulary) -> None:
        """Needs both tokens; raises ValueError without them."""
        if settings.slack_bot_token is None or settings.slack_app_token is None:
            raise ValueError("SLACK_BOT_TOKEN and SLACK_APP_TOKEN are needed for the live bot")
        self._token = settings.slack_bot_token.get_secret_value()
        self._store, self._vocabulary = store, vocabulary
        self._operator_channel = settings.operator_channel
        self._client = slack_client(self._token, settings.slack_api_url)
        self._identity: Identity | None = None
        self._stop = threading.Event()
        self._listeners = Listeners(Desk(store, vocabulary), self._bot_user, self._forget)
        self._review_channel = settings.review_channel
        self._socket = SocketModeHandler(
            # Bolt fills arguments by name and would take a method's `self` for one.
            bolt_app(self._client, lambda: self._authorize(), self._listeners),  # noqa: PLW0108
            settings.slack_app_token.get_secret_value(),
            ping_interval=_PING_SECONDS,
        )
        self._threads = [
            threading.Thread(target=self._connect, name="socket", daemon=True),
            threading.Thread(target=self._post, name="poster", daemon=True),
        ]

    @property
    def connected(self) -> bool:
        """Whether commands can arrive now."""
        return self._socket.client.is_connected()

    def start(self) -> None:
        """Begin in threads of its own."""
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
        self._socket.close()  # type: ignore[no-untyped-call]
        self._listeners.close()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(_CLOSE_SECONDS)

    def _bot_user(self, _team: str) -> str | None:
        return self._identity.user_id if self._identity else None

    def _forget(self, team: str) -> None:
        log.warning("the app was taken out of workspace %s; install it again and restart", team)

    def _authorize(self) -> AuthorizeResult:
        """One workspace, one token: nothing is asked of Slack while somebody waits."""
        known = self._identity
        return AuthorizeResult(
            enterprise_id=None,
            team_id=known.workspace if known else None,
            bot_token=self._token,
            bot_id=known.bot_id if known else None,
            bot_user_id=known.user_id if known else None,
        )

    def _connect(self) -> None:
        self._until_done("connect", self._socket.client.connect_to_new_endpoint)

    def _post(self) -> None:
        self._until_done("learn who it is", self._identify)
        if self._identity is None:
            return
        workspace = self._identity.workspace
        self._until_done("note where reviewers are", lambda: self._note_reviewers(workspace))
        outlet = SlackChannels(self._client, workspace)
        Poster(
            self._store,
            outlet,
            self._vocabulary,
            operator_channel=self._operator_channel,
            stop=self._stop,
        ).run()

    def _note_reviewers(self, workspace: str) -> None:
        with self._store.begin() as unit:
            now = utc_now()
            decisions.set_review_channel(unit, workspace, self._review_channel, now)

    def _identify(self) -> None:
        answer = self._client.auth_test()
        self._identity = Identity(answer["team_id"], answer.get("bot_id"), answer.get("user_id"))

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
    authorize: Callable[[], AuthorizeResult],
    listeners: Listeners,
    signing_secret: str | None = None,
) -> App:
    """Bolt with our listeners; the same app serves Socket Mode and signed HTTP."""
    logger = logging.getLogger("bot.bolt")
    # Bolt warns that it finds SLACK_BOT_TOKEN set and does not use it, which is as it should be.
    level = logger.level
    logger.setLevel(logging.ERROR)
    app = App(
        client=client,
        authorize=authorize,
        signing_secret=signing_secret,
        token_verification_enabled=False,
        logger=logger,
    )
    logger.setLevel(level)
    listeners.attach(app)
    return app
