"""Pages that stand in place of what was asked for: bot walls, log-ins, soft 404s."""

from __future__ import annotations

import re

from accord.alert import AlertKind
from parsers.documents.labels import Labels

_WALLS = {
    "a bot wall": re.compile(
        r"_Incapsula_Resource|cf-chl|cf_chl|challenge-platform|/cdn-cgi/challenge"
        r"|sec-if-cpt-container|errors\.edgesuite\.net",
        re.IGNORECASE,
    ),
    "a captcha": re.compile(
        r"g-recaptcha|h-captcha|hcaptcha\.com|captcha-delivery|px-captcha", re.IGNORECASE
    ),
}
_TITLES = {
    "a bot wall": re.compile(
        r"^(?:just a moment|attention required|checking your browser|are you (?:a )?human"
        r"|security check|verify(?:ing)? you are|ddos.guard|please wait)",
        re.IGNORECASE,
    ),
    "a refusal": re.compile(
        r"^(?:access denied|request rejected|forbidden|403\b|error 403|blocked)", re.IGNORECASE
    ),
    "a page that says that nothing was found": re.compile(
        r"^(?:404\b|error 404|page not found|not found|page cannot be found)", re.IGNORECASE
    ),
    "an error page of the server": re.compile(
        r"^(?:5\d\d\b|error 5\d\d|internal server error|bad gateway|service unavailable"
        r"|site maintenance|under maintenance|scheduled maintenance)",
        re.IGNORECASE,
    ),
    "a cookie wall": re.compile(
        r"^(?:before you continue|we value your privacy|your privacy choices"
        r"|(?:cookie|privacy) (?:consent|preferences|settings)|accept cookies)",
        re.IGNORECASE,
    ),
    "a log-in page": re.compile(
        r"^(?:log.?in|sign.?in|single sign.on|please log in)\b", re.IGNORECASE
    ),
}
_KINDS = {
    "a page that says that nothing was found": AlertKind.NOT_THERE,
    "an error page of the server": AlertKind.UNREACHABLE,
    "a refusal": AlertKind.REFUSED,
}
_SHORT = 1200
_MISSING = "a page that says that nothing was found"


def wall(html: str, title: str, heading: str, text: str, labels: Labels) -> str | None:
    """What a page is that stands in place of a release or listing, None for an ordinary page.

    Only a page with little text of its own counts, so that a release on log-ins or captchas
    stays one.
    """
    if len(text) > _SHORT:
        return None
    for name, pattern in _TITLES.items():
        if pattern.search(title) or pattern.search(heading):
            return name
    if any(labels.label(said, "missing") for said in (title, heading) if len(said) < 90):
        return _MISSING
    if len(text) < _SHORT // 3:
        for name, pattern in _WALLS.items():
            if pattern.search(html):
                return name
    return None


def kind_of_wall(name: str) -> AlertKind:
    """What one of these pages says of the site."""
    return _KINDS.get(name, AlertKind.WALLED)
