"""Who works with whom: what the sentences of the fiches say of other métiers, familles and domaines."""

from carto.interactions.decisions import Decision, Decisions, load_interactions
from carto.interactions.find import find_interactions, read_interactions
from carto.interactions.model import Cible, Interaction, Phrase, Place, TypeInteraction
from carto.interactions.names import Ecrit, Noms, load_noms, names

__all__ = [
    "Cible",
    "Decision",
    "Decisions",
    "Ecrit",
    "Interaction",
    "Noms",
    "Phrase",
    "Place",
    "TypeInteraction",
    "find_interactions",
    "load_interactions",
    "load_noms",
    "names",
    "read_interactions",
]
