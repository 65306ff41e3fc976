"""The vocabulary that ships: whole, consistent, quick to load, and clear about what is wrong."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from yaml import CSafeLoader, compose

from accord.vocabulary import Vocabulary
from config.vocabulary import HERE, WrongVocabulary, load_vocabulary, read_vocabulary

VOCABULARY = load_vocabulary()
NOT_COUNTRIES = {"WO", "EP", "EM", "QZ", "XU", "XN", "XV", "EA", "AP", "OA", "GC", "BX"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the vocabulary's files, to be spoilt."""
    for path in HERE.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    shutil.copytree(HERE / "languages", tmp_path / "languages")
    return tmp_path


def spoil(folder: Path, name: str, before: str, after: str) -> str:
    path = folder / name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(WrongVocabulary) as error:
        read_vocabulary(folder)
    return str(error.value)


def test_every_command_waits_for_little_more_than_the_yaml_to_be_read() -> None:
    def seconds(work: Callable[[], object]) -> float:
        began = time.thread_time()
        work()
        return time.thread_time() - began

    texts = [path.read_text("utf-8") for path in sorted(HERE.rglob("*.yaml"))]
    bare = min(seconds(lambda: [compose(text, CSafeLoader) for text in texts]) for _ in range(2))
    assert min(seconds(lambda: read_vocabulary(HERE)) for _ in range(2)) < 8 * bare


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("KIPO", "KR"),
        ("특허청", "KR"),
        ("지식재산처", "KR"),
        ("日本国特許庁", "JP"),
        ("国家知识产权局", "CN"),
        ("Роспатент", "RU"),
        ("Office européen des brevets", "EP"),
        ("OHIM", "EM"),
        ("الهيئة السعودية للملكية الفكرية", "SA"),
        ("กรมทรัพย์สินทางปัญญา", "TH"),
        ("South Korea", "KR"),
        ("대한민국", "KR"),
        ("USPTO", "US"),
    ],
)
def test_an_office_is_known_by_any_of_its_names(name: str, code: str) -> None:
    assert code in VOCABULARY.offices_named(name)


def test_a_name_that_offices_share_means_all_of_them() -> None:
    assert set(VOCABULARY.offices_named("INPI")) == {"AR", "BR", "FR", "PT"}


def test_a_city_is_known_by_its_names_in_any_language_and_case() -> None:
    assert VOCABULARY.city_country("GENF") == "CH"
    assert VOCABULARY.city_country("Nowhere") is None


def test_an_acronym_belongs_to_its_years() -> None:
    assert VOCABULARY.office_label("KR") == "MOIP"
    assert VOCABULARY.office_label("KR", date(2020, 1, 1)) == "KIPO"


def test_every_national_office_has_a_country_with_names() -> None:
    named = {country.code for country in VOCABULARY.countries}
    assert len(named) > 180
    offices = {office.code for office in VOCABULARY.offices}
    assert offices - NOT_COUNTRIES <= named


@pytest.mark.parametrize(
    ("forum", "day", "members"),
    [
        ("ASEAN", date(2025, 6, 1), 10),
        ("ASEAN", date(2026, 6, 1), 11),
        ("BRICS", date(2023, 6, 1), 5),
        ("BRICS", date(2026, 6, 1), 11),
        ("TM5", date(2010, 1, 1), 3),
        ("TM5", date(2015, 1, 1), 5),
        ("G7", date(2022, 1, 1), 7),
        ("GPPH", date(2024, 12, 31), 28),
        ("ARIPO", date(2023, 1, 1), 22),
        ("EAPO", date(2020, 1, 1), 8),
    ],
)
def test_a_forum_has_the_members_of_the_day(forum: str, day: date, members: int) -> None:
    framework = VOCABULARY.framework(forum)
    assert framework is not None
    assert len(framework.members_on(day)) == members


def test_every_topic_has_phrases_in_the_main_languages() -> None:
    for topic in VOCABULARY.topics:
        assert {"en", "fr", "es", "de", "ja", "zh", "ko", "ru", "ar"} - topic.phrases.keys() <= {
            "ar" if topic.code == "wipo_cooperation" else ""
        }, topic.code


def test_phrases_carry_their_stars_only_behind_words() -> None:
    for topic in VOCABULARY.topics:
        for phrases in topic.phrases.values():
            assert not [p for p in phrases if re.search(r"\*\w|(?<!\w)\*", p)]


def test_what_ships_reads_as_one_vocabulary() -> None:
    assert isinstance(VOCABULARY, Vocabulary)
    assert len(VOCABULARY.languages) > 40
    assert all(terms.name for terms in VOCABULARY.languages.values())


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("offices.yaml", "  acronym: WIPO", "  acronim: WIPO", "there is no acronim; use one of"),
        ("offices.yaml", "- code: WO", "- code: W0", "is no ST.3 code"),
        ("offices.yaml", "until: 2025", "until: soon", "soon is no year"),
        ("offices.yaml", "topics: [patents]", "topics: [patent]", "is no topic of topics.yaml"),
        ("frameworks.yaml", "- code: IP5", "- code: IP6", "IP6 is no framework"),
        ("frameworks.yaml", "[EP, JP, KR", "[EP, JP, QQ", "QQ is no office of offices.yaml"),
        ("topics.yaml", "  label: Patents\n", "", "label is missing"),
        ("countries.yaml", "AD:", "Andorra:", "write two capital letters"),
        ("places.yaml", "CH:", "C1:", "is no country of countries.yaml"),
        ("languages/en.yaml", "name: English\n", "", "name is missing"),
        (
            "languages/fr.yaml",
            "  signed:",
            "  singed:",
            "no facts.singed; did you mean facts.signed?",
        ),
        ("languages/ar.yaml", "  definite:", "  definit:", "there is no phrases.definit"),
        ("topics.yaml", "- code: designs", "- code: [designs", "topics.yaml, line"),
    ],
)
def test_a_wrong_entry_is_named_with_its_file_and_line(
    folder: Path, name: str, before: str, after: str, said: str
) -> None:
    message = spoil(folder, name, before, after)
    assert said in message
    assert name.rsplit("/", 1)[-1] in message
    assert ", line " in message


def test_the_line_is_the_one_where_the_wrong_entry_stands(folder: Path) -> None:
    lines = (folder / "offices.yaml").read_text("utf-8").splitlines()
    line = next(i for i, text in enumerate(lines, 1) if "acronym: WIPO" in text)
    message = spoil(folder, "offices.yaml", "  acronym: WIPO", "  acronim: WIPO")
    assert message.startswith(f"offices.yaml, line {line}: ")


def test_a_file_that_is_not_there_is_named(folder: Path) -> None:
    (folder / "topics.yaml").unlink()
    with pytest.raises(WrongVocabulary, match=r"topics\.yaml cannot be read"):
        read_vocabulary(folder)
