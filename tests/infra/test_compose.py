import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # the lock has no stubs for it

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
REQUIRED = re.compile(r"\$\{([A-Z0-9_]+):\?[^}]+\}")
SECRET_NAME = re.compile(r"PASSWORD|SECRET|TOKEN|ACCESS_KEY|API_KEY|ALLOWED_KEYS|ROOT_USER|AUTH$")
ROOT_NEEDED = {"volume-setup"}
PUBLISHED_OUTSIDE = {"nginx"}

every_service = pytest.mark.parametrize("name", SERVICES)


@every_service
def test_image_is_pinned(name: str) -> None:
    image = SERVICES[name]["image"]
    _, _, tag = image.rpartition("/")[2].partition(":")
    assert re.search(r"\d+\.\d+\.\d+|\d{4}-\d{2}-\d{2}T", tag), image


@every_service
def test_is_checked_or_says_why_not(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    reason = SERVICES[name].get("labels", {}).get("solvent.no-healthcheck", "")
    if check.get("disable"):
        assert len(reason) > 20
    else:
        assert check["test"][0] in {"CMD", "CMD-SHELL"}
        assert check["interval"]
        assert check["timeout"]
        assert not reason


@every_service
def test_gains_no_rights(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert ("cap_add" in service) == (name in ROOT_NEEDED)


@every_service
def test_runs_without_root(name: str) -> None:
    service = SERVICES[name]
    if name in ROOT_NEEDED:
        assert service["user"] == "root"
        assert service["network_mode"] == "none"
    elif "user" in service:
        assert str(service["user"]).split(":")[0] not in {"root", "0"}
    else:
        # Our own image: its last USER decides, in the stage that is built.
        stages = re.split(r"(?m)^FROM ", (ROOT / service["build"]["dockerfile"]).read_text())
        (stage,) = (text for text in stages if text.splitlines()[0].endswith(f" AS {service['build']['target']}"))
        assert re.findall(r"(?m)^USER (\S+)", stage)[-1] == "10001:10001"


@every_service
def test_no_secret_has_a_value(name: str) -> None:
    for variable, value in SERVICES[name].get("environment", {}).items():
        if SECRET_NAME.search(variable):
            assert REQUIRED.fullmatch(str(value)), variable
        for password in re.findall(r"://[^/@:]*:(.+)@", str(value)):
            assert REQUIRED.fullmatch(password), variable


@every_service
def test_only_the_front_door_is_open(name: str) -> None:
    published = SERVICES[name].get("ports", [])
    if name not in PUBLISHED_OUTSIDE:
        assert all(port.startswith("127.0.0.1:") for port in published)


def test_volumes_and_files_exist() -> None:
    for name, service in SERVICES.items():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("./"):
                assert (ROOT / source).exists(), f"{name} mounts {source}"
                assert volume.endswith(":ro"), f"{name} may write to {source}"
            else:
                assert source in COMPOSE["volumes"], f"{name} mounts {source}"


def test_whatever_is_waited_for_can_come_true() -> None:
    for name, service in SERVICES.items():
        for other, wish in service.get("depends_on", {}).items():
            if wish["condition"] == "service_healthy":
                assert "test" in SERVICES[other]["healthcheck"], f"{name} waits for {other}"
            else:
                assert SERVICES[other]["restart"] == "on-failure:3", f"{name} waits for the end of {other}"


def test_the_operators_page_names_every_variable() -> None:
    page = (ROOT / "infra/docker/README.md").read_text()
    needed = set(re.findall(r"\$\{([A-Z0-9_]+):", (ROOT / "docker-compose.yml").read_text()))
    named = {name for name in needed if f"`{name}`" in page}
    assert needed - named == {"GRAFANA_PORT"}


@pytest.mark.parametrize("path", sorted(ROOT.glob("infra/**/*.y*ml")), ids=lambda path: str(path.relative_to(ROOT)))
def test_configuration_is_well_formed(path: Path) -> None:
    assert isinstance(yaml.safe_load(path.read_text()), dict)


def test_telemetry_goes_where_something_listens() -> None:
    collector = yaml.safe_load((ROOT / "infra/otel/collector.yaml").read_text())
    for pipeline in collector["service"]["pipelines"].values():
        for part in ("receivers", "processors", "exporters"):
            assert set(pipeline[part]) <= set(collector[part])
    scraped = yaml.safe_load((ROOT / "infra/prometheus/prometheus.yml").read_text())["scrape_configs"]
    hosts = {target.split(":")[0] for job in scraped for entry in job["static_configs"] for target in entry["targets"]}
    assert hosts - {"127.0.0.1"} <= set(SERVICES)


@pytest.fixture(scope="session")
def compose_command() -> list[str]:
    docker = shutil.which("docker")
    if docker:
        offered = subprocess.run([docker, "compose", "version"], capture_output=True, check=False, timeout=30)  # noqa: S603  # our own arguments
        if offered.returncode == 0:
            return [docker, "compose"]
    pytest.skip("`docker compose config` was not run: this machine's Docker client has no compose plugin")


def _config(command: list[str], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "DOCKER_CONFIG") if name in os.environ}
    return subprocess.run(  # noqa: S603  # our own arguments
        [*command, "--env-file", os.devnull, "-f", str(ROOT / "docker-compose.yml"), "config", "--quiet"],
        env=kept | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_compose_accepts_the_file(compose_command: list[str]) -> None:
    variables = dict.fromkeys(REQUIRED.findall((ROOT / "docker-compose.yml").read_text()), "x")
    done = _config(compose_command, variables)
    assert (done.returncode, done.stderr) == (0, "")


def test_compose_refuses_to_start_without_secrets(compose_command: list[str]) -> None:
    done = _config(compose_command, {})
    assert done.returncode != 0
    assert "required variable" in done.stderr
