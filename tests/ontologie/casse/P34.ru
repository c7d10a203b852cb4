# attendu: 2

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { carto:casse a owl:ObjectProperty ; rdfs:domain carto:Casse ; rdfs:range skos:Casse }
