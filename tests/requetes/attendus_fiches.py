"""What the queries about fiches, concepts and interactions must answer, counted from the fiches."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from carto.concepts import Concept, Occurrence
from carto.concepts.analysis import niveau as niveau_dit
from carto.concepts.model import Relation
from carto.interactions import TypeInteraction
from carto.model import Enonce, Lignes, Metier, Nature, Niveau, Passage, Rubrique
from tests.requetes.lecture import Lecture

Rows = list[tuple[str, ...]]

_CLASSES = {
    Nature.ACTIVITE: "Activite",
    Nature.COMPETENCE: "Competence",
    Nature.CONNAISSANCE: "Connaissance",
}
_ENONCES = {
    Nature.ACTIVITE: "énoncé d'activité",
    Nature.COMPETENCE: "énoncé de compétence",
    Nature.CONNAISSANCE: "énoncé de connaissance",
}
_CONCEPTS = {
    Nature.ACTIVITE: "activité",
    Nature.COMPETENCE: "compétence",
    Nature.CONNAISSANCE: "connaissance",
}
_NIVEAUX = {
    Niveau.DOMAINE: "domaine",
    Niveau.FAMILLE: "famille de métiers",
    Niveau.SOUS_FAMILLE: "sous-famille de métiers",
}
DEGRES = {
    "NiveauDeBase": 1,
    "NiveauGeneral": 2,
    "NiveauApprofondi": 3,
    "NiveauDePointe": 4,
    "NiveauLePlusHaut": 5,
}


def _au_dessus(lecture: Lecture, titre: str) -> Mapping[Niveau, str]:
    """Return the titles of the rubriques that hold the métier *titre*, by their level."""
    return {r.niveau: r.titre for r in lecture.rubriques if titre in lecture.metiers_de(r)}


def _domaine(lecture: Lecture, titre: str) -> str:
    """Return the title of the domaine that *titre* is in, or is."""
    for domaine in lecture.cartographie.domaines:
        familles = domaine.rubriques
        rubriques = {r.titre for f in familles for r in (f, *f.rubriques)}
        if titre in {domaine.titre} | rubriques | lecture.metiers_de(domaine):
            return domaine.titre
    raise KeyError(titre)


def _concept(lecture: Lecture, libelle: str) -> Concept:
    """Return the only concept with that label."""
    (found,) = [c for c in lecture.concepts if c.libelle == libelle]
    return found


def _occurrences(lecture: Lecture) -> Iterator[Occurrence]:
    """Yield every énoncé with its fiche, from the fiches themselves."""
    for metier in lecture.metiers.values():
        for nature, enonces in metier.enonces.items():
            for enonce in enonces:
                yield Occurrence(metier, nature, enonce)


def _tendances(lecture: Lecture) -> Iterator[tuple[str, Enonce]]:
    """Yield every tendance with the title of what has it."""
    holders: tuple[Rubrique | Metier, ...] = (*lecture.rubriques, *lecture.metiers.values())
    return ((h.titre, t) for h in holders for t in h.tendances)


def _proches(lecture: Lecture, concept: Concept) -> list[Concept]:
    """Return the concepts that are near to *concept*; an activity has none."""
    if concept.nature == Nature.ACTIVITE:
        return []
    ties = [r for r in lecture.rapprochements if r.verdict.relation.ties]
    return [r.b for r in ties if r.a is concept] + [r.a for r in ties if r.b is concept]


def _nombres(metier: Metier) -> tuple[int, ...]:
    """Return how many activités, compétences and connaissances a fiche states."""
    return tuple(len(metier.enonces[n]) for n in Nature)


def _ligne(printed: Enonce | Passage | Metier) -> str:
    return str(printed.lignes.debut)


def comptes(lecture: Lecture) -> Rows:
    """Return how many things of each class there are."""
    levels = Counter(r.niveau for r in lecture.rubriques)
    printed = Counter(o.nature for o in _occurrences(lecture))
    concepts = Counter(c.nature for c in lecture.concepts)
    found = {
        "Domaine": levels[Niveau.DOMAINE],
        "Famille": levels[Niveau.FAMILLE],
        "SousFamille": levels[Niveau.SOUS_FAMILLE],
        "Metier": len(lecture.metiers),
        "Tendance": len(list(_tendances(lecture))),
    }
    found |= {f"Enonce{_CLASSES[n]}": printed[n] for n in Nature}
    found |= {_CLASSES[n]: concepts[n] for n in Nature}
    return [(name, str(number)) for name, number in found.items()]


def fiche(lecture: Lecture, metier: str) -> Rows:
    """Return every text of a fiche: its section, its depth (of a bullet), its text, its line."""
    found = lecture.metiers[metier]
    headings = () if found.intitule_savoirs is None else (found.intitule_savoirs,)
    passages: dict[str, Sequence[Passage]] = {
        "mission": (found.mission,),
        "note": found.notes,
        "passage sur les interactions": found.interactions,
        "intitulé de poste": found.intitules,
        "intitulé des savoirs": headings,
    }
    bullets = {_ENONCES[nature]: enonces for nature, enonces in found.enonces.items()}
    bullets["tendance"] = found.tendances
    rows: Rows = []
    for section, several in bullets.items():
        rows += [(section, str(b.profondeur), b.texte, _ligne(b)) for b in several]
    for section, others in passages.items():
        rows += [(section, "", p.texte, _ligne(p)) for p in others]
    return rows


def intitules(lecture: Lecture) -> Rows:
    """Return the job titles that fiches give, each with its métier."""
    return [(m.titre, i.texte) for m in lecture.metiers.values() for i in m.intitules]


def fiches_a_completer(lecture: Lecture) -> Rows:
    """Return the fiches that have nothing in one of their three lists, and what they have."""
    return [
        (
            m.titre,
            _au_dessus(lecture, m.titre)[Niveau.FAMILLE],
            *map(str, _nombres(m)),
            _ligne(m),
        )
        for m in lecture.metiers.values()
        if 0 in _nombres(m)
    ]


def remarques(lecture: Lecture, genre: str) -> Rows:
    """Return the remarks of that kind: line, quoted words, explanation."""
    return [(str(r.ligne), r.citation, r.texte) for r in lecture.dossier.remarques if r.genre == genre]


def reparations(lecture: Lecture) -> Rows:
    """Return the bullets of métiers whose place was repaired: line, métier, text."""
    return [
        (_ligne(o.enonce), o.metier.titre, o.enonce.texte)
        for o in _occurrences(lecture)
        if o.enonce.reparation is not None
    ]


def statistiques_par_domaine(lecture: Lecture) -> Rows:
    """Return for each domaine its familles, métiers, empty fiches, énoncés, and distinct exigences."""
    found: Rows = []
    for domaine in lecture.cartographie.domaines:
        titles = lecture.metiers_de(domaine)
        metiers = [lecture.metiers[t] for t in titles]
        natures = Counter(c.nature for c in lecture.concepts if c.metiers & titles)
        numbers = (
            sum(r.niveau == Niveau.FAMILLE for r in domaine.rubriques),
            len(metiers),
            sum(0 in _nombres(m) for m in metiers),
            sum(sum(_nombres(m)) for m in metiers),
            natures[Nature.COMPETENCE],
            natures[Nature.CONNAISSANCE],
        )
        found.append((domaine.titre, *map(str, numbers)))
    return found


def derriere_une_ligne(lecture: Lecture, ligne: int) -> Rows:
    """Return the sort of each thing that was read at that line."""

    def here(lignes: Lignes) -> bool:
        return lignes.debut <= ligne <= lignes.fin

    enonces = [o for o in _occurrences(lecture) if here(o.enonce.lignes)]
    expressed = [c for c in lecture.concepts if any(here(o.enonce.lignes) for o in c.occurrences)]
    metiers = lecture.metiers.values()
    sorts = [
        *(_NIVEAUX[r.niveau] for r in lecture.rubriques if here(r.lignes)),
        *("métier" for m in metiers if here(m.lignes)),
        *("mission" for m in metiers if here(m.mission.lignes)),
        *(_ENONCES[o.nature] for o in enonces),
        *(_CONCEPTS[c.nature] for c in expressed),
        *("tendance" for _, t in _tendances(lecture) if here(t.lignes)),
        *("interaction" for i in lecture.interactions if here(i.phrase.lignes)),
        *("remarque" for r in lecture.dossier.remarques if r.ligne == ligne),
    ]
    return [(sort,) for sort in sorts]


def ou_est_imprime(lecture: Lecture, mot: str) -> Rows:
    """Return the énoncés, tendances and missions where a word begins with *mot*, whatever the case."""
    printed: list[tuple[str, Enonce | Passage]] = [
        *((o.metier.titre, o.enonce) for o in _occurrences(lecture)),
        *_tendances(lecture),
        *((m.titre, m.mission) for m in lecture.metiers.values()),
    ]
    begins = re.compile(rf"(?<![^\W_]){re.escape(mot.lower())}")
    return [(_ligne(p), titre, p.texte) for titre, p in printed if begins.search(p.texte.lower())]


def tendances(lecture: Lecture, metier: str) -> Rows:
    """Return the tendances of a métier and of the rubriques that hold it: of what, text, line."""
    holders = {metier, *_au_dessus(lecture, metier).values()}
    return [(titre, t.texte, _ligne(t)) for titre, t in _tendances(lecture) if titre in holders]


def metiers_d_une_competence(lecture: Lecture, concept: str) -> Rows:
    """Return each énoncé that expresses the concept: métier, famille, domaine, text, line."""
    found: Rows = []
    for o in _concept(lecture, concept).occurrences:
        above = _au_dessus(lecture, o.metier.titre)
        titles = (o.metier.titre, above[Niveau.FAMILLE], above[Niveau.DOMAINE])
        found.append((*titles, o.enonce.texte, _ligne(o.enonce)))
    return found


def pourquoi_reunies(lecture: Lecture, concept: str) -> Rows:
    """Return each wording of the concept, and the number of its énoncés."""
    wordings = _concept(lecture, concept).formulations
    return [(w.texte, str(len(w.occurrences))) for w in wordings]


def _liens(lecture: Lecture, concept: Concept) -> Iterator[tuple[str, Concept]]:
    """Yield *concept* and those tied to it, each with what it is to *concept*."""
    said = {
        Relation.VARIANTE: "variante",
        Relation.PLUS_GENERIQUE: "plus générique",
        Relation.PLUS_SPECIFIQUE: "plus précis",
    }
    yield "même concept", concept
    for r in lecture.rapprochements:  # a verdict says what its first concept is to its second
        if r.verdict.relation.ties and r.b is concept:
            yield said[r.verdict.relation], r.a
        elif r.verdict.relation.ties and r.a is concept:
            yield said[r.verdict.relation.inverse], r.b


def formulations(lecture: Lecture, concept: str) -> Rows:
    """Return each text of the concept and of those tied to it: link, text, number of métiers."""
    metiers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for lien, other in _liens(lecture, _concept(lecture, concept)):
        for o in other.occurrences:
            metiers[lien, o.enonce.texte].add(o.metier.titre)
    return [(*named, str(len(titles))) for named, titles in metiers.items()]


def niveaux_de_connaissance(lecture: Lecture, degre: int) -> Rows:
    """Return the énoncés of connaissance at that level at least: label, métier, line."""
    return [
        (c.libelle, o.metier.titre, _ligne(o.enonce))
        for c in lecture.concepts
        if c.nature == Nature.CONNAISSANCE
        for o in c.occurrences
        if (said := niveau_dit(o.enonce.texte)) is not None and DEGRES[said] >= degre
    ]


def niveaux_d_une_connaissance(lecture: Lecture, connaissance: str) -> Rows:
    """Return the énoncés of a connaissance and of those near to it: métier, text, line."""
    asked = _concept(lecture, connaissance)
    return [
        (o.metier.titre, o.enonce.texte, _ligne(o.enonce))
        for c in (asked, *_proches(lecture, asked))
        for o in c.occurrences
    ]


def _transferts(lecture: Lecture) -> set[tuple[str, str]]:
    """Return who hands over to whom, said by the one or by the other."""
    found = set()
    for i in lecture.interactions:
        if i.type == TypeInteraction.TRANSFERE_A:
            found.add((i.phrase.source, i.cible.titre))
        elif i.type == TypeInteraction.RECOIT_DE:
            found.add((i.cible.titre, i.phrase.source))
    return found


def qui_transfere_a_qui(lecture: Lecture) -> Rows:
    """Return who hands over to whom."""
    return [*_transferts(lecture)]


def chaine_de_transfert(lecture: Lecture, metier: str) -> Rows:
    """Return whom a métier hands over to, through others or not, and whether directly."""
    following: dict[str, set[str]] = defaultdict(set)
    for source, cible in _transferts(lecture):
        following[source].add(cible)
    reached: set[str] = set()
    waiting = set(following[metier])
    while waiting:
        one = waiting.pop()
        reached.add(one)
        waiting |= following[one] - reached
    return [(titre, str(titre in following[metier]).lower()) for titre in reached - {metier}]


def interactions(lecture: Lecture, metier: str) -> Rows:
    """Return who works with the métier, or the métier with whom: source, target, words, line."""
    return [
        (i.phrase.source, i.cible.titre, i.mots, str(i.phrase.lignes.debut))
        for i in lecture.interactions
        if metier in (i.phrase.source, i.cible.titre)
    ]


def interactions_entre_domaines(lecture: Lecture) -> Rows:
    """Return how many interactions there are from each domaine to each."""
    numbers = Counter(
        (_domaine(lecture, i.phrase.source), _domaine(lecture, i.cible.titre))
        for i in lecture.interactions
    )
    return [(*domaines, str(number)) for domaines, number in numbers.items()]


def activites_partagees(lecture: Lecture, niveau: str) -> Rows:
    """Return the activités of two métiers at least, the most shared first, with their number."""
    if niveau == "concepts":
        found = [(c.libelle, len(c.metiers)) for c in lecture.concepts if c.nature == Nature.ACTIVITE]
    else:
        partages = lecture.partages(niveau)
        found = [(p.libelle, len(p.metiers)) for p in partages if p.nature == Nature.ACTIVITE]
    shared = sorted((row for row in found if row[1] > 1), key=lambda row: (-row[1], row[0]))
    return [(libelle, str(number)) for libelle, number in shared]


def fiches_d_une_annee(lecture: Lecture, annee: str) -> Rows:
    """Return the exigences of the fiches of that date that no fiche of another asks, nor one near."""
    of_the_year: set[str] = set()
    of_another: set[str] = set()
    dates = {mention.domaine: mention.date for mention in lecture.dossier.mises_a_jour}
    for domaine in lecture.cartographie.domaines:
        if domaine.titre in dates:
            same = dates[domaine.titre] == annee
            (of_the_year if same else of_another).update(lecture.metiers_de(domaine))
    return [
        (c.libelle, str(len(c.metiers & of_the_year)))
        for c in lecture.concepts
        if c.nature != Nature.ACTIVITE
        and c.metiers & of_the_year
        and not any(one.metiers & of_another for one in (c, *_proches(lecture, c)))
    ]


ATTENDUS: dict[str, Callable[..., list[tuple[str, ...]]]] = {
    "comptes": comptes,
    "fiche": fiche,
    "intitules": intitules,
    "fiches-a-completer": fiches_a_completer,
    "remarques": remarques,
    "reparations": reparations,
    "statistiques-par-domaine": statistiques_par_domaine,
    "derriere-une-ligne": derriere_une_ligne,
    "ou-est-imprime": ou_est_imprime,
    "tendances": tendances,
    "metiers-d-une-competence": metiers_d_une_competence,
    "pourquoi-reunies": pourquoi_reunies,
    "formulations": formulations,
    "niveaux-de-connaissance": niveaux_de_connaissance,
    "niveaux-d-une-connaissance": niveaux_d_une_connaissance,
    "qui-transfere-a-qui": qui_transfere_a_qui,
    "chaine-de-transfert": chaine_de_transfert,
    "interactions": interactions,
    "interactions-entre-domaines": interactions_entre_domaines,
    "activites-partagees": activites_partagees,
    "fiches-d-une-annee": fiches_d_une_annee,
}
