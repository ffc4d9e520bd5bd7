"""PostgreSQL refuses to run as root. Where we are root, its programs run without root's powers."""

import os
import pwd
import shutil
import subprocess
from functools import cache
from pathlib import Path

from cli.up.errors import BinaryMissingError

NOBODY = 65534


def without_root(cluster: Path) -> list[str]:
    """The words to put before a command that must not run as root: none for a normal user.

    As root, a user namespace makes the process look like `nobody` to itself while files stay ours: no new user, no
    changed owner, parents of the folder stay closed. Where namespaces are forbidden (many containers), the process
    becomes the real user `nobody` and `cluster` is handed over to it.

    Raises:
        BinaryMissingError: neither way is open.
    """
    if os.geteuid() != 0:
        return []
    if _namespaces_allowed():
        _hand_over(cluster, 0, 0)  # a run without namespaces may have given it away
        return [_program("unshare"), "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
    user = pwd.getpwnam("nobody")
    _hand_over(cluster, user.pw_uid, user.pw_gid)
    words = [_program("setpriv"), f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    if not _open_to_others(cluster):
        # The one power it keeps is to walk through closed parents (a clone in /root): they are opened for nobody else.
        # access(2), which initdb asks about its own programs, ignores that power without the secure bit.
        words += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"]
    return words


@cache
def _namespaces_allowed() -> bool:
    unshare = shutil.which("unshare")
    if unshare is None:
        return False
    probe = [unshare, "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "true"]
    return subprocess.run(probe, capture_output=True, check=False, timeout=10).returncode == 0  # noqa: S603 - fixed words


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BinaryMissingError(
            f"PostgreSQL does not run as root and {name} (package util-linux) is missing: run as a normal user"
        )
    return found


def _hand_over(cluster: Path, user: int, group: int) -> None:
    if cluster.stat().st_uid == user:
        return
    for folder, _, files in os.walk(cluster):
        os.chown(folder, user, group)
        for name in files:
            os.chown(Path(folder) / name, user, group, follow_symlinks=False)


def _open_to_others(folder: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in folder.resolve().parents)
