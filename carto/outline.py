"""Cut the body of the document at its titles, and find the level of each title.

The titles are those of the table of contents, looked for in the body in the same order. A
title that is missing on either side, twice there, or out of order, is an error.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from carto.blocks import Bloc, Liste, blocks, is_bullet, split_footnotes
from carto.contents import Entree
from carto.errors import InputError
from carto.model import Annonce, Lignes, Niveau, Passage
from carto.source import Ligne
from carto.template import Gabarit
from carto.text import FOOTNOTE_MARKS, fold, is_italic, key, strip_marks


@dataclass(frozen=True, slots=True)
class Partie:
    """A title of the body and the blocks below it, up to the next title."""

    titre: str
    lignes: Lignes
    blocs: tuple[Bloc, ...]
    notes_de_bas_de_page: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The document cut at its titles: the introduction, then each part with its level."""

    introduction: tuple[Ligne, ...]
    parties: tuple[tuple[Niveau, Partie], ...]


def outline(lines: Sequence[Ligne], contents: Sequence[Entree], gabarit: Gabarit) -> Plan:
    """Cut *lines* (the whole document) at the titles of *contents*.

    Raises:
        InputError: For a title that the table of contents and the body do not share, a
            duplicated métier, or a fiche without mission.
    """
    first = next((i for i, e in enumerate(contents) if e.titre in gabarit.domaine), None)
    if first is None:
        raise InputError("aucun domaine dans la table des matières", line=contents[0].ligne)
    cover = [line for line in lines if line.numero < contents[0].ligne]
    body = [line for line in lines if line.numero > contents[-1].ligne]
    starts = _find_titles(body, contents[first:])
    introduction = tuple(body[: starts[0]])
    _check_front_matter((*cover, *introduction), contents[:first])
    parts = tuple(
        _part(body[start], body[start + 1 : end])
        for start, end in zip(starts, (*starts[1:], len(body)), strict=True)
    )
    levels = _levels(parts, gabarit)
    _check_metiers(parts, levels, gabarit)
    return Plan(introduction, tuple(zip(levels, parts, strict=True)))


def announcement(blocs: Sequence[Bloc], i: int, gabarit: Gabarit) -> Annonce | None:
    """Return what block *i* announces: « possède trois sous-familles », and the list that follows.

    Without a list, the names are looked for in the sentence itself, behind its colon.
    """
    bloc = blocs[i]
    if not isinstance(bloc, Passage):
        return None
    match = gabarit.annonce.search(fold(bloc.texte))
    if not match:
        return None
    level = Niveau.SOUS_FAMILLE if match["sous"] or match["sous_"] else Niveau.FAMILLE
    phrase = Passage(strip_marks(bloc.texte), bloc.lignes)
    if i + 1 < len(blocs) and isinstance(names := blocs[i + 1], Liste):
        return Annonce(
            level, phrase, tuple(Passage(strip_marks(p.texte), p.lignes) for p in names.puces)
        )
    tail = phrase.texte.partition(":")[2].strip()
    return Annonce(level, phrase, (Passage(tail, bloc.lignes),) if tail else ())


def is_note(passage: Passage, gabarit: Gabarit) -> bool:
    """Whether *passage* is a note: it says so, or is wholly set in italics."""
    return passage.texte in gabarit.notes or is_italic(passage.texte)


def refuse_glued(part: Partie, is_heading: Callable[[str], bool]) -> None:
    """Check that no heading stands right under a list, where it reads as a bullet without dash.

    Raises:
        InputError: With the line of the first that does.
    """
    for puce in (p for bloc in part.blocs if isinstance(bloc, Liste) for p in bloc.puces):
        if puce.defaut == "tiret-perdu" and is_heading(puce.texte):
            raise InputError(f"pas de ligne blanche avant « {puce.texte} »", line=puce.lignes.debut)


def _find_titles(body: Sequence[Ligne], contents: Sequence[Entree]) -> list[int]:
    """Return the index in *body* of each title of *contents*, in order."""
    titles = {key(e.titre) for e in contents}
    candidates = [
        i
        for i, line in enumerate(body)
        if key(line.texte) in titles and not is_bullet(line) and (i == 0 or body[i - 1].blanche)
    ]
    starts: list[int] = []
    for entry in contents:
        after = starts[-1] if starts else -1
        found = next(
            (i for i in candidates if i > after and key(body[i].texte) == key(entry.titre)), None
        )
        if found is None:
            place = "ne suit pas cet ordre" if _occurs(body, entry) else "n'a pas ce titre"
            raise InputError(
                f"la table des matières annonce « {entry.titre} », mais le texte {place}",
                line=entry.ligne,
            )
        starts.append(found)
    if extra := sorted(set(candidates) - set(starts)):
        line = body[extra[0]]
        raise InputError(f"le titre « {line.texte.strip()} » est en double", line=line.numero)
    return starts


def _occurs(body: Sequence[Ligne], entry: Entree) -> bool:
    return any(key(line.texte) == key(entry.titre) for line in body)


def _check_front_matter(lines: Sequence[Ligne], contents: Sequence[Entree]) -> None:
    for entry in contents:
        if not any(key(line.texte) == key(entry.titre) for line in lines):
            raise InputError(
                f"la table des matières annonce « {entry.titre} », mais le texte n'a pas ce titre",
                line=entry.ligne,
            )


