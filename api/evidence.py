"""The evidence pack of one agreement: all that shows where its facts come from, in one file."""

from __future__ import annotations

import hashlib
import io
import json
import mimetypes
import zipfile
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from accord.agreement import evidence_to_json
from store import groupings, history, matching, releases, tellings
from store.engine import Unit
from store.exporting import as_object
from store.records import Release, StoredAgreement, Telling

# Any instant that a ZIP file can state: the same pack has the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_README = """Evidence of one agreement, as Accord read it.

manifest.json   the agreement; each release with its addresses, when it was found, fetched and
                read, the SHA-256 of its bytes, its former versions and its files, and each fact
                with the words that state it and where they stand in its text; why the releases
                were taken for one agreement, and what reviewers ruled
releases/       the bytes as they were fetched, those of former versions, files that the releases
                link, and the text that was read from them
SHA256SUMS      sums of all of these: check them with `sha256sum --check SHA256SUMS`
"""


def manifest(unit: Unit, stored: StoredAgreement, now: datetime) -> dict[str, Any]:
    """The pack's table of contents, as plain JSON values."""
    reasons = matching.explain(unit, stored)
    return {
        "agreement": as_object(stored),
        "made_at": now.isoformat(),
        "releases": [
            _release(unit, releases.get(unit, telling.release_id), telling)
            for telling in stored.tellings
        ],
        "taken_for_one": [
            {
                "release": reason.telling.release_id,
                "compared_with": reason.like,
                "reasons": list(reason.comparison.reasons) if reason.comparison else [],
            }
            for reason in reasons
        ],
        "rulings": [
            {
                "release": ruling.release_id,
                "act": ruling.act,
                "by": ruling.decided_by,
                "at": ruling.decided_at.isoformat(),
                "note": ruling.note,
            }
            for ruling in groupings.of_agreement(unit, stored.id)
        ],
    }


def pack(unit: Unit, stored: StoredAgreement, now: datetime) -> bytes:
    """The evidence pack as a ZIP file."""
    files: dict[str, bytes] = {"README.txt": _README.encode()}
    listed = manifest(unit, stored, now)
    texts = tellings.texts(unit, [telling.release_id for telling in stored.tellings])
    for entry in listed["releases"]:
        name = f"releases/{entry['release']}"
        files[f"{name}.text.txt"] = texts[entry["release"]].encode()
        parts = {name: entry}
        parts |= {f"{name}.version-{v['number']}": v for v in entry["versions"]}
        parts |= {f"{name}.file-{n}": kept for n, kept in enumerate(entry["files"], start=1)}
        for place, part in parts.items():
            if part["sha256"]:
                part["file"] = place + _suffix(part.get("media_type"), part.get("url"))
                files[part["file"]] = releases.content(unit, part["sha256"])
    files["manifest.json"] = json.dumps(listed, ensure_ascii=False, indent=2).encode()
    sums = [f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in files.items()]
    files["SHA256SUMS"] = "".join(sorted(sums, key=lambda line: line[66:])).encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), body, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _release(unit: Unit, release: Release, telling: Telling) -> dict[str, Any]:
    return {
        "release": release.id,
        "title": telling.title,
        "publisher": telling.publisher,
        "published": None if telling.published is None else str(telling.published),
        "language": telling.language,
        "address": release.address,
        "url": release.url,
        "final_url": release.final_url,
        "source": telling.source_id,
        "found_at": _instant(release.found_at),
        "fetched_at": _instant(release.fetched_at),
        "parsed_at": _instant(release.parsed_at),
        "sha256": release.content_sha,
        "media_type": release.media_type,
        "file": None,
        "versions": [
            {
                "number": version.number,
                "title": version.title,
                "fetched_at": _instant(version.fetched_at),
                "replaced_at": _instant(version.replaced_at),
                "sha256": version.content_sha,
                "media_type": release.media_type,
                "file": None,
            }
            for version in history.list_versions(unit, release.id)
        ],
        "files": [
            {"url": kept.url, "sha256": kept.content_sha, "file": None}
            for kept in history.list_files(unit, release.id)
        ],
        "quotations": [evidence_to_json(e) for e in telling.agreement.evidence],
    }


def _instant(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()


def _suffix(media_type: str | None, url: str | None) -> str:
    plain = (media_type or "").partition(";")[0].strip().lower()
    if not plain and url:
        plain = mimetypes.guess_type(urlsplit(url).path)[0] or ""
    return mimetypes.guess_extension(plain) or ".bin"
