# attendu: 1

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

INSERT DATA {
    carto:casse owl:propertyChainAxiom carto:chaine .
    carto:chaine rdf:first carto:exprime ; rdf:rest rdf:nil .
}
