#!/usr/bin/env bash
# Resolves the dependencies anew: the locks carry versions and hashes and no host. tools/lock.sh [python|npm …]
#
# A package keeps its version while pyproject.toml allows it; UPGRADE=1 takes the newest. Needs the network.
set -euo pipefail
cd "$(dirname "$0")/.."
upgrade=()
[ "${UPGRADE:-}" = 1 ] && upgrade=(--upgrade)
say() { printf '\033[2m[lock]\033[0m %s\n' "$*" >&2; }

# compile SOURCE LOCK OPTIONS…: one resolution for every system and every Python from 3.11.
compile() {
  local source="$1" lock="$2"
  shift 2
  say "$lock"
  .solvent/venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-header ${upgrade[@]+"${upgrade[@]}"} "$@" "$source" -o "$lock"
}

python() {
  compile requirements/bootstrap.in requirements/bootstrap.lock
  compile pyproject.toml requirements/run.lock
  # A wider set never moves what a narrower one has fixed: one environment holds them all.
  compile pyproject.toml requirements/dev.lock --group dev --constraint requirements/run.lock
  compile pyproject.toml requirements/bench.lock --group dev --group bench --constraint requirements/dev.lock
  compile tools/node/node.in tools/node/node.lock
}

npm() {
  local folder
  PATH="$(tools/node.sh):$PATH"
  for folder in web tools/graphiql; do
    say "$folder/package-lock.json"
    (cd "$folder" && command npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error)
  done
}

for wanted in "${@:-python npm}"; do
  for one in $wanted; do
    case "$one" in
      python) python ;;
      npm) npm ;;
      *) say "unknown: $one (known: python, npm)"; exit 2 ;;
    esac
  done
done
