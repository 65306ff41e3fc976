"""What is said about asking itself: help, mistakes, empty results, the state of the sources."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from accord.query import describe
from accord.query_language import Problem
from accord.vocabulary import Vocabulary, fold
from bot.commands import as_written
from bot.outside import one_line, shorten
from bot.requests import LookUp, Mistaken
from bot.wording import Answer, Command, Entry, Line, Typed, counted

EXAMPLES = ("latest", "between KIPO SAIP since:2020", "subscribe framework:IP5")
_COMMANDS = (
    ("latest", "the newest agreements"),
    ("WORDS", "search, with filters if you like"),
    ("office NAME", "what one office has agreed"),
    ("between A B", "agreements that bind both"),
    ("any A B", "agreements that bind either"),
    ("framework NAME", "those of IP5, TM5, ASEAN and other forums"),
    ("topic NAME", "those on a subject"),
    ("show N", "one agreement with everything known of it"),
    ("why N", "the words that state each of its facts"),
    ("related N", "its line, its series, and others of the same parties"),
    ("timeline NAME", "agreements from the first on; with a number the life of one"),
    ("upcoming", "next meetings, entries into force, ends of terms"),
    ("subscribe FILTER", "tell this channel of new ones; no filter means all"),
    ("unsubscribe N", "end a subscription"),
    ("subscriptions", "what this channel follows"),
    ("mute for 3 days", "tell this channel nothing for a while; unmute ends it"),
    ("sources", "which press rooms are watched, and whether they answer"),
    ("why URL", "why a release was or was not announced here"),
    ("export csv FILTER", "the answer as a file; also json and jsonl"),
)
_FILTERS = (
    "Filters: ",
    Typed("office:KR with:US framework:IP5 instrument:mou topic:ai since:2021 until:2023-06"),
    " ",
    Typed('lang:ko -word "a phrase"'),
)
_WISHES = (
    "A subscription may be a digest: ",
    Typed("send:daily at:09:00 zone:Europe/Zurich"),
    ", ",
    Typed("send:weekly on:monday"),
    "; ",
    Typed("replies:channel"),
    " tells follow-ups as messages of their own",
)


def usage() -> Answer:
    """How to ask, with three examples to copy."""
    return Answer(
        title="Accord: what IP offices agree",
        lines=(("I watch the press rooms of IP offices and tell what they agree.",),),
        entries=tuple(
            Entry(name=(Command(words),), about=(meaning,)) for words, meaning in _COMMANDS
        ),
        hints=(_FILTERS, _WISHES, *(("For example ", Command(words)) for words in EXAMPLES)),
    )


def greeting() -> Answer:
    """What is said once in a channel that Accord joins."""
    return Answer(
        lines=(
            (
                "Hello. I tell channels what IP offices agree, each agreement once, with its "
                "source. To follow all of it here, type ",
                Command("subscribe"),
                "; to choose, ",
                Command("subscribe office:KR"),
                ". ",
                Command("help"),
                " shows the rest.",
            ),
        )
    )


def welcome() -> Answer:
    """What who installed the app is told once, with the one next step."""
    return Answer(
        title="Accord is installed",
        lines=(
            (
                "I watch the press rooms of IP offices and tell channels what they agree. "
                "The next step: go to a channel, type ",
                Typed("/invite @Accord"),
                ", then ",
                Command("subscribe"),
                ". You see what it would have sent before anything is sent.",
            ),
        ),
        hints=((Command("help"), " shows all that can be asked."),),
    )


def invite() -> Answer:
    """What whoever subscribed a channel is told if Accord cannot post there yet."""
    return Answer(
        lines=(
            (
                "I am not in this channel yet, so nothing can arrive. Type ",
                Typed("/invite @Accord"),
                " here; the subscription is kept.",
            ),
        )
    )


def mistake(mistaken: Mistaken, vocabulary: Vocabulary) -> Answer:
    """What was understood, what was not, and what to type instead."""
    lines: list[Line] = []
    for problem in mistaken.problems:
        lines.append(
            (Typed(_short(problem.part)), f" {problem.why}.{_nearest(problem, vocabulary)}")
        )
    if not mistaken.understood.selects_all:
        lines.append((f"Understood: {describe(mistaken.understood, vocabulary)}.",))
    hints: tuple[Line, ...] = (("Try ", Command(mistaken.corrected)),) if mistaken.corrected else ()
    return Answer(
        title="Not quite understood",
        lines=tuple(lines),
        hints=(*hints, (Command("help"), " shows how to ask.")),
    )


def nothing_found(
    request: LookUp, wider: Sequence[tuple[str, int]], vocabulary: Vocabulary
) -> Answer:
    """An empty result: what was understood and which wider searches find something."""
    hints: list[Line] = []
    if request.meant:
        hints.append(("Did you mean ", Command(request.meant), "?"))
    for word in request.query.words:
        near = process.extractOne(
            fold(word), vocabulary.office_names, scorer=fuzz.ratio, score_cutoff=75
        )
        if near and " " not in word:
            hints.append(
                (Typed(_short(word)), f": did you mean {as_written(near[0], vocabulary)}?")
            )
    hints += [
        ("Try ", Command(words), f" ({counted(count, 'agreement')})") for words, count in wider
    ]
    if not hints:
        hints.append(("Try other words, or ", Command("latest"), " for the newest agreements."))
    return Answer(
        title="No agreement found",
        lines=((f"Looked for: {describe(request.query, vocabulary)}.",),),
        hints=tuple(hints),
    )


def empty_store(watched: int) -> Answer:
    """A look-up before anything has been read."""
    return Answer(
        title="No agreement yet",
        lines=(
            (
                f"{counted(watched, 'press room is', 'press rooms are')} watched and none has told "
                "of an agreement so far.",
            ),
        ),
        hints=((Command("sources"), " shows when each was last looked at."),),
    )


def no_such_agreement(number: int) -> Answer:
    """A number that nothing has."""
    return Answer(
        title="No such agreement",
        lines=((f"There is no agreement No. {number}.",),),
        hints=((Command("latest"), " lists the newest with their numbers."),),
    )


def out_of_order(reference: str) -> Answer:
    """What is said when answering failed for a reason of our own."""
    return Answer(
        title="That did not work",
        lines=(
            (
                "Something on my side failed, and it has been noted. Please ask again in a minute. "
                f"Should it stay so, tell who runs Accord here the reference {reference}.",
            ),
        ),
    )


def busy() -> Answer:
    """What is said when the store does not answer in time."""
    return Answer(
        title="The store is busy",
        lines=(("It did not answer in time, and nothing was changed. Please ask again.",),),
    )


def _nearest(problem: Problem, vocabulary: Vocabulary) -> str:
    names = dict.fromkeys(as_written(name, vocabulary) for name in problem.nearest)
    return f" Nearest: {', '.join(names)}." if names else ""


def _short(text: str, limit: int = 80) -> str:
    return shorten(one_line(text), limit)
