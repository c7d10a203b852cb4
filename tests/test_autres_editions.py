"""Two invented cartographies of other branches: the reader is not tied to the real document.

Both were written, with what a reader should find in them, by someone who had not seen the code.
``mini`` holds every accident of extraction once, each as the rules should solve it. ``rail`` was
written to be hard: some of its accidents only meaning solves.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from carto.corrections import load_corrections, read_table
from carto.coverage import coverage
from carto.model import Cartographie, Enonce, Forme, Nature, Niveau, Rubrique
from carto.read import all_metiers, all_rubriques, place_bullets, read_draft
from carto.source import Document, read_document
from carto.template import load_template
from tests.conftest import DONNEES, Client, run_build, serving

COLUMNS = ("ligne", "type", "proprietaire", "profondeur", "ligne_parent")
Row = tuple[int, str, str, int, int]


@dataclass(frozen=True)
class Edition:
    """An invented document, what a reader finds in it, and how many bullets the rules misplace."""

    name: str
    missed: int

    @property
    def document(self) -> Document:
        """The document."""
        return read_document(DONNEES / f"{self.name}.txt")

    @property
    def corrections(self) -> Path:
        """The table of what only meaning decides."""
        return DONNEES / f"{self.name}-corrections.tsv"

    @property
    def expected(self) -> set[Row]:
        """What a reader finds."""
        rows = read_table(DONNEES / f"{self.name}-attendu.tsv", COLUMNS)
        return {
            (int(r["ligne"]), r["type"], r["proprietaire"], int(r["profondeur"]), int(r["ligne_parent"]))
            for _, r in rows
        }


EDITIONS = [Edition("mini", missed=0), Edition("rail", missed=8)]


def found(cartographie: Cartographie) -> set[Row]:
    """Return *cartographie* as the rows of the expected table."""
    rows: set[Row] = set()

    def bullets(kind: str, owner: str, enonces: tuple[Enonce, ...]) -> None:
        lines = {e.rang: e.lignes.debut for e in enonces}
        for e in enonces:
            rows.add((e.lignes.debut, kind, owner, e.profondeur, lines[e.parent] if e.parent else 0))

    def title(line: int, kind: str, parent: Rubrique | None) -> None:
        above = (parent.titre, 0, parent.lignes.debut) if parent else ("-", 0, 0)
        rows.add((line, kind, *above))

    def walk(rubrique: Rubrique, parent: Rubrique | None) -> None:
        title(rubrique.lignes.debut, rubrique.niveau, parent)
        bullets("tendance", rubrique.titre, rubrique.tendances)
        for metier in rubrique.metiers:
            title(metier.lignes.debut, Niveau.METIER, rubrique)
            bullets("tendance", metier.titre, metier.tendances)
            for nature in Nature:
                bullets(nature, metier.titre, metier.enonces[nature])
        for below in rubrique.rubriques:
            walk(below, rubrique)

    for domaine in cartographie.domaines:
        walk(domaine, None)
    return rows


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda e: e.name)
def test_read_with_corrections(edition: Edition) -> None:
    """With the corrections of its edition, every bullet and title is where a reader puts it."""
    document = edition.document
    corrections = load_corrections(edition.corrections, document)
    cartographie = place_bullets(read_draft(document, load_template()), corrections)
    assert len(corrections) == edition.missed
    assert set() == edition.expected ^ found(cartographie)
    assert coverage(document, cartographie)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda e: e.name)
def test_read_by_rules_alone(edition: Edition) -> None:
    """The rules alone misplace no more than what is known, and never a title."""
    cartographie = place_bullets(read_draft(edition.document, load_template()), {})
    wrong = edition.expected - found(cartographie)
    assert edition.missed == len(wrong)
    assert not {row for row in wrong if row[1] in list(Niveau)}


def test_forms() -> None:
    """The mini-cartography has fiches of both forms, and a stub."""
    cartographie = place_bullets(read_draft(EDITIONS[0].document, load_template()), {})
    assert {f: sum(m.forme == f for m in all_metiers(cartographie)) for f in Forme} == {
        Forme.STANDARD: 4,
        Forme.INNOVATION: 2,
        Forme.A_COMPLETER: 1,
    }
    assert {len(r.notes) for r in all_rubriques(cartographie)} >= {1}


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda e: e.name)
def test_built_and_served(edition: Edition, tmp_path: Path) -> None:
    """Another branch goes through the same build, under its own base, and the same server."""
    out = tmp_path / "build"
    source = DONNEES / f"{edition.name}.txt"
    done = run_build("--source", source, "--out", out, "--base", "https://example.org/")
    assert done.returncode == 0, done.stderr
    metiers = [row for row in edition.expected if row[1] == Niveau.METIER]
    with serving(out) as address:
        client = Client(address)
        query = (
            "PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#> SELECT ?m { ?m a carto:Metier }"
        )
        iris = [row["m"] for row in csv.DictReader(client.sparql(query, "text/csv").text.splitlines())]
        assert len(metiers) == len(iris)
        for iri in iris:
            path = iri.replace("https://example.org/id/", "/page/")
            assert client.get(path, "text/html").status == 200
        assert client.get("/", "text/html").status == 200
