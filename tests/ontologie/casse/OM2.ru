# attendu: 4

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX vann: <http://purl.org/vocab/vann/>

DELETE WHERE { ?ontologie vann:preferredNamespacePrefix ?valeur } ;
DELETE WHERE { ?ontologie owl:versionInfo ?valeur } ;
DELETE WHERE { ?ontologie dcterms:created ?valeur } ;
DELETE WHERE { ?ontologie dcterms:bibliographicCitation ?valeur }