def _part(title: Ligne, content: Sequence[Ligne]) -> Partie:
    kept, footnotes = split_footnotes(content)
    last = max((line.numero for line in content if not line.blanche), default=title.numero)
    printed = strip_marks(title.texte.strip())
    return Partie(
        titre=printed.rstrip(FOOTNOTE_MARKS + " "),
        lignes=Lignes(title.numero, last),
        blocs=blocks(kept),
        notes_de_bas_de_page=footnotes,
    )


def _is_metier(part: Partie, gabarit: Gabarit) -> bool:
    return any(
        isinstance(bloc, Passage)
        and (
            gabarit.mission_text(bloc.texte) is not None
            or gabarit.section(bloc.texte) is not None
            or bloc.texte in gabarit.a_completer
        )
        for bloc in part.blocs
    )


def _levels(parts: Sequence[Partie], gabarit: Gabarit) -> list[Niveau]:
    """Return the level of each part.

    Domaines and métiers show by themselves. Between them, a title is what the texts above
    announce it to be. Announced nowhere, it is a sous-famille if it follows a famille at once
    (which would be empty otherwise), or has no text of its own in a famille that is so divided.
    """
    levels: list[Niveau] = []
    familles: tuple[Passage, ...] = ()
    sous_familles: tuple[Passage, ...] = ()
    divided = False
    for part in parts:
        above = levels[-1] if levels else None
        if _is_metier(part, gabarit):
            level = Niveau.METIER
        elif part.titre in gabarit.domaine:
            level = Niveau.DOMAINE
            familles, sous_familles = _announced(part, Niveau.FAMILLE, gabarit), ()
            divided = False
        else:
            unannounced = above == Niveau.FAMILLE or (divided and not part.blocs)
            announced = _announced_as(part, familles, sous_familles, gabarit)
            below = Niveau.SOUS_FAMILLE if unannounced else Niveau.FAMILLE
            level = announced or below
            if level == Niveau.FAMILLE:
                sous_familles = _announced(part, Niveau.SOUS_FAMILLE, gabarit)
            divided = level == Niveau.SOUS_FAMILLE
        levels.append(level)
    return levels


def _announced(part: Partie, level: Niveau, gabarit: Gabarit) -> tuple[Passage, ...]:
    found = (announcement(part.blocs, i, gabarit) for i in range(len(part.blocs)))
    return tuple(name for a in found if a and a.niveau == level for name in a.noms)


def _announced_as(
    part: Partie,
    familles: Sequence[Passage],
    sous_familles: Sequence[Passage],
    gabarit: Gabarit,
) -> Niveau | None:
    """Return what the texts above say that the title of *part* is, if they do."""
    if any(key(part.titre) == key(name.texte) for name in familles):
        return Niveau.FAMILLE
    if any(names(name.texte, part.titre, gabarit) for name in sous_familles):
        return Niveau.SOUS_FAMILLE
    if any(names(name.texte, part.titre, gabarit) for name in familles):
        return Niveau.FAMILLE
    return None


def names(announced: str, title: str, gabarit: Gabarit) -> bool:
    """Whether *announced*, a name or a list of names, means *title*.

    Announcements shorten, inflect and re-order names: « Déploiement des réseaux et PFS » means
    « Déploiement des réseaux et plate-formes de services (PFS) ».
    """
    said, meant = gabarit.title_words(announced), gabarit.title_words(title)
    return bool(said and meant) and (said <= meant or meant <= said)


def _check_metiers(parts: Sequence[Partie], levels: Sequence[Niveau], gabarit: Gabarit) -> None:
    """Check that titles and missions agree.

    Raises:
        InputError: For a duplicated métier, a fiche without mission, a mission below a title
            that the table of contents does not know, a rubrique without métiers.
    """
    seen: dict[str, Partie] = {}
    for part, level in zip(parts, levels, strict=True):
        if level == Niveau.METIER:
            before = seen.setdefault(key(part.titre), part)
            if before is not part:
                raise InputError(
                    f"le métier « {part.titre} » est en double (déjà ligne {before.lignes.debut})",
                    line=part.lignes.debut,
                )
            _check_missions(part, seen, gabarit)
    following: Sequence[Niveau | None] = (*levels[1:], None)
    order = list(Niveau)
    for part, level, after in zip(parts, levels, following, strict=True):
        if level != Niveau.METIER and (after is None or order.index(after) <= order.index(level)):
            raise InputError(f"« {part.titre} » n'a aucun métier", line=part.lignes.debut)


def _check_missions(part: Partie, seen: dict[str, Partie], gabarit: Gabarit) -> None:
    missions = [
        i
        for i, bloc in enumerate(part.blocs)
        if isinstance(bloc, Passage) and gabarit.mission_text(bloc.texte) is not None
    ]
    if not missions or missions[0] != 0:
        raise InputError(f"la fiche « {part.titre} » n'a pas de mission", line=part.lignes.debut)
    if len(missions) > 1:
        above = part.blocs[missions[1] - 1]
        if isinstance(above, Passage):
            title, line = above.texte, above.lignes.debut
            if key(title) in seen:
                first = seen[key(title)].lignes.debut
                message = f"le métier « {title} » est en double (déjà ligne {first})"
            else:
                message = f"la fiche « {title} » n'est pas dans la table des matières"
        else:
            line = _first_line(part.blocs[missions[1]])
            message = f"la fiche « {part.titre} » a deux missions"
        raise InputError(message, line=line)


def _first_line(bloc: Bloc) -> int:
    return bloc.lignes.debut if isinstance(bloc, Passage) else bloc.puces[0].lignes.debut
