# attendu: 3

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
    carto:Casse rdfs:label "cassé" , "kaputt"@de ;
        skos:definition "Une chose cassée."@fr , "Une chose brisée."@fr .
}
