"""The server under attack, and the light query that it must answer all the while."""

import itertools
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.hostile import requests
from tests.hostile.wire import Address, Exchange, Reply, converse

_turns = itertools.count()


def control_query() -> bytes:
    """Return a request for a few rows in a known order, whose bytes may never change.

    Each has a number of its own, so that the answer is evaluated and never one that was kept.
    """
    text = (
        "SELECT ?m ?nom { ?m a carto:Metier ; skos:prefLabel ?nom "
        f"BIND({next(_turns)} AS ?tour) }} ORDER BY ?m ?nom LIMIT 50"
    )
    return requests.get(text, headers=requests.accepting(requests.CSV))


# What a light query may take on a busy machine. One that waits behind heavy ones takes their 10 s.
LIGHT_SECONDS = 5.0


@dataclass(slots=True)
class Target:
    """A server: where it listens, what it answered to the control query before the suite."""

    address: Address
    port: int  # of the local address that counts its callers
    before: Reply | None = field(default=None, repr=False)
    process: subprocess.Popen[bytes] | None = None
    journal: Path | None = None  # all that the process has printed

    def ask(self, image: bytes, *, seconds: float = 10.0) -> Exchange:
        """Send one request."""
        (found,) = converse(self.address, [image.replace(b"PORT0", b"%d" % self.port)], seconds=seconds)
        return found

    def reply(self, image: bytes, *, seconds: float = 10.0) -> Reply:
        """Send one request, and return its answer.

        Raises:
            ConnectionError: If there is none.
        """
        exchange = self.ask(image, seconds=seconds)
        if not exchange.replies:
            raise ConnectionError(f"no answer:\n{exchange}")
        return exchange.replies[0]

    def remember(self) -> None:
        """Note the answer to the control query.

        Raises:
            ConnectionError: If it is not answered well before anything is sent.
        """
        exchange = self.ask(control_query())
        if [200] != [r.status for r in exchange.replies] or len(exchange.received) < 1000:
            raise ConnectionError(f"the control query fails before anything else is sent:\n{exchange}")
        self.before = exchange.replies[0]

    def control(self) -> list[str]:
        """Return what is wrong with the answer to the control query now."""
        try:
            exchange = self.ask(control_query(), seconds=2 * LIGHT_SECONDS)
        except OSError as error:
            return [f"the server takes no connection any more: {error!r}\n{self.last_words()}"]
        if self.process and self.process.poll() is not None:
            return [f"the server has ended: {self.process.returncode}\n{self.last_words()}"]
        if exchange.seconds > LIGHT_SECONDS or not exchange.replies:
            return [f"the control query took more than {LIGHT_SECONDS} s:\n{exchange}"]
        now = exchange.replies[0]
        assert self.before is not None
        wanted = (self.before.status, self.before.kind, self.before.body)
        if (now.status, now.kind, now.body) != wanted:
            return [f"the control query is answered otherwise than before:\n{exchange}"]
        return []

    def last_words(self) -> str:
        """Return the end of what the server printed."""
        return self.journal.read_text(encoding="utf-8", errors="replace")[-1500:] if self.journal else ""

    @contextmanager
    def watched(self, every: float = 0.4) -> Iterator[list[str]]:
        """Ask the control query all the while, and give the complaints."""
        found: list[str] = []
        done = threading.Event()

        def watch() -> None:
            while True:
                found.extend(self.control())
                if found or done.wait(every):
                    return

        thread = threading.Thread(target=watch)
        thread.start()
        try:
            yield found
        finally:
            done.set()
            thread.join()

    def running(self) -> int:
        """Return how many queries run, by ``/metrics``.

        Raises:
            LookupError: If it does not say.
        """
        reply = self.reply(requests.request("GET", "/metrics", {"Accept": "*/*"}))
        lines = re.findall(r"(?m)^carto_queries_running(?:\{[^}]*\})? ([0-9.e+]+)$", reply.text)
        if not lines:
            raise LookupError(
                f"/metrics ({reply.status}) has no carto_queries_running: {reply.text[:300]}"
            )
        return int(sum(map(float, lines)))

    def comes_to_rest(self, seconds: float) -> str:
        """Complain unless no query runs any more within *seconds*."""
        end = time.monotonic() + seconds
        while True:
            try:
                running = self.running()
            except (LookupError, ConnectionError) as error:
                return str(error)
            if running == 0:
                return ""
            if time.monotonic() > end:
                return f"{running} queries still run after {seconds} s"
            time.sleep(0.1)


class Listener:
    """A local address that counts who calls."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.calls = 0
        self._thread = threading.Thread(target=self._answer, daemon=True)
        self._thread.start()

    def _answer(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            with connection:
                connection.settimeout(1)
                try:
                    connection.recv(1000)
                    connection.sendall(b"HTTP/1.1 500 Non\r\nContent-Length: 0\r\n\r\n")
                except OSError:
                    continue

    def close(self) -> None:
        """Stop listening."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(timeout=2)
