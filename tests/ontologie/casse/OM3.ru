# attendu: 5

PREFIX bibo: <http://purl.org/ontology/bibo/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { ?ontologie dcterms:publisher ?valeur } ;
DELETE WHERE { ?ontologie bibo:status ?valeur } ;
DELETE WHERE { ?ontologie dcterms:source ?valeur } ;
DELETE WHERE { ?ontologie dcterms:issued ?valeur } ;
DELETE WHERE { ?ontologie dcterms:modified ?valeur }
