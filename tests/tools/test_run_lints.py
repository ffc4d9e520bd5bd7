import subprocess
import sys
from pathlib import Path

from tests.tools.houses import MakeHouse
from tools.lints.__main__ import LINTS, run_lints

ROOT = Path(__file__).parents[2]


def test_each_lint_has_its_file_its_reason_and_its_test() -> None:
    for rule in LINTS:
        name = rule.replace("-", "_")
        text = (ROOT / "tools" / "lints" / f"{name}.py").read_text(encoding="utf-8")
        reason = text.split('"""')[1]
        assert len(reason.splitlines()) >= 3, f"{name}.py does not say why"
        assert (ROOT / "tests" / "tools" / f"test_lint_{name}.py").exists()


PACKAGES = ["api", "workers", "cli", "ml", "core", "sandbox"]


def test_prints_path_line_rule_and_fails(make_house: MakeHouse) -> None:
    house = make_house(
        {
            "core/x.py": "a.commit()\n",
            ".importlinter": f"[importlinter]\nroot_packages = {' '.join(PACKAGES)}\n",
            "pyproject.toml": f"[tool.setuptools.packages.find]\ninclude = {PACKAGES}",
        }
    )
    done = subprocess.run(  # noqa: S603 our own code
        [sys.executable, "-m", "tools.lints", "--root", str(house.root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("core/x.py:1: commit-only-in-uow: ")
    assert len(done.stdout.splitlines()) == 1
    (house.root / "core" / "x.py").write_text("a.flush()\n")
    assert run_lints(house.root) == []
