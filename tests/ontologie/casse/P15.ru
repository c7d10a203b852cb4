# attendu: 1

PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT DATA {
    carto:casse owl:onProperty carto:exprime ; owl:someValuesFrom carto:CasseAussi .
    carto:CasseAussi owl:complementOf carto:Activite .
}
