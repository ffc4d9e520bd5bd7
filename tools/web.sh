#!/usr/bin/env bash
# What is built with Node: tools/web.sh build|graphiql|test|lint|lint:schema|typecheck|codegen:check …
#
#   build      the web app, when its sources changed since the last build
#   graphiql   GraphiQL's scripts and styles into .solvent/graphiql
#   others     the script of that name in web/package.json
#
# Several may be given. Exit code 3: there is no Node, and it was said what to do.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf '\033[2m[set-up]\033[0m %s\n' "$*" >&2; }
node_folder="$(tools/node.sh)" || exit 3
export PATH="$node_folder:$PATH" NEXT_TELEMETRY_DISABLED=1 npm_config_update_notifier=false

stamp_of() { cksum "$@" | cksum | tr ' ' '-'; }

# Installs what the lock of a folder says, when it changed. Two at once wait for one another.
install() {
  local folder="$1" stamp
  shift
  stamp="$(node --version)-$(stamp_of "$folder/package.json" "$folder/package-lock.json")"
  [ "$(cat "$folder/node_modules/.solvent-stamp" 2>/dev/null || true)" = "$stamp" ] && return
  say "installing the locked packages of $folder (half a minute the first time)"
  (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error "$@") >&2
  echo "$stamp" > "$folder/node_modules/.solvent-stamp"
}

sources() {
  find web \( -name node_modules -o -name .next -o -name test-results \) -prune -o -type f \
    ! -name next-env.d.ts ! -name '*.tsbuildinfo' -print | LC_ALL=C sort
}

build() {
  local stamp began=$SECONDS
  install web
  # shellcheck disable=SC2046 # our own file names hold no spaces
  stamp="$(stamp_of $(sources))"
  [ "$(cat web/.next/.solvent-stamp 2>/dev/null || true)" = "$stamp" ] && return
  say "building the web app"
  rm -f web/.next/.solvent-stamp
  (cd web && npm run --silent build) >&2
  echo "$stamp" > web/.next/.solvent-stamp
  say "web app ready ($((SECONDS - began)) s)"
}

graphiql() {
  local from=tools/graphiql to=.solvent/graphiql stamp
  stamp="$(stamp_of $from/package-lock.json)"
  [ "$(cat $to/.stamp 2>/dev/null || true)" = "$stamp" ] && return
  rm -rf "$to.new"
  mkdir -p "$to.new"
  cp "$from/package.json" "$from/package-lock.json" "$from/.npmrc" "$to.new/"
  install "$to.new" --ignore-scripts
  local file
  for file in graphiql/graphiql.min.js graphiql/graphiql.min.css \
    react/umd/react.production.min.js react-dom/umd/react-dom.production.min.js; do
    cp "$to.new/node_modules/$file" "$to.new/"
  done
  cp "$to.new/node_modules/@graphiql/plugin-explorer/dist/index.umd.js" "$to.new/explorer.js"
  cp "$to.new/node_modules/@graphiql/plugin-explorer/dist/style.css" "$to.new/explorer.css"
  rm -rf "$to.new/node_modules" "$to.new/"package*.json "$to.new/.npmrc" "$to"
  echo "$stamp" > "$to.new/.stamp"
  mv "$to.new" "$to"
  say "GraphiQL ready"
}

if command -v flock >/dev/null 2>&1; then
  exec 9>.solvent/web.lock
  flock 9
fi
for wanted in "$@"; do
  case "$wanted" in
    build) build ;;
    graphiql) graphiql ;;
    test | lint | lint:schema | typecheck | codegen | codegen:check)
      install web
      (cd web && npm run --silent "$wanted")
      ;;
    *) say "unknown: $wanted"; exit 2 ;;
  esac
done
