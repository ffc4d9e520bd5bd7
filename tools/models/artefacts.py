"""`python -m tools.models.artefacts [--write]`: are the shipped models those that `ml/artefacts/shipped.toml` pins?

Exit 1 when one is not. `--write` pins them as they are now: after they were trained anew, on purpose.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from ml.artefacts.shipped import MANIFEST, CorruptArtefactError, checksum, shipped
from tools.models.measurement import ROOT


def main() -> int:
    """Compare or write."""
    parser = argparse.ArgumentParser(prog="python -m tools.models.artefacts", description="Check the shipped models.")
    parser.add_argument("--write", action="store_true", help="pin them as they are")
    if parser.parse_args().write:
        pin()
    problems = list(changed())
    for problem in problems:
        print(problem, file=sys.stderr)
    return int(bool(problems))


def changed(manifest: Path = MANIFEST, root: Path = ROOT) -> Iterator[str]:
    """What is wrong with each artefact that is not as pinned."""
    for artefact in shipped(manifest).values():
        try:
            artefact.read(root)
        except CorruptArtefactError as error:
            yield error.message


def pin(manifest: Path = MANIFEST, root: Path = ROOT) -> None:
    """Write the checksums of the files as they are; all else in the manifest stays."""
    text = manifest.read_text(encoding="utf-8")
    for name, artefact in shipped(manifest).items():
        entry = text.index(f"[{name}]")
        begin = text.index('sha256 = "', entry)
        end = text.index("\n", begin)
        text = f'{text[:begin]}sha256 = "{checksum(artefact.file(root).read_bytes())}"{text[end:]}'
    manifest.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
