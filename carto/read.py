"""Read a whole document: the first half of the build, pure but for the files it opens."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from carto.blocks import Puce, blocks, printed
from carto.contents import read_contents
from carto.corrections import Correction
from carto.errors import InputError
from carto.fiche import FicheBrute, finish_fiche, read_fiche
from carto.lists import Nester, load_reasons
from carto.model import Cartographie, Lignes, Metier, Nature, Niveau, Passage, Rubrique
from carto.nesting import Temoins, witnesses
from carto.outline import Plan, outline
from carto.rubrique import RubriqueBrute, finish_rubrique, hand_down, read_rubrique
from carto.source import Document, Ligne
from carto.template import Gabarit


@dataclass(frozen=True, slots=True)
class Brouillon:
    """A document whose parts are known, and whose bullets are still where they are printed."""

    page_de_titre: tuple[Passage, ...]
    sommaire: tuple[Passage, ...]
    introduction: tuple[Passage, ...]
    domaines: tuple[RubriqueBrute, ...]
    fiches: tuple[tuple[FicheBrute, RubriqueBrute], ...]
    artefacts: tuple[Passage, ...]


def read_draft(document: Document, gabarit: Gabarit) -> Brouillon:
    """Return the parts of *document*.

    Raises:
        InputError: For anything that cannot be read, with its line.
    """
    artefacts = tuple(line for line in document.lignes if gabarit.artefact.match(line.texte.strip()))
    numbers = {line.numero for line in artefacts}
    # A page number stands where its page ended: to the reader it is a blank line.
    lines = [Ligne(n.numero, "") if n.numero in numbers else n for n in document.lignes]
    contents = read_contents(lines, gabarit)
    plan = outline(lines, contents, gabarit)
    domaines, fiches = _assemble(plan, gabarit)
    return Brouillon(
        page_de_titre=_printed(line for line in lines if line.numero < contents[0].ligne),
        sommaire=tuple(Passage(e.titre, Lignes(e.ligne, e.ligne)) for e in contents),
        introduction=_printed(plan.introduction),
        domaines=tuple(domaines),
        fiches=tuple(fiches),
        artefacts=_printed(artefacts),
    )


def place_bullets(draft: Brouillon, corrections: Mapping[int, Correction]) -> Cartographie:
    """Return the cartographie of *draft*, every bullet at its true place.

    Raises:
        InputError: For a correction that cannot be applied.
    """
    reasons = load_reasons()
    nesters = {
        nature: Nester(witnesses(_lists(draft.fiches, nature)), corrections, reasons)
        for nature in Nature
    }
    tendances = Nester(Temoins(), corrections, reasons)
    metiers: dict[int, list[Metier]] = {}
    for fiche, owner in draft.fiches:
        metiers.setdefault(id(owner), []).append(finish_fiche(fiche, nesters, tendances))
    cartographie = Cartographie(
        page_de_titre=draft.page_de_titre,
        sommaire=draft.sommaire,
        introduction=draft.introduction,
        domaines=tuple(finish_rubrique(d, metiers, tendances) for d in draft.domaines),
        artefacts=draft.artefacts,
    )
    _check_corrections(cartographie, corrections)
    return cartographie


def _assemble(
    plan: Plan, gabarit: Gabarit
) -> tuple[list[RubriqueBrute], list[tuple[FicheBrute, RubriqueBrute]]]:
    """Return the domaines, and every fiche with the rubrique that holds it."""
    open_at: dict[Niveau, RubriqueBrute] = {}
    domaines: list[RubriqueBrute] = []
    fiches: list[tuple[FicheBrute, RubriqueBrute]] = []
    for level, part in plan.parties:
        owner = open_at.get(Niveau.SOUS_FAMILLE) or open_at.get(Niveau.FAMILLE)
        if level == Niveau.METIER:
            if owner is None:
                raise InputError(
                    f"le métier « {part.titre} » n'est dans aucune famille", line=part.lignes.debut
                )
            fiches.append((read_fiche(part, gabarit), owner))
            continue
        rubrique = read_rubrique(level, part, gabarit)
        open_at = {n: r for n, r in open_at.items() if list(Niveau).index(n) < list(Niveau).index(level)}
        above = list(open_at.values())[-1].rubriques if open_at else domaines
        above.append(rubrique)
        open_at[level] = rubrique
    for famille in (f for d in domaines for f in d.rubriques):
        hand_down(famille, gabarit)
    return domaines, fiches


def _lists(
    fiches: Iterable[tuple[FicheBrute, RubriqueBrute]], nature: Nature
) -> Iterable[Sequence[Puce]]:
    return (puces for fiche, _ in fiches for puces in fiche.lists(nature))


def _printed(lines: Iterable[Ligne]) -> tuple[Passage, ...]:
    """Return the paragraphs and bullets of *lines*, in order."""
    found: list[Passage] = []
    for bloc in blocks(lines):
        items = (bloc,) if isinstance(bloc, Passage) else bloc.puces
        found.extend(printed(item) for item in items)
    return tuple(found)


def _check_corrections(cartographie: Cartographie, corrections: Mapping[int, Correction]) -> None:
    """Check that each correction was used.

    Raises:
        InputError: If one is about a line that is no bullet of a list.
    """
    metiers = list(all_metiers(cartographie))
    used = {
        e.lignes.debut
        for lists in (
            *(m.enonces.values() for m in metiers),
            (m.tendances for m in metiers),
            (r.tendances for r in all_rubriques(cartographie)),
        )
        for enonces in lists
        for e in enonces
    }
    for line, correction in corrections.items():
        if line not in used:
            raise correction.entry.error(f"la ligne {line} du document n'est pas une puce")


def all_rubriques(cartographie: Cartographie) -> Iterable[Rubrique]:
    """Yield every rubrique, each before those below it."""
    for domaine in cartographie.domaines:
        yield domaine
        for famille in domaine.rubriques:
            yield famille
            yield from famille.rubriques


def metiers_of(rubrique: Rubrique) -> Iterable[Metier]:
    """Yield the métiers of *rubrique* and of what it holds, in printed order."""
    yield from rubrique.metiers
    for inner in rubrique.rubriques:
        yield from metiers_of(inner)


def all_metiers(cartographie: Cartographie) -> Iterable[Metier]:
    """Yield every métier in printed order."""
    for domaine in cartographie.domaines:
        yield from metiers_of(domaine)
