#!/bin/sh
# Ce qu'il faut du système : Python 3.11 ou plus récent avec venv ; pour les tests, Chromium, Node et curl.
# Usage : outils/systeme.sh run|test. Installe par apt-get si l'on est root, sinon dit quoi installer.
set -eu

ok_python() { "${PYTHON:-python3}" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
install() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

if ! ok_python && can_install; then install python3 python3-venv; fi
if ! ok_python; then
    echo "Il faut Python 3.11 ou plus récent, avec venv (Debian : sudo apt-get install python3 python3-venv)." >&2
    exit 2
fi

if [ "$1" = test ] && { ! command -v npm || ! command -v curl; } >/dev/null; then
    if can_install; then
        install nodejs npm curl
    else
        echo "Sans Node ou curl, des tests de tests/clients/ sont laissés de côté ;" >&2
        echo "pour les avoir : sudo apt-get install nodejs npm curl" >&2
    fi
fi

if [ "$1" = test ] && ! command -v chromium >/dev/null; then
    if can_install; then
        install chromium fonts-dejavu-core
    else
        echo "Sans Chromium, les tests de tests/test_navigateur.py sont laissés de côté ;" >&2
        echo "pour les avoir : sudo apt-get install chromium" >&2
    fi
fi
