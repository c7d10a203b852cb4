"""Serve the build: ``python -m server``."""

import errno
import os
import socket
import sys

import waitress

from server.app import create_app
from server.settings import Settings


def main() -> int:
    """Listen, say where, and serve until stopped; return the exit code."""
    try:
        settings = Settings.from_env(os.environ)
    except ValueError as error:
        print(f"erreur : {error}", file=sys.stderr)
        return 2
    try:
        listener = _listen(settings)
    except (OSError, OverflowError) as error:
        print(f"erreur : {_explain(error, settings)}", file=sys.stderr)
        return 2
    try:
        app = create_app(settings)
    except (OSError, ValueError, KeyError) as error:
        print(
            f"erreur : pas de build dans « {settings.build} » ({error}) ; lancez « make build »",
            file=sys.stderr,
        )
        return 2
    host, port = listener.getsockname()[:2]
    host = f"[{host}]" if ":" in host else host
    server = waitress.create_server(app, sockets=[listener], threads=settings.threads, ident="")
    print(f"La cartographie est servie sur http://{host}:{port}/ (Ctrl-C pour arrêter)", flush=True)
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()
    return 0


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
