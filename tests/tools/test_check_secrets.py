import json
from pathlib import Path

import pytest
from detect_secrets.core import baseline

from tools.check_secrets import BASELINE, ROOT, find_secrets

# In two parts, so that this file holds no line that looks like one.
FIRST = 'aws_key = "' + "AKIA" + 'QYLPMN5HHHFPZAM2"\n'
SECOND = "-----BEGIN RSA " + "PRIVATE KEY-----\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a baseline that has our settings and knows nothing."""
    ours = json.loads((ROOT / BASELINE).read_text(encoding="utf-8"))
    (tmp_path / "known").write_text(json.dumps(ours | {"results": {}}))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_secret_is_new_until_the_baseline_knows_it(folder: Path) -> None:
    (folder / "settings.py").write_text(f"# settings\n{FIRST}")
    found, new = find_secrets(["settings.py"], "known")
    assert ("settings.py", 2, "AWS Access Key") in {(path, secret.line_number, secret.type) for path, secret in new}
    baseline.save_to_file(found, "known")
    (folder / "settings.py").write_text(f"# settings\n\n\n{FIRST}")  # moved, and still the same
    assert list(find_secrets(["settings.py"], "known")[1]) == []
    (folder / "key.txt").write_text(SECOND)
    assert [path for path, _ in find_secrets(["settings.py", "key.txt"], "known")[1]] == ["key.txt"]


def test_a_clean_file_has_none(folder: Path) -> None:
    (folder / "clean.py").write_text("total = 3\n")
    assert list(find_secrets(["clean.py"], "known")[1]) == []
