"""Serve the build: ``python -m server``."""

import errno
import os
import socket
import sys

from server.run_server import serve
from server.settings import Settings
from server.site import read_manifest


def main() -> int:
    """Listen, say where, and serve until stopped; return the exit code."""
    try:
        settings = Settings.from_env(os.environ)
    except ValueError as error:
        return _fail(str(error))
    try:
        listener = _listen(settings)
    except (OSError, OverflowError) as error:
        return _fail(_explain(error, settings))
    try:
        manifest = read_manifest(settings.build)
        serve(settings, manifest, listener)
    except (OSError, ValueError, KeyError) as error:
        return _fail(f"pas de build dans « {settings.build} » ({error}) ; lancez « make build »")
    return 0


def _fail(sentence: str) -> int:
    print(f"erreur : {sentence}", file=sys.stderr)
    return 2


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((settings.host, settings.port))
    listener.listen(1024)
    return listener


def _explain(error: OSError | OverflowError, settings: Settings) -> str:
    if isinstance(error, OverflowError):
        return f"{settings.port} n'est pas un port (0 à 65535)"
    if error.errno == errno.EADDRINUSE:
        return (
            f"le port {settings.port} est déjà pris ; choisissez-en un autre : "
            f"PORT={settings.port + 1} make run"
        )
    return f"impossible d'écouter sur {settings.host}:{settings.port} ({error.strerror})"


if __name__ == "__main__":
    sys.exit(main())
