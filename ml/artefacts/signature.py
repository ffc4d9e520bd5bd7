"""The signature beside an artefact, made with a key of this installation: a file from elsewhere is not loaded."""

import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path
from typing import Final

KEY_NAME: Final = "signing.key"
_KEY_BYTES: Final = 32
_SUFFIX: Final = ".sig"


def sign(path: Path) -> None:
    """Write the signature of the file beside it. Makes the folder's key where there is none."""
    key = _key(path.parent) or _new_key(path.parent)
    _write_whole(_beside(path), _of(path, key).encode() + b"\n")


def is_signed(path: Path) -> bool | None:
    """Whether the signature beside the file is this installation's; None where there is no signature or no key."""
    key = _key(path.parent)
    if key is None or not _beside(path).is_file():
        return None
    return hmac.compare_digest(_beside(path).read_bytes().strip(), _of(path, key).encode())


def _of(path: Path, key: bytes) -> str:
    # The name is signed too: an artefact of one kind doesn't pass for another.
    return hmac.new(key, path.name.encode() + b"\n" + path.read_bytes(), hashlib.sha256).hexdigest()


def _beside(path: Path) -> Path:
    return path.with_name(path.name + _SUFFIX)


def _key(folder: Path) -> bytes | None:
    try:
        key = (folder / KEY_NAME).read_bytes()
    except FileNotFoundError:
        return None
    return key if len(key) == _KEY_BYTES else None


def _new_key(folder: Path) -> bytes:
    """A fresh key, readable by its owner only; of two processes that make one at once, the first one's."""
    descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=f".{KEY_NAME}.")
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(_KEY_BYTES))
    with contextlib.suppress(FileExistsError):
        os.link(temporary, folder / KEY_NAME)
    Path(temporary).unlink()
    return (folder / KEY_NAME).read_bytes()


def _write_whole(path: Path, content: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(temporary).replace(path)
