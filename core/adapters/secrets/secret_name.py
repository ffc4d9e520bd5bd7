import re

from core.ports.secrets import SecretNameError

MAX_NAME_LENGTH = 200
_PART = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"
_SECRET_NAME = re.compile(rf"{_PART}(?:/{_PART})*")
_KEY_NAME = re.compile(_PART)


def check_secret_name(name: str) -> None:
    """Refuse what a store could read as another path. Raises SecretNameError."""
    if len(name) > MAX_NAME_LENGTH or not _SECRET_NAME.fullmatch(name):
        raise SecretNameError(f"{name!r} can't name a secret.", field="name")


def check_key_name(name: str) -> None:
    """As `check_secret_name`, without slashes: Vault's Transit has flat key names. Raises SecretNameError."""
    if len(name) > MAX_NAME_LENGTH or not _KEY_NAME.fullmatch(name):
        raise SecretNameError(f"{name!r} can't name a key.", field="key")
