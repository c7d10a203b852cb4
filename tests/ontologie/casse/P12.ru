# attendu: 3

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
    carto:casseAussi a owl:ObjectProperty .
    carto:casse_aussi a owl:ObjectProperty .
    carto:brise a owl:DatatypeProperty ; rdfs:label "cassé"@fr .
    carto:rompu a owl:DatatypeProperty ; rdfs:label "cassé"@fr .
    skos:scopeCasse a owl:DatatypeProperty .
    carto:scopeCasse a owl:DatatypeProperty .
}
