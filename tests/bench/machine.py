"""What a reader needs to know of the machine before believing a figure."""

import os
import platform
import time
from typing import Any

import psutil


def machine_facts() -> dict[str, Any]:
    """Cores, load averages over 1, 5 and 15 minutes, memory in GB, system, Python, and the moment in UTC."""
    return {
        "cores": len(psutil.Process().cpu_affinity()) if hasattr(psutil.Process, "cpu_affinity") else os.cpu_count(),
        "load_average": [round(load, 2) for load in os.getloadavg()],
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }


def was_busy(facts: dict[str, Any]) -> bool:
    """Whether something else wanted a core too: more ran in the last minute than there are cores for."""
    return bool(facts["load_average"][0] > facts["cores"])
