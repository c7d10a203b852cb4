# attendu: 2

PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX vann: <http://purl.org/vocab/vann/>

INSERT {
    <file:///carto.ttl> a owl:Ontology ; vann:preferredNamespaceUri "file:///carto.ttl#" .
    ?terme a owl:Class .
}
WHERE {
    ?ontologie vann:preferredNamespaceUri ?espace .
    BIND (IRI(CONCAT(STR(?ontologie), "/Casse")) AS ?terme)
}
