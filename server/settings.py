"""What may differ between two installations."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings table; each is the environment variable ``CARTO_`` + its name in capitals.

    ``build``: the folder that build_graph.py wrote. ``host``, ``port``: where to listen.
    ``threads``: how many requests are answered at once.
    """

    build: Path = Path("build")
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 8

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
            kind = Path if isinstance(getattr(defaults, name), Path) else type(getattr(defaults, name))
            try:
                given[name] = kind(env[variable])
            except ValueError as error:
                raise ValueError(f"{variable}={env[variable]} : {error}") from error
        if given.get("threads", 1) < 1:
            raise ValueError(f"CARTO_THREADS={given['threads']} : il en faut au moins un")
        return cls(**given)
