import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[3] / "infra" / "setup" / "system_packages.sh"
TOOLS = ("cat", "chmod", "cp", "dirname", "env", "grep", "printf", "sh", "tr", "uname")
APT = """
echo "apt-get $*" >> "$MACHINE/calls"
case "$*" in
*install*)
    [ -e "$MACHINE/offline" ] && exit 100
    for word in "$@"; do
        case "$word" in
        tesseract-ocr) echo '#!/bin/sh
cat "$MACHINE/languages"' > "$MACHINE/tesseract"; chmod +x "$MACHINE/tesseract" ;;
        tesseract-ocr-*) echo "${word#tesseract-ocr-}" >> "$MACHINE/languages" ;;
        libzstd1) echo "libzstd.so.1 (libc6) => there" >> "$MACHINE/libraries" ;;
        libssl3) echo "libssl.so.3 (libc6) => there" >> "$MACHINE/libraries" ;;
        libengine-gost-openssl) : > "$MACHINE/gost.so" ;;
        openssl) echo '#!/bin/sh
[ -e "$MACHINE/gost.so" ] && [ -f "$OPENSSL_CONF" ]' > "$MACHINE/openssl"; chmod +x "$MACHINE/openssl" ;;
        chromium) echo '#!/bin/sh' > "$MACHINE/chromium"; chmod +x "$MACHINE/chromium" ;;
        nodejs) echo '#!/bin/sh
echo v22.1.0' > "$MACHINE/node"; cp "$MACHINE/node" "$MACHINE/npm"; chmod +x "$MACHINE/node" "$MACHINE/npm" ;;
        esac
    done ;;
esac
"""
ALL_LIBRARIES = ("libssl.so.3", "libgssapi_krb5.so.2", "libzstd.so.1", "liblz4.so.1", "liblzma.so.5", "libz.so.1")


