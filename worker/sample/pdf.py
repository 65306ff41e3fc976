"""A PDF of plain paragraphs, no more than the sample press room needs."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

_WIDTH = 80  # characters; about what fits an A4 line of 11-point Helvetica
_TOP, _LEFT, _LEADING = 780, 60, 16  # points


def pdf(paragraphs: Sequence[str]) -> bytes:
    """One page with a larger first line. Only characters of Latin-1 are kept."""
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        size = 15 if number == 0 else 11
        lines.append(f"/F1 {size} Tf")
        for line in textwrap.wrap(paragraph, 55 if number == 0 else _WIDTH):
            escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            lines.append(f"({escaped}) Tj T*")
        lines.append("T*")
    text = f"BT {_LEADING} TL {_LEFT} {_TOP} Td\n" + "\n".join(lines) + "\nET"
    stream = text.encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)
