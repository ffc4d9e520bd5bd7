from tests.tools.houses import MakeHouse
from tools.lints.known_packages import check

CONTRACTS = "[importlinter]\nroot_packages =\n    api\n    workers\n    cli\n    ml\n    core\n    sandbox\n"
PROJECT = '[tool.setuptools.packages.find]\ninclude = ["api*", "workers*", "cli*", "ml*", "core*", "sandbox*"]\n'
HOUSE = {
    ".importlinter": CONTRACTS,
    "pyproject.toml": PROJECT,
    "core/a.py": "",
    "tests/test_a.py": "",
    "tools/b.py": "",
}


def test_a_whole_house(make_house: MakeHouse) -> None:
    assert list(check(make_house(HOUSE))) == []


def test_a_folder_nobody_knows(make_house: MakeHouse) -> None:
    found = list(check(make_house(HOUSE | {"plugins/deep/a.py": "", "plugins/b.py": "", "terraform/main.tf": ""})))
    assert [finding.path for finding in found] == ["plugins/b.py"]


def test_python_at_the_root(make_house: MakeHouse) -> None:
    assert [finding.path for finding in check(make_house(HOUSE | {"setup.py": ""}))] == ["setup.py"]


def test_a_package_that_contracts_or_build_leave_out(make_house: MakeHouse) -> None:
    changed = {
        ".importlinter": CONTRACTS.replace("    ml\n", ""),
        "pyproject.toml": PROJECT.replace('"core*", ', '"more*", '),
    }
    found = {(finding.path, finding.message) for finding in check(make_house(HOUSE | changed))}
    assert found == {
        (".importlinter", "the package ml is not named here"),
        ("pyproject.toml", "the package core is not named here"),
        ("pyproject.toml", "more is named here and is no known package"),
    }
