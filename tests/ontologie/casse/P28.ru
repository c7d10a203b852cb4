# attendu: 1

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { carto:casse a owl:SymmetricProperty ; rdfs:domain carto:A ; rdfs:range carto:B }
