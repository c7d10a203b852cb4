"""The commands ``carto concept explain`` and ``carto concept review``."""

import argparse
import re
from pathlib import Path

from carto.concepts import Concept, group, occurrences
from carto.concepts.decisions import Decisions
from carto.concepts.explain import explain, review_lines
from carto.concepts.near import near_misses, to_review
from carto.concepts.ties import blocks, compared
from carto.edition import load_dossier, load_edition
from carto.errors import InputError
from carto.iris import BASE, Iris
from carto.model import Nature
from carto.read import place_bullets, read_draft
from carto.source import read_document
from carto.template import load_template

_DEFAULT_SHOWN = 30
# Whatever the base, or the address that is copied: …/id/competence/x, …/page/competence/x, competence:x.
_NAME = rf"(?:^|/)({'|'.join(Nature)})[/:]([^/:]+)$"


def add_concept_options(parser: argparse.ArgumentParser) -> None:
    """Give *parser* the commands about concepts, and their options."""
    commands = parser.add_subparsers(required=True, metavar="COMMANDE")
    why = commands.add_parser("explain", help="dire pourquoi des énoncés sont un même concept")
    why.add_argument("iri", help="l'IRI d'un concept, ou « competence/travailler-en-autonomie »")
    why.set_defaults(command=explain_command)
    doubtful = commands.add_parser("review", help="lister les paires proches que rien ne décide")
    doubtful.add_argument(
        "--nombre", type=_positive, default=_DEFAULT_SHOWN, help=f"combien (défaut : {_DEFAULT_SHOWN})"
    )
    doubtful.set_defaults(command=review_command)
    for command in (why, doubtful):
        command.add_argument("--source", type=Path, metavar="FICHIER", help="un autre document")


def _positive(text: str) -> int:
    """Read *text* as a number of pairs.

    Raises:
        ArgumentTypeError: If it is not a whole number above zero.
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas un nombre de paires")
    return int(text)


def explain_command(options: argparse.Namespace) -> int:
    """Print the énoncés of a concept, the rule that joined each, and the nearest that were not."""
    concepts, decisions = _read(options.source)
    iris = Iris()
    names = iris.concepts(concepts)
    wanted = _local(options.iri)
    by_name = {
        names[c.nature, f.cle].removeprefix(f"{BASE}id/"): c for c in concepts for f in c.formulations
    }
    if wanted not in by_name:
        raise InputError(f"« {options.iri} » ne nomme aucun concept")
    concept = by_name[wanted]
    ties = compared(concepts, decisions)
    near = near_misses(concept, concepts, decisions)
    iri = names[concept.nature, concept.cle]
    for line in explain(concept, str(iri), ties, blocks(concepts), near):
        print(line)
    return 0


def _local(name: str) -> str:
    """Return « nature/nom » of a concept that is named by an IRI, a page, or a prefixed name."""
    bare = name.strip().removeprefix("<").removesuffix(">").rstrip("/")
    found = re.search(_NAME, bare)
    return f"{found[1]}/{found[2]}" if found else bare


def review_command(options: argparse.Namespace) -> int:
    """Print the pairs that look alike and that no decision covers, the most doubtful first."""
    concepts, decisions = _read(options.source)
    doubtful = to_review(concepts, decisions)
    for line in review_lines(doubtful[: options.nombre]):
        print(line)
    left = len(doubtful) - options.nombre
    print(f"# {len(doubtful)} paires à décider" + (f", dont {left} de plus" if left > 0 else ""))
    return 0


def _read(source: Path | None) -> tuple[tuple[Concept, ...], Decisions]:
    """Return the concepts of a document (None: this edition's), and what was decided of them."""
    edition = load_edition()
    document = read_document(source or edition.source)
    draft = read_draft(document, load_template())
    if not edition.is_printed_in(document):
        return group(occurrences(place_bullets(draft, {}))), Decisions()
    dossier = load_dossier(edition, document)
    cartographie = place_bullets(draft, dossier.corrections)
    return group(occurrences(cartographie), dossier.lecture), dossier.lecture.decisions
