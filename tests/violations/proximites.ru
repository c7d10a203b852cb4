# Le plus petit changement de la mini-cartographie qui viole chaque contrainte de shapes/proximites.ttl, et elle seule.
PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX c: <https://w3id.org/carto-telecoms/id/charniere/metier->
PREFIX communaute: <https://w3id.org/carto-telecoms/id/communaute/>
PREFIX competence: <https://w3id.org/carto-telecoms/id/competence/>
PREFIX couverture: <https://w3id.org/carto-telecoms/id/couverture/>
PREFIX domaine: <https://w3id.org/carto-telecoms/id/domaine/>
PREFIX connaissance: <https://w3id.org/carto-telecoms/id/connaissance/>
PREFIX famille: <https://w3id.org/carto-telecoms/id/famille/>
PREFIX metier: <https://w3id.org/carto-telecoms/id/metier/>
PREFIX p: <https://w3id.org/carto-telecoms/id/proximite/responsable-d-unite-de-traitement-->
PREFIX proximite: <https://w3id.org/carto-telecoms/id/proximite/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

### Proximite Closed
INSERT DATA { p:responsable-de-secteur-usagers carto:inconnue "x" }

### Couverture Closed
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:inconnue "x" }

### Communaute Closed
INSERT DATA { communaute:responsable-d-unite-de-traitement carto:inconnue "x" }

### Charniere Closed
INSERT DATA { c:responsable-de-secteur-usagers-1 carto:inconnue "x" }

### entre MinCount
INSERT DATA {
    proximite:autre a carto:Proximite ; rdfs:label "Autre"@fr ; carto:entre metier:responsable-de-secteur-usagers ; carto:score 0.06 ;
        carto:nombrePartage 1 ; carto:jaccard 0.0455 ; carto:inclusion 0.1 ; carto:couverture couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement , couverture:responsable-d-unite-de-traitement--responsable-de-secteur-usagers
}

### entre MaxCount
INSERT DATA {
    proximite:autre a carto:Proximite ; rdfs:label "Autre"@fr ; carto:entre metier:veille-sur-la-ressource-et-le-climat , metier:charge-de-recherche-de-fuites , metier:experimentation-de-traitements ; carto:score 0.06 ;
        carto:nombrePartage 0 ; carto:jaccard 0.0 ; carto:inclusion 0.0 ; carto:couverture couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement , couverture:responsable-d-unite-de-traitement--responsable-de-secteur-usagers
} ;
INSERT DATA { communaute:responsable-d-unite-de-traitement carto:membre metier:veille-sur-la-ressource-et-le-climat , metier:charge-de-recherche-de-fuites , metier:experimentation-de-traitements }

### entre Class
INSERT DATA {
    proximite:autre a carto:Proximite ; rdfs:label "Autre"@fr ; carto:entre metier:veille-sur-la-ressource-et-le-climat , domaine:exploitation ; carto:score 0.06 ;
        carto:nombrePartage 0 ; carto:jaccard 0.0 ; carto:inclusion 0.0 ; carto:couverture couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement , couverture:responsable-d-unite-de-traitement--responsable-de-secteur-usagers
} ;
INSERT DATA { communaute:responsable-d-unite-de-traitement carto:membre metier:veille-sur-la-ressource-et-le-climat }

### score MinCount
DELETE WHERE { p:responsable-de-secteur-usagers carto:score ?v }

### score MaxCount
INSERT DATA { p:responsable-de-secteur-usagers carto:score 0.06040 }

### score Datatype
DELETE WHERE { p:responsable-de-secteur-usagers carto:score ?v } ;
INSERT DATA { p:responsable-de-secteur-usagers carto:score "0.0604"^^xsd:double }

### nombrePartage MinCount
DELETE WHERE { p:responsable-de-secteur-usagers carto:nombrePartage ?v }

### nombrePartage MaxCount
INSERT DATA { p:responsable-de-secteur-usagers carto:nombrePartage 2 }

### nombrePartage Datatype
DELETE WHERE { p:responsable-de-secteur-usagers carto:nombrePartage ?v } ;
INSERT DATA { p:responsable-de-secteur-usagers carto:nombrePartage "1"^^xsd:int }

### jaccard MinCount
DELETE WHERE { p:responsable-de-secteur-usagers carto:jaccard ?v }

### jaccard MaxCount
INSERT DATA { p:responsable-de-secteur-usagers carto:jaccard 0.04550 }

