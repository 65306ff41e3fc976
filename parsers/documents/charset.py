"""Bytes to characters, whatever was declared: byte order mark, header, meta, then the bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Sign = Callable[[list[str], int], float]

# Labels as the WHATWG Encoding Standard reads them: what pages call ISO-8859-1 is windows-1252.
_LABELS = {
    "utf8": "utf-8",
    "utf16": "utf-16",
    "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
    "ascii": "cp1252",
    "usascii": "cp1252",
    "latin1": "cp1252",
    "iso88591": "cp1252",
    "iso885915": "iso8859-15",
    "windows1252": "cp1252",
    "cp1252": "cp1252",
    "iso88592": "iso8859-2",
    "latin2": "iso8859-2",
    "windows1250": "cp1250",
    "cp1250": "cp1250",
    "iso88595": "iso8859-5",
    "windows1251": "cp1251",
    "cp1251": "cp1251",
    "koi8r": "koi8-r",
    "koi8u": "koi8-u",
    "iso88596": "iso8859-6",
    "windows1256": "cp1256",
    "cp1256": "cp1256",
    "iso88597": "iso8859-7",
    "windows1253": "cp1253",
    "iso88598": "iso8859-8",
    "windows1255": "cp1255",
    "iso88599": "cp1254",
    "windows1254": "cp1254",
    "cp1254": "cp1254",
    "windows1257": "cp1257",
    "iso885913": "iso8859-13",
    "windows1258": "cp1258",
    "windows874": "cp874",
    "tis620": "cp874",
    "iso885911": "cp874",
    "shiftjis": "cp932",
    "sjis": "cp932",
    "xsjis": "cp932",
    "windows31j": "cp932",
    "mskanji": "cp932",
    "eucjp": "euc_jp",
    "xeucjp": "euc_jp",
    "iso2022jp": "iso2022_jp",
    "euckr": "cp949",
    "ksc56011987": "cp949",
    "ksc5601": "cp949",
    "cp949": "cp949",
    "windows949": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "xgbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "macintosh": "mac_roman",
    "macroman": "mac_roman",
}
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_PARAMETER = re.compile(r"charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w.:-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s{0,3}=\s{0,3}[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
# How much of a document is looked at to tell one charset from another, in bytes.
_SAMPLE = 65_536
_GUESSES = ("cp932", "euc_jp", "cp949", "gb18030", "big5hkscs")
_LATIN = ("cp1252", "iso8859-15", "mac_roman")
_SINGLE = ("cp1251", "koi8-r", "cp1256", "cp874", "cp1253", "cp1255")
_COMMON_HAN = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本"
    "這為個國們時來對會發動過說產種後經進著電裡實兩體當從業權識專利商標知財局長合協議簽署产权识专标财议签"
    "日年月第号號新聞新闻"
)
# Letters of Central Europe and of Turkish that windows-1252 has not: their bytes read as others.
_BY_LANGUAGE = {
    **dict.fromkeys(("cs", "sk", "pl", "hu", "hr", "sl", "ro", "bs", "sq"), "cp1250"),
    **dict.fromkeys(("tr", "az"), "cp1254"),
    **dict.fromkeys(("lt", "lv", "et"), "cp1257"),
    "vi": "cp1258",
}


def decode(content: bytes, media_type: str | None = None, language: str | None = None) -> str:
    """The characters of a document.

    `media_type` is the Content-Type header with its parameters; `language` an ISO 639-1 code that
    tells apart the charsets of the Latin script. A declaration that the bytes contradict is not
    followed. Never raises: what no charset explains becomes U+FFFD.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    for name in _candidates(content, media_type):
        text = _read(content, name)
        if text is not None:
            return text
    if language is None:
        hint = re.search(rb"<html[^>]{0,300}?lang=[\"']?([a-zA-Z]{2})", content[:4096])
        language = hint[1].decode("ascii").lower() if hint else None
    return content.decode(guess(content, language), "replace")


def guess(content: bytes, language: str | None = None) -> str:
    """The charset, as a Python codec, that explains undeclared bytes best."""
    if b"\x1b$" in content[:_SAMPLE]:
        return "iso2022_jp"
    if (wide := _wide(content)) is not None:
        return wide
    sample = content[:_SAMPLE]
    if _is_utf8(sample):
        return "utf-8"
    if _is_latin(sample):
        return _BY_LANGUAGE.get(language or "", "cp1252")
    scores = {name: _likeness(sample, name) for name in (*_GUESSES, *_SINGLE)}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= 0.6:
        return best
    return _BY_LANGUAGE.get(language or "", "cp1252")


