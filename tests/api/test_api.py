"""The API: what it answers is what it describes, and what it cannot answer it says."""

import hashlib
import io
import json
import zipfile

import pytest
import urllib3
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from api.openapi import description
from store import agreements, history
from store.errors import Unreachable
from tests.store.build import NOW


def get(url, **headers):
    return urllib3.request("GET", url, headers=headers, redirect=False)


def checked(address, path, template=None):
    """The answer to a path, after its shape was compared with the description."""
    answer = get(address + path)
    assert answer.status == 200, answer.data
    described = description()
    template = template or path.partition("?")[0]
    content = described["paths"][template]["get"]["responses"]["200"]["content"]
    (media_type,) = content
    assert answer.headers["content-type"].partition(";")[0] == media_type
    body = json.loads(answer.data)
    schema = {**content[media_type]["schema"], "components": described["components"]}
    Draft202012Validator(schema).validate(body)
    return body


def test_the_description_is_valid_and_served(address):
    validate(description())
    assert json.loads(get(f"{address}/openapi.json").data) == description()


def test_a_query_gives_its_agreements_a_page_at_a_time(address):
    first = checked(address, "/agreements?q=KR&limit=2")
    assert (first["total"], first["exact"]) == (3, True)
    assert [one["id"] for one in first["agreements"]] == [3, 2]
    rest = checked(address, f"/agreements?q=KR&limit=2&cursor={first['next']}")
    assert ([one["id"] for one in rest["agreements"]], rest["next"]) == ([1], None)


def test_words_can_be_asked_for_by_relevance(address):
    found = checked(address, "/agreements?q=memorandum&order=relevance")
    assert found["agreements"][0]["id"] == 1


def test_an_agreement_comes_with_its_timeline(address):
    found = checked(address, "/agreements/1", "/agreements/{id}")
    assert found["status"] == "signed"
    assert [step["status"] for step in found["steps"]] == ["signed", "announced", "ended"]
    assert found["later"] == [{"kind": "under", "id": 2}]
    assert found["evidence"][0]["quote"] == "the offices"


def test_facets_and_what_is_to_come(address):
    found = checked(address, "/facets?q=KR")
    assert found["offices"][0] == {"value": "KR", "count": 3}
    assert [year["value"] for year in found["years"]] == ["2026", "2025", "2024"]
    coming = checked(address, "/upcoming?q=&until=2029-12-31")
    assert [one["kind"] for one in coming["upcoming"]] == ["in_force", "meeting", "ended"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/agreements?q=office:Atlantis", 400, "no office that I know"),
        ("/agreements?limit=0", 400, "limit is a number"),
        ("/agreements?limit=1000", 400, "limit is a number"),
        ("/agreements?cursor=x", 400, "no cursor"),
        ("/agreements?order=odd", 400, "order is"),
        ("/agreements?query=KR", 400, "query is no parameter"),
        ("/upcoming?until=soon", 400, "until is a day"),
        ("/agreements/99", 404, "no agreement 99"),
        ("/agreements/99/evidence.zip", 404, "no agreement 99"),
        ("/nowhere", 404, "Not Found"),
    ],
)
def test_what_makes_no_sense_is_said_to(address, path, status, said):
    answer = get(address + path)
    assert answer.status == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert said in json.loads(answer.data)["problems"][0]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(address, method):
    assert urllib3.request(method, f"{address}/agreements").status == 405


def test_a_store_that_is_gone_is_a_passing_trouble(archive, address, monkeypatch):
    def read(_self):
        raise Unreachable("the password is hunter2")

    monkeypatch.setattr(type(archive), "read", read)
    answer = get(f"{address}/agreements")
    assert answer.status == 503
    assert b"hunter2" not in answer.data


def test_a_feed_that_has_not_changed_is_not_sent_again(address):
    first = get(f"{address}/agreements.atom?q=KR")
    assert first.status == 200
    again = get(f"{address}/agreements.atom?q=KR", **{"If-None-Match": first.headers["etag"]})
    assert (again.status, again.data) == (304, b"")


def test_an_evidence_pack_holds_what_it_lists(archive, address):
    with archive.begin() as unit:
        (told,) = agreements.get(unit, 1).tellings
        history.keep_version(unit, told.release_id, NOW)
        history.keep_file(unit, told.release_id, "https://o.example/a.pdf", b"%PDF-1", NOW)
    answer = get(f"{address}/agreements/1/evidence.zip")
    assert answer.status == 200
    with zipfile.ZipFile(io.BytesIO(answer.data)) as pack:
        files = {name: pack.read(name) for name in pack.namelist()}
    listed = json.loads(files["manifest.json"])
    (release,) = listed["releases"]
    body = files[release["file"]]
    assert hashlib.sha256(body).hexdigest() == release["sha256"]
    (version,), (kept,) = release["versions"], release["files"]
    assert hashlib.sha256(files[version["file"]]).hexdigest() == version["sha256"]
    assert (kept["file"][-4:], files[kept["file"]]) == (".pdf", b"%PDF-1")
    assert release["fetched_at"] == "2026-05-04T12:00:00+00:00"
    assert release["quotations"][0]["quote"] == "the offices"
    assert files[f"releases/{release['release']}.text.txt"] == b"They agreed."
    sums = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert sums.keys() == files.keys() - {"SHA256SUMS"}
    assert all(hashlib.sha256(files[name]).hexdigest() == sum_ for name, sum_ in sums.items())
