#!/bin/sh
# Installs the system packages that Solvent can use, where they are missing. Instant when everything is there.
#
#   system_packages.sh             OCR: tesseract with English, Russian and German
#   system_packages.sh postgres    shared libraries of the embedded PostgreSQL
#   system_packages.sh browser     Node and Chromium, for the web app and its browser test
#   system_packages.sh gost        OpenSSL's engine for GOST TLS, and the openssl command that makes its certificates
#
# Several names may be given. Uses apt-get (as root, or through sudo where that needs no password) or brew. What can't be
# installed is said with the way to get it, and the exit code stays 0: the rest of Solvent runs without it.
# Exit code 2: unknown name.
set -u

LANGUAGES="eng rus deu"
NODE_AT_LEAST=20
lists_updated=no

say() { printf '%s\n' "$*" >&2; }

have() { command -v "$1" >/dev/null 2>&1; }

# The words that give apt-get the rights it needs; fails where there are none.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env "$@"
    elif have sudo && sudo -n true 2>/dev/null; then
        sudo -n env "$@"
    else
        return 1
    fi
}

# Fetches apt's lists, at most once in a run. Waits for another apt for two minutes at most.
apt_lists() {
    have apt-get || return 1
    [ "$lists_updated" = yes ] && return
    as_root DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -qq update >&2 || return 1
    lists_updated=yes
}

apt_install() {
    apt_lists || return 1
    as_root DEBIAN_FRONTEND=noninteractive \
        apt-get -o DPkg::Lock::Timeout=120 -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends "$@" >/dev/null
}

brew_install() {
    have brew || return 1
    HOMEBREW_NO_AUTO_UPDATE=1 brew install --quiet "$@" >&2
}

# ---- OCR ----------------------------------------------------------------------------------------------------------

missing_languages() {
    if ! have tesseract; then
        echo "$LANGUAGES"
        return
    fi
    installed=$(tesseract --list-langs 2>/dev/null)
    for language in $LANGUAGES; do
        printf '%s\n' "$installed" | grep -qx "$language" || printf '%s ' "$language"
    done
}

setup_ocr() {
    [ -z "$(missing_languages)" ] && return
    say "installing tesseract ($LANGUAGES) …"
    apt_install tesseract-ocr tesseract-ocr-eng tesseract-ocr-rus tesseract-ocr-deu ||
        brew_install tesseract tesseract-lang
    missing=$(missing_languages)
    [ -z "$missing" ] && return
    say "OCR is not complete (missing: $missing): photos and scans can't be read; everything else works, PDFs with text too."
    say "  To get it: apt-get install tesseract-ocr tesseract-ocr-rus tesseract-ocr-deu   or   brew install tesseract tesseract-lang"
}

# ---- Embedded PostgreSQL --------------------------------------------------------------------------------------------

# Shared library and the Debian packages that may carry it: the name changed with 64-bit time in Debian 13, Ubuntu 24.04.
postgres_libraries() {
    cat <<'LIST'
libssl.so.3 libssl3t64 libssl3
libgssapi_krb5.so.2 libgssapi-krb5-2
libzstd.so.1 libzstd1
liblz4.so.1 liblz4-1
liblzma.so.5 liblzma5
libz.so.1 zlib1g
LIST
}

# The packages of the libraries that the loader can't find.
missing_postgres_packages() {
    [ "$(uname -s)" = Linux ] || return 0
    ldconfig=$(command -v ldconfig || echo /sbin/ldconfig)
    known=$("$ldconfig" -p 2>/dev/null) || return 0
    postgres_libraries | while read -r library packages; do
        case "$known" in
        *"$library "*) ;;
        *) printf '%s\n' "$packages" ;;
        esac
    done
}

first_known_package() {
    for package in "$@"; do
        if apt-cache show "$package" >/dev/null 2>&1; then
            echo "$package"
            return
        fi
    done
    echo "$1"
}

setup_postgres() {
    missing=$(missing_postgres_packages)
    [ -z "$missing" ] && return
    say "installing shared libraries of PostgreSQL …"
    if apt_lists; then
        packages=$(printf '%s\n' "$missing" | while read -r names; do
            # shellcheck disable=SC2086 - several names of one package
            first_known_package $names
        done)
        # shellcheck disable=SC2086 - a list
        apt_install $packages
    fi
    missing=$(missing_postgres_packages | tr '\n' ' ')
    [ -z "$missing" ] && return
    say "The embedded PostgreSQL can't start: packages are missing ($missing)."
    say "  Install them, or set DATABASE_URL to a PostgreSQL 15+ with pgvector."
}

# ---- Browser --------------------------------------------------------------------------------------------------------

node_is_new_enough() {
    have node && have npm || return 1
    version=$(node --version 2>/dev/null)
    major=${version#v}
    [ "${major%%.*}" -ge "$NODE_AT_LEAST" ] 2>/dev/null
}

# Debian 12 offers Node 18: hundreds of packages for nothing.
apt_has_new_node() {
    apt_lists || return 1
    offered=$(apt-cache policy nodejs 2>/dev/null | grep 'Candidate:')
    offered=${offered##*: }
    offered=${offered#*:}
    [ "${offered%%.*}" -ge "$NODE_AT_LEAST" ] 2>/dev/null
}

have_chromium() { have chromium || have chromium-browser || have google-chrome || [ -d "/Applications/Google Chrome.app" ]; }

setup_browser() {
    if ! node_is_new_enough; then
        say "installing Node …"
        if apt_has_new_node; then apt_install nodejs npm; else brew_install node; fi
        if ! node_is_new_enough; then
            found=$(node --version 2>/dev/null || echo none)
            say "No Node $NODE_AT_LEAST or newer with npm (found: $found): the web app can't be built; the API and GraphiQL work."
            say "  To get it: a nodejs package of your system that is new enough, the installer of nodejs.org, or brew install node"
        fi
    fi
    if ! have_chromium; then
        say "installing Chromium …"
        apt_install chromium || brew_install --cask chromium
        if ! have_chromium; then
            say "No Chromium: the browser test is skipped; everything else works."
            say "  To get it: apt-get install chromium   or   brew install --cask chromium"
        fi
    fi
}

# ---- GOST TLS -------------------------------------------------------------------------------------------------------

have_gost() {
    have openssl && OPENSSL_CONF="$(dirname "$0")/../openssl/gost.cnf" openssl engine gost >/dev/null 2>&1
}

setup_gost() {
    have_gost && return
    say "installing OpenSSL's engine for GOST TLS …"
    apt_install libengine-gost-openssl openssl
    have_gost && return
    say "No GOST TLS: banks that ask for it can't be reached, and its test is skipped; everything else works."
    say "  To get it: apt-get install libengine-gost-openssl openssl (libengine-gost-openssl1.1 on older systems)"
}

for wanted in "${@:-ocr}"; do
    case "$wanted" in
    ocr) setup_ocr ;;
    postgres) setup_postgres ;;
    browser) setup_browser ;;
    gost) setup_gost ;;
    *)
        say "unknown: $wanted (known: ocr, postgres, browser, gost)"
        exit 2
        ;;
    esac
done
exit 0
