"""What HTTP servers do in the cases that matter when an answer is streamed, seen from outside."""

import re
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from outils.processus import run

CURL, WRK = "curl", "wrk"
LEFT = ("lent", "gros", "muet")  # the answers that a client leaves: slow, large, silent

_HELD = 2.0  # seconds that the slow reader reads nothing
_NOTICED = 3.0  # seconds within which a server should know that its client has gone
_RATE = re.compile(r"Requests/sec:\s*([\d.]+)")
_REFUSED = re.compile(r"Non-2xx or 3xx responses:\s*(\d+)|Socket errors: (.*)")
_MIB = 1 << 20
_CLOSED = "fermé"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server listens, and where its application tells what happens."""

    hote: str
    port: int
    journal: Path

    def address(self, path: str) -> str:
        """Return the address of *path*."""
        return f"http://{self.hote}:{self.port}{path}"

    def told(self, name: str) -> list[str]:
        """Return what the application has told of the answer *name*."""
        if not self.journal.exists():
            return []
        lines = self.journal.read_text(encoding="utf-8").splitlines()
        return [line.removeprefix(f"{name} ") for line in lines if line.startswith(f"{name} ")]


@dataclass(frozen=True, slots=True)
class Conduite:
    """How a server behaves.

    *curl*: its exit code when the application fails in mid-stream; 0 is a failure that nobody sees.
    *avance*: MiB taken from the application for a client that does not read. *departs*:
    answer → seconds until the application knows that its client has gone, None if it does not in time.
    """

    curl: int
    avance: float
    departs: Mapping[str, float | None]


def behaviour(place: Place) -> Conduite:
    """Try a server."""
    broken = run([CURL, "--silent", "--output", "/dev/null", place.address("/erreur")], 10.0)
    ahead = _slow_reader(place)  # it has gone when « gros » is looked at
    return Conduite(broken.code, ahead, {name: _leave(place, name) for name in LEFT})


def rate(place: Place, path: str, clients: int, seconds: float) -> float | None:
    """Return how many answers a second a server gives, None if some were refused or broken."""
    options = ["--threads", "1", "--connections", str(clients), "--duration", f"{seconds:.0f}s"]
    done = run([WRK, *options, place.address(path)], seconds + 30.0)
    found = _RATE.search(done.sortie)
    return float(found[1]) if found and not _REFUSED.search(done.sortie) else None


def _slow_reader(place: Place) -> float:
    """Read nothing of a large answer, then go; return the MiB that were taken meanwhile."""
    with _asking(place, "/gros") as connection:
        connection.recv(1)
        time.sleep(_HELD)
        taken = [int(line) for line in place.told("gros") if line.isdigit()]
    return max(taken, default=0) / _MIB


def _leave(place: Place, name: str) -> float | None:
    """Go in the middle of the answer *name*; return in how many seconds that was noticed."""
    before = place.told(name).count(_CLOSED)
    with _asking(place, f"/{name}") as connection:
        connection.recv(1 << 16)
        time.sleep(0.2)
    start = time.perf_counter()
    while (seconds := time.perf_counter() - start) < _NOTICED:
        if place.told(name).count(_CLOSED) > before:
            return seconds
        time.sleep(0.005)
    return None


def _asking(place: Place, path: str) -> socket.socket:
    connection = socket.socket()
    # Buffers of the loopback grow to MiB by themselves: a small one shows what the server itself takes.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
    connection.settimeout(10.0)
    connection.connect((place.hote, place.port))
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {place.hote}\r\n\r\n".encode())
    return connection
