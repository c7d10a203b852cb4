"""Load the server for an hour, and see that it ends as it began: ``make endurance``.

A bounded load on the loopback: analyses, lookups, pages, mistakes, queries that never end, clients that
leave in mid-answer. The memory is read every minute; the answers at the end are those of the beginning.
Exit code 1 if they are not, or if the memory has grown by more than a tenth.
"""

import argparse
import hashlib
import http.client
import os
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from outils.service import Service

ROOT = Path(__file__).parent.parent
_ADDRESS = re.compile(r"http://([\d.]+):(\d+)/")
_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_LARGE = "SELECT * { ?a ?b ?c . ?d a ?e }"
_PAGES = ("/", "/metiers", "/page/metier/architecte-reseaux", "/competences", "/sparql", "/ontologie")
_CLIENTS = 8
_GROWTH = 1.1


class Load:
    """Sends requests from several threads, *rate* a second in all, until it is stopped."""

    def __init__(self, host: str, port: int, rate: float, seed: int) -> None:
        self.statuses: Counter[str] = Counter()
        self._address = (host, port)
        self._pause = _CLIENTS / rate
        self._ended = threading.Event()
        folders = (ROOT / "queries", ROOT / "outils" / "lectures")
        self._texts = [path.read_text("utf-8") for f in folders for path in sorted(f.glob("*.rq"))]
        self._threads = [
            threading.Thread(target=self._client, args=(random.Random(seed + n),))  # noqa: S311
            for n in range(_CLIENTS)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End, when the last answers are there."""
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _client(self, chance: random.Random) -> None:
        while not self._ended.is_set():
            started = time.monotonic()
            kind, request = self._request(chance)
            try:
                status = request()
            except (OSError, http.client.HTTPException) as error:
                status = type(error).__name__
            self.statuses[f"{kind} : {status}"] += 1
            self._ended.wait(max(0.0, self._pause - (time.monotonic() - started)))

    def _request(self, chance: random.Random) -> tuple[str, Callable[[], str]]:
        draw = chance.random()
        comment = f"\n# {chance.random()}"
        if draw < 0.80:  # half of them never seen
            text = chance.choice(self._texts) + (comment if draw < 0.40 else "")
            return "requête", lambda: self._get(f"/sparql?query={quote(text)}")
        if draw < 0.90:
            page = chance.choice(_PAGES)
            return "page", lambda: self._get(page, accept="text/html")
        if draw < 0.95:
            return "faute", lambda: self._get(f"/sparql?query=SELECT+*+%7B+{chance.random()}")
        if draw < 0.98:
            return "départ", lambda: self._get(f"/sparql?query={quote(_LARGE + comment)}", leave=True)
        return "sans fin", lambda: self._get(f"/sparql?timeout=0.5&query={quote(_ENDLESS + comment)}")

    def _get(self, path: str, *, accept: str = "application/json", leave: bool = False) -> str:
        connection = http.client.HTTPConnection(*self._address, timeout=60)
        try:
            connection.request("GET", path, headers={"Accept": accept})
            answer = connection.getresponse()
            answer.read(1000 if leave else None)
            return str(answer.status)
        finally:
            connection.close()


def answers(host: str, port: int) -> str:
    """Return the fingerprint of the answers to every query of ``queries/``, evaluated anew."""
    total = hashlib.sha256()
    for path in sorted((ROOT / "queries").glob("*.rq")):
        connection = http.client.HTTPConnection(host, port, timeout=60)
        text = f"{path.read_text('utf-8')}\n# {time.monotonic()}"
        connection.request("GET", f"/sparql?query={quote(text)}", headers={"Accept": "text/csv"})
        total.update(connection.getresponse().read())
        connection.close()
    return total.hexdigest()[:16]


def main() -> int:
    """Run the load, print what was seen, and return the exit code."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"CARTO_PORT": "0", "CARTO_LOG": str(Path(folder) / "acces.jsonl")}
        command = [sys.executable, "-m", "server"]
        with Service(command, Path(folder) / "journal", env=env, cwd=ROOT) as service:
            found = service.wait(lambda: _ADDRESS.search(service.said()), 120)
            return _measure(service, found[1], int(found[2]), options)


def _measure(service: Service, host: str, port: int, options: argparse.Namespace) -> int:
    load = Load(host, port, options.debit, options.graine)
    load.start()
    time.sleep(options.echauffement)
    first, started = answers(host, port), time.monotonic()
    memory = [service.memory().pss]
    print(f"0 min : {memory[0]:.0f} Mio", flush=True)
    while (left := options.secondes - (time.monotonic() - started)) > 0:
        time.sleep(min(60.0, left))
        memory.append(service.memory().pss)
        print(f"{(time.monotonic() - started) / 60:.0f} min : {memory[-1]:.0f} Mio", flush=True)
    load.stop()
    service.settle()
    last, at_rest = answers(host, port), service.memory().pss
    for what, number in sorted(load.statuses.items()):
        print(f"{what} : {number}")
    print(f"au repos, à la fin : {at_rest:.0f} Mio")
    print(f"réponses : {first} au début, {last} à la fin")
    middle = len(memory) // 2
    before, after = (
        sum(memory[: middle or 1]) / (middle or 1),
        sum(memory[middle:]) / len(memory[middle:]),
    )
    print(f"mémoire sous charge : {before:.0f} puis {after:.0f} Mio, première et seconde moitié")
    return int(first != last or after > before * _GROWTH)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Une heure de charge mêlée, bornée, sur cette machine.")
    parser.add_argument("--secondes", type=float, default=3600)
    parser.add_argument(
        "--echauffement", type=float, default=30, help="secondes avant la première mesure"
    )
    parser.add_argument("--debit", type=float, default=100, help="requêtes par seconde, en tout")
    parser.add_argument("--graine", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
