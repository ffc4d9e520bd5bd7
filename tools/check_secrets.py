"""`python -m tools.check_secrets [--update]`: is there a secret in a file that git knows or would add?

`detect-secrets` against .secrets.baseline, which lists what was looked at and is none. `--update` takes what is found
into the baseline: look at each of its lines before it is committed. Nothing is asked over the network.
"""

import argparse
import os
import sys
from pathlib import Path

from detect_secrets.core import baseline
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import get_settings

from tools.lints.house import House

ROOT = Path(__file__).parents[1]
BASELINE = ".secrets.baseline"
PROCESSES = 2
# Hashes and generated names look like secrets and are not; the baseline holds hashes itself.
NOT_SCANNED = (
    ".lock",
    "package-lock.json",
    "web/trusted-documents.json",
    BASELINE,
    ".svg",
    ".png",
    ".jpg",
    ".pdf",
    ".csv",
)
ASKS_THE_NETWORK = "detect_secrets.filters.common.is_ignored_due_to_verification_policies"


def find_secrets(files: list[str], known_file: str) -> tuple[SecretsCollection, SecretsCollection]:
    """All that look like secrets in these files, and those of them that the baseline does not know."""
    known = baseline.load(baseline.load_from_file(known_file), known_file)  # takes the baseline's settings over too
    get_settings().disable_filters(ASKS_THE_NETWORK)
    found = SecretsCollection()
    found.scan_files(*files, num_processors=PROCESSES)
    found.merge(known)
    return found, found - known


def main() -> int:
    """Scan and say, or update the baseline."""
    parser = argparse.ArgumentParser(prog="python -m tools.check_secrets", description="Look for secrets.")
    parser.add_argument("--update", action="store_true", help="take what is found into the baseline")
    update = parser.parse_args().update
    os.chdir(ROOT)  # detect-secrets names files from where it stands
    files = [file.path for file in House(ROOT).files if not file.path.endswith(NOT_SCANNED)]
    found, new = find_secrets(files, BASELINE)
    for path, secret in new:
        print(f"{path}:{secret.line_number}: {secret.type}")
    if update:
        baseline.save_to_file(found, BASELINE)
        print(f"{BASELINE} written: {len(list(new))} new")
        return 0
    if list(new):
        print(
            "A real one: remove it, and change it where it is used. Made up: `python -m tools.check_secrets --update`."
        )
        return 1
    print(f"{len(files)} files, no secret that {BASELINE} does not know")
    return 0


if __name__ == "__main__":
    sys.exit(main())
