"""Names of people beside a title, in the scripts in which releases write them.

A title is what makes a name findable in every script: `Commissioner Jane Doe`, `홍길동 청장`,
`局长王小明`. Where the script has no capital letters, how long a name runs follows from the
script's own habits: two to four Chinese characters, a surname and two syllables in Korean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from parsers.extraction.arabic_names import ArabicNames
from parsers.extraction.candidate import Span
from parsers.extraction.chinese import simplified
from parsers.extraction.korean_names import KoreanNames
from parsers.extraction.names import fold

# Latin, Greek and Cyrillic. Unicode's later blocks have capitals among small letters.
CAPITAL = (
    f"[{''.join(c for c in map(chr, (*range(0x530), *range(0x1E00, 0x1F00))) if c.isupper())}]"
)
"""A capital, as a class of characters."""
_LETTER = r"[^\W\d_\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]"
_WORD = rf"{CAPITAL}(?:{_LETTER}|['’ʼ-](?={_LETTER})){{0,24}}"
_INITIAL = rf"{CAPITAL}\.(?:-?{CAPITAL}\.)?"
_SMALL = (
    r"(?:de\sla|de\slos|de\slas|van\sder|van\sden|von\sder|de|da|do|dos|das|del|della|di|der|den"
    r"|van|von|zu|bin|bint|ibn|al|el|la|le|y|e|ter|ten|af|av|binti"
    r"|де\sлос|де\sлас|де\sла|де|да|дель|ван\sдер|ван|фон|бин|ибн|эль|аль)"
)
# What is written onto an Arabic surname in small letters: Emine el-Kuvari, Али аль-Малики.
_ARTICLE = r"(?:(?:[ae]l|a[dnrstz]|ash|esh|es|аль|эль|а[дзнрст]|аш)[-‐])"
_PART = rf"(?:{_INITIAL}|{_ARTICLE}?{_WORD})"
_CASED = rf"{_PART}(?:\s(?:{_SMALL}\s){{0,2}}{_PART}){{0,6}}"
CASED_NAME = _CASED
"""A name in a script with capitals, as a pattern."""

# Two people, and not two surnames: Talavera y José Antonio Gil.
_TWO = re.compile(rf"(?<={_LETTER})\s[ye]\s(?={CAPITAL}\S*\s{CAPITAL})")
_CASED_BEHIND = re.compile(rf"(?P<name>{_CASED})")
_CASED_BEFORE = re.compile(
    rf"(?<![^\W\u0e00-\u0eff\u3040-\ud7af])(?<!['’-])(?P<name>{_CASED})\s{{0,9}}(?:[(（][^()\n]{{1,40}}[)）])?\s?(?P<comma>[,–—-]\s?|[(（])?"
    r"(?:(?:the|our|an?|le|la|el|o|il|der|die|dem|des|de|den|du|del|al|dal|do|da|het|its|current"
    r"|new|then|que|ce|l)['’]?\s?){0,2}$"
)
# What may follow a name and is no part of it: Jane Doe, Ph.D.
_DEGREE = re.compile(
    r",\s(?:Ph\.?\s?D|M\.?D|D\.?Phil|LL\.?[BMD]|J\.?D|IAS|IRS|IFS|IPS|M\.?B\.?A|M\.?Sc|Esq|Jr|Sr|[COKM]\.?B\.?E|[KQ]\.?C)\.?"
    r"(?=,|\s?$)"
)
_SURNAMES = frozenset({"HE", "SHE", "AN", "YOU", "SO"})  # Chinese and Korean, and English words
_GEORGIAN = r"[\u10d0-\u10ff]{2,20}"

_HAN = "[\u4e00-\u9fff々]"
_TRANSCRIBED = rf"{_HAN}{{1,8}}(?:[·・‧•]{_HAN}{{1,8}}){{1,3}}"
_KANA = r"(?:[ァ-ヺー]{1,14}(?:[・＝=\s][ァ-ヺーA-Z.]{1,14}){1,6}|[ァ-ヺー]{2,14})"
_JAPANESE_HEAD = "のはがとやらりも、。（）(「・：: \u3000\n"

# The characters by which Chinese writes the sounds of foreign names.
_SOUNDS = frozenset(
    "通阿埃艾爱愛安奥奧巴白班邦保鲍鮑贝貝本比彼宾賓波伯博布查达達戴丹德登迪蒂丁杜多俄厄恩尔爾法范菲费費芬佛弗福盖蓋冈岡戈格根古哈海汉漢赫亨胡华華霍基吉加贾賈"
    "杰傑金卡凯凱坎康考科可克肯库庫奎拉莱萊兰蘭劳勞勒雷里利丽麗莉林琳卢盧鲁魯伦倫罗羅洛马馬玛瑪迈邁曼梅门門蒙米姆莫默穆纳納娜南内內尼妮努诺諾欧歐帕潘佩彭皮珀普蒲"
    "齐齊奇恰乔喬切琼瓊瑞若萨薩塞森沙莎尚舍什史斯丝絲松苏蘇索塔泰坦唐特提廷图圖托瓦万萬威维維韦韋温溫文沃乌烏西希夏肖谢謝辛休许許雅亚亞扬揚耶叶葉伊因英尤约約泽澤扎"
    "詹珍朱兹茲柏巧寮夫娅婭娃芙蕾薇茨顿頓敦伽柯昆缪繆涅逊遜锡錫瑟佐桑舒滕隆"
)
# Surnames that are more often another word: toward, at, high …
_UNSURE = frozenset("于和向任方高成常白万单全关时严江石段")
_BODY_ENDS = frozenset("局署厅廳部司会會处處院室庁课課科组組")

# Behind a title and a space a Japanese name runs to the line's end, a mark or 氏.
_JAPANESE_BEHIND = re.compile(
    rf"({_HAN}{{1,3}}[\s\u3000]?{_HAN}{{1,3}}?)(?=氏|[、，。）)（(\n\s\u3000]|$)"
)
_SPACES = frozenset({" ", "\u3000"})

_LATIN_BRACKET = re.compile(r"\s?\([^()\u0e00-\u0eff]{3,40}\)$")  # ปาสกาล โฟร์ (Pascal Faure)
_THAI = r"[\u0e01-\u0e4e]{2,24}(?:-[\u0e01-\u0e4e]{1,24}){0,2}"  # คิม ยง-แร


class PersonNames:
    """Finds the name right before or right behind an offset, given the words of a language.

    `honorifics` go before a name and are no part of it (Japanese: behind it); `stops` are words
    that no name holds, `ends` small ones before which one ends; `surnames` begin names in Chinese
    and Korean, `given` names in Arabic; `after` are characters that follow a name in Chinese;
    `common` are phrases of everything else, of which `borne` are
    words that people are called by too.
    """

    def __init__(
        self,
        *,
        honorifics: Iterable[str],
        stops: Iterable[str],
        ends: Iterable[str] = (),
        surnames: Iterable[str],
        after: Iterable[str],
        given: Iterable[str] = (),
        borne: Iterable[str] = (),
        common: Iterable[str] = (),
    ) -> None:
        self._honorifics = sorted(set(honorifics), key=len, reverse=True)
        self._stops = frozenset(word.casefold() for word in stops)
        self._ends = frozenset(ends)
        self._han_stops = frozenset(map(simplified, self._stops))
        self._surnames = frozenset(map(simplified, surnames))
        self._after = frozenset(map(simplified, after))
        self._given = frozenset(given)
        self._common = frozenset(
            word for phrase in common for word in fold(phrase).split() if len(word) > 1
        ) - {fold(word) for word in borne}
        self._is_japanese = "氏" in self._honorifics

    def behind(self, text: str, start: int, end: int) -> Span | None:
        """The name that begins at `start` after at most a comma and honorifics, before `end`."""
        opening = self._opening.match(text, start, end)
        at = opening.end() if opening else start
        script = _script(text[at : at + 1])
        if script == "hangul":
            return self._korean.behind(text, at, end)
        if script == "han":
            return self._han_behind(text, at, end)
        if script == "kana":
            match = re.compile(_KANA).match(text, at, end)
            return Span(*match.span()) if match else None
        if script == "thai":
            return self._thai(text, at, end) if self._has_honorific(text, start, at) else None
        if script == "arabic":
            return self._arabic.behind(text, start, at, end)
        if script == "georgian":
            match = re.compile(rf"{_GEORGIAN}\s{_GEORGIAN}").match(text, at, end)
            return Span(*match.span()) if match else None
        match = _CASED_BEHIND.match(text, at, end)
        if match is None:
            return None
        two = _TWO.search(text, *match.span("name"))
        return self.trimmed(text, match.start("name"), two.start() if two else match.end("name"))

    def before(self, text: str, start: int, end: int) -> tuple[Span, bool] | None:
        """The name that ends at `end`, with at most a comma and articles behind it.

        The flag says whether a comma or bracket sets it off from the title.
        """
        line = text[start:end]
        tail = line.rstrip()[-1:]
        script = _script(tail if tail not in ")）" else line.split("(")[0].rstrip()[-1:])
        if script == "hangul":
            return self._korean.before(text, start, end)
        if script in ("han", "kana"):
            return self._east_before(text, start, end)
        if script == "thai":
            return self._thai_before(text, start, end)
        if script == "arabic":
            return self._arabic.before(text, start, end)
        match = _CASED_BEFORE.search(_DEGREE.sub(lambda m: " " * len(m[0]), line))
        if match is None:
            return None
        two = _TWO.search(line, *match.span("name"))
        begin = two.end() if two else match.start("name")
        span = self.trimmed(text, start + begin, start + match.end("name"))
        set_off = match.group("comma") is not None or _script(text[end : end + 1]) in _EASTERN
        return (span, set_off) if span else None

    def all_of(self, text: str, start: int, end: int) -> Span | None:
        """An Arabic name that takes up all of a stretch."""
        told = text[start:end].strip()
        at = text.find(told, start) if told else start
        if _script(told[:1]) != "arabic":
            return None
        span = self._arabic.behind(text, at, at, end)
        return span if span is not None and text[span.start : span.end] == told else None

    def are_common(self, name: str) -> bool:
        """Whether half of the words are such as releases are written in."""
        words = [fold(word) for word in re.findall(r"[^\W\d_]{2,}", name)]
        return 2 * sum(word in self._common for word in words) >= max(1, len(words))

    def trimmed(self, text: str, start: int, end: int) -> Span | None:
        """A name without honorifics before it and without words that no name holds."""
        match = self._opening.match(text, start, end)
        start = match.end() if match else start
        words = list(re.finditer(r"\S+", text[start:end]))
        # `Dr. HE Zhimin`: behind a title of address, and with one name behind it, a surname.
        addressed = text[max(0, start - 3) : start].rstrip().endswith(".")
        surname = addressed and len(words) == 2 and words[0].group() in _SURNAMES
        while words and not surname and self._is_stop(words[0].group()):
            words.pop(0)  # Commissioner of Patents Jane Doe
        for i, word in enumerate(words):
            if surname and not i:
                continue
            particle = word.group().islower() and i + 1 < len(words)  # María del Mar Ruiz
            ends = word.group() in self._ends  # Malay `di` is `in`, and no Italian particle
            if ends or (self._is_stop(word.group()) and not particle):
                words = words[:i]
                break
        while words and words[-1].group().islower():
            words.pop()
        if not words:
            return None
        return Span(start + words[0].start(), start + words[-1].end())

    def _is_stop(self, word: str) -> bool:
        flat = word.casefold().strip(".,’'")
        return flat in self._stops or "patent" in flat or "патент" in flat

    def _east_before(self, text: str, start: int, end: int) -> tuple[Span, bool] | None:
        """`浜野幸一長官`, `カンピノス長官`: from a particle or a mark to the title."""
        line = text[start:end].rstrip("・ \u3000")  # 山田太郎・英国特許庁長官
        match = re.search(rf"({_KANA})\s?$", line) or re.search(
            rf"(?:^|[{_JAPANESE_HEAD}])({_HAN}{{1,4}}[\s\u3000]?{_HAN}{{1,3}})(?:（[^）]{{1,30}}）)?$",
            line,
        )
        if not self._is_japanese and (match is None or _script(match.group(1)[0]) != "kana"):
            return self._chinese_before(line, start)
        if match is None or self._holds_stop(match.group(1)):
            return None
        return Span(start + match.start(1), start + match.end(1)), True

    def _chinese_before(self, line: str, start: int) -> tuple[Span, bool] | None:
        """`廖某某局長`: the title behind, as Taiwan and Hong Kong have it; never set off."""
        for length in (3, 2, 4):
            name = line[-length:]
            if not re.fullmatch(rf"{_HAN}{{{length}}}", name) or self._holds_stop(name):
                continue
            sure = name[0] not in _UNSURE and not _BODY_ENDS & set(name)
            if (
                sure
                and self._starts_with_surname(name)
                and (length < 4 or simplified(name[:2]) in self._surnames)
            ):
                return Span(start + len(line) - length, start + len(line)), False
        return None

    def _han_behind(self, text: str, start: int, end: int) -> Span | None:
        if self._is_japanese:
            match = _JAPANESE_BEHIND.match(text, start, end)
            if match is None or self._holds_stop(match.group(1)):
                return None
            return Span(*match.span(1)) if text[start - 1 : start] in _SPACES else None
        match = re.compile(_TRANSCRIBED).match(text, start, end)
        if match:
            head, _, last = match.group().rpartition("·")
            for i in range(2, len(last)):
                follows = simplified(last[i]) in self._after and last[i] not in _SOUNDS
                if follows or self._begins_with_stop(last[i:]):
                    last = last[:i]
                    break
            return Span(start, start + len(head) + 1 + len(last)) if len(last) <= 6 else None
        long = simplified(text[start : start + 2]) in self._surnames  # 滨野幸一, 欧阳某某
        for length in (4, 3, 2) if long else (3, 2, 4):
            name = text[start : start + length]
            after = text[start + length : start + length + 1]
            if not re.fullmatch(rf"{_HAN}{{{length}}}", name) or self._holds_stop(name):
                continue
            if not self._starts_with_surname(name) or (
                length == 4 and simplified(name[:2]) not in self._surnames
            ):
                continue
            rest = text[start + length : start + length + 3]
            if (
                simplified(after) in self._after
                or not re.match(_HAN, after)
                or self._begins_with_stop(rest)
            ):
                return Span(start, start + length)
        return self._transcribed(text, start, end) or self._usual(text, start, end)

    def _transcribed(self, text: str, start: int, end: int) -> Span | None:
        """A foreign name without a dot: characters that stand for sounds, up to another word."""
        stop = start
        while stop < min(end, start + 9) and text[stop] in _SOUNDS:
            if stop - start >= 3 and simplified(text[stop]) in self._after:
                break
            stop += 1
        follows = text[stop : stop + 1]
        ends = not re.match(_HAN, follows) or simplified(follows) in self._after
        return Span(start, stop) if 3 <= stop - start <= 8 and ends else None

    def _usual(self, text: str, start: int, end: int) -> Span | None:
        """A surname and two characters: how most names run, whatever the next word is."""
        name = text[start : min(end, start + 3)]
        if not re.fullmatch(rf"{_HAN}{{3}}", name) or self._holds_stop(name):
            return None
        sure = name[0] not in _UNSURE and simplified(name[0]) in self._surnames
        if not sure or simplified(name[2]) in self._after or _BODY_ENDS & set(name):
            return None
        return Span(start, start + 3)

    def _starts_with_surname(self, name: str) -> bool:
        name = simplified(name[:2])
        return name[0] in self._surnames or name in self._surnames

    def _holds_stop(self, name: str) -> bool:
        name = simplified(name)
        return any(word in name for word in self._han_stops if len(word) >= 2 or word == name)

    def _begins_with_stop(self, text: str) -> bool:
        text = simplified(text)
        return any(text.startswith(word) for word in self._han_stops)

    def _thai(self, text: str, start: int, end: int) -> Span | None:
        match = re.compile(rf"{_THAI}(?:\s{_THAI}){{0,1}}").match(text, start, end)
        return Span(*match.span()) if match else None

    def _thai_before(self, text: str, start: int, end: int) -> tuple[Span, bool] | None:
        """`นายวุฒิไกร ลีวีระพันธุ์ อธิบดี`: from the last honorific to the title."""
        line = _LATIN_BRACKET.sub("", text[start:end].rstrip())
        at = max((line.rfind(h) + len(h) for h in self._honorifics if h in line), default=-1)
        match = (
            re.compile(rf"\s?({_THAI}(?:\s{_THAI}){{1,3}})$").match(line, at) if at > 0 else None
        )
        if match and (len(match[1].split()) > 2 and self._holds_stop(match[1])):
            return None  # a name of two words, and what it is followed by
        return (Span(start + match.start(1), start + match.end(1)), True) if match else None

    def _has_honorific(self, text: str, start: int, end: int) -> bool:
        return any(word in text[start:end] for word in self._honorifics)

    @cached_property
    def _korean(self) -> KoreanNames:
        return KoreanNames(stops=self._stops, surnames=self._surnames)

    @cached_property
    def _arabic(self) -> ArabicNames:
        return ArabicNames(
            honorifics=self._honorifics,
            stops=self._stops,
            given=self._given,
            common=self._common,
            opening=self._opening,
        )

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        words = "|".join(
            re.escape(w) + (r"(?![^\W\d_])" if w[-1].isalpha() else "") for w in self._honorifics
        )
        listed = rf"(?:(?:{words})[\s.,]{{0,2}}){{0,4}}" if words else ""
        return re.compile(rf"[\s,:：(（–—/]{{0,3}}{listed}", re.IGNORECASE)


_EASTERN = frozenset({"hangul", "han", "kana"})


def _script(char: str) -> str:
    for name, first, last in (
        ("hangul", "\uac00", "\ud7af"), ("kana", "\u30a0", "\u30ff"), ("han", "\u4e00", "\u9fff"),
        ("han", "々", "々"), ("thai", "\u0e00", "\u0e7f"), ("arabic", "\u0600", "\u06ff"),
        ("georgian", "\u10a0", "\u10ff"),
    ):  # fmt: skip
        if first <= char <= last:
            return name
    return "cased"
