"""What the operator is told of a change: what is the case, the evidence, and what to do."""

from __future__ import annotations

from accord.alert import AlertKind
from accord.press_release import Link
from bot.outside import one_line, shorten, web_address
from bot.wording import Answer, Line
from store.records import Alert

_EVIDENCE = 500

# What is the case, and what to do about it. `{}` is what the subject is called.
_TEXTS = {
    AlertKind.WELL: ("{} works again", ""),
    AlertKind.UNREACHABLE: (
        "{} does not answer",
        "It is tried again by itself, ever more rarely, at least every 6 hours. If the address "
        "opens in a browser, the site may refuse the network that Accord runs in.",
    ),
    AlertKind.REFUSED: (
        "{} refuses to be read",
        "Ask the site's owner, name a contact in ACCORD_CONTACT so that they can reach you, or "
        "watch another address of theirs.",
    ),
    AlertKind.WALLED: (
        "{} shows a wall in place of its news",
        "A check for robots, a login or a notice about cookies stands there. Watch a feed or "
        "another address of theirs, or ask them to let Accord pass.",
    ),
    AlertKind.CHANGED_LAYOUT: (
        "{} has changed its layout",
        "Its page answers, but the list of releases was not found. Look at it with "
        "`accord sources check`, then correct its selectors or its module.",
    ),
    AlertKind.NOT_THERE: (
        "Nothing stands at the address of {} any more",
        "Find where its news moved to and correct the address of the source.",
    ),
    AlertKind.EMPTY: (
        "{} lists nothing",
        "Open its page: if it shows releases there, its layout has changed or it needs a browser.",
    ),
    AlertKind.SHRUNKEN: (
        "{} lists far less than it did",
        "What it lists is still read. If its page shows more, its layout has changed.",
    ),
    AlertKind.OFFLINE: (
        "Most press rooms cannot be reached",
        "That is rather our network than theirs: check the connection, the proxy and the name "
        "server of the machine that Accord's workers run on.",
    ),
    AlertKind.SILENT: (
        "{} has published nothing for long",
        "Open its page: if it shows newer releases, its list moved or its layout changed.",
    ),
    AlertKind.HELD: (
        "Releases of {} are held back",
        "Look at them with `accord sources held`, then announce them or keep them as history.",
    ),
    AlertKind.MISSED: (
        "{} were not all made",
        "Ask `/accord why` with the address of a release in its channel, and look into the bot's "
        "log; what waits is tried again by itself.",
    ),
    AlertKind.PILED_UP: (
        "{} falls behind",
        "Run `accord doctor`. If all is well there, start another worker.",
    ),
    AlertKind.STOPPED: (
        "{} stands still",
        "Nothing is polled. See that beat, a worker and Redis run, and start them again if not; "
        "`accord doctor` says which is missing.",
    ),
}


def alert_answer(alert: Alert) -> Answer:
    """The message of an alert."""
    says, do = _TEXTS[alert.kind]
    name = one_line(alert.facts.get("name") or alert.subject)
    lines: list[Line] = []
    if evidence := alert.facts.get("evidence"):
        lines.append((shorten(one_line(evidence), _EVIDENCE),))
    if address := web_address(alert.facts.get("url") or ""):
        lines.append((Link(address, "Its page"),))
    return Answer(
        title=one_line(alert.facts.get("says") or says.format(name)),
        lines=tuple(lines),
        hints=((do,),) if do else (),
        public=True,
    )
