"""Read a « cartographie des métiers » and turn it into a knowledge graph.

Data flows one way: source text → fiches (:mod:`carto.read`) → graph
(:mod:`carto.graph`) → validated build (:mod:`carto.build`).
"""

__version__ = "0.1.0"
