"""What may differ between two installations."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings table; each is the environment variable ``CARTO_`` + its name in capitals.

    ``build``: the folder that build_graph.py wrote. ``host``, ``port``: where to listen.
    ``threads``: how many pages are made at once. ``workers``: how many queries are evaluated at once
    in each of the two lanes (see :mod:`server.pool`). ``query_seconds``, ``query_memory`` (MiB): what
    one query may use. ``max_rows``, ``max_megabytes``: how large one answer may be.
    ``memory_triples``: from how many triples on the named graphs are on disk; ``union_triples``: from
    how many on their union is too. ``trusted_proxies``: the
    networks whose ``X-Forwarded-*`` headers are believed, with commas between. ``log``: the file of
    the access log; ``-`` is the standard output.
    """

    build: Path = Path("build")
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 8
    workers: int = max(2, os.cpu_count() or 2)
    query_seconds: float = 10.0
    query_memory: int = 512
    max_rows: int = 5_000_000
    max_megabytes: int = 1024
    memory_triples: int = 500_000
    union_triples: int = 3_000_000
    trusted_proxies: str = ""
    log: str = "-"

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        """Read the ``CARTO_*`` variables of *env*.

        Raises:
            ValueError: For an unknown name, or a value of the wrong type.
        """
        known = {f"CARTO_{f.name.upper()}": f.name for f in fields(cls)}
        if unknown := sorted(n for n in env if n.startswith("CARTO_") and n not in known):
            raise ValueError(f"réglages inconnus : {', '.join(unknown)} (connus : {', '.join(known)})")
        defaults = cls()
        given: dict[str, Any] = {}
        for variable, name in known.items():
            if variable not in env:
                continue
            default = getattr(defaults, name)
            kind = Path if isinstance(default, Path) else type(default)
            try:
                given[name] = kind(env[variable])
            except ValueError as error:
                raise ValueError(f"{variable}={env[variable]} : {error}") from error
            if isinstance(default, int | float) and name != "port" and not given[name] > 0:
                raise ValueError(f"{variable}={env[variable]} : il faut un nombre positif")
        found = cls(**given)
        found.networks()
        return found

    def networks(self) -> tuple[Network, ...]:
        """Return the networks of the trusted proxies.

        Raises:
            ValueError: If one is no network.
        """
        names = [name.strip() for name in self.trusted_proxies.split(",") if name.strip()]
        try:
            return tuple(ipaddress.ip_network(name) for name in names)
        except ValueError as error:
            raise ValueError(f"CARTO_TRUSTED_PROXIES={self.trusted_proxies} : {error}") from error
