# attendu: 4

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
    carto:Casse1 rdfs:label ""@fr ; skos:definition "Une chose cassée."@fr .
    carto:Casse2 rdfs:label "cassé"@fr ; skos:definition ""@fr .
    carto:Casse3 rdfs:label "chose cassée"@fr ; skos:definition "Chose cassée"@fr .
    carto:Casse4 rdfs:label "une chose qui est cassée"@fr ; skos:definition "Un bris."@fr .
}
