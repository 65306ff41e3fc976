"""What is deployed gives nobody more than it needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")


@pytest.fixture
def services() -> dict[str, dict[str, Any]]:
    """The services of the compose file."""
    loaded = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return dict(loaded["services"])


def test_every_service_is_confined(services: dict[str, dict[str, Any]]) -> None:
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert {"mem_limit", "pids_limit", "cpus"} <= service.keys(), name
        assert "privileged" not in service, name
        assert service.get("user", "accord") not in ("root", "0"), name


def test_servers_have_passwords_and_are_not_reached_from_outside(
    services: dict[str, dict[str, Any]],
) -> None:
    for name in ("redis", "postgres"):
        assert services[name]["networks"] == ["inside"], name
        assert "ports" not in services[name], name
    assert "--requirepass" in services["redis"]["command"][-1]
    assert services["postgres"]["environment"]["POSTGRES_PASSWORD_FILE"].startswith("/run/secrets")


def test_secrets_come_from_files_and_stand_in_no_environment(
    services: dict[str, dict[str, Any]],
) -> None:
    for name, service in services.items():
        for setting in service.get("environment", {}):
            secret = re.search("PASSWORD|TOKEN|SECRET|_URL|KEY", setting)
            assert not secret or setting.endswith("_FILE"), f"{name}: {setting}"


def test_the_image_runs_as_an_ordinary_user_and_holds_no_secret() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    users = [line for line in lines if line.startswith("USER ")]
    assert users == ["USER 10001:10001"]
    assert not [line for line in lines if re.search("xox|PASSWORD|TOKEN", line)]
    assert "--require-hashes --only-binary :all:" in "\n".join(lines)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_locked_by_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = re.split(r"\n(?=[a-z])", text.strip())
    for entry in pinned:
        assert re.match(r"[A-Za-z0-9_.-]+(\[[a-z]+\])?==", entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]
