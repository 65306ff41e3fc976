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


def test_the_image_can_copy_the_database_that_the_compose_file_runs(
    services: dict[str, dict[str, Any]],
) -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").split("\nFROM ")[-1]
    client = re.search(r"install .*postgresql-client-(\d+)=\1\.", text)
    server = re.match(r"postgres:(\d+)\.", services["postgres"]["image"])
    assert client
    assert server
    assert int(client[1]) >= int(server[1])  # pg_dump refuses a newer server


def test_images_are_pinned_by_version_or_digest(services: dict[str, dict[str, Any]]) -> None:
    own = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    images = {s["image"] for s in services.values() if "build" not in s}
    for image in [*own, *images]:
        assert re.search(r":\d+\.\d+\.?\d*-\w+|@sha256:[0-9a-f]{64}$", image), image


@pytest.mark.parametrize(
    ("package", "floor"),
    [
        ("aiohttp", (3, 14, 4)),  # CVE-2025-69223, CVE-2026-128131
        ("lxml", (6, 1)),  # CVE-2026-41066
    ],
)
def test_no_lock_holds_a_version_with_a_known_hole(package: str, floor: tuple[int, ...]) -> None:
    for lock in ROOT.glob("requirements*.lock"):
        for version in re.findall(rf"^{package}==([\d.]+)", lock.read_text("utf-8"), re.MULTILINE):
            assert tuple(map(int, version.split("."))) >= floor, f"{package} {version} in {lock}"


def test_redis_is_of_a_version_without_the_hole_in_its_scripts(
    services: dict[str, dict[str, Any]],
) -> None:
    """CVE-2025-49844 is mended in 7.2.11, 7.4.6 and 8.2.2."""
    found = re.match(r"redis:(\d+)\.(\d+)\.(\d+)-", services["redis"]["image"])
    assert found
    version = tuple(map(int, found.groups()))
    floors = {(7, 2): (7, 2, 11), (7, 4): (7, 4, 6)}
    assert version >= floors.get(version[:2], (8, 2, 2))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_locked_by_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = re.split(r"\n(?=[a-z])", text.strip())
    for entry in pinned:
        assert re.match(r"[A-Za-z0-9_.-]+(\[[a-z]+\])?==", entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]
