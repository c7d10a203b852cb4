"""Serve a build of the graph: SPARQL, linked data, pages, dumps."""
