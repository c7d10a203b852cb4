"""The fiche of one métier, in either form, before its bullets find their places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from carto.blocks import Bloc, Liste, Puce
from carto.errors import InputError
from carto.lists import Groupe, Nester, Segment
from carto.model import Forme, Metier, Nature, Passage, Repere
from carto.outline import Partie, is_note, refuse_glued
from carto.template import Gabarit
from carto.text import strip_marks


@dataclass(slots=True)
class FicheBrute:
    """The sections of a fiche as printed."""

    partie: Partie
    mission: Passage
    segments: dict[Nature, list[Segment]] = field(
        default_factory=lambda: {nature: [] for nature in Nature}
    )
    tendances: tuple[Segment, ...] = ()
    intitules: tuple[Passage, ...] = ()
    interactions: tuple[Passage, ...] = ()
    notes: list[Passage] = field(default_factory=list)
    reperes: list[Repere] = field(default_factory=list)
    forme: Forme = Forme.STANDARD
    intitule_savoirs: Passage | None = None

    def lists(self, nature: Nature) -> Iterator[Sequence[Puce]]:
        """Yield the lists of bullets of *nature*, to be witnesses for the others."""
        return (segment.puces for segment in self.segments[nature])


def read_fiche(part: Partie, gabarit: Gabarit) -> FicheBrute:
    """Read the sections of *part*.

    Raises:
        InputError: For a heading that is not in the template, twice in one fiche, or whose
            section is empty or of the wrong kind.
    """
    first, *rest = part.blocs
    assert isinstance(first, Passage)  # the outline has checked that a mission comes first
    fiche = FicheBrute(part, _mission(first, gabarit))
    fiche.notes.extend(part.notes_de_bas_de_page)
    seen: set[str] = set()
    refuse_glued(part, lambda text: gabarit.section(text) is not None)
    while rest:
        heading, *rest = rest
        if isinstance(heading, Passage) and heading.texte in gabarit.a_completer:
            fiche.forme = Forme.A_COMPLETER
            fiche.reperes.append(Repere("mention", heading.lignes))
            continue
        if isinstance(heading, Passage) and is_note(heading, gabarit):
            fiche.notes.append(Passage(strip_marks(heading.texte), heading.lignes))
            continue
        section = gabarit.section(heading.texte) if isinstance(heading, Passage) else None
        if not isinstance(heading, Passage) or section is None:
            raise _unknown(heading)
        innovation, name = section
        if name in seen:
            raise InputError(f"la section « {heading.texte} » est en double", line=heading.lignes.debut)
        seen.add(name)
        fiche.reperes.append(Repere("intitulé de section", heading.lignes))
        if innovation:
            fiche.forme = Forme.INNOVATION
        rest = _section(fiche, name, heading, rest, gabarit)
    return fiche


def finish_fiche(fiche: FicheBrute, nesters: dict[Nature, Nester], tendances: Nester) -> Metier:
    """Return the métier of *fiche*, its bullets at their true places."""
    return Metier(
        titre=fiche.partie.titre,
        lignes=fiche.partie.lignes,
        forme=fiche.forme,
        mission=fiche.mission,
        enonces={n: nesters[n].enonces(fiche.segments[n]) for n in Nature},
        tendances=tendances.enonces(fiche.tendances),
        intitules=fiche.intitules,
        interactions=fiche.interactions,
        notes=tuple(fiche.notes),
        reperes=tuple(fiche.reperes),
        intitule_savoirs=fiche.intitule_savoirs,
    )


def _mission(passage: Passage, gabarit: Gabarit) -> Passage:
    text = gabarit.mission_text(strip_marks(passage.texte))
    if not text:
        raise InputError("la mission est vide", line=passage.lignes.debut)
    return Passage(text, passage.lignes)


def _unknown(bloc: Bloc) -> InputError:
    if isinstance(bloc, Passage):
        return InputError(f"intitulé de section inconnu : « {bloc.texte} »", line=bloc.lignes.debut)
    puce = bloc.puces[0]
    return InputError(f"liste sans intitulé : « {puce.texte} »", line=puce.lignes.debut)


def _section(
    fiche: FicheBrute, name: str, heading: Passage, rest: Sequence[Bloc], gabarit: Gabarit
) -> list[Bloc]:
    """Read the section *name* of *fiche* from *rest*, and return what is left."""
    if name == "interactions":
        texts: list[Passage] = []
        while rest and isinstance(bloc := rest[0], Passage) and not gabarit.section(bloc.texte):
            texts.append(Passage(strip_marks(bloc.texte), bloc.lignes))
            rest = rest[1:]
        fiche.interactions = tuple(texts)
        if not texts:
            raise InputError(f"la section « {heading.texte} » est vide", line=heading.lignes.debut)
        return list(rest)
    if not rest or not isinstance(liste := rest[0], Liste):
        raise InputError(f"la section « {heading.texte} » n'a pas de liste", line=heading.lignes.debut)
    if name == "groupes":
        fiche.intitule_savoirs = Passage(strip_marks(heading.texte), heading.lignes)
        _groups(fiche, liste, gabarit)
    elif name == "tendances":
        fiche.tendances = (Segment(liste.puces),)
    elif name == "intitules":
        fiche.intitules = tuple(Passage(strip_marks(p.texte), p.lignes) for p in liste.puces)
    else:
        nature = {"activites": Nature.ACTIVITE, "competences": Nature.COMPETENCE}
        fiche.segments[nature.get(name, Nature.CONNAISSANCE)].append(Segment(liste.puces))
    return list(rest[1:])


def _groups(fiche: FicheBrute, liste: Liste, gabarit: Gabarit) -> None:
    """Read a list cut into groups by its bold bullets, or by one that names a known group."""
    group: Groupe | None = None
    puces: list[Puce] = []

    def close() -> None:
        known = group is not None and group.connaissances
        if puces:
            nature = Nature.CONNAISSANCE if known else Nature.COMPETENCE
            fiche.segments[nature].append(Segment(tuple(puces), group))
        puces.clear()

    for i, puce in enumerate(liste.puces):
        title = _group_title(liste.puces, i, gabarit)
        if title is None:
            puces.append(puce)
            continue
        close()
        group = Groupe(title, puce.lignes, puce.retrait, title in gabarit.groupes_connaissances)
        fiche.reperes.append(Repere("titre de groupe", puce.lignes))
    close()


def _group_title(puces: Sequence[Puce], i: int, gabarit: Gabarit) -> str | None:
    """Return the title of the group that bullet *i* opens, or None."""
    text = puces[i].texte
    title = strip_marks(text).rstrip(" :")
    bold = text.startswith("**") and text.rstrip(" :").endswith("**") and text.count("**") == 2
    opens = i + 1 < len(puces) and (
        puces[i + 1].retrait > puces[i].retrait or puces[i + 1].apres_coupure
    )
    return title if bold or (title in gabarit.groupes_sans_gras and opens) else None
