"""`python -m tools.new_migration "what it does"`: write the next migration from the difference to the models.

What Alembic can't see (row-level security, grants, checks' meaning) has to be added by hand: read the file.
"""

import argparse
import re
import sys

from alembic import command

from core.adapters.schema import metadata
from core.db.provision import MIGRATIONS, alembic_config, migrate
from tools.scratch_database import scratch_database

NUMBERED = re.compile(r"(\d{4})_\w+\.py")


def next_number(names: list[str]) -> str:
    """Four digits, one more than the last revision's."""
    numbers = [int(match[1]) for name in names if (match := NUMBERED.fullmatch(name))]
    return f"{max(numbers, default=0) + 1:04d}"


def main() -> int:
    """Bring an embedded PostgreSQL to the last revision, compare, write."""
    parser = argparse.ArgumentParser(prog="python -m tools.new_migration", description="Write the next migration.")
    parser.add_argument("message", help='what it does, as "planned payments"')
    message = parser.parse_args().message.strip()
    if not message:
        parser.error("say what the migration does")
    number = next_number([path.name for path in (MIGRATIONS / "versions").iterdir()])
    with scratch_database() as url:
        migrate(url, metadata)
        command.revision(alembic_config(url, metadata), message=message, autogenerate=True, rev_id=number)
    return 0


if __name__ == "__main__":
    sys.exit(main())
