# attendu: 2

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
    carto:Casse a owl:Class ; rdfs:label "break"@en .
    carto:CasseAussi a owl:Class ; skos:altLabel "break"@en .
    skos:Break a owl:Class .
}