### jaccard Datatype
DELETE WHERE { p:responsable-de-secteur-usagers carto:jaccard ?v } ;
INSERT DATA { p:responsable-de-secteur-usagers carto:jaccard "0.0455"^^xsd:double }

### inclusion MinCount
DELETE WHERE { p:responsable-de-secteur-usagers carto:inclusion ?v }

### inclusion MaxCount
INSERT DATA { p:responsable-de-secteur-usagers carto:inclusion 0.10 }

### inclusion Datatype
DELETE WHERE { p:responsable-de-secteur-usagers carto:inclusion ?v } ;
INSERT DATA { p:responsable-de-secteur-usagers carto:inclusion "0.1"^^xsd:double }

### score MinExclusive
DELETE WHERE { p:responsable-de-secteur-usagers carto:score ?v } ;
INSERT DATA { p:responsable-de-secteur-usagers carto:score 0.0 }

### score MaxInclusive
DELETE WHERE { p:responsable-de-secteur-usagers carto:score ?v } ;
INSERT DATA { p:responsable-de-secteur-usagers carto:score 1.1 }

### couverture MinCount
DELETE WHERE { p:responsable-de-secteur-usagers carto:couverture couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement . couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement ?p ?o }

### couverture MaxCount
INSERT DATA {
    couverture:autre a carto:Couverture ; rdfs:label "Autre"@fr ; carto:depart metier:responsable-de-secteur-usagers ; carto:arrivee metier:responsable-d-unite-de-traitement ;
        carto:nombreExigences 13 ; carto:partTexte 0.0769 ; carto:partConcept 0.0769 ; carto:partVariantes 0.0769 .
    p:responsable-de-secteur-usagers carto:couverture couverture:autre
}

### depart MaxCount
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:depart metier:agent-de-reseau }

### arrivee MaxCount
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:arrivee metier:agent-de-reseau }

### nombreExigences MinCount
DELETE WHERE { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:nombreExigences ?v }

### nombreExigences MaxCount
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:nombreExigences 14 }

### nombreExigences Datatype
DELETE WHERE { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:nombreExigences ?v } ;
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:nombreExigences "13"^^xsd:int }

### partTexte MinCount
DELETE WHERE { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partTexte ?v }

### partTexte MaxCount
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partTexte 0.07690 }

### partTexte Datatype
DELETE WHERE { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partTexte ?v } ;
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partTexte "0.0769"^^xsd:double }

### partConcept MinCount
DELETE WHERE { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partConcept ?v }

### partConcept MaxCount
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partConcept 0.07690 }

### partConcept Datatype
DELETE WHERE { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partConcept ?v } ;
DELETE WHERE { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partVariantes ?v } ;
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partConcept "0.07695"^^xsd:double ; carto:partVariantes 0.1 }

### partVariantes MinCount
DELETE WHERE { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partVariantes ?v }

### partVariantes MaxCount
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partVariantes 0.07690 }

### partVariantes Datatype
DELETE WHERE { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partVariantes ?v } ;
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partVariantes "0.1"^^xsd:double }

### partTexte MinInclusive
DELETE WHERE { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partTexte ?v } ;
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partTexte "-0.1"^^xsd:decimal }

### partTexte LessThanOrEquals
DELETE WHERE { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partTexte ?v } ;
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partTexte 0.5 }

### partConcept LessThanOrEquals
DELETE WHERE { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partVariantes ?v } ;
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partVariantes 0.05 }

### partVariantes MaxInclusive
DELETE WHERE { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partVariantes ?v } ;
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:partVariantes 1.1 }

### membre MinCount
INSERT DATA { communaute:vide a carto:Communaute ; rdfs:label "Vide"@fr ; carto:membre metier:agent-de-reseau }

### membre Class
INSERT DATA { communaute:responsable-d-unite-de-traitement carto:membre domaine:exploitation }

### charnierePour MinCount
DELETE WHERE { c:responsable-de-secteur-usagers-1 carto:charnierePour ?v }

### charnierePour MaxCount
INSERT DATA { c:responsable-de-secteur-usagers-1 carto:charnierePour famille:relation-usager }

### charnierePour Or
DELETE WHERE { c:responsable-de-secteur-usagers-1 carto:charnierePour ?v } ;
INSERT DATA { c:responsable-de-secteur-usagers-1 carto:charnierePour domaine:exploitation }

### competenceCharniere MinCount
DELETE WHERE { c:responsable-de-secteur-usagers-1 carto:competenceCharniere ?v }