class Machine:
    """A machine that has nothing but the few tools and programs put into one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found is not None
            (folder / tool).symlink_to(found)
        self.program("id", "echo 0")
        self.program("ldconfig", 'cat "$MACHINE/libraries"')
        self.libraries(*ALL_LIBRARIES)
        (folder / "languages").touch()

    def program(self, name: str, body: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def libraries(self, *names: str) -> None:
        (self.folder / "libraries").write_text("".join(f"\t{name} (libc6,x86-64) => /lib/{name}\n" for name in names))

    def run(self, *wanted: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # noqa: S603 - our own script
            [str(self.folder / "sh"), str(SCRIPT), *wanted],
            env={"PATH": str(self.folder), "MACHINE": str(self.folder)},
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )

    def calls(self) -> list[str]:
        path = self.folder / "calls"
        lines = path.read_text().splitlines() if path.exists() else []
        return [re.sub(r"-o \S+ |-qq ", "", line) for line in lines]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


INSTALL_OCR = (
    "apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-eng tesseract-ocr-rus tesseract-ocr-deu"
)


def test_ocr_is_installed_once(machine: Machine) -> None:
    machine.program("apt-get", APT)
    first = machine.run()
    assert (first.returncode, first.stdout, first.stderr) == (0, "", "installing tesseract (eng rus deu) …\n")
    assert machine.calls() == ["apt-get update", INSTALL_OCR]
    second = machine.run()
    assert (second.returncode, second.stderr) == (0, "")
    assert len(machine.calls()) == 2


def test_a_missing_language_is_installed(machine: Machine) -> None:
    machine.program("apt-get", APT)
    machine.program("tesseract", "printf 'eng\\nosd\\n'; cat \"$MACHINE/languages\"")
    assert machine.run("ocr").returncode == 0
    assert machine.calls() == ["apt-get update", INSTALL_OCR]


def test_lists_are_fetched_once_for_several_steps(machine: Machine) -> None:
    machine.program("apt-get", APT)
    machine.program("apt-cache", "echo '  Candidate: 2:22.1.0+dfsg-1'")
    assert machine.run("ocr", "browser").returncode == 0
    assert machine.calls() == [
        "apt-get update",
        INSTALL_OCR,
        "apt-get install -y --no-install-recommends nodejs npm",
        "apt-get install -y --no-install-recommends chromium",
    ]


def test_missing_libraries_are_installed_under_the_name_the_system_knows(machine: Machine) -> None:
    machine.program("apt-get", APT)
    machine.program("apt-cache", '[ "$2" != libssl3t64 ]')
    machine.libraries(*ALL_LIBRARIES[3:], "libgssapi_krb5.so.2")
    done = machine.run("postgres")
    assert (done.returncode, done.stderr) == (0, "installing shared libraries of PostgreSQL …\n")
    assert machine.calls() == ["apt-get update", "apt-get install -y --no-install-recommends libssl3 libzstd1"]
    assert machine.run("postgres").stderr == ""


INSTALL_GOST = "apt-get install -y --no-install-recommends libengine-gost-openssl openssl"


def test_the_gost_engine_is_installed_once(machine: Machine) -> None:
    machine.program("apt-get", APT)
    first = machine.run("gost")
    assert (first.returncode, first.stderr) == (0, "installing OpenSSL's engine for GOST TLS …\n")
    assert machine.calls() == ["apt-get update", INSTALL_GOST]
    assert machine.run("gost").stderr == ""
    assert len(machine.calls()) == 2


def test_an_openssl_without_the_engine_gets_it(machine: Machine) -> None:
    machine.program("apt-get", APT)
    machine.program("openssl", '[ -e "$MACHINE/gost.so" ]')
    assert machine.run("gost").stderr == "installing OpenSSL's engine for GOST TLS …\n"
    assert machine.calls() == ["apt-get update", INSTALL_GOST]


Prepare = Callable[[Machine], None]


def offline(machine: Machine) -> None:
    machine.program("apt-get", APT)
    (machine.folder / "offline").touch()


def no_rights(machine: Machine) -> None:
    machine.program("apt-get", APT)
    machine.program("id", "echo 1000")
    machine.program("sudo", "exit 1")  # it would ask for a password


@pytest.mark.parametrize("prepare", [lambda _: None, offline, no_rights], ids=["no apt", "offline", "no rights"])
@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("ocr", "OCR is not complete (missing: eng rus deu): photos and scans can't be read"),
        ("postgres", "The embedded PostgreSQL can't start: packages are missing (zlib1g )"),
        ("browser", "No Node 20 or newer with npm (found: none): the web app can't be built"),
        ("browser", "No Chromium: the browser test is skipped"),
        ("gost", "No GOST TLS: banks that ask for it can't be reached"),
    ],
)
def test_what_cannot_be_had_is_said_and_no_failure(machine: Machine, prepare: Prepare, step: str, said: str) -> None:
    prepare(machine)
    machine.program("apt-cache", "true")
    machine.libraries(*ALL_LIBRARIES[:-1])
    done = machine.run(step)
    assert done.returncode == 0
    assert said in done.stderr


def test_a_user_with_passwordless_sudo_installs_through_it(machine: Machine) -> None:
    machine.program("apt-get", APT)
    machine.program("id", "echo 1000")
    machine.program("true", "exit 0")
    machine.program("sudo", 'echo "sudo $*" >> "$MACHINE/sudo"; [ "$1" = -n ] && shift; exec "$@"')
    assert machine.run().returncode == 0
    assert machine.calls() == ["apt-get update", INSTALL_OCR]
    assert "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get" in (machine.folder / "sudo").read_text()


def test_brew_is_used_where_there_is_no_apt(machine: Machine) -> None:
    machine.program("brew", 'echo "brew $*" >> "$MACHINE/calls"')
    assert machine.run().returncode == 0
    assert machine.calls() == ["brew install --quiet tesseract tesseract-lang"]


def test_a_node_that_is_too_old_is_neither_used_nor_installed(machine: Machine) -> None:
    machine.program("apt-get", APT)
    machine.program("apt-cache", "echo '  Candidate: 18.20.4+dfsg-1~deb12u3'")
    machine.program("node", "echo v18.20.4")
    machine.program("npm", "echo 9.2.0")
    machine.program("chromium", "true")
    assert "No Node 20 or newer with npm (found: v18.20.4)" in machine.run("browser").stderr
    assert machine.calls() == ["apt-get update"]


def test_an_unknown_step_is_refused(machine: Machine) -> None:
    done = machine.run("databse")
    assert (done.returncode, done.stderr) == (2, "unknown: databse (known: ocr, postgres, browser, gost)\n")
