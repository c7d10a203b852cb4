# attendu: 5
# Trois classes en rond, et deux propriétés.

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
    carto:A rdfs:subClassOf carto:B . carto:B rdfs:subClassOf carto:C . carto:C rdfs:subClassOf carto:A .
    carto:a rdfs:subPropertyOf carto:b . carto:b rdfs:subPropertyOf carto:a .
}
