"""Finds the text models that the `rapidocr` package carries and opens them; nothing is fetched at run time."""

import importlib.metadata
import importlib.util
from functools import cache
from pathlib import Path
from typing import Any, Final

CARRIER: Final = "rapidocr"
DETECTION: Final = "*_det_*.onnx"
RECOGNITION: Final = "*_rec_*.onnx"


@cache
def model_file(pattern: str) -> Path | None:
    """The carried model of that name, or None where the package or its model is not there. It is not imported."""
    found = importlib.util.find_spec(CARRIER)
    folders = (found.submodule_search_locations or []) if found else []
    files = [file for folder in folders for file in sorted(Path(folder, "models").glob(pattern))]
    return files[0] if files else None


def carrier_version() -> str:
    """The version of the package whose models are used, empty where it is not installed."""
    try:
        return importlib.metadata.version(CARRIER)
    except importlib.metadata.PackageNotFoundError:
        return ""


def open_session(file: Path, threads: int) -> Any:
    """An inference session on the processor. Its threads sleep while they wait: spinning ones slow their neighbours."""
    import onnxruntime  # noqa: PLC0415 - heavy, and only workers read documents

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Pages differ in size: an arena would keep the most that any of them ever needed.
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
