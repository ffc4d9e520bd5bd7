"""The categoriser's model, trained once for all test processes of one version: ten seconds of a core each time else."""

import fcntl
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from ml.categoriser.artefact import FILE_NAME, IncompatibleModelError, read_model

MODELS: Final = Path(__file__).parents[2] / ".solvent" / "models"


def lend_trained_model(data_folder: Path) -> None:
    """Put the model where the workers of a data folder look for it, trained as `solvent up` has it trained."""
    MODELS.mkdir(parents=True, exist_ok=True)
    with (MODELS.parent / "models.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_there():
            command = [sys.executable, "-m", "ml.categoriser.train", "--out", str(MODELS)]
            subprocess.run(command, check=True, timeout=300, cwd=MODELS.parents[1])  # noqa: S603 our own program
        shutil.copytree(MODELS, data_folder / "models", dirs_exist_ok=True)


def _is_there() -> bool:
    try:
        read_model(MODELS / FILE_NAME)
    except (FileNotFoundError, IncompatibleModelError):
        return False
    return True
