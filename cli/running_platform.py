"""The platform that a command works on: the one the environment names, else the `solvent up` of this data folder."""

import json
import logging
import os
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import DomainError

if TYPE_CHECKING:
    from core.adapters.wiring import Platform
    from core.settings import Settings

ENVIRONMENT_FILE: Final = Path("run") / "environment.json"
_START_IT: Final = "Start it with `make run` (or `solvent up`), or set DATABASE_URL and REDIS_URL."


class NoPlatformError(DomainError):
    """There is no platform to work on, or it does not answer."""

    code = "NO_PLATFORM"


class BadSettingsError(DomainError):
    """The environment does not make a whole set of settings."""

    code = "BAD_SETTINGS"


def platform_environment(data_folder: Path) -> dict[str, str]:
    """The environment variables of the platform to work on.

    This process's own where DATABASE_URL is set, else what the running platform of the data folder left there, beside
    this process's. Raises NoPlatformError.
    """
    if os.environ.get("DATABASE_URL"):
        return {**os.environ, "SOLVENT_DATA_FOLDER": str(data_folder)}
    # A real service named in this shell but not used by the running platform must not be mixed in: addresses come from
    # the file alone, and only what a process needs to run (PATH and the like) from here.
    ours = {name: value for name, value in os.environ.items() if not _is_setting(name)}
    return ours | _recorded(data_folder / ENVIRONMENT_FILE, data_folder)


def _is_setting(name: str) -> bool:
    prefixes = ("SOLVENT_", "DATABASE_", "REDIS_", "S3_", "VAULT_", "WEAVIATE_", "SMTP_")
    return name.upper().startswith(prefixes)


def _recorded(file: Path, data_folder: Path) -> dict[str, str]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoPlatformError(f"No platform is running on the data folder {data_folder}. {_START_IT}") from None
    except OSError as error:
        raise NoPlatformError(f"{file} can't be read: {error.strerror}.") from None
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise NoPlatformError(f"{file} is damaged. Start the platform again: {_START_IT}")
    return found


def platform_settings(data_folder: Path) -> "Settings":
    """The settings of the platform to work on. Raises NoPlatformError, BadSettingsError."""
    from pydantic import ValidationError  # noqa: PLC0415 half a second, which `--help` need not wait for

    from core.settings import load_settings  # noqa: PLC0415 as above

    with _as_environment(platform_environment(data_folder)):
        try:
            return load_settings()
        except ValidationError as error:
            wrong = "; ".join(
                f"{'.'.join(map(str, found['loc'])) or 'settings'}: {found['msg']}"
                for found in error.errors(include_input=False, include_url=False)
            )
            raise BadSettingsError(f"The settings in the environment are not whole: {wrong}.") from None


@contextmanager
def _as_environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Let the block see these variables and no others."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@asynccontextmanager
async def open_platform(data_folder: Path) -> "AsyncIterator[Platform]":
    """The platform, with a database that answers; closed when the block ends.

    Raises NoPlatformError, BadSettingsError.
    """
    from core.adapters.wiring import build_platform  # noqa: PLC0415 a second, which `--help` need not wait for
    from core.db.errors import DatabaseUnavailableError  # noqa: PLC0415 as above

    settings = platform_settings(data_folder)
    _log_to_stderr()
    try:
        platform = build_platform(settings, process="cli")
    except ValueError as error:
        raise BadSettingsError(f"The settings in the environment are not whole: {error}.") from None
    try:
        try:
            await platform.database.ready()
        except DatabaseUnavailableError:
            raise NoPlatformError(f"The platform's database does not answer. {_START_IT}") from None
        yield platform
    finally:
        await platform.close()


def _log_to_stderr() -> None:
    """Keep stdout for results: only warnings are logged, and to stderr."""
    import structlog  # noqa: PLC0415 loaded with the platform

    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
