"""Which énoncés say the same thing: the concepts that métiers share, and how it is known.

Wordings (:mod:`wordings`) are read (:mod:`analysis`), compared (:mod:`compare`, and
:mod:`decisions` where rules cannot), merged (:mod:`merge`), named (:mod:`naming`), tied to one
another (:mod:`ties`) and counted at three levels of strictness (:mod:`sharing`).
"""

from carto.concepts.group import Reading, group
from carto.concepts.model import Concept, Formulation, Occurrence, Rapprochement
from carto.concepts.wordings import occurrences

__all__ = ["Concept", "Formulation", "Occurrence", "Rapprochement", "Reading", "group", "occurrences"]
