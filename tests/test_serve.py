"""Starting the server: what it says when it can, and when it cannot."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Client, serving


def start(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the server with *env*, expecting that it cannot start."""
    return subprocess.run(
        [sys.executable, "-m", "server"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=30,
        env=os.environ | env,
    )


def test_port_taken(build: Path) -> None:
    """A port in use is said, with the command that takes another; nothing else is tried."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = start({"CARTO_BUILD": str(build), "CARTO_PORT": str(port)})
    assert done.returncode == 2
    assert f"le port {port} est déjà pris" in done.stderr
    assert f"PORT={port + 1} make run" in done.stderr


@pytest.mark.parametrize(
    ("env", "message"),
    [
        ({"CARTO_BUILD": "/absent"}, "pas de build"),
        ({"CARTO_PROT": "8001"}, "réglages inconnus : CARTO_PROT"),
        ({"CARTO_PORT": "huit"}, "CARTO_PORT=huit"),
        ({"CARTO_HOST": "192.0.2.1"}, "impossible d'écouter"),
    ],
)
def test_cannot_start(env: dict[str, str], message: str) -> None:
    """Whatever keeps the server from starting is said in one line."""
    done = start({"CARTO_PORT": "0"} | env)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_address_is_ready_when_printed(build: Path) -> None:
    """The first request after the address is printed is answered."""
    with serving(build) as address:
        assert Client(address).get("/healthz").status == 200
