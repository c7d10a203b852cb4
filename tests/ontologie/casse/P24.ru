# attendu: 3

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
    carto:Casse1 rdfs:subClassOf carto:Casse1 .
    carto:Casse2 owl:unionOf carto:liste .
    carto:liste rdf:first carto:Casse2 ; rdf:rest rdf:nil .
    carto:Casse3 rdfs:subClassOf carto:Casse4 .
    carto:Casse4 owl:someValuesFrom carto:Casse3 .
}
