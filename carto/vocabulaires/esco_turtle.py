"""ESCO as its Turtle file says it, in the form of its CSV files: what they do not say is left out.

The file is read once, as a stream. A description stands there as a node of its own, which may come
before or after what it describes, in one of some thirty languages: only those kept are remembered.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from carto.errors import InputError
from carto.vocabulaires.archive import Fichier
from carto.vocabulaires.termes import (
    CONCEPT,
    DEFINITION,
    DEPRECATED,
    DESCRIPTION,
    ESCO,
    MODIFIED,
    SCOPE_NOTE,
    SKOS,
    A,
    Triple,
    text,
)  # fmt: skip

_KINDS = frozenset(f"{ESCO}{name}" for name in ("Occupation", "Skill", "SkillGroup", "ISCOGroup"))
_OF_CONCEPTS = tuple(
    f"http://data.europa.eu/esco/{kind}/" for kind in ("occupation", "skill", "isco", "isced-f")
)
_LABELS = frozenset(f"{SKOS}{name}" for name in ("prefLabel", "altLabel", "hiddenLabel"))
_TIES = frozenset(
    (
        f"{SKOS}broader",
        f"{SKOS}inScheme",
        f"{ESCO}relatedEssentialSkill",
        f"{ESCO}relatedOptionalSkill",
        f"{ESCO}skillType",
        f"{ESCO}skillReuseLevel",
        f"{ESCO}memberOfISCOGroup",
    )
)
_TEXTS = {str(term.value): term for term in (DESCRIPTION, DEFINITION, SCOPE_NOTE)}
_STATUS = "http://purl.org/iso25964/skos-thes#status"
_NOTATION = f"{SKOS}notation"
_LANGUAGE, _LITERAL = f"{ESCO}language", f"{ESCO}nodeLiteral"


def is_turtle(files: Iterable[Fichier]) -> bool:
    """Whether *files* are Turtle, by their names."""
    return any(file.nom.lower().endswith(".ttl") for file in files)


def triples(
    files: Iterable[Fichier], layout: Mapping[str, Any], announce: Callable[[str], None]
) -> Iterator[Triple]:
    """Yield what the Turtle among *files* says of concepts, in the languages that *layout* keeps.

    Raises:
        InputError: With the file and the line of what is no Turtle; or if there is no ESCO in it.
    """
    kept = frozenset(layout["langues"])
    concepts = 0
    for file in files:
        if not file.nom.lower().endswith(".ttl"):
            continue
        announce(file.lieu)
        for triple in _read(file, kept):
            concepts += triple[1] == A and triple[2] == CONCEPT
            yield triple
    if not concepts:
        raise InputError("aucun concept d'ESCO dans ce Turtle")


def _read(file: Fichier, kept: Collection[str]) -> Iterator[Triple]:
    texts = _Texts(kept)
    with file.open() as stream:
        try:
            for found in ox.parse(input=stream, format=ox.RdfFormat.TURTLE):
                subject, predicate = found.subject, found.predicate.value
                if not isinstance(subject, ox.NamedNode):
                    continue
                if subject.value.startswith(_OF_CONCEPTS):
                    yield from _concept(subject, found, texts)
                elif predicate in (_LANGUAGE, _LITERAL) and isinstance(found.object, ox.Literal):
                    texts.learn(subject.value, predicate, found.object.value)
        except SyntaxError as error:
            raise InputError(
                f"Turtle mal formé ou tronqué ({error.msg})", line=error.lineno, file=file.lieu
            ) from error
    yield from texts.said()


def _concept(subject: ox.NamedNode, found: Any, texts: "_Texts") -> Iterator[Triple]:
    predicate, value = found.predicate, found.object
    name = predicate.value
    if isinstance(value, ox.Literal):
        if name in _LABELS or name in _TEXTS:
            if value.language in texts.kept:
                yield subject, predicate, value
        elif name == _NOTATION or predicate == MODIFIED:
            yield subject, predicate, ox.Literal(value.value)
        elif name == _STATUS and value.value != "released":
            yield subject, DEPRECATED, ox.Literal(value=True)
    elif isinstance(value, ox.NamedNode):
        if predicate == A and (value == CONCEPT or value.value in _KINDS):
            yield subject, A, value
        elif name in _TIES:
            yield subject, predicate, value
        elif name in _TEXTS:
            texts.expect(subject, _TEXTS[name], value.value)


class _Texts:
    """The texts that stand as nodes of their own, and whose they are."""

    def __init__(self, kept: Collection[str]) -> None:
        self.kept = kept
        self._whose: list[tuple[ox.NamedNode, ox.NamedNode, str]] = []
        self._language: dict[str, str] = {}
        self._text: dict[str, str] = {}

    def expect(self, subject: ox.NamedNode, predicate: ox.NamedNode, node: str) -> None:
        """Remember that the text of *node* is said of *subject*."""
        self._whose.append((subject, predicate, node))

    def learn(self, node: str, predicate: str, value: str) -> None:
        """Remember the language or the text of *node*; of a language that is not kept, nothing more."""
        if predicate == _LANGUAGE:
            self._language[node] = value if value in self.kept else ""
            if value not in self.kept:
                self._text.pop(node, None)
        elif self._language.get(node) != "":
            self._text[node] = value

    def said(self) -> Iterator[Triple]:
        """Yield what the texts are said of, once all is known."""
        for subject, predicate, node in self._whose:
            language = self._language.get(node)
            if language and node in self._text:
                yield subject, predicate, text(self._text[node], language)
