"""A list of sources is read whole, and a mistake is named with its line."""

import importlib.resources

import pytest

from accord.source import Archive, Format, Selectors
from config.sources import load_sources
from config.vocabulary import load_vocabulary
from config.yaml_file import WrongVocabulary


def written(tmp_path, text):
    path = tmp_path / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_built_in_sources_are_readable_and_have_offices_of_the_vocabulary():
    sources = load_sources(None)

    assert len(sources) >= 40
    known = {office.code for office in load_vocabulary().offices}
    assert {s.office for s in sources if s.office} <= known


def test_the_example_shows_every_key(tmp_path):
    example = importlib.resources.files("config") / "sources.example.yaml"
    text = example.read_text(encoding="utf-8")

    feed, page = load_sources(written(tmp_path, text))

    assert (feed.a_month, feed.always, feed.time_zone) == (4.0, ("title", "date"), "Europe/London")
    assert page.articles == (r"/news/\d+$",)
    assert page.archive == Archive(
        url="https://www.example.com/news?page={page}", selectors=page.selectors
    )
    known = {"reader", "titles", "may_be_empty", "link", "title"}
    assert all(f"# {key}" in text or f", {key}" in text for key in known)


def test_a_source_needs_no_more_than_id_address_and_format(tmp_path):
    path = written(
        tmp_path, "sources:\n  - {id: x, url: http://127.0.0.10:8080/news, format: rss}\n"
    )

    (source,) = load_sources(path)

    assert (source.id, source.name, source.format) == ("x", "x", Format.RSS)
    assert source.office is None


def test_an_html_source_may_name_selectors_and_a_cadence(tmp_path):
    text = """sources:
  - id: y
    office: kr
    name: Office
    url: https://example.org/news
    format: html
    every: 15m
    item: li.news
    date: span.date
"""
    (source,) = load_sources(written(tmp_path, text))

    assert source.office == "KR"
    assert source.every_seconds == 900
    assert source.selectors == Selectors(item="li.news", date="span.date")


def test_one_cadence_may_override_all():
    assert {(s.every_seconds, s.steady) for s in load_sources(None, every_seconds=2)} == {(2, True)}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("format: csv", "rss, atom, html, sitemap, json"),
        ("articles: '('", "no pattern"),
        ("always: place", "title or date"),
        ("time_zone: Asia/Nowhere", "Asia/Seoul"),
        ("a_month: many", "no number of releases"),
        ("may_be_empty: maybe", "neither true nor false"),
        ("archive: /news", "not an http or https address"),
        ("reader: nobody", "gb_ukipo"),
        ("url: ftp://example.org/", "not an http or https address"),
        ("office: KOR", "two letters"),
        ("every: often", "30m"),
        ("every: 0m", "30m"),
        ("colour: red", "there is no colour"),
        ("item: li", "needs the format html"),
        ("id: Two Words", "small letters"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path, line, says):
    fields = {"id": "id: x", "url": "url: http://example.org/", "format": "format: rss"}
    fields[line.split(":")[0]] = line
    lines = list(fields.values())
    text = "sources:\n  - " + "\n    ".join(lines) + "\n"

    with pytest.raises(WrongVocabulary) as raised:
        load_sources(written(tmp_path, text))

    assert says in str(raised.value)
    assert f"sources.yaml, line {lines.index(line) + 2}:" in str(raised.value)


def test_an_id_that_stands_twice_is_refused(tmp_path):
    one = "  - {id: x, url: http://example.org/, format: rss}\n"
    with pytest.raises(WrongVocabulary, match="line 3: the id x stands twice"):
        load_sources(written(tmp_path, "sources:\n" + one + one))


@pytest.mark.parametrize("text", ["", "sources: 1\n", "- a\n", "sources: [\n", "source: []\n"])
def test_another_shape_is_refused_with_words(tmp_path, text):
    with pytest.raises(WrongVocabulary, match=r"sources\.yaml"):
        load_sources(written(tmp_path, text))