def _candidates(content: bytes, media_type: str | None) -> Iterator[str]:
    """Codecs that are declared, the header first."""
    found = _PARAMETER.search(media_type or "")
    if found:
        yield from _codec(found[1])
    for match in _DECLARED.finditer(content[:4096]):
        yield from _codec((match[1] or match[2]).decode("ascii"))


def _codec(label: str) -> Iterator[str]:
    name = _LABELS.get(re.sub(r"[^a-z0-9]", "", label.lower()))
    if name is not None:
        yield name


def _read(content: bytes, name: str) -> str | None:
    """The text if the bytes agree with the charset, with a few broken characters at most."""
    if name.startswith("utf-16"):
        return content.decode(name, "replace") if _wide(content) else None
    if name not in ("utf-8", "iso2022_jp") and _is_utf8(content[:_SAMPLE]):
        return content.decode("utf-8", "replace")
    text = content.decode(name, "replace")
    strange = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    if name in _LATIN and not _is_latin(content[:_SAMPLE]):
        return None
    if name in _SINGLE and _likeness(content[:_SAMPLE], name) < 0.3:
        return None
    if strange > 1:
        foreign = sum(b > 127 for b in content[:_SAMPLE])
        return text if strange <= foreign // 100 else None
    return text


def _is_utf8(sample: bytes) -> bool:
    """Whether the bytes are UTF-8; a character that is cut off at the end does not count."""
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        # One broken byte in a hundred well-formed characters is a flaw, not another charset.
        good = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]", sample))
        bad = sample.decode("utf-8", "replace").count("\ufffd")
        return error.start >= len(sample) - 3 or bad * 50 < good
    return True


def _is_latin(sample: bytes) -> bool:
    """Whether bytes above ASCII stand alone among letters, and not in words of their own."""
    foreign = len(re.findall(rb"[\x80-\xff]", sample))
    alone = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", sample))
    return alone * 2 >= foreign


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark shows by its zero bytes."""
    sample = content[:2000]
    if len(sample) < 4 or sample.count(0) * 5 < len(sample):
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 8 * min(even, odd) + 1:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _likeness(sample: bytes, name: str) -> float:
    """How well the characters that a charset gives look like the writing that it is for, 0 to 1."""
    text = sample.decode(name, "replace")
    foreign = [c for c in text if ord(c) > 127]
    if not foreign:
        return 0.0
    count = len(foreign)
    errors = sum(c == "\ufffd" or 0x80 <= ord(c) < 0xA0 for c in foreign) / count
    if errors > 0.02:
        return 0.0
    return max(0.0, _SIGNS[name](foreign, count) - errors * 10)


def _kana(chars: list[str], count: int) -> float:
    kana = sum("\u3040" <= c <= "\u30ff" for c in chars) / count
    han = sum("\u3000" <= c <= "\u303f" or "\u4e00" <= c <= "\u9fff" for c in chars) / count
    return kana + han if kana > 0.1 else 0.0


def _hangul(chars: list[str], count: int) -> float:
    return sum("\uac00" <= c <= "\ud7a3" for c in chars) / count


def _common(letters: str, usual: float) -> Sign:
    """The share of a writing's commonest letters, against their usual share in it."""
    known = frozenset(letters)

    def sign(chars: list[str], count: int) -> float:
        return min(1.0, sum(c in known for c in chars) / count / usual)

    return sign


_SIGNS: dict[str, Sign] = {
    "cp932": _kana,
    "euc_jp": _kana,
    "cp949": _hangul,
    "gb18030": _common(_COMMON_HAN, 0.25),
    "big5hkscs": _common(_COMMON_HAN, 0.25),
    "cp1251": _common("оеаинтсрвл", 0.55),
    "koi8-r": _common("оеаинтсрвл", 0.55),
    "cp1256": _common("اليمونرتبةعدسف", 0.7),
    "cp874": _common("านรอกเงมยลวดทสตะปบค่้ีิั", 0.75),
    "cp1253": _common("αοιετςσνηυρπκί", 0.7),
    "cp1255": _common("יוהלארבתםמשנ", 0.65),
}
