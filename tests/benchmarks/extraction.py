"""How fast releases are read, against what parsing alone costs in the same run.

    python -m tests.benchmarks.extraction

Prints medians in milliseconds and their ratios. Goals: an HTML release in at most three times
`lxml.html` plus BeautifulSoup on the same page; time in proportion to length up to 5 MB; a PDF's
text in at most 1.2 times pdfium's own loop.
"""

# ruff: noqa: T201
from __future__ import annotations

import gc
import resource
import statistics
import time
from collections.abc import Callable, Sequence

import lxml.html
import pypdfium2  # type: ignore[import-untyped]
from bs4 import BeautifulSoup

from config.vocabulary import load_vocabulary
from parsers.documents import pdf
from parsers.documents.read import DocumentReader
from parsers.read import Extractor, read_release
from tests.benchmarks import pages

SIZES = (200_000, 800_000, 2_500_000, 5_000_000)


def median_ms(work: Callable[[bytes], object], documents: Sequence[bytes], rounds: int) -> float:
    """The median time for one document, in milliseconds of CPU time."""
    times: list[float] = []
    for _ in range(rounds):
        for content in documents:
            gc.collect()
            start = time.process_time()
            work(content)
            times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def parse_alone(content: bytes) -> None:
    """What every reader of HTML with BeautifulSoup pays at least."""
    lxml.html.fromstring(content)
    BeautifulSoup(content, "lxml")


def pdfium_alone(content: bytes) -> None:
    """pdfium's own loop over a PDF's pages."""
    document = pypdfium2.PdfDocument(content)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def main() -> None:
    """Measure and print."""
    start = time.perf_counter()
    extractor = Extractor(load_vocabulary())
    reader = DocumentReader(extractor.vocabulary)

    def release(content: bytes) -> None:
        read_release(
            content, url=None, media_type="text/html", publisher=None, fetched_on=None,
            reader=extractor,
        )  # fmt: skip

    def document(content: bytes) -> None:
        reader.read(content)

    release(pages.page(0))
    print(f"ready after {time.perf_counter() - start:.2f} s")
    print(f"{'page':<34}{'KB':>8}{'lxml+bs4':>10}{'text':>8}{'release':>9}{'ratio':>7}")
    shapes = (
        ("ordinary: 7 KB text, 60 KB site", 7_000, 60_000),
        ("long: 20 KB text, 80 KB site", 20_000, 80_000),
        ("bare: 4 KB text, no site", 4_000, 0),
    )
    for name, text, furniture in shapes:
        made = [pages.page(seed, text, furniture) for seed in range(8)]
        base, shown, whole = (median_ms(w, made, 3) for w in (parse_alone, document, release))
        _row(name, made[0], base, shown, whole)
    for size in SIZES:
        made = [pages.page(1, size, 60_000)]
        base, shown, whole = (median_ms(w, made, 1) for w in (parse_alone, document, release))
        _row(f"grown to {size / 1_000_000:g} MB of text", made[0], base, shown, whole)
    for count in (5, 50):
        made = [pages.pdf(seed, count) for seed in range(3)]
        bare = median_ms(pdfium_alone, made, 3)
        lines = median_ms(pdf.read_lines, made, 3)
        print(
            f"PDF of {count} pages: pdfium {bare:.1f} ms, lines {lines:.1f} ms, {lines / bare:.2f}x"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory of the whole run {peak} MB")


def _row(name: str, content: bytes, base: float, shown: float, whole: float) -> None:
    size = len(content) / 1000
    print(f"{name:<34}{size:>8.0f}{base:>10.1f}{shown:>8.1f}{whole:>9.1f}{whole / base:>7.2f}")


if __name__ == "__main__":
    main()
