# attendu: 2

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { carto:casse rdfs:domain carto:A , carto:B ; rdfs:range carto:A , carto:B }
