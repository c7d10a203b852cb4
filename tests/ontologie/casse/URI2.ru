# attendu: 2

PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX vann: <http://purl.org/vocab/vann/>

INSERT DATA {
    <urn:casse> a owl:Ontology ; vann:preferredNamespaceUri "https://exemple.org/autre#" .
}
