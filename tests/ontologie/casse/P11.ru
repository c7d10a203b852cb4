# attendu: 2

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT DATA { carto:casse a owl:ObjectProperty }
