# attendu: 2

PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT DATA {
    <https://exemple.org/carto.owl> a owl:Ontology ; owl:versionIRI <https://exemple.org/1.0/carto.ttl> .
}
