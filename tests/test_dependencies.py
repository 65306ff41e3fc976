"""The audit of dependencies fails for a vulnerable one, and never claims what it did not ask."""

from __future__ import annotations

from tests.dependencies import verdict

FINE = {"name": "redis", "version": "8.1.0", "vulns": []}
BAD = {
    "name": "lxml",
    "version": "6.0",
    "vulns": [{"id": "CVE-2026-41066", "fix_versions": ["6.1"]}],
}
UNKNOWN = {"name": "kombu", "skip_reason": "not found"}


def test_a_vulnerable_dependency_fails_and_is_named_with_its_cure() -> None:
    status, says = verdict({"dependencies": [FINE, BAD]})
    assert status == 1
    assert "lxml 6.0, CVE-2026-41066; mended in 6.1" in says


def test_what_was_not_asked_about_is_named() -> None:
    status, says = verdict({"dependencies": [FINE, UNKNOWN]})
    assert status == 0
    assert says == "1 of 2 dependencies were audited.\nNOT AUDITED: kombu."


def test_an_audit_that_asked_nobody_says_so() -> None:
    for report in (None, {"dependencies": [UNKNOWN]}):
        status, says = verdict(report, "no route")
        assert status == 0
        assert says.startswith("NOT AUDITED")
