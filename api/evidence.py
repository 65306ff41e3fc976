"""The evidence pack of one agreement: all that shows where its facts come from, in one file."""

from __future__ import annotations

import hashlib
import io
import json
import mimetypes
import zipfile
from datetime import datetime
from typing import Any

from accord.agreement import evidence_to_json
from store import groupings, matching, releases, tellings
from store.engine import Unit
from store.exporting import as_object
from store.records import Release, StoredAgreement, Telling

# Any instant that a ZIP file can state: the same pack has the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_README = """Evidence of one agreement, as Accord read it.

manifest.json   the agreement; each release with its addresses, when it was found, fetched and
                read, the SHA-256 of its bytes, and each fact with the words that state it and
                where they stand in its text; why the releases were taken for one agreement
releases/       the bytes as they were fetched, and the text that was read from them
SHA256SUMS      sums of all of these: check them with `sha256sum --check SHA256SUMS`
"""


def manifest(unit: Unit, stored: StoredAgreement, now: datetime) -> dict[str, Any]:
    """The pack's table of contents, as plain JSON values."""
    reasons = matching.explain(unit, stored)
    return {
        "agreement": as_object(stored),
        "made_at": now.isoformat(),
        "releases": [
            _release(releases.get(unit, telling.release_id), telling) for telling in stored.tellings
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
        if entry["sha256"]:
            suffix = _suffix(entry["media_type"])
            files[f"{name}{suffix}"] = releases.content(unit, entry["sha256"])
            entry["file"] = f"{name}{suffix}"
    files["manifest.json"] = json.dumps(listed, ensure_ascii=False, indent=2).encode()
    sums = [f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in files.items()]
    files["SHA256SUMS"] = "".join(sorted(sums, key=lambda line: line[66:])).encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), body, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _release(release: Release, telling: Telling) -> dict[str, Any]:
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
        "quotations": [evidence_to_json(e) for e in telling.agreement.evidence],
    }


def _instant(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()


def _suffix(media_type: str | None) -> str:
    plain = (media_type or "").partition(";")[0].strip().lower()
    return mimetypes.guess_extension(plain) or ".bin"
