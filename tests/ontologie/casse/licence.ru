# attendu: 1

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT DATA { <https://exemple.org/ontologie> a owl:Ontology ; dcterms:license "CC BY" }
