"""Files and answers that are no release are named as what they are."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from accord.press_release import Unreadable
from config.vocabulary import load_vocabulary
from parsers.documents.read import DocumentReader

READER = DocumentReader(load_vocabulary())


def zipped(name: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (zipped("word/document.xml"), "Word file"),
        (zipped("Contents/section0.xml"), "Hangul"),
        (zipped("notes.txt"), "ZIP"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Word"),
        (b"\x89PNG\r\n" + b"\0" * 60, "picture"),
        (b"{\\rtf1 Hello}", "rich text"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "feed"),
        (b'<?xml version="1.0"?><urlset></urlset>', "feed or sitemap"),
        (b'{"title": "Offices sign"}', "JSON"),
        (bytes(range(256)) * 8, "no text"),
        (b"<html><body><div></div></body></html>", "no text"),
        (b"<html><body><script>render()</script></body></html>", "scripts"),
        (b"x" * 20_000_001, "20 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_release_is_named(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        READER.read(content)


@pytest.mark.parametrize(
    ("title", "body", "reason"),
    [
        ("Just a moment...", "<p>Checking your browser</p>", "bot wall"),
        ("Office", '<div class="g-recaptcha"></div><p>Continue</p>', "captcha"),
        ("Access Denied", "<p>You don't have permission. Reference #18.2f</p>", "refusal"),
        ("Page not found | Office", "<h1>Page not found</h1>", "nothing was found"),
        ("Office", "<h1>Page introuvable</h1><p>Retour</p>", "nothing was found"),
        ("ページが見つかりません", "<p>トップへ</p>", "nothing was found"),
        ("Log in to the intranet", "<p>Password</p>", "log-in"),
        ("503 Service Unavailable", "<p>Try later</p>", "error page"),
    ],
)
def test_a_wall_is_no_release(title: str, body: str, reason: str) -> None:
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    with pytest.raises(Unreadable, match=reason):
        READER.read(page.encode())


def test_a_release_on_captchas_stays_a_release() -> None:
    words = "<p>The office now protects its forms with a captcha, after robots sent many of them. "
    page = f"<html><title>Access denied to robots</title><h1>Captcha for forms</h1>{words * 20}"
    assert READER.read(page.encode()).title == "Captcha for forms"
