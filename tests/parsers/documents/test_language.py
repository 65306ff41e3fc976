"""The language of a text, by its own words."""

from __future__ import annotations

import pytest

from parsers.documents.language import detect

TEXTS = {
    "en": "The two offices have agreed to share the results of their searches with each other.",
    "fr": "Les deux offices ont convenu de partager les résultats de leurs recherches.",
    "de": "Die beiden Ämter haben vereinbart, die Ergebnisse ihrer Recherchen zu teilen.",
    "es": "Las dos oficinas acordaron compartir los resultados de sus búsquedas con el público.",
    "pt": "Os dois institutos acordaram em partilhar os resultados das suas pesquisas.",
    "it": "I due uffici hanno concordato di condividere i risultati delle loro ricerche.",
    "nl": "De twee bureaus zijn overeengekomen om de resultaten van hun onderzoek te delen.",
    "sv": "De två myndigheterna har kommit överens om att dela resultaten av sina granskningar.",
    "pl": "Oba urzędy uzgodniły, że będą się dzielić wynikami swoich badań przez trzy lata.",
    "cs": "Oba úřady se dohodly, že budou sdílet výsledky svých rešerší po dobu tří let.",
    "hu": "A két hivatal megállapodott abban, hogy megosztják egymással a kutatások eredményeit.",
    "ro": "Cele două oficii au convenit să împărtășească rezultatele cercetărilor lor cu publicul.",
    "tr": "İki ofis, sonuçlarını üç yıl boyunca paylaşmak için anlaştı ve bir protokol imzaladı.",
    "id": "Kedua kantor sepakat untuk berbagi hasil penelusuran yang akan berlaku tiga tahun.",
    "vi": "Hai cơ quan đã đồng ý chia sẻ kết quả tra cứu trong thời hạn ba năm.",
    "ru": "Ведомства договорились обмениваться результатами поиска в течение трёх лет.",
    "uk": "Відомства домовилися обмінюватися результатами пошуку протягом трьох років і більше.",
    "bg": "Двете ведомства се споразумяха да обменят резултатите от проучванията си за три години.",
    "ar": "اتفق المكتبان على تبادل نتائج البحث في مجال البراءات لمدة ثلاث سنوات",
    "fa": "این دو اداره برای به اشتراک گذاشتن نتایج جستجو که سه سال معتبر است توافق کردند",
    "ja": "両庁は、調査結果を相互に提供することで合意しました。",
    "ko": "양 기관은 검색 결과를 서로 제공하기로 합의했다.",
    "zh": "两局同意相互提供检索结果，为期三年。",
    "th": "สำนักงานทั้งสองตกลงที่จะแบ่งปันผลการสืบค้น",
    "el": "Τα δύο γραφεία συμφώνησαν να μοιράζονται τα αποτελέσματα.",
    "he": "שתי הרשויות הסכימו לשתף את תוצאות החיפוש",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_words_tell_the_language(language: str) -> None:
    assert detect(TEXTS[language]) == language


def test_the_text_goes_before_what_the_page_declares() -> None:
    assert detect(TEXTS["en"], "fr") == "en"


def test_what_the_page_declares_decides_between_neighbours() -> None:
    text = "Kontoret har i dag undertegnet en avtale."
    assert detect(text, "nb-NO") == "no"


def test_names_in_latin_letters_do_not_make_a_japanese_text_english() -> None:
    text = "特許庁(JPO)は欧州特許庁(EPO)、Memorandum of Cooperation に署名しました。"
    assert detect(text) == "ja"


def test_a_few_names_have_no_language() -> None:
    assert detect("EPO JPO KIPO CNIPA USPTO") is None
