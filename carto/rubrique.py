"""The texts of a domaine, a famille or a sous-famille."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from carto.blocks import Liste, printed
from carto.errors import InputError
from carto.lists import Nester, Segment
from carto.model import Annonce, Metier, Niveau, Passage, Repere, Rubrique
from carto.outline import Partie, announcement, is_note, refuse_glued
from carto.template import Gabarit
from carto.text import fold, italics, strip_marks


@dataclass(slots=True)
class RubriqueBrute:
    """The texts of a rubrique as printed."""

    niveau: Niveau
    partie: Partie
    presentation: list[Passage] = field(default_factory=list)
    tendances: list[Segment] = field(default_factory=list)
    annonces: list[Annonce] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)
    reperes: list[Repere] = field(default_factory=list)
    rubriques: list["RubriqueBrute"] = field(default_factory=list)


def read_rubrique(level: Niveau, part: Partie, gabarit: Gabarit) -> RubriqueBrute:
    """Read the texts of *part*.

    Raises:
        InputError: For a paragraph that is neither a sentence nor a known heading, or for
            evolutions without a list.
    """
    rubrique = RubriqueBrute(level, part)
    rubrique.notes.extend(part.notes_de_bas_de_page)
    refuse_glued(part, lambda text: _announces(text, gabarit))
    taken: set[int] = set()
    for i, bloc in enumerate(part.blocs):
        following = part.blocs[i + 1] if i + 1 < len(part.blocs) else None
        if i in taken:
            continue
        if isinstance(bloc, Liste):
            rubrique.presentation.extend(printed(p) for p in bloc.puces)
        elif bloc.texte in gabarit.evolutions:
            if not isinstance(following, Liste):
                raise InputError(f"« {bloc.texte} » n'a pas de liste", line=bloc.lignes.debut)
            rubrique.reperes.append(Repere("intitulé de section", bloc.lignes))
            rubrique.tendances.append(Segment(following.puces))
            taken.add(i + 1)
        elif announced := announcement(part.blocs, i, gabarit):
            rubrique.annonces.append(announced)
            rubrique.presentation.append(printed(bloc))
            if isinstance(following, Liste):
                rubrique.presentation.extend(printed(p) for p in following.puces)
                taken.add(i + 1)
        elif is_note(bloc, gabarit):
            rubrique.notes.append(Passage(strip_marks(bloc.texte), bloc.lignes))
        else:
            _paragraph(rubrique, bloc)
    return rubrique


def _announces(text: str, gabarit: Gabarit) -> bool:
    """Whether *text* is a paragraph that opens something, never a bullet."""
    heading = text in gabarit.evolutions or text in gabarit.notes
    return heading or gabarit.annonce.search(fold(text)) is not None


def finish_rubrique(
    rubrique: RubriqueBrute, metiers: Mapping[int, Sequence[Metier]], tendances: Nester
) -> Rubrique:
    """Return the finished rubrique with all below it; *metiers* gives those of each by its id."""
    return Rubrique(
        niveau=rubrique.niveau,
        titre=rubrique.partie.titre,
        lignes=rubrique.partie.lignes,
        presentation=tuple(rubrique.presentation),
        tendances=tendances.enonces(rubrique.tendances),
        annonces=tuple(rubrique.annonces),
        notes=tuple(rubrique.notes),
        reperes=tuple(rubrique.reperes),
        rubriques=tuple(finish_rubrique(r, metiers, tendances) for r in rubrique.rubriques),
        metiers=tuple(metiers.get(id(rubrique), ())),
    )


def hand_down(famille: RubriqueBrute, gabarit: Gabarit) -> None:
    """Give each sous-famille the paragraphs of its *famille* that present it by name."""
    kept: list[Passage] = []
    for passage in famille.presentation:
        owner = next((s for s in famille.rubriques if _presents(passage, s, gabarit)), None)
        (owner.presentation if owner else kept).append(passage)
        if owner:
            moved = [n for n in famille.notes if n.lignes == passage.lignes]
            owner.notes.extend(moved)
            famille.notes[:] = [n for n in famille.notes if n not in moved]
    famille.presentation[:] = kept


def _presents(passage: Passage, sous_famille: RubriqueBrute, gabarit: Gabarit) -> bool:
    """Whether *passage* opens with « Les métiers de la sous famille … »."""
    text = fold(passage.texte).replace("-", " ")
    title = fold(sous_famille.partie.titre).replace("-", " ")
    return any(
        text.startswith(f"{prefix} {article}{title} ")
        for prefix in gabarit.prefixes_sous_famille
        for article in ("", "de ", "du ", "des ", "d'")
    )


def _paragraph(rubrique: RubriqueBrute, bloc: Passage) -> None:
    if not bloc.texte.rstrip(' *»"').endswith((".", ":", ";", "!", "?", ")")):
        raise InputError(f"ligne inconnue : « {bloc.texte} »", line=bloc.lignes.debut)
    rubrique.presentation.append(Passage(strip_marks(bloc.texte), bloc.lignes))
    rubrique.notes.extend(Passage(text, bloc.lignes) for text in italics(bloc.texte))
