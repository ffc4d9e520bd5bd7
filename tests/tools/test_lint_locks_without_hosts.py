import json

import pytest

from tests.tools.houses import MakeHouse
from tools.lints.locks_without_hosts import check

HASHED = "alembic==1.20.1 \\\n    --hash=sha256:8349\n    # via solvent (pyproject.toml)\n"


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://mirror.example/simple",
        "--extra-index-url=//mirror.example/simple",
        "-i mirror.example",
        "--find-links /wheels",
        "alembic @ https://files.example/alembic.whl",
        "alembic @ git+ssh://code.example/alembic",
    ],
)
def test_finds_an_address_in_a_python_lock(make_house: MakeHouse, line: str) -> None:
    (finding,) = check(make_house({"requirements/run.lock": f"{HASHED}{line}\n"}))
    assert (finding.path, finding.line) == ("requirements/run.lock", 4)


def test_leaves_versions_and_hashes(make_house: MakeHouse) -> None:
    files = {"requirements/run.lock": HASHED, "docs/index.md": "see https://mirror.example\n"}
    assert list(check(make_house(files))) == []


def test_finds_where_npm_fetched_from_and_leaves_sponsors(make_house: MakeHouse) -> None:
    package = {"version": "1.0.0", "integrity": "sha512-x", "funding": {"url": "https://sponsors.example"}}
    clean = json.dumps({"packages": {"node_modules/a": package}}, indent=1)
    assert list(check(make_house({"web/package-lock.json": clean}))) == []
    resolved = package | {"resolved": "https://mirror.example/a.tgz"}
    text = json.dumps({"packages": {"node_modules/a": resolved}}, indent=1)
    (finding,) = check(make_house({"web/package-lock.json": text}))
    assert "mirror.example/a.tgz" in text.splitlines()[finding.line - 1]
