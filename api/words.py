"""How agreements are named in feeds and calendars, where there is room for one line."""

from __future__ import annotations

import re
import uuid

from accord.vocabulary import Vocabulary
from store.records import Coming, StoredAgreement

# What XML 1.0 does not take; calendars don't either.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_COMING = {
    "signed": "to be signed",
    "in_force": "takes effect",
    "ended": "ends",
    "meeting": "next meeting",
}


def clean(text: str) -> str:
    """Text as XML and calendars take it."""
    return _CONTROL.sub("\ufffd", text)


def permanent_id(stored: StoredAgreement) -> uuid.UUID:
    """An agreement's name for good, the same in every store that read the same release first."""
    first = stored.tellings[0]
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{first.url}#{first.ordinal}")


def heading(stored: StoredAgreement, vocabulary: Vocabulary) -> str:
    """The form and who is bound: `Memorandum of understanding: JPO, KIPO`."""
    agreement = stored.agreement
    names = [_name(code, vocabulary) for code in agreement.parties]
    names += agreement.other_parties
    who = ", ".join(names) or "no party known"
    forum = f"{agreement.framework} " if agreement.framework else ""
    return clean(f"{forum}{agreement.instrument.label}: {who}")


def summary(stored: StoredAgreement) -> str:
    """When and where it was concluded, what it is about, and its releases, in lines."""
    agreement = stored.agreement
    lines = [telling.title for telling in stored.tellings[:1] if telling.title]
    if agreement.concluded:
        place = f", {agreement.place}" if agreement.place else ""
        lines.append(f"Concluded {agreement.concluded}{place}")
    lines += [f"- {area}" for area in agreement.areas]
    lines += [telling.url for telling in stored.tellings]
    return clean("\n".join(lines))


def coming_heading(coming: Coming, vocabulary: Vocabulary) -> str:
    """What is to come and of what: `ends: Memorandum of understanding: JPO, KIPO`."""
    what = _COMING[coming.kind]
    if coming.kind == "meeting":
        meeting = coming.agreement.agreement.next_meeting
        forum = coming.agreement.agreement.framework
        host = meeting and meeting.host
        who = forum or heading(coming.agreement, vocabulary)
        return clean(f"{who}: {what}" + (f", host {_name(host, vocabulary)}" if host else ""))
    return f"{heading(coming.agreement, vocabulary)}: {what}"


def _name(code: str, vocabulary: Vocabulary) -> str:
    """An office's acronym, else its name, else its code."""
    office = next((o for o in vocabulary.offices if o.code == code), None)
    return code if office is None else office.acronym or office.name
