import os
import shutil
from pathlib import Path


def chromium() -> str | None:
    """The system's Chromium: `CHROMIUM` where set, else what is on PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
