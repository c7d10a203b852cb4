"""What the client of the SPARQL bench costs by itself: it asks a server that does nothing."""

import re
import socket
import sys
from pathlib import Path
from statistics import median

from outils.banc_sparql_client import Adresse, Client
from outils.service import Service

_ROOT = Path(__file__).parent.parent
_ANSWER = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: %d\r\n\r\n"
_TIMES = 300
_PORT = re.compile(r"\d+")


def floor(folder: Path) -> float:
    """Return the median, in seconds, of what the client measures where nothing is to be measured."""
    with Service([sys.executable, "-m", __name__], folder / "plancher.log", cwd=_ROOT) as service:
        found = service.wait(lambda: _PORT.search(service.said()), 10.0)
        client = Client(Adresse("127.0.0.1", int(found[0]), "/"))
        times = [client.ask("ASK {}")[0] for _ in range(_TIMES)]
        client.close()
    return median(times)


def main() -> None:
    """Answer the same thing to whatever one client asks, until it goes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        sys.stdout.write(f"{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while connection.recv(1 << 16):
            connection.sendall(_HEAD % len(_ANSWER) + _ANSWER)


if __name__ == "__main__":
    main()
