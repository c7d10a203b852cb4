"""What the views share: the build at hand, its engine, its links."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import current_app, request, url_for

from carto.alignements import model
from carto.names import prefixed
from carto.vocabulaires.termes import FICHE, OGR
from server.advice import Advisor
from server.engine import Engine, Value
from server.errors import Gone, Moved, NotFound, VisitorError

ROOT = Path(__file__).parent
QUERIES = ROOT.parent / "queries"
# What of ROME and of ESCO has a page here, which shows what is linked to it.
ROME = re.compile(f"{FICHE}|{OGR}")
ESCO = re.compile(f"{re.escape(model.ESCO)}(occupation|skill)/{model.UUID}")
# The things that a page of their own already presents.
SINGLES = {
    "cartographie": "pages.home",
    "document": "pages.source",
    "jeu-de-donnees": "pages.downloads",
}


@dataclass(frozen=True, slots=True)
class Site:
    """A build, and the engine that answers queries over it."""

    folder: Path
    manifest: Mapping[str, Any]
    engine: Engine
    prefixes: Mapping[str, str]
    advisor: Advisor

    @property
    def base(self) -> str:
        """The base of the dataset's IRIs."""
        return str(self.manifest["base"])

    @property
    def vocabulary(self) -> str:
        """The namespace of the project's own terms."""
        return self.prefixes["carto"]

    @property
    def types(self) -> frozenset[str]:
        """The types of resources, as IRIs say them."""
        start = f"{self.base}id/"
        found = (
            n.removeprefix(start).rstrip("/") for n in self.prefixes.values() if n.startswith(start)
        )
        return frozenset(kind for kind in found if kind)

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
        if iri.startswith(self.vocabulary):
            anchor = iri.removeprefix(self.vocabulary)
            return url_for("vocabulary.ontology", _anchor=anchor)
        if iri.startswith(f"{self.base}id/"):
            return self._own_page(iri.removeprefix(f"{self.base}id/"))
        if iri.startswith(f"{self.base}graphe/"):
            name = iri.removeprefix(f"{self.base}graphe/")
            return url_for("vocabulary.graph", name=name.partition("#")[0])
        if iri.startswith(start := f"{self.base}rome/") and ROME.fullmatch(iri.removeprefix(start)):
            return url_for("alignements.rome", code=iri.removeprefix(start))
        if ESCO.fullmatch(iri):
            return url_for("alignements.esco", iri=iri)
        # An IRI may come from a query, and « javascript: » is one.
        return iri if iri.startswith(("http://", "https://")) else ""

    def _own_page(self, name: str) -> str:
        kind, slash, local = name.partition("/")
        if slash:
            return url_for("pages.page", kind=kind, local=local) if kind in self.types else ""
        return url_for(SINGLES[name]) if name in SINGLES else url_for("pages.single", name=name)

    def shorten(self, iri: str) -> str:
        """Return *iri* with its prefix, or below the base, for people to read."""
        return prefixed(iri, self.prefixes) or iri.removeprefix(self.base)


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """Return what the build in *folder* says of itself.

    Raises:
        FileNotFoundError: If there is no build in it.
    """
    found: dict[str, Any] = json.loads((folder / "build.json").read_text(encoding="utf-8"))
    return found


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
    return _require(f"{kind}/{local}", known=kind in site().types)


def require_single(name: str) -> str:
    """Return the IRI of the thing *name*, the only one of its kind.

    Raises:
        NotFound: If the dataset says nothing of it.
    """
    return _require(name, known=True)


def _require(name: str, *, known: bool) -> str:
    iri = f"{site().base}id/{name}"
    named = known and re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)?", name)
    found = site().select("existe", this=iri) if named else []
    if not found:
        raise NotFound(
            f"Rien ne s'appelle « {name} » dans cette cartographie.",
            remedy="Cherchez depuis la page d'accueil, qui nomme tous les métiers.",
        )
    if "retiree" in found[0]:
        raise _retired(name, found[0])
    return iri


def _retired(name: str, said: Mapping[str, Value]) -> VisitorError:
    """Return where a name that is no longer used leads, or that it leads nowhere."""
    reason = said["raison"].text
    if "remplacement" not in said:
        return Gone(f"« {name} » n'est plus employé, et rien ne le remplace.", remedy=reason)
    replacement = said["remplacement"].text.removeprefix(f"{site().base}id/")
    location = request.path.replace(name, replacement, 1)
    return Moved(
        f"« {name} » s'appelle maintenant « {replacement} ».",
        remedy=reason,
        Location=request.script_root + location,
    )


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
