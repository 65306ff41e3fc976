"""`accord ask`: a look-up, answered in the terminal in the words that Slack shows."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console

from cli.errors import FAILED, complain
from cli.files import save_file
from cli.opening import opened_store, settings_and_logs

_PAGE = 10


def run_ask(environ: Mapping[str, str], text: str) -> int:
    """Answer on standard output; the status is 1 where the question was not understood."""
    from bot.answers import AT_TERMINAL, Desk
    from bot.requests import Mistaken
    from bot.terminal import render_answer
    from config.vocabulary import load_vocabulary
    from store.errors import EmptyStore

    settings = settings_and_logs(environ)
    try:
        with opened_store(settings, migrate=False) as store:
            desk = Desk(store, load_vocabulary())
            request = desk.read(text)
            answer = desk.answer_request(request, AT_TERMINAL, page=_PAGE)
    except EmptyStore:
        complain("the store is still empty; run `accord up`, or `accord ingest` some releases")
        return FAILED
    Console().print(render_answer(answer), crop=False, soft_wrap=False)
    if answer.file is not None and not save_file(answer.file):
        return FAILED
    return FAILED if isinstance(request, Mistaken) else 0
