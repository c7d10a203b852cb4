"""The access log: what it says, and that nobody waits for it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from server.access_log import AccessLog
from tests.conftest import ROOT, Client


def lines(path: Path) -> list[dict[str, object]]:
    """Return the lines of a log."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_lines_are_written_in_order(tmp_path: Path) -> None:
    """Every line is there when the log is closed, in the order in which they came."""
    log = AccessLog(str(tmp_path / "log"))
    for number in range(5000):
        log.add({"n": number, "é": "ligne\nbrisée"})
    log.close()

    assert [{"n": n, "é": "ligne\nbrisée"} for n in range(5000)] == lines(tmp_path / "log")
    assert log.lost == 0


def test_a_full_pipe_does_not_delay_the_end(tmp_path: Path) -> None:
    """However many lines wait for a pipe that nobody reads, the log is closed at once."""
    pipe = tmp_path / "tube"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    log = AccessLog(str(pipe))
    for number in range(10_000):
        log.add({"n": number, "texte": "x" * 200})
    started = time.monotonic()
    log.close()
    os.close(reader)

    assert time.monotonic() - started < 3
    assert log.lost > 5000


def test_lines_are_appended(tmp_path: Path) -> None:
    """A log that is there goes on."""
    for number in range(2):
        log = AccessLog(str(tmp_path / "log"))
        log.add({"n": number})
        log.close()

    assert [{"n": 0}, {"n": 1}] == lines(tmp_path / "log")


def test_a_pipe_that_nobody_reads_stops_nothing(build: Path) -> None:
    """The service answers, and stops when it is asked to, though its standard output is full."""
    process = subprocess.Popen(
        [sys.executable, "-m", "server"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"CARTO_BUILD": str(build), "CARTO_PORT": "0"},
    )
    assert process.stdout is not None
    words = process.stdout.readline().split()
    client = Client(next(word for word in words if word.startswith("http")).rstrip("/"))
    for number in range(600):  # some 200 bytes each: more than the 64 KiB of a pipe
        assert client.sparql(f"ASK {{}} # {number}").status == 200
    time.sleep(0.5)
    assert client.sparql("ASK {} # encore").status == 200
    lost = client.get("/metrics").text
    process.terminate()

    assert process.wait(timeout=10) == 0
    assert "carto_log_lost_total 0.0" not in lost
    process.stdout.close()


@pytest.fixture
def logged(build: Path, tmp_path: Path) -> tuple[Client, Path, subprocess.Popen[str]]:
    """Return a client of a server that writes its log to a file."""
    path = tmp_path / "acces.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-m", "server"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"CARTO_BUILD": str(build), "CARTO_PORT": "0", "CARTO_LOG": str(path)},
    )
    assert process.stdout is not None
    words = process.stdout.readline().split()
    return Client(next(word for word in words if word.startswith("http")).rstrip("/")), path, process


def test_what_a_line_says(logged: tuple[Client, Path, subprocess.Popen[str]]) -> None:
    """Route, hash of the query, time, rows, bytes, status; never the query, never an address."""
    client, path, process = logged
    secret = "SELECT ?secret { ?secret a carto:Domaine }"
    for _ in range(2):
        client.sparql(secret)
    client.sparql("SELECT * {")
    client.get("/metiers", "text/html")
    process.terminate()
    process.wait(timeout=10)
    first, again, wrong, page = lines(path)

    assert ("/sparql", 200, 4, "json", False) == tuple(
        first[name] for name in ("route", "status", "rows", "format", "cached")
    )
    assert again["cached"] is True
    assert first["query"] == again["query"] != wrong["query"]
    assert (wrong["status"], page["route"], page["status"]) == (400, "/metiers", 200)
    text = path.read_text("utf-8")
    assert "secret" not in text
    assert "127.0.0.1" not in text
    assert process.stdout is not None
    process.stdout.close()
