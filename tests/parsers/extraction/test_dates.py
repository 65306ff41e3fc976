"""Dates are read in the languages, calendars and precisions in which offices write them."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.dates import PartialDate
from config.vocabulary import load_vocabulary
from parsers.extraction.dates import DateFinder, DateMention
from parsers.extraction.dates.calendars import hijri, jalali
from parsers.extraction.dates.words import Sought, small, whole

FINDER = DateFinder(load_vocabulary())
WEDNESDAY = PartialDate(2021, 11, 10)

MONTHS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "months.yaml").read_text("utf-8"))
FORMS = [
    ("en", "{d} {M} {y}"), ("en", "{M} {d}, {y}"), ("en", "{d:02} {M}, {y}"),
    ("en", "{y}-{m:02}-{d:02}"), ("fr", "{d} {M} {y}"), ("de", "{d}. {M} {y}"),
    ("de", "{d:02}.{m:02}.{y}"), ("es", "{d} de {M} de {y}"), ("es", "{d} de {M} del {y}"),
    ("pt", "{d} de {M} de {y}"), ("pt", "{d:02}/{m:02}/{y}"), ("it", "{d} {M} {y}"),
    ("nl", "{d} {M} {y}"), ("ru", "{d} {M} {y} года"), ("uk", "{d} {M} {y} року"),
    ("pl", "{d} {M} {y} r."), ("cs", "{d}. {M} {y}"), ("tr", "{d} {M} {y}"), ("id", "{d} {M} {y}"),
    ("th", "{d} {M} {b}"), ("th", "{d} {M} พ.ศ. {b}"), ("ar", "{d} {M} {y}"),
    ("ar", "{d} {M} {y}م"), ("sv", "den {d} {M} {y}"), ("fi", "{d}. {M} {y}"),
    ("hu", "{y}. {M} {d}."), ("lv", "{y}. gada {d}. {M}"), ("lt", "{y} m. {M} {d} d."),
    ("kk", "{y} жылғы {d} {M}"), ("ka", "{y} წლის {d} {M}"), ("ja", "{y}年{m}月{d}日"),
    ("ja", "令和{reiwa}年{m}月{d}日"), ("zh", "{y}年{m}月{d}日"), ("zh", "民國{roc}年{m}月{d}日"),
    ("ko", "{y}년 {m}월 {d}일"), ("ko", "{y}. {m}. {d}."), ("vi", "ngày {d} tháng {m} năm {y}"),
    ("mn", "{y} оны {m} дугаар сарын {d}"),
]  # fmt: skip


def find(
    text: str, language: str = "en", published: PartialDate | None = WEDNESDAY
) -> list[DateMention]:
    return list(FINDER.find(text, language=language, published=published))


def read(text: str, language: str = "en", published: PartialDate | None = WEDNESDAY) -> list[str]:
    return [str(m.date) for m in find(text, language, published)]


@given(st.sampled_from(FORMS), st.dates(date(2019, 6, 1), date(2035, 12, 31)))
@settings(max_examples=400, deadline=None)
def test_a_day_written_in_any_form_of_any_language_is_read_back(
    form: tuple[str, str], day: date
) -> None:
    language, pattern = form
    months = MONTHS.get(language, "").split()
    text = pattern.format(
        d=day.day, m=day.month, y=day.year, b=day.year + 543, roc=day.year - 1911,
        reiwa=day.year - 2018, M=months[day.month - 1] if months else "",
    )  # fmt: skip
    (mention,) = find(f"({text})", language)
    assert mention.date == PartialDate.of(day)
    assert not mention.relative


@given(st.sampled_from(sorted(MONTHS)), st.integers(1, 12), st.integers(1995, 2035))
@settings(max_examples=100, deadline=None)
def test_a_month_and_year_are_read_to_the_month(language: str, month: int, year: int) -> None:
    if language in ("hu", "lv", "lt", "kk", "ka", "th"):
        return
    name = MONTHS[language].split()[month - 1]
    link = "de " if language in ("es", "pt") else ""
    assert read(f"{name} {link}{year}", language) == [f"{year}-{month:02}"]


@pytest.mark.parametrize(
    ("language", "text", "first", "last"),
    [
        ("en", "1-2 November, 2021", "2021-11-01", "2021-11-02"),
        ("en", "from 30 June to 2 July 2021", "2021-06-30", "2021-07-02"),
        ("en", "June 30 - July 2, 2021", "2021-06-30", "2021-07-02"),
        ("en", "November 5 and 6, 2018", "2018-11-05", "2018-11-06"),
        ("en", "30 December 2020 to 2 January 2021", "2020-12-30", "2021-01-02"),
        ("fr", "du 12 au 14 mai 2021", "2021-05-12", "2021-05-14"),
        ("de", "vom 1. bis 2. Juni 2010", "2010-06-01", "2010-06-02"),
        ("es", "del 30 de abril al 2 de mayo de 2021", "2021-04-30", "2021-05-02"),
        ("ru", "1–2 июня 2021 г.", "2021-06-01", "2021-06-02"),
        ("ja", "2021年11月1日～2日", "2021-11-01", "2021-11-02"),
        ("zh", "2021年10月31日至11月2日", "2021-10-31", "2021-11-02"),
        ("zh", "自2021年10月31日起,至11月2日止", "2021-10-31", "2021-11-02"),
        ("ko", "2021년 11월 1일부터 2일까지", "2021-11-01", "2021-11-02"),
        ("ar", "من 1 إلى 3 نوفمبر 2021", "2021-11-01", "2021-11-03"),
        ("vi", "từ ngày 1 đến ngày 2 tháng 11 năm 2021", "2021-11-01", "2021-11-02"),
        ("vi", "từ 1-2/11/2021", "2021-11-01", "2021-11-02"),
        ("pl", "w dniach 1–2.11.2021", "2021-11-01", "2021-11-02"),
        ("ko", "지난 2~3일 서울에서", "2021-11-02", "2021-11-03"),
        ("en", "from Tuesday, November 2 to Thursday, November 4", "2021-11-02", "2021-11-04"),
        ("en", "Thursday and Friday, 4–5 November", "2021-11-04", "2021-11-05"),
        (
            "de",
            "von Dienstag, 2. November, bis Donnerstag, 4. November",
            "2021-11-02",
            "2021-11-04",
        ),
        ("fr", "jeudi et vendredi, 4 et 5 novembre", "2021-11-04", "2021-11-05"),
    ],
)
def test_of_several_days_the_last_counts(language: str, text: str, first: str, last: str) -> None:
    mention = find(text, language)[0]
    assert (str(mention.first), str(mention.date)) == (first, last)


def test_the_next_day_is_not_that_of_a_day_to_come() -> None:
    text = (
        "They signed on 3 November. It takes effect on 1 January 2022. The next day they met again."
    )
    assert read(text)[-1] == "2021-11-04"


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("en", "signed yesterday", "2021-11-09"),
        ("en", "signed today", "2021-11-10"),
        ("en", "signed on Monday", "2021-11-08"),
        ("en", "signed last May", "2021-05"),
        ("en", "signed in December", "2020-12"),
        ("en", "signed on 5 November", "2021-11-05"),
        ("en", "signed on 20 December", "2020-12-20"),
        ("en", "signed on Friday, November 5", "2021-11-05"),
        ("tr", "5 Kasım Cuma günü", "2021-11-05"),
        ("id", "ditandatangani Jumat (5/11)", "2021-11-05"),
        ("ja", "特許庁は5日、ジュネーブで", "2021-11-05"),
        ("fr", "le 12 mai dernier", "2021-05-12"),
        ("fr", "signé hier", "2021-11-09"),
        ("de", "gestern unterzeichnet", "2021-11-09"),
        ("de", "am 3. Mai letzten Jahres", "2020-05-03"),
        ("es", "el pasado 12 de mayo", "2021-05-12"),
        ("ru", "5 июня текущего года", "2021-06-05"),
        ("pl", "12 maja ub.r.", "2020-05-12"),
        ("ko", "지난 3일 서명했다", "2021-11-03"),
        ("ko", "지난달 5일 서명했다", "2021-10-05"),
        ("ko", "지난해 12월 3일", "2020-12-03"),
        ("ja", "本日、署名した", "2021-11-10"),
        ("ja", "昨年12月3日", "2020-12-03"),
        ("zh", "今年5月", "2021-05"),
        ("ar", "أمس", "2021-11-09"),
        ("th", "เมื่อวานนี้", "2021-11-09"),
        ("id", "2 Mei lalu", "2021-05-02"),
        ("en", "signed on Friday the 5th", "2021-11-05"),
        ("es", "el pasado viernes 5 firmaron", "2021-11-05"),
        ("pt", "assinaram na sexta-feira, 5", "2021-11-05"),
        ("de", "am Freitag, den 5., unterzeichnet", "2021-11-05"),
        ("pt", "assinaram no último dia 5 em Brasília", "2021-11-05"),
        ("es", "el pasado día 5 se firmó", "2021-11-05"),
        ("pt", "nesta sexta-feira, dia 5, assinaram", "2021-11-05"),
        ("id", "pada Rabu (3/11) di Jakarta", "2021-11-03"),
        ("es", "el miércoles 27/10 en Lima", "2021-10-27"),
        ("vi", "Chiều 25/10, tại Hà Nội", "2021-10-25"),
        ("de", "am 3.11. in Bern unterzeichnet", "2021-11-03"),
        ("fi", "allekirjoittivat 3.11. Helsingissä", "2021-11-03"),
        ("en", "signed the day before yesterday", "2021-11-08"),
        ("fr", "signé avant-hier à Berne", "2021-11-08"),
        ("ar", "وقعت أول أمس", "2021-11-08"),
        # Capitals of a dotless i, and a weekday of two words that the line breaks.
        ("tr", "PAZARTESİ İMZALANDI", "2021-11-08"),
        ("tr", "SALI GÜNÜ İMZALANDI", "2021-11-09"),
        ("az", "BAZAR ERTƏSİ imzalandı", "2021-11-08"),
        ("az", "ÇƏRŞƏNBƏ AXŞAMI imzalandı", "2021-11-09"),
        ("az", "bazar\nertəsi imzalandı", "2021-11-08"),
    ],
)
def test_a_relative_date_is_resolved_against_the_release(
    language: str, text: str, meant: str
) -> None:
    (mention,) = find(text, language)
    assert str(mention.date) == meant
    assert mention.relative


def test_a_relative_date_without_a_release_date_is_left_out() -> None:
    assert read("signed yesterday, on Monday", published=None) == []


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "Signed on 26 May. A work plan came the next day.", ["2021-05-26", "2021-05-27"]),
        ("fr", "Signé le 26 mai. Le lendemain, un plan suivit.", ["2021-05-26", "2021-05-27"]),
        ("de", "Am 26. Mai, am Folgetag auch in Bern", ["2021-05-26", "2021-05-27"]),
        ("ko", "5월 26일 서명했다. 이튿날 회의를 열었다.", ["2021-05-26", "2021-05-27"]),
        ("ko", "5월 26일 회의를 열었다. 두 청장은 이날 서명했다.", ["2021-05-26", "2021-05-26"]),
        ("zh", "5月26日签署，次日举行会议", ["2021-05-26", "2021-05-27"]),
        ("ru", "26 мая подписан меморандум. В тот же день", ["2021-05-26", "2021-05-26"]),
        ("es", "El 26 de mayo firmaron; ese mismo día", ["2021-05-26", "2021-05-26"]),
        ("ja", "5月26日に署名した。同日、", ["2021-05-26", "2021-05-26"]),
        ("id", "Rabu (26/5) di Jakarta. Pada hari yang sama", ["2021-05-26", "2021-05-26"]),
        ("en", "They met the next day.", []),
    ],
)
def test_a_day_may_be_told_by_the_one_named_before(
    language: str, text: str, days: list[str]
) -> None:
    assert read(text, language) == days


def test_a_word_that_ends_like_a_month_is_none_in_any_language() -> None:
    found = FINDER.find("Kementerian Negara 2026, เดือนมกราคม 2557")
    assert [str(m.date) for m in found] == ["2026", "2014-01"]


def test_a_day_without_a_year_takes_the_year_that_the_text_spoke_of() -> None:
    text = "Geneva, October 2, 2019 - they had met on 3 May."
    assert read(text, published=None) == ["2019-10-02", "2019-05-03"]


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("es", "a los 2 días del mes de noviembre del año 2021", "2021-11-02"),
        ("pt", "aos 2 dias do mês de novembro de 2021", "2021-11-02"),
        ("fr", "ce 2ème jour de novembre 2021", "2021-11-02"),
        ("ru", "«2» ноября 2021 г.", "2021-11-02"),
        ("ar", "27 ربيع الأول 1443هـ", "2021-11-02"),
        ("ar", "٢ نوفمبر ٢٠٢١", "2021-11-02"),
        ("ar", "2 تشرين الثاني/نوفمبر 2021", "2021-11-02"),
        ("fa", "۱۱ آبان ۱۴۰۰", "2021-11-02"),
        ("fa", "1400/08/11", "2021-11-02"),
        ("ja", "平成元年4月1日", "1989-04-01"),
        ("ja", "２０２１年１１月２日（火）", "2021-11-02"),
        ("zh", "二〇二一年十一月二日", "2021-11-02"),
        ("th", "๒ พฤศจิกายน พ.ศ. ๒๕๖๔", "2021-11-02"),
        ("th", "2 พ.ย. 64", "2021-11-02"),
        ("th", "02.11.64", "2021-11-02"),
        ("zh", "110年11月2日", "2021-11-02"),
        ("zh", "於110年11月簽署", "2021-11"),
        ("ko", "2021. 11. 2.(화)", "2021-11-02"),
        ("ko", "’21. 11. 2.(화) 서명", "2021-11-02"),
        ("zh", "於去（110）年11月2日簽署", "2021-11-02"),
        ("en", "2021 11 02", "2021-11-02"),
        ("en", "1 Ramadan 1446 H", "2025-03-01"),
        ("en", "Tuesday, 2nd of November 2021", "2021-11-02"),
        ("en", "November 2, 2021: offices sign", "2021-11-02"),
        ("en", "13/11/2021", "2021-11-13"),
        ("en", "11/13/2021", "2021-11-13"),
        ("es", "a los trece días del mes de mayo de dos mil veintiuno", "2021-05-13"),
        ("es", "el 13 de mayo de dos mil veinte", "2020-05-13"),
        ("pt", "aos treze dias do mês de maio de dois mil e vinte e três", "2023-05-13"),
        ("es", "treinta y uno de mayo de 2021", "2021-05-31"),
        ("es", "dos mil oficinas en mayo de 2021", "2021-05"),
        ("en", "on this twenty-fourth day of November 2009", "2009-11-24"),
        ("en", "this Twenty First day of March, 2018", "2018-03-21"),
        ("en", "the second May 2019 meeting", "2019-05"),
        ("fr", "le vingt-quatre novembre deux mille neuf", "2009-11-24"),
        ("it", "il ventiquattro novembre 2009", "2009-11-24"),
        ("de", "am vierundzwanzigsten November 2009", "2009-11-24"),
        ("ru", "двадцать четвертого ноября две тысячи девятого года", "2009-11-24"),
        ("id", "dua puluh empat November dua ribu sembilan", "2009-11-24"),
        ("fr", "le 18 - 10 - 2010", "2010-10-18"),
        ("de", "Mitteilung vom 13.11.2020", "2020-11-13"),
        ("fi", "Helsinki 13.11.2020", "2020-11-13"),
    ],
)
def test_other_calendars_digits_and_orders_are_understood(
    language: str, text: str, meant: str
) -> None:
    assert read(text, language) == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "version 1.2.21",
        "call 2021 11 02 33",
        "on Friday 5 offices met in 100年",
        "2000-3500 offices",
        "31 February 2021",
        "may 10 offices",
        "85 percent",
        "on Friday 3.5 million were paid",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert [
        m for m in find(text) if m.date.month is not None and any(map(str.isdigit, m.text))
    ] == []


def test_a_vietnamese_ordinal_is_no_weekday() -> None:
    assert read("chuyến thăm lần thứ hai", "vi") == []
    assert read("sáng Thứ Hai tại Hà Nội", "vi") == ["2021-11-08"]


def test_a_date_does_not_run_over_the_end_of_a_line() -> None:
    text = "Москва, 15 июня 2021 года\n\n14 июня подписан меморандум"
    assert read(text, "ru") == ["2021-06-15", "2021-06-14"]


@pytest.mark.parametrize(
    ("year", "month", "day", "meant"),
    [(1400, 1, 1, date(1979, 11, 20)), (1443, 9, 1, date(2022, 4, 2)), (1500, 12, 29, None)],
)
def test_the_islamic_calendar_is_that_of_umm_al_qura(
    year: int, month: int, day: int, meant: date | None
) -> None:
    found = hijri(year, month, day)
    assert meant is None or found == meant


def test_islamic_months_follow_each_other_without_gaps() -> None:
    days = [hijri(year, month, 1) for year in range(1400, 1501) for month in range(1, 13)]
    assert {b - a for a, b in pairwise(days)} == {
        timedelta(days=29),
        timedelta(days=30),
    }


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("ru", "соглашение подписано в среду", "2021-11-10"),
        ("ru", "подписали в минувшую пятницу", "2021-11-05"),
        ("ru", "охрана окружающей среды", None),
        ("uk", "угоду підписано в п'ятницю", "2021-11-05"),
        ("uk", "підписали минулої неділі", "2021-11-07"),
        ("ar", "وقع الطرفان يوم الأحد اتفاقية", "2021-11-07"),
        ("ar", "اتفق الجانبان الاثنين", None),
    ],
)
def test_a_weekday_is_known_in_the_case_that_tells_when(
    language: str, text: str, day: str | None
) -> None:
    found = FINDER.find(text, language=language, published=WEDNESDAY)
    assert [str(mention.date) for mention in found] == ([day] if day else [])


def test_the_iranian_year_begins_with_spring() -> None:
    assert jalali(1403, 1, 1) == date(2024, 3, 20)
    assert jalali(1399, 12, 30) == date(2021, 3, 20)
    with pytest.raises(ValueError, match="no day"):
        jalali(1400, 12, 30)


@given(st.text(alphabet="0123456789 .,/-年月日년월일May novembre мая พ.ย.\n", max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_dates_in_order_that_quote_it(text: str) -> None:
    end = 0
    for mention in FINDER.find(text, language="ru", published=WEDNESDAY):
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@given(
    st.lists(
        st.sampled_from(
            ["Mai", "MAI", "März", "mars", "İyun", "iyun", "tag ", "x", " ", "\u2003", "\n"]
        )
    )
)
def test_a_word_is_sought_as_its_expression_would_find_it(pieces: list[str]) -> None:
    words, text = ("mai", "märz", "mars", "iyun", "mai tag"), "".join(pieces)
    pattern = re.compile(whole(words), re.IGNORECASE)

    sought = [match.span() for match in Sought(pattern, words).finditer(text, small(text))]

    assert sought == [match.span() for match in pattern.finditer(text)]


def test_a_text_ten_times_as_long_takes_about_ten_times_as_long() -> None:
    text = "On 2 November 2021 the offices of 12 states met, and again in May and on Monday. " * 100

    def seconds(times: int) -> float:
        began = time.thread_time()
        FINDER.find(text * times, language="en", published=WEDNESDAY)
        return time.thread_time() - began

    once = min(seconds(1) for _ in range(3))
    assert min(seconds(10) for _ in range(3)) < 30 * once


def test_a_buddhist_year_alone_stands_behind_a_word_for_it() -> None:
    found = FINDER.find("ลงนามเมื่อปี 2560 มีคำขอ 2567 คำขอ", language="th")
    assert [m.date for m in found] == [PartialDate(2017)]


@pytest.mark.parametrize(
    ("text", "year"), [("自二○○三年簽訂協議後", "2003"), ("一九八四年以来", "1984")]
)
def test_a_year_alone_may_stand_in_chinese_numerals(text: str, year: str) -> None:
    assert read(text, "zh") == [year]
    assert read("二〇一六至一七年度", "zh") == []


def test_a_day_told_by_the_one_before_leads_to_the_next() -> None:
    found = FINDER.find(
        "وقعت يوم 10 يوليو 2023. وفي اليوم التالي أعلن عن برنامج. وفي اليوم ذاته وقع خطاب.",
        language="ar",
        published=PartialDate(2023, 7, 14),
    )
    assert [str(mention.date) for mention in found] == ["2023-07-10", "2023-07-11", "2023-07-11"]
