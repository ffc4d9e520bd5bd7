"""`solvent migrate`: roles, extensions, migrations and the rows every installation has."""

import asyncio
import sys

from cli.seed import seed_platform
from core.adapters.schema import metadata
from core.adapters.storage.s3 import S3BlobStore
from core.adapters.wiring import (
    APP_PASSWORD,
    SYSTEM_PASSWORD,
    build_platform,
    build_secrets,
    secret_or_new,
)
from core.db.provision import migrate, provision_roles
from core.settings import Settings, load_settings


def provision(settings: Settings) -> None:
    """Bring the database up to date, as its owner. Repeating it changes nothing. Not for a running event loop."""
    secrets = build_secrets(settings)
    owner = settings.database_url.get_secret_value()
    passwords = (secret_or_new(secrets, APP_PASSWORD), secret_or_new(secrets, SYSTEM_PASSWORD))
    asyncio.run(provision_roles(owner, *passwords))
    migrate(owner, metadata)
    asyncio.run(_seed(settings))


async def _seed(settings: Settings) -> None:
    platform = build_platform(settings, process="migrate")
    try:
        await seed_platform(platform)
        if isinstance(platform.blobs, S3BlobStore):
            await platform.blobs.create_bucket()
    finally:
        await platform.close()


if __name__ == "__main__":
    provision(load_settings())
    sys.exit(0)
