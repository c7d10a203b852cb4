# attendu: 1

PREFIX owl: <http://www.w3.org/2002/07/owl#>

DELETE WHERE { ?ontologie a owl:Ontology }
