#!/usr/bin/env bash
# Sets up the Python side of Solvent: tools/setup.sh run|dev|bench
#
# Everything lands in .solvent/venv, one environment for all kinds: each kind holds the ones before it. A stamp of the
# locks makes the second call instant and lets it work offline. Exit code 2: something is missing, and it was said what.
set -euo pipefail
cd "$(dirname "$0")/.."
kind="${1:-run}"
venv=.solvent/venv
say() { printf '\033[2m[set-up]\033[0m %s\n' "$*" >&2; }

case "$kind" in
  run) satisfied_by="run dev bench" ;;
  dev) satisfied_by="dev bench" ;;
  bench) satisfied_by="bench" ;;
  *) say "unknown: $kind (known: run, dev, bench)"; exit 2 ;;
esac
if [ ! -f "requirements/$kind.lock" ]; then
  say "There is no requirements/$kind.lock. \`make lock\` makes it."
  exit 2
fi

# The folder is in it too: an environment that was moved has the old place in its scripts.
stamp_of() {
  { pwd; cat requirements/bootstrap.lock requirements/run.lock "requirements/$1.lock" pyproject.toml; } | cksum | tr ' ' '-'
}

is_ready() {
  local wider
  "$venv/bin/python" -c '' 2>/dev/null || return 1
  for wider in $satisfied_by; do
    [ -f "$venv/.stamp-$wider" ] && [ "$(cat "$venv/.stamp-$wider")" = "$(stamp_of "$wider")" ] && return 0
  done
  return 1
}

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$candidate"; return; }
  done
  return 1
}

# As root, or through a sudo that asks for no password. Waits at most two minutes for another apt.
apt_install() {
  local as_root=()
  command -v apt-get >/dev/null 2>&1 || return 1
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  say "installing $* with apt-get"
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -qq update >&2 &&
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive \
      apt-get -o DPkg::Lock::Timeout=120 -qq install -y --no-install-recommends "$@" >&2
}

make_environment() {
  local python version
  if ! python="$(find_python)"; then
    apt_install python3 python3-venv || true
    if ! python="$(find_python)"; then
      say "Solvent needs Python 3.11 or newer and found none on PATH. Install it, or set PYTHON=/path/to/python3."
      exit 2
    fi
  fi
  version="$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
  say "creating $venv with Python $version ($python)"
  "$python" -m venv --clear "$venv" >/dev/null 2>&1 && return
  # Debian and Ubuntu ship venv apart from Python. A Python from elsewhere has a package of its own, or none is needed.
  apt_install "python$version-venv" || apt_install python3-venv || true
  "$python" -m venv --clear "$venv" >&2 && return
  say "'$python -m venv' failed. On Debian and Ubuntu: apt-get install python3-venv (or python$version-venv)."
  exit 2
}

is_ready && exit 0
mkdir -p .solvent
if command -v flock >/dev/null 2>&1; then
  exec 9>.solvent/setup.lock
  flock 9 # `make run` and `make test` at once: the second finds the work done
  is_ready && exit 0
fi

began=$SECONDS
# A half-made environment, one whose Python is gone, and one that was moved are made anew.
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1 ||
  { [ -f "$venv/.place" ] && [ "$(cat "$venv/.place")" != "$(pwd)" ]; }; then
  make_environment
fi
pwd > "$venv/.place"

quiet=--quiet
[ -t 2 ] && quiet=""
say "installing the $(grep -c '^[a-zA-Z0-9]' "requirements/$kind.lock") locked packages of '$kind' (a minute or two the first time)"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.lock
# Nothing is uninstalled, so a wider environment is never narrowed by a later `make run`.
"$venv/bin/uv" pip install $quiet --python "$venv/bin/python" --require-hashes -r "requirements/$kind.lock" >&2
"$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation --editable . >&2
stamp_of "$kind" > "$venv/.stamp-$kind"
say "Python side ready ($((SECONDS - began)) s)"
