"""Text from outside, made fit to be shown: release titles, quotations, names, what people typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import urlsplit

# Characters of format that carry meaning inside words of some scripts (Persian, Hindi, emoji).
_JOINERS = "\u200c\u200d"
# No script piles up more marks than this on one letter.
_MARKS = 4
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)|[。！？][”’」』)]*")
ELLIPSIS = "…"


def one_line(text: str) -> str:
    """The text on one line, without control, direction, invisible and private characters.

    What remains can neither steer a terminal nor turn the line around nor hide in it.
    """
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if category in ("Mn", "Me"):
            marks += 1
            if marks <= _MARKS:
                kept.append(char)
            continue
        marks = 0
        if char in _JOINERS and kept and ord(kept[-1][-1]) > 0x590:
            kept.append(char)
        elif category in ("Cc", "Zl", "Zp", "Co"):
            kept.append(" ")
        elif category not in ("Cf", "Cs"):
            kept.append(char)
    return " ".join("".join(kept).split())


def shorten(text: str, limit: int, cost: Callable[[str], int] = len) -> str:
    """The text itself, or as many of its sentences as fit, with an ellipsis.

    Where the first sentence is too long by itself it is cut at a word, else at a character.
    `cost` measures a text in the limit's unit and never falls as a text grows. Raises ValueError
    for a limit in which not even the ellipsis fits.
    """
    if cost(text) <= limit:
        return text
    if cost(ELLIPSIS) > limit:
        raise ValueError(f"nothing can be shortened to {limit}")
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if cost(text[:middle] + " …") <= limit else (low, middle - 1)
    while low > 0 and unicodedata.category(text[low]) in ("Mn", "Me", "Mc", "Cf"):
        low -= 1
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, low + 1)]
    if ends and low // 2 <= ends[-1] <= low:
        return text[: ends[-1]].rstrip() + " …"
    space = text.rfind(" ", 0, low + 1)
    return text[: space if space > low // 2 else low].rstrip(" ,;:·-–—") + ELLIPSIS


def web_address(url: str | None, limit: int = 3000) -> str | None:
    """The address, if it is one that can be shown as a link: http or https, no blank, not too long.

    Characters that would end a link early in Slack or in a terminal are percent-encoded.
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    safe = "".join(_encoded(char) for char in url.strip())
    return safe if len(safe) <= limit else None


def _encoded(char: str) -> str:
    if char in '<>|"`\\^{}' or char.isspace() or unicodedata.category(char)[0] == "C":
        return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
    return char
