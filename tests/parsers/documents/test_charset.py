"""Characters from bytes, whatever was declared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.documents.charset import decode

TEXTS = {
    "shift_jis": "特許庁は本日、審査官の交流に関する覚書に署名したことを発表しました。",
    "euc_jp": "特許庁は本日、審査官の交流に関する覚書に署名したことを発表しました。",
    "iso2022_jp": "特許庁は本日、審査官の交流に関する覚書に署名しました。",
    "euc-kr": "두 기관은 심사관 교류에 관한 양해각서를 체결했다고 밝혔다.",
    "gb18030": "两局在北京签署合作谅解备忘录，双方将在专利审查等领域开展合作。",
    "big5": "兩署簽署知識產權合作備忘錄，雙方將在商標註冊等範疇加強合作。",
    "windows-1251": "Ведомства подписали меморандум о взаимопонимании и сотрудничестве.",
    "koi8-r": "Ведомства подписали меморандум о взаимопонимании и сотрудничестве.",
    "windows-1256": "وقعت الوزارة مذكرة تفاهم مع مكتب الملكية الفكرية في مجال التدريب",
    "windows-1253": "Ο οργανισμός υπέγραψε μνημόνιο συνεργασίας με το γραφείο.",
    "windows-1255": "רשות הפטנטים חתמה על מזכר הבנות עם הרשות",
    "cp874": "กรมลงนามบันทึกความเข้าใจกับสำนักงานสิทธิบัตร",
    "windows-1252": "Die Präsidentin führte Gespräche über künftige Zusammenarbeit der Ämter.",
    "utf-16": "Two offices sign a memorandum, señor.",
}


@pytest.mark.parametrize("charset", TEXTS)
def test_undeclared_bytes_are_understood(charset: str) -> None:
    page = f"<html><body><p>{TEXTS[charset]}</p></body></html>"
    assert decode(page.encode(charset)) == page


@pytest.mark.parametrize("charset", [c for c in TEXTS if c not in ("utf-16", "iso2022_jp")])
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1"])
def test_a_wrong_declaration_is_not_followed(charset: str, declared: str) -> None:
    page = f'<html><meta charset="{declared}"><body><p>{TEXTS[charset]}</p></body></html>'
    assert decode(page.encode(charset), f"text/html; charset={declared}") == page


def test_utf_8_is_seen_behind_any_declaration() -> None:
    page = '<meta charset="windows-1252"><p>Ämter — 特許庁</p>'
    assert decode(page.encode(), "text/html; charset=EUC-KR") == page


def test_the_header_goes_before_the_page() -> None:
    content = '<meta charset="utf-8"><p>Prüfung für Ämter</p>'.encode("windows-1252")
    assert "Prüfung für Ämter" in decode(content, "text/html; charset=windows-1252")


def test_central_european_letters_follow_the_page_s_language() -> None:
    page = '<html lang="pl"><p>Urząd podpisał porozumienie o współpracy, które będzie ważne.</p>'
    assert decode(page.encode("windows-1250")) == page


def test_a_character_cut_off_at_the_end_does_not_change_the_charset() -> None:
    content = "Ämter und Büros prüfen Entwürfe für Österreich ü".encode()[:-1]
    assert decode(content).startswith("Ämter und Büros")


@pytest.mark.parametrize("label", ["rot13", "zlib", "hex", "base64", "no-such-charset"])
def test_a_label_that_is_no_charset_is_passed_over(label: str) -> None:
    assert decode(b"plain words", f"text/html; charset={label}") == "plain words"


@given(st.binary(max_size=400), st.sampled_from([None, "text/html; charset=utf-16", "x;charset="]))
def test_any_bytes_become_text(content: bytes, media_type: str | None) -> None:
    assert isinstance(decode(content, media_type), str)
