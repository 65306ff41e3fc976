"""Score the engine on the corpus: `python -m tests.corpus.score [--worst N] [--show NAME]`.

Reads every document as `accord extract FILE` would (bytes and name, no address, no publisher) and
prints the corpus scorer's figures for all documents, for each of three parts by site, and for
each seed; `--worst` and `--show` print what differs from the gold files.
"""

from __future__ import annotations

import argparse
import json
import mimetypes
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from accord.press_release import Unreadable
from config.vocabulary import load_vocabulary
from parsers.read import Extractor, read_release
from tests.corpus.corpus import FOLDS, Case, cases, folder, scorer

Scores = dict[str, tuple[float | None, int, int, int]]


def predict(case: Case, extractor: Extractor) -> dict[str, Any]:
    """What the engine takes from a document, in the corpus's own shape."""
    try:
        reading = read_release(
            case.path.read_bytes(),
            url=None,
            media_type=mimetypes.guess_type(case.path.name)[0],
            publisher=None,
            fetched_on=None,
            reader=extractor,
        )
    except Unreadable as unreadable:
        return {"document": case.path.name, "agreements": [], "notes": [str(unreadable)]}
    return {"document": case.path.name} | reading.to_json()


def score(chosen: Iterable[Case], found: dict[str, dict[str, Any]], module: ModuleType) -> Scores:
    """F1, true positives, false positives and false negatives by field, with their mean."""
    tallies: dict[str, Any] = defaultdict(module.Tally)
    for case in chosen:
        name = case.path.name
        module.score_document(case.gold, found.get(name, {}), tallies)
    rows: Scores = {k: (t.f1, t.tp, t.fp, t.fn) for k, t in tallies.items()}
    values = [row[0] for row in rows.values() if row[0] is not None]
    return rows | {"mean": (sum(values) / len(values) if values else None, 0, 0, 0)}


def table(columns: dict[str, Scores]) -> str:
    """The figures for people, a column each; `n/a` where no document of a column has the field."""
    fields = list(dict.fromkeys(field for rows in columns.values() for field in rows))
    lines = ["".join([f"{'':<14}", *(f"{title:>10}" for title in columns)])]
    for field in fields:
        row = (rows.get(field, (None,))[0] for rows in columns.values())
        shown = (f"{'n/a' if value is None else f'{value:.3f}':>10}" for value in row)
        lines.append("".join([f"{field:<14}", *shown]))
    return "\n".join(lines)


def differences(case: Case, found: dict[str, Any], module: ModuleType) -> list[str]:
    """What the engine has otherwise than the gold file, field by field."""
    lines = []
    for field in ("title", "published", "language", "publisher"):
        if case.gold.get(field) != found.get(field):
            lines.append(f"    {field}: {case.gold.get(field)!r} | {found.get(field)!r}")
    for gold, mine in module.pair(case.gold["agreements"], found.get("agreements") or []):
        lines.append(
            f"    -- {gold.get('parties')} {gold.get('other_parties')} | {mine.get('parties')}"
        )
        for field in (
            module.VALUE_FIELDS
            + module.SET_FIELDS
            + module.FUZZY_FIELDS
            + (
                "people",
                "instrument",
                "next_meeting",
            )
        ):
            if not gold or not mine or gold.get(field) != mine.get(field):
                lines.append(f"       {field}: {gold.get(field)!r} | {mine.get(field)!r}")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="N worst documents")
    parser.add_argument("--show", action="append", default=[], help="differences in this document")
    parser.add_argument("--write", type=Path, help="write the predictions to this file, JSON lines")
    options = parser.parse_args(arguments)
    place = folder()
    if place is None:
        sys.stderr.write("There is no corpus beside the project; name one in ACCORD_CORPUS.\n")
        return 2
    module, extractor, every = scorer(place), Extractor(load_vocabulary()), cases(place)
    found = {case.path.name: predict(case, extractor) for case in every}
    if options.write:
        lines = (json.dumps(row, ensure_ascii=False) for row in found.values())
        options.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    columns = {f"all {len(every)}": score(every, found, module)}
    for number in range(FOLDS):
        fold = [c for c in every if c.fold == number]
        columns[f"fold {number}"] = score(fold, found, module)
    out = [table(columns)]
    for case in (c for c in every if c.is_seed):
        mean = score([case], found, module)["mean"][0]
        out.append(f"seed {case.path.stem[:3]} {mean:6.3f}")
    means = sorted((score([c], found, module)["mean"][0] or 0.0, c.path.name, c) for c in every)
    for value, name, case in means[: options.worst]:
        out.append("\n".join([f"{value:6.3f} {name}", *differences(case, found[name], module)]))
    for case in (c for c in every if any(s in c.path.name for s in options.show)):
        out.append("\n".join([case.path.name, *differences(case, found[case.path.name], module)]))
    sys.stdout.write("\n".join(out) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
