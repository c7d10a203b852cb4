# attendu: 3

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT DATA {
    carto:casse a owl:Class .
    carto:Casse_aussi a owl:Class .
    carto:CasseEncore a owl:DatatypeProperty .
}
