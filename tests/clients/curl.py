"""Runs curl, and reads what it has to say."""

import csv
import io
import json
import shutil
import subprocess
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Any

CURL = shutil.which("curl")


@dataclass
class Said:
    """What curl says of a request: how it ended, the last answer, the figures of the transfer."""

    code: int
    figures: dict[str, Any]
    body: bytes
    status: int = 0
    headers: Message = field(default_factory=Message)

    @property
    def rows(self) -> list[list[str]]:
        """The lines of a table in CSV, but for its titles."""
        return list(csv.reader(io.StringIO(self.body.decode("utf-8"), newline="")))[1:]


class Curl:
    """Asks the endpoint by curl, in a folder of its own."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        self.folder = folder

    def __call__(self, *arguments: str) -> Said:
        """Run curl with *arguments*."""
        head = self.folder / "entete"
        head.unlink(missing_ok=True)
        told = ["-sS", "--max-time", "30", "-D", str(head), "-w", "\n%{stderr}%{json}\n"]
        done = subprocess.run(
            [str(CURL), *told, *arguments, self.address],
            capture_output=True,
            check=False,
            cwd=self.folder,
        )
        # There may be a message of curl's before the figures, and a gauge of a transfer in parallel.
        *_, figures = (line for line in done.stderr.splitlines() if line.startswith(b"{"))
        said = Said(done.returncode, json.loads(figures), done.stdout[:-1])
        if head.exists() and head.stat().st_size:
            # « 100 Continue », and the answers before the last, have heads of their own.
            first, _, rest = head.read_bytes().rstrip().split(b"\r\n\r\n")[-1].partition(b"\r\n")
            said.status = int(first.split()[1])
            said.headers = BytesParser().parsebytes(rest)
        return said

    def file(self, text: str) -> str:
        """Write *text* to a file, and return its name with an « @ », as curl has it."""
        (self.folder / "requete.rq").write_text(text, encoding="utf-8")
        return "@requete.rq"

    def get(self, query: str, *arguments: str) -> Said:
        """Ask *query* by GET."""
        return self("-G", "--data-urlencode", f"query{self.file(query)}", *arguments)
