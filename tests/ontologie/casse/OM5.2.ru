# attendu: 2

PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { ?ontologie dcterms:publisher ?valeur } ;
DELETE WHERE { ?ontologie dcterms:issued ?valeur }
