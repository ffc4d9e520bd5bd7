"""One import in a process of its own, as a worker does it, so that its memory can be told from the bench's.

`python -m tests.bench.import_child USER_ID FILE`, with the settings in the environment, prints
`{"seconds", "new", "duplicate", "peak_mb"}`.
"""

import asyncio
import hashlib
import json
import resource
import sys
import time
from pathlib import Path
from uuid import UUID

from core.adapters.statements.detect import read_statement
from core.adapters.wiring import build_platform
from core.banking.apply_statements import apply_statements
from core.banking.begin_import import BeginImport, begin_import
from core.settings import Settings, load_settings

KILOBYTES_PER_UNIT = 1024 if sys.platform == "darwin" else 1


def main() -> int:
    """Import one file."""
    told = asyncio.run(_import(load_settings(), UUID(sys.argv[1]), Path(sys.argv[2])))
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


async def _import(settings: Settings, user_id: UUID, path: Path) -> dict[str, float]:
    platform = build_platform(settings, process="bench")
    async with platform.database.unit_of_work(user_id) as uow:
        import_id = (await begin_import(uow, BeginImport("bench", path.name))).id
    began = time.perf_counter()
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
        file.seek(0)
        parsed = await asyncio.to_thread(read_statement, file)
        async with platform.database.unit_of_work(user_id) as uow:
            counts = await apply_statements(uow, platform.clock, import_id, parsed, digest)
    seconds = time.perf_counter() - began
    await platform.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILOBYTES_PER_UNIT // 1024
    return {"seconds": seconds, "new": counts.new, "duplicate": counts.duplicate, "peak_mb": peak}


if __name__ == "__main__":
    sys.exit(main())
