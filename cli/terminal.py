"""The terminal in place of Slack: alerts as they come, and a prompt for look-ups."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Self

from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console, RenderableType
from rich.text import Text

from accord.alert import NETWORK, AlertKind
from accord.vocabulary import Vocabulary
from bot.announcing import Poster
from bot.answers import AT_TERMINAL, Desk
from bot.terminal import render_answer
from bot.terminal_channel import TerminalChannel
from bot.wording import Turn
from cli.files import save_file
from store import Store, alerts, sources
from store.errors import StoreError

# Where the terminal is told what is wrong: a channel of its own, so that it holds up no news.
OPERATOR = "operator"
_PROMPT = "accord> "
_MORE = "more"
_JOIN_SECONDS = 10.0
# By then each press room was looked at once, or a name server has given up.
_LOOK_SECONDS = 20.0


class Terminal:
    """Shows announcements from the moment that it is entered; `talk` answers what is typed."""

    def __init__(self, data_dir: Path, store: Store, vocabulary: Vocabulary) -> None:
        """Nothing is shown yet."""
        self._desk = Desk(store, vocabulary)
        self._stop = threading.Event()
        outlet = TerminalChannel(data_dir, self._show_alert, self._show_trouble)
        self._poster = Poster(store, outlet, vocabulary, operator_channel=OPERATOR, stop=self._stop)
        self._thread = threading.Thread(target=self._poster.run, name="poster", daemon=True)
        self._looker = threading.Thread(target=self._look_at_sources, name="looker", daemon=True)
        self._store = store
        self._next: Turn | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._thread.start()
        self._looker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(_JOIN_SECONDS)

    def talk(self) -> None:
        """Answer look-ups until Ctrl-C or Ctrl-D; where nobody can type, wait for the end.

        What comes by a pipe is answered line by line; alerts go on after its end.
        """
        self._print("No Slack token is set, so alerts are shown here, as they would read in Slack.")
        if not sys.stdin.isatty():
            for line in sys.stdin:
                self._answer(line.strip())
            threading.Event().wait()
        self._print("Type a look-up such as `latest`, or `help`. Ctrl-C stops.")
        session: PromptSession[str] = PromptSession()
        with patch_stdout(raw=True):
            while True:
                try:
                    typed = session.prompt(_PROMPT).strip()
                except EOFError:
                    return
                if typed in ("exit", "quit"):
                    return
                if typed:
                    self._answer(typed)

    def _answer(self, typed: str) -> None:
        if not typed:
            return
        try:
            if typed.casefold() == _MORE and self._next:
                answer = self._desk.turn(self._next, AT_TERMINAL)
            else:
                answer = self._desk.answer(typed, AT_TERMINAL)
        except StoreError as error:
            self._print(str(error))
            return
        self._next = answer.next
        self._show(render_answer(answer, command="", more=_MORE), Text(""))
        if answer.file is not None:
            save_file(answer.file)

    def _look_at_sources(self) -> None:
        """Say once, soon after the start, if press rooms do not answer."""
        if self._stop.wait(_LOOK_SECONDS):
            return
        try:
            with self._store.read() as unit:
                watched = [w for w in sources.all_sources(unit) if not w.source.sample]
                told = alerts.state(unit, NETWORK)
        except StoreError:
            return
        failing = [w for w in watched if w.failures and w.last_success_at is None]
        if not failing or (told is not None and told.kind is not AlertKind.WELL):
            return
        if len(failing) == len(watched) > 1:
            text = f"None of the {len(watched)} press rooms answers; is this machine online?"
        else:
            names = ", ".join(w.source.name for w in failing[:3])
            more = f" and {len(failing) - 3} more" if len(failing) > 3 else ""
            text = f"No answer from {names}{more}."
        self._print(f"{text} They are tried again; `sources` says more.")

    def _show_alert(self, alert: RenderableType) -> None:
        self._show(Text("── New ──", style="green"), alert, Text(""))

    def _show_trouble(self, notice: RenderableType) -> None:
        self._show(Text("── State of Accord ──", style="yellow"), notice, Text(""))

    def _print(self, text: str) -> None:
        self._show(Text(text))

    def _show(self, *what: RenderableType) -> None:
        # A console of its own for each, since the prompt replaces standard output while it stands.
        with self._lock:
            console = Console()
            for each in what:
                console.print(each, crop=False)
            sys.stdout.flush()
