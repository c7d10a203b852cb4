# attendu: 1

PREFIX vann: <http://purl.org/vocab/vann/>

DELETE WHERE { ?ontologie vann:preferredNamespacePrefix ?valeur }
