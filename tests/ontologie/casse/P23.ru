# attendu: 2

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
    carto:Entier a owl:Class .
    carto:Casse a rdfs:Datatype ; rdfs:label "date"@fr .
}
