"""`accord extract` on hostile files: a line for each, no traceback, and no harm to the others."""

from __future__ import annotations

import json
import random
import zlib
from pathlib import Path

from tests.cli.conftest import Command

GOOD = """<title>Offices sign memorandum</title><p>The European Patent Office (EPO) and the Japan
Patent Office (JPO) signed a memorandum of understanding in Munich on 1 March 2024.</p>"""


def _entities() -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "x">{levels}]><html><p>&l9;</p></html>'


def _pdf(content: bytes) -> bytes:
    stream = zlib.compress(content, 9)
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length "
        + str(len(stream)).encode()
        + b">>stream\n"
        + stream
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>"
    )


HOSTILE: dict[str, bytes] = {
    "attributes.html": f"<p {' '.join(f'a{n}=x' for n in range(100_000))}>Hello</p>".encode(),
    "nested.html": b"<div>" * 200_000 + b"text",
    "entities.xml": _entities().encode(),
    "bomb.pdf": _pdf(b"q " * 100_000_000),
    "noise.pdf": b"%PDF-1.7\n" + random.Random(1).randbytes(200_000),
    "noise.bin": random.Random(2).randbytes(200_000),
    "empty.html": b"",
    "escapes.html": ("<title>\x1b]0;owned\x07\u202eMemo</title>" + GOOD).encode(),
}


def test_hostile_files_spoil_no_other(accord: Command, tmp_path: Path) -> None:
    for name, content in HOSTILE.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.html").write_text(GOOD)
    names = ["good.html", *HOSTILE, "good.html"]
    before = sorted(tmp_path.rglob("*"))

    done = accord("extract", *(tmp_path / name for name in names), timeout=110)

    assert "Traceback" not in done.stderr
    assert not set("\x1b\x07\u202e") & set(done.stdout + done.stderr)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == len(names)
    assert sorted(tmp_path.rglob("*")) == before
    for line in (lines[0], lines[-1]):
        assert [set(told["parties"]) for told in line["agreements"]] == [{"EP", "JP"}]
    refused = {name for name, line in zip(names, lines, strict=True) if line.get("error")}
    assert {"nested.html", "noise.bin", "noise.pdf"} <= refused
