# attendu: 1

PREFIX owl: <http://www.w3.org/2002/07/owl#>

DELETE { ?ontologie owl:versionIRI ?version }
INSERT { ?ontologie owl:versionIRI ?ontologie }
WHERE { ?ontologie owl:versionIRI ?version }
