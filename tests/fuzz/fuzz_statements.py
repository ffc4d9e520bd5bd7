"""`python -m tests.fuzz.fuzz_statements --seconds 600`: a coverage-guided fuzzer on everything that reads statements.

It needs `atheris`, from the dependency group `bench`. What it finds lies in `.solvent/fuzz/found`: an input beside the
traceback; move the input to `tests/fuzz/found` when it is mended, where every test run reads it. Exit code 1: it found
something.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
import traceback
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SEEDS = HERE / "seeds"
WORKPLACE = ROOT / ".solvent" / "fuzz"
FOUND = WORKPLACE / "found"
LONGEST_INPUT = 8 * 1024
SECONDS_EACH = 5
"""An input of a few kilobytes that takes longer is a hang: most take a millisecond."""
MEGABYTES = 1024
"""Of the whole process, which has about 200 at its start."""
CHILD = "SOLVENT_FUZZ_CHILD_SECONDS"


def main() -> int:
    """Run the fuzzer, again after each input that killed it, until the time is over."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.fuzz_statements", description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    chosen = parser.parse_args()
    shutil.rmtree(FOUND, ignore_errors=True)
    for folder in (FOUND, WORKPLACE / "corpus"):
        folder.mkdir(parents=True, exist_ok=True)
    ends = time.monotonic() + chosen.seconds
    while (left := int(ends - time.monotonic())) > 0:
        environment = os.environ | {CHILD: str(left)}
        command = [sys.executable, "-m", "tests.fuzz.fuzz_statements"]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)  # noqa: S603 - our own words
        if done.returncode == 0:
            break
    found = sorted(path.name for path in FOUND.iterdir())
    sys.stdout.write(f"found: {len(found)} files{''.join(f'{chr(10)}  {name}' for name in found)}\n")
    return 1 if found else 0


def fuzz(seconds: int) -> None:
    """One process of the fuzzer; libFuzzer ends it, at the end of the time or for an input that hangs or swells."""
    import atheris  # noqa: PLC0415 - only here, because most who run the tests don't have it

    with atheris.instrument_imports(include=["core.adapters.statements"]):
        from tests.fuzz.read_or_refuse import read_or_refuse  # noqa: PLC0415 - its imports are instrumented

    known: set[str] = set()

    def one_input(content: bytes) -> None:
        try:
            read_or_refuse(content)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            _keep(content, error, known)

    arguments = [
        sys.argv[0], f"-max_total_time={seconds}", f"-max_len={LONGEST_INPUT}", f"-timeout={SECONDS_EACH}",
        f"-rss_limit_mb={MEGABYTES}", f"-artifact_prefix={FOUND}/", f"-dict={HERE / 'statements.dict'}",
        "-print_final_stats=1", str(WORKPLACE / "corpus"), str(SEEDS), str(HERE / "found"),
    ]  # fmt: skip
    atheris.Setup(arguments, one_input)
    atheris.Fuzz()


def _keep(content: bytes, error: Exception, known: set[str]) -> None:
    """Write an input down, once for each place in our code that it breaks."""
    frames = traceback.extract_tb(error.__traceback__)
    place = next((frame for frame in reversed(frames) if "core/adapters" in frame.filename), frames[-1])
    name = f"{type(error).__name__}-{Path(place.filename).stem}-{place.lineno}"
    if name in known:
        return
    known.add(name)
    digest = hashlib.sha256(content).hexdigest()[:8]
    (FOUND / f"{name}-{digest}.bin").write_bytes(content)
    (FOUND / f"{name}-{digest}.txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")


if __name__ == "__main__":
    if CHILD in os.environ:
        fuzz(int(os.environ[CHILD]))
    else:
        sys.exit(main())
