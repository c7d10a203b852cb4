# attendu: 2

PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { ?ontologie dcterms:creator ?valeur } ;
DELETE WHERE { ?ontologie dcterms:created ?valeur }
