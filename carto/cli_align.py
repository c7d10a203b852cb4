"""``carto align``: propose targets, review the tables, extract the official correspondence."""

import argparse
import csv
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

from carto.alignements.entrees import GENRES, official, subjects
from carto.alignements.lire import check_tables, load_alignements
from carto.alignements.officiel import extract, write
from carto.alignements.proposer import propose_in
from carto.alignements.reglages import reglages
from carto.alignements.revue import missing, review
from carto.edition import load_edition
from carto.graph_alignements import subject, target
from carto.iris import Iris
from carto.names import prefixed
from carto.quads import prefixes
from carto.store import base_of, open_store
from carto.vocabulaires.charger import NAMES

_COLUMNS = (
    "sujet", "libelle", "rang", "cible", "libelle_cible", "score", "intitule", "texte",
    "officiel", "coherence", "par", "decision",
)  # fmt: skip


def add_align_options(parser: argparse.ArgumentParser) -> None:
    """Give *parser* the options of ``carto align``."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    proposer = actions.add_parser(
        "propose", help="proposer des cibles, avec les indices, en une table à relire"
    )
    proposer.add_argument(
        "--vocabulary", choices=NAMES, required=True, help="dans lequel, une fois chargé"
    )
    proposer.add_argument(
        "--subjects", choices=GENRES, default="metiers", help="pour quoi (défaut : metiers)"
    )
    proposer.add_argument(
        "--out", type=Path, metavar="FICHIER", help="où l'écrire (défaut : la sortie standard)"
    )
    proposer.set_defaults(command=propose_command)
    reviewer = actions.add_parser(
        "review", help="dire ce qui est indécis, contradictoire, périmé ou renommé"
    )
    reviewer.set_defaults(command=review_command)
    extractor = actions.add_parser(
        "correspondance", help="refaire la table de la correspondance officielle à partir du ROME chargé"
    )
    extractor.set_defaults(command=correspondance_command)
    for action in (proposer, reviewer, extractor):
        action.add_argument(
            "--build", type=Path, default=Path("build"), metavar="DOSSIER", help="le build"
        )


def propose_command(options: argparse.Namespace) -> int:
    """Write the candidates of each thing as a table, the best first, with what is decided of each."""
    base = base_of(options.build)
    store = open_store(options.build, base)
    genre, vocabulary = options.subjects, options.vocabulary
    found = propose_in(store, vocabulary, genre)
    labels, iris = subjects(store, genre), Iris(base)
    names, decided = prefixes(iris), _decided(iris)
    # The standard output is not ours to close.
    out = options.out.open("w", encoding="utf-8") if options.out else nullcontext(sys.stdout)
    with out as stream:
        table = csv.writer(stream, delimiter="\t", lineterminator="\n")
        table.writerow(_COLUMNS)
        for iri, candidates in sorted(found.items()):
            for rank, one in enumerate(candidates[: reglages().nombre], start=1):
                figures = (one.score, one.intitule, one.texte, one.officiel, one.coherence)
                table.writerow(
                    (
                        prefixed(iri, names), labels[iri].libelle, rank, one.cible.iri,
                        one.cible.libelle,
                        *(f"{figure:.3f}" for figure in figures), one.titre,
                        decided.get((iri, one.cible.iri), ""),
                    )
                )  # fmt: skip
    return 0


def _decided(iris: Iris) -> Mapping[tuple[str, str], str]:
    """Return what the tables say of a thing and a target, both by IRI: a relation of SKOS, or Not."""
    decisions = load_alignements(load_edition().alignements).decisions
    return {
        (str(subject(one, iris)), str(target(one.cible, iris))): "Not" if one.refuse else one.relation
        for one in decisions
        if one.cible is not None
    }


def review_command(options: argparse.Namespace) -> int:
    """Print what in the tables needs a reader, by kind; exit code 1 if anything does."""
    base = base_of(options.build)
    store = open_store(options.build, base)
    folder = load_edition().alignements
    check_tables(folder)
    iris = Iris(base)
    found = review(load_alignements(folder), store, iris)
    for kind, lines in found.items():
        print(f"{kind} : {len(lines)}")
        for line in lines:
            print(f"  {line}")
    for name in missing(store, iris):
        print(f"{name} n'est pas chargé : ce qui y est périmé ou renommé ne se voit pas")
    return 1 if any(found.values()) else 0


def correspondance_command(options: argparse.Namespace) -> int:
    """Write what the official correspondence says of the links of the métiers."""
    base = base_of(options.build)
    store = open_store(options.build, base)
    folder = load_edition().alignements
    rows = extract(load_alignements(folder), official(store), Iris(base))
    write(folder / "correspondance.tsv", rows)
    print(f"{folder / 'correspondance.tsv'} : {len(rows)} lignes")
    return 0
