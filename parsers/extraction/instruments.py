"""The form of an agreement, from the words that name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from accord.agreement import Instrument
from parsers.extraction.candidate import Zone
from parsers.extraction.past import FIRM
from parsers.extraction.statements import Statement

# Where the words of several instruments meet, the more particular says what it is: a memorandum
# on a PPH is a PPH, an agreement by memorandum a memorandum, a pilot PPH a PPH.
_ORDER = (
    Instrument.PATENT_PROSECUTION_HIGHWAY,
    Instrument.JOINT_STATEMENT,
    Instrument.JOINT_DECLARATION,
    Instrument.LETTER_OF_INTENT,
    Instrument.WORK_PLAN,
    Instrument.MEMORANDUM_OF_UNDERSTANDING,
    Instrument.TREATY,
    Instrument.PILOT_PROGRAMME,
    Instrument.COOPERATION_AGREEMENT,
)

_SCHEMES = frozenset({Instrument.PATENT_PROSECUTION_HIGHWAY, Instrument.PILOT_PROGRAMME})


def classify(statements: Sequence[Statement], *, met: bool) -> tuple[Instrument, ...]:
    """The instruments that the statements name, the likeliest first; never empty.

    Where none is named it is what a meeting agreed (`met`), or co-operation without more.
    """
    weights: defaultdict[Instrument, float] = defaultdict(float)
    for statement in statements:
        base = statement.weight if FIRM & set(statement.verbs) else statement.weight / 2
        if statement.zone is Zone.TITLE:
            base += 2
        for hit in statement.named:
            weights[_instrument(hit.key)] += base if hit.key != "instrument.agreement" else base / 4
    if not weights:
        return (Instrument.MEETING_OUTCOME if met else Instrument.COOPERATION_AGREEMENT,)
    best = max(weights.values())
    likely = _titled(statements) or [i for i in weights if weights[i] >= best / 2]
    if Instrument.PATENT_PROSECUTION_HIGHWAY in weights and Instrument.PILOT_PROGRAMME in likely:
        likely.append(Instrument.PATENT_PROSECUTION_HIGHWAY)
    apart = [i for i in likely if i not in _SCHEMES]
    if apart != [Instrument.COOPERATION_AGREEMENT] and apart and not _is_of_scheme(statements):
        likely = apart  # a memorandum was signed; of a scheme that runs other sentences tell
    first = min(likely, key=lambda i: (_ORDER.index(i), -weights[i]))
    rest = sorted((i for i in weights if i is not first), key=lambda i: (-weights[i], i))
    return (first, *rest[:2])


def _titled(statements: Sequence[Statement]) -> list[Instrument]:
    """What a title is called that is the instrument's own: it names one and says nothing of it."""
    named = [h for s in statements if s.zone is Zone.TITLE and not s.verbs for h in s.named]
    return [_instrument(h.key) for h in named if h.key != "instrument.agreement"]


def _is_of_scheme(statements: Sequence[Statement]) -> bool:
    """Whether a title names a scheme, or a sentence beside another instrument."""
    for statement in statements:
        kinds = {_instrument(hit.key) for hit in statement.named}
        if kinds & _SCHEMES and (statement.zone is Zone.TITLE or kinds - _SCHEMES):
            return True
    return False


def _instrument(key: str) -> Instrument:
    name = key.removeprefix("instrument.")
    return Instrument.COOPERATION_AGREEMENT if name == "agreement" else Instrument(name)