### competenceCharniere MaxCount
INSERT DATA { c:responsable-de-secteur-usagers-1 carto:competenceCharniere competence:faire-preuve-de-leadership }

### competenceCharniere Class
DELETE WHERE { c:responsable-de-secteur-usagers-1 carto:competenceCharniere ?v } ;
INSERT DATA { c:responsable-de-secteur-usagers-1 carto:competenceCharniere connaissance:connaissance-de-la-reglementation-applicable-aux-eaux-de-consommation }

### ouvre MinCount
DELETE WHERE { c:responsable-de-secteur-usagers-1 carto:ouvre ?v }

### nombreOuvertures MinCount
DELETE WHERE { c:responsable-de-secteur-usagers-1 carto:nombreOuvertures ?v }

### nombreOuvertures MaxCount
INSERT DATA { c:responsable-de-secteur-usagers-1 carto:nombreOuvertures 2 }

### nombreOuvertures Datatype
DELETE WHERE { c:responsable-de-secteur-usagers-1 carto:nombreOuvertures ?v } ;
INSERT DATA { c:responsable-de-secteur-usagers-1 carto:nombreOuvertures "1"^^xsd:int }

### stabilite MaxCount
INSERT DATA { metier:responsable-de-secteur-usagers carto:stabilite 0.5 , 0.6 }

### stabilite Datatype
INSERT DATA { metier:responsable-de-secteur-usagers carto:stabilite "0.5"^^xsd:double }

### stabilite MinInclusive
INSERT DATA { metier:responsable-de-secteur-usagers carto:stabilite "-1.1"^^xsd:decimal }

### stabilite MaxInclusive
INSERT DATA { metier:responsable-de-secteur-usagers carto:stabilite 1.1 }

### sansProximite MaxCount
INSERT DATA { metier:agent-de-reseau carto:sansProximite "Autre raison."@fr }

### sansProximite LanguageIn
DELETE WHERE { metier:agent-de-reseau carto:sansProximite ?v } ;
INSERT DATA { metier:agent-de-reseau carto:sansProximite "No reason."@en }

### une-par-paire SPARQL
INSERT DATA {
    proximite:autre a carto:Proximite ; rdfs:label "Autre"@fr ; carto:entre metier:responsable-de-secteur-usagers , metier:responsable-d-unite-de-traitement ; carto:score 0.06 ;
        carto:nombrePartage 1 ; carto:jaccard 0.0455 ; carto:inclusion 0.1 ; carto:couverture couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement , couverture:responsable-d-unite-de-traitement--responsable-de-secteur-usagers
}

### deux-sens SPARQL
INSERT DATA {
    couverture:autre a carto:Couverture ; rdfs:label "Autre"@fr ; carto:depart metier:responsable-de-secteur-usagers ; carto:arrivee metier:responsable-d-unite-de-traitement ;
        carto:nombreExigences 13 ; carto:partTexte 0.0769 ; carto:partConcept 0.0769 ; carto:partVariantes 0.0769 .
}

### mesures-recomptees SPARQL
DELETE WHERE { p:responsable-de-secteur-usagers carto:nombrePartage ?v } ;
INSERT DATA { p:responsable-de-secteur-usagers carto:nombrePartage 2 }

### couverture-recomptee SPARQL
DELETE WHERE { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:nombreExigences ?v } ;
INSERT DATA { couverture:responsable-de-secteur-usagers--responsable-d-unite-de-traitement carto:nombreExigences 14 }

### compare-ou-non SPARQL
DELETE WHERE { metier:agent-de-reseau carto:sansProximite ?v }

### une-communaute SPARQL
DELETE DATA { communaute:responsable-d-unite-de-traitement carto:membre metier:responsable-de-secteur-usagers }

### charniere-utile SPARQL
DELETE WHERE { c:responsable-de-secteur-usagers-1 carto:competenceCharniere ?v } ;
INSERT DATA { c:responsable-de-secteur-usagers-1 carto:competenceCharniere competence:rediger-des-comptes-rendus-d-intervention }

### ouvertures-comptees SPARQL
DELETE WHERE { c:responsable-de-secteur-usagers-1 carto:nombreOuvertures ?v } ;
INSERT DATA { c:responsable-de-secteur-usagers-1 carto:nombreOuvertures 2 }

### proche-compare SPARQL
INSERT DATA {
    competence:travailler-en-autonomie carto:procheDe competence:faire-preuve-de-leadership .
    competence:faire-preuve-de-leadership carto:procheDe competence:travailler-en-autonomie
}
