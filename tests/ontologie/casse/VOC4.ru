# attendu: 3

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
    carto:Casse a owl:Class .
    carto:casse a owl:NamedIndividual ; skos:definition "Une chose cassée."@fr .
}
