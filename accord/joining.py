"""A release and the files that belong to it, read as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from accord import identity
from accord.agreement import Agreement, Evidence
from accord.merged import merged
from accord.press_release import Reading

_BETWEEN = "\n\n"


def joined(page: Reading, documents: Iterable[Reading]) -> Reading:
    """What a release says together with its files, such as the statement that a teaser links.

    The page's own facts go first, completed by the files'. An agreement of a file is the page's
    if both are one by `identity`, or if each tells of a single one; else it is one more. The
    files' texts follow the page's, and evidence is counted from the beginning of the whole.
    """
    whole = page
    for document in documents:
        start = len(whole.text) + len(_BETWEEN)
        told = [replace(a, evidence=_moved(a.evidence, start)) for a in document.agreements]
        whole = replace(
            whole,
            text=whole.text + _BETWEEN + document.text,
            agreements=_together(whole, document, told),
            published=whole.published or document.published,
            language=whole.language or document.language,
            notes=(*whole.notes, *document.notes),
        )
    return whole


def _moved(evidence: Iterable[Evidence], by: int) -> tuple[Evidence, ...]:
    return tuple(e if e.start is None else replace(e, start=e.start + by) for e in evidence)


def _together(page: Reading, document: Reading, told: list[Agreement]) -> tuple[Agreement, ...]:
    kept = list(page.agreements)
    single = len(kept) == len(told) == 1
    for agreement in told:
        for place, own in enumerate(kept):
            if single or _same(page, own, document, agreement):
                kept[place] = merged([own, agreement])
                break
        else:
            kept.append(agreement)
    return tuple(kept)


def _same(page: Reading, own: Agreement, document: Reading, agreement: Agreement) -> bool:
    published = page.published or document.published
    return identity.same_agreement(
        identity.Telling(own, page.title, page.publisher, published),
        identity.Telling(agreement, page.title, page.publisher, published),
    )
