# attendu: 1

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE { ?terme ?dit ?autre }
WHERE {
    VALUES ?dit {
        owl:imports rdfs:subClassOf rdfs:subPropertyOf owl:equivalentClass owl:equivalentProperty
        rdfs:domain rdfs:range
    }
    ?terme ?dit ?autre .
    FILTER (!STRSTARTS(STR(?autre), STR(carto:)))
}
