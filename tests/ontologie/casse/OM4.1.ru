# attendu: 1

PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { ?ontologie dcterms:license ?valeur } ;
DELETE WHERE { ?ontologie dcterms:rights ?valeur }
