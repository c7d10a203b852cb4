# attendu: 6

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX vann: <http://purl.org/vocab/vann/>

DELETE WHERE { ?ontologie dcterms:title ?valeur } ;
DELETE WHERE { ?ontologie dcterms:description ?valeur } ;
DELETE WHERE { ?ontologie dcterms:abstract ?valeur } ;
DELETE WHERE { ?ontologie rdfs:comment ?valeur } ;
DELETE WHERE { ?ontologie dcterms:license ?valeur } ;
DELETE WHERE { ?ontologie owl:versionIRI ?valeur } ;
DELETE WHERE { ?ontologie dcterms:creator ?valeur } ;
DELETE WHERE { ?ontologie vann:preferredNamespaceUri ?valeur }
