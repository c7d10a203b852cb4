# attendu: 1

PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT DATA { <https://exemple.org/ontologie> a owl:Ontology ; owl:versionInfo "1" }
