"""What the views share: the build at hand, its engine, its links."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import current_app, url_for

from server.engine import Engine, Oxigraph, Value
from server.errors import NotFound

ROOT = Path(__file__).parent
QUERIES = ROOT.parent / "queries"

TYPES = (
    "domaine", "famille", "sous-famille", "metier", "competence", "connaissance", "activite",
    "enonce", "tendance",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """A build, and the engine that answers queries over it."""

    folder: Path
    manifest: Mapping[str, Any]
    engine: Engine
    prefixes: Mapping[str, str]

    @property
    def base(self) -> str:
        """The base of the dataset's IRIs."""
        return str(self.manifest["base"])

    @property
    def scheme(self) -> str:
        """The IRI of the cartographie itself."""
        return f"{self.base}id/cartographie"

    def iri(self, kind: str, local: str) -> str:
        """Return the IRI of a resource."""
        return f"{self.base}id/{kind}/{local}"

    def select(self, name: str, **bindings: str) -> list[Mapping[str, Value]]:
        """Return the solutions of the query *name* of ``server/requetes``, its variables bound."""
        return list(self.engine.query(page_query(name), bindings=bindings).rows())

    def link(self, iri: str) -> str:
        """Return where a page leads for *iri*: its own page, or itself on the web; else nowhere."""
        kind, slash, local = iri.removeprefix(f"{self.base}id/").partition("/")
        if iri.startswith(f"{self.base}id/") and slash and kind in TYPES:
            return url_for("pages.page", kind=kind, local=local)
        if iri == self.scheme:
            return url_for("pages.home")
        # An IRI may come from a query, and « javascript: » is one.
        return iri if iri.startswith(("http://", "https://")) else ""

    def shorten(self, iri: str) -> str:
        """Return *iri* with its prefix, or below the base, for people to read."""
        prefix, namespace = next(
            ((p, n) for p, n in self.prefixes.items() if iri.startswith(n)), (None, "")
        )
        return f"{prefix}:{iri.removeprefix(namespace)}" if prefix else iri.removeprefix(self.base)


def open_site(folder: Path) -> Site:
    """Load the build in *folder*.

    Raises:
        FileNotFoundError: If there is no build in it.
    """
    manifest = json.loads((folder / "build.json").read_text(encoding="utf-8"))
    prefixes = json.loads((ROOT / "prefixes.json").read_text(encoding="utf-8"))
    prefixes |= {kind: f"{manifest['base']}id/{kind}/" for kind in TYPES}
    engine = Oxigraph(folder / "carto.nq", manifest["base"], prefixes)
    return Site(folder, manifest, engine, prefixes)


def site() -> Site:
    """Return the site of the current application."""
    found = current_app.config["SITE"]
    assert isinstance(found, Site)
    return found


def require(kind: str, local: str) -> str:
    """Return the IRI of the resource *kind*/*local*.

    Raises:
        NotFound: If the dataset says nothing of it.
    """
    iri = site().iri(kind, local)
    named = kind in TYPES and re.fullmatch(r"[a-z0-9-]+", local)
    if not named or not site().select("existe", this=iri):
        raise NotFound(
            f"Rien ne s'appelle « {kind}/{local} » dans cette cartographie.",
            remedy="Cherchez depuis la page d'accueil, qui nomme tous les métiers.",
        )
    return iri


@cache
def page_query(name: str) -> str:
    """Return the text of a query of ``server/requetes``."""
    return (ROOT / "requetes" / f"{name}.rq").read_text(encoding="utf-8")


@cache
def example_names() -> dict[str, str]:
    """Return the title of each query of ``queries``, by name."""
    names = sorted(path.stem for path in QUERIES.glob("*.rq"))
    return {name: _header(example_query(name), "titre") for name in names}


def _header(text: str, name: str) -> str:
    found = re.search(rf"^# {name}: *(.+)$", text, re.MULTILINE)
    return found[1] if found else ""


@cache
def example_query(name: str) -> str:
    """Return the text of a query of ``queries``."""
    return (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
