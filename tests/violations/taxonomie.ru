# Le plus petit changement de la mini-cartographie qui viole chaque contrainte de shapes/taxonomie.ttl, et elle seule.
# « ### forme composant » ouvre un changement.
PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX domaine: <https://w3id.org/carto-telecoms/id/domaine/>
PREFIX enonce: <https://w3id.org/carto-telecoms/id/enonce/>
PREFIX famille: <https://w3id.org/carto-telecoms/id/famille/>
PREFIX id: <https://w3id.org/carto-telecoms/id/>
PREFIX metier: <https://w3id.org/carto-telecoms/id/metier/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sous: <https://w3id.org/carto-telecoms/id/sous-famille/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

### Schema Closed
INSERT DATA { id:cartographie carto:inconnue "x" }

### Domaine Closed
INSERT DATA { domaine:exploitation carto:inconnue "x" }

### Famille Closed
INSERT DATA { famille:relation-usager carto:inconnue "x" }

### SousFamille Closed
INSERT DATA { sous:traitement-et-qualite-de-l-eau carto:inconnue "x" }

### titre QualifiedMinCount
DELETE { metier:agent-de-reseau skos:prefLabel ?titre } INSERT { metier:agent-de-reseau skos:prefLabel "Network agent"@en }
WHERE { metier:agent-de-reseau skos:prefLabel ?titre }

### titre UniqueLang
INSERT DATA { metier:agent-de-reseau skos:prefLabel "Autre titre"@fr }

### titre LanguageIn
INSERT DATA { metier:agent-de-reseau skos:prefLabel "Netzmeister"@de }

### titre Pattern
DELETE WHERE { metier:agent-de-reseau skos:prefLabel ?t } ; INSERT DATA { metier:agent-de-reseau skos:prefLabel "Agent de réseau "@fr }

### est-concept HasValue
DELETE DATA { metier:agent-de-reseau a skos:Concept }

### schema MinCount
DELETE DATA { metier:agent-de-reseau skos:inScheme id:cartographie }

### schema MaxCount
INSERT DATA {
    id:autre a skos:ConceptScheme ; skos:prefLabel "Autre"@fr ; skos:hasTopConcept domaine:exploitation .
    domaine:exploitation skos:topConceptOf id:autre ; skos:inScheme id:autre .
}

### schema Class
DELETE DATA { id:cartographie a skos:ConceptScheme }

### ordre MinCount
DELETE WHERE { metier:experimentation-de-traitements carto:ordre ?ordre }

### ordre MaxCount
INSERT DATA { metier:experimentation-de-traitements carto:ordre 8 }

### ordre Datatype
DELETE DATA { metier:experimentation-de-traitements carto:ordre 7 } ;
INSERT DATA { metier:experimentation-de-traitements carto:ordre 7.0 }

### ordre MinInclusive
DELETE DATA { metier:responsable-d-unite-de-traitement carto:ordre 1 } ;
INSERT DATA { metier:responsable-d-unite-de-traitement carto:ordre 0 }

### ordres-suivis SPARQL
DELETE DATA { metier:experimentation-de-traitements carto:ordre 7 } ;
INSERT DATA { metier:experimentation-de-traitements carto:ordre 9 }

### ligneSource Equals
DELETE WHERE { metier:agent-de-reseau carto:ligneSource ?ligne } ;
INSERT DATA { metier:agent-de-reseau carto:ligneSource 3 }

### tendance Class
INSERT DATA { sous:traitement-et-qualite-de-l-eau carto:aPourTendance enonce:responsable-d-unite-de-traitement-activite-1 }

### dateMiseAJour MaxCount
INSERT DATA { domaine:exploitation carto:dateMiseAJour "2008" }

### dateMiseAJour Datatype
DELETE { ?chose carto:dateMiseAJour ?date } INSERT { ?chose carto:dateMiseAJour "2007-2008"^^xsd:token }
WHERE { ?chose carto:dateMiseAJour ?date }

### dateMiseAJour Pattern
DELETE { ?chose carto:dateMiseAJour ?date } INSERT { ?chose carto:dateMiseAJour "2007 à 2008" }
WHERE { ?chose carto:dateMiseAJour ?date }

### anneeMiseAJour MaxCount
INSERT DATA { domaine:exploitation carto:anneeMiseAJour "2007"^^xsd:gYear }

### anneeMiseAJour Datatype
DELETE DATA { domaine:exploitation carto:anneeMiseAJour "2008"^^xsd:gYear } ;
INSERT DATA { domaine:exploitation carto:anneeMiseAJour "2008" }

### annee-de-la-date SPARQL
DELETE DATA { domaine:exploitation carto:anneeMiseAJour "2008"^^xsd:gYear } ;
INSERT DATA { domaine:exploitation carto:anneeMiseAJour "2007"^^xsd:gYear }

### sommet MinCount
INSERT DATA { id:autre a skos:ConceptScheme ; skos:prefLabel "Autre"@fr }

### editeur MaxCount
INSERT DATA { id:cartographie dcterms:publisher id:logiciel }

### editeur NodeKind
DELETE WHERE { id:cartographie dcterms:publisher ?editeur } ;
INSERT DATA { id:cartographie dcterms:publisher "Éditeur" }

### date-parution MaxCount
INSERT DATA { id:cartographie dcterms:issued "2011-01"^^xsd:gYearMonth }

### date-parution Datatype
DELETE WHERE { id:cartographie dcterms:issued ?date } ;
INSERT DATA { id:cartographie dcterms:issued "2010"^^xsd:gYear }

### sommetDe Equals
DELETE DATA {
    domaine:exploitation skos:topConceptOf id:cartographie .
    id:cartographie skos:hasTopConcept domaine:exploitation .
}

### sommets-inverses SPARQL
DELETE DATA { id:cartographie skos:hasTopConcept domaine:exploitation }

### dessous MinCount
INSERT DATA {
    famille:vide a carto:Famille , skos:Concept ; skos:prefLabel "Vide"@fr ; skos:inScheme id:cartographie ;
        skos:broader domaine:exploitation ; carto:domaine domaine:exploitation ; carto:ordre 5 ;
        carto:ligneSource 290 ; carto:ligneDebut 290 ; carto:ligneFin 290 .
    domaine:exploitation skos:narrower famille:vide .
}

### domaine MinCount
DELETE DATA {
    famille:relation-usager carto:domaine domaine:exploitation ; skos:broader domaine:exploitation .
    domaine:exploitation skos:narrower famille:relation-usager .
}

### domaine MaxCount
INSERT DATA {
    famille:relation-usager carto:domaine domaine:recherche-et-anticipation ; skos:broader domaine:recherche-et-anticipation .
    domaine:recherche-et-anticipation skos:narrower famille:relation-usager .
}

### domaine Class
DELETE DATA { domaine:recherche-et-anticipation a carto:Domaine }

### famille MinCount
DELETE DATA {
    metier:coordinateur-d-accueil-des-usagers carto:famille famille:relation-usager ; skos:broader famille:relation-usager .
    famille:relation-usager skos:narrower metier:coordinateur-d-accueil-des-usagers .
}

### famille MaxCount
INSERT DATA {
    metier:coordinateur-d-accueil-des-usagers carto:famille famille:production-et-distribution-d-eau-potable ;
        skos:broader famille:production-et-distribution-d-eau-potable .
    famille:production-et-distribution-d-eau-potable skos:narrower metier:coordinateur-d-accueil-des-usagers .
}

### famille Class
DELETE DATA { famille:mise-au-point-de-procedes a carto:Famille }

### ordre-du-document SPARQL
DELETE DATA { metier:agent-de-reseau carto:ordre 3 . metier:charge-de-recherche-de-fuites carto:ordre 2 } ;
INSERT DATA { metier:agent-de-reseau carto:ordre 2 . metier:charge-de-recherche-de-fuites carto:ordre 3 }

### famille-dans-domaine SPARQL
DELETE WHERE { metier:coordinateur-d-accueil-des-usagers carto:domaine ?d ; carto:dateMiseAJour ?date ; carto:anneeMiseAJour ?an } ;
INSERT DATA { metier:coordinateur-d-accueil-des-usagers carto:domaine domaine:recherche-et-anticipation }

### sous-domaine Equals
DELETE DATA {
    famille:relation-usager skos:broader domaine:exploitation .
    domaine:exploitation skos:narrower famille:relation-usager .
} ;
INSERT DATA {
    famille:relation-usager skos:broader domaine:recherche-et-anticipation .
    domaine:recherche-et-anticipation skos:narrower famille:relation-usager .
}

### sous-famille Equals
DELETE DATA {
    sous:traitement-et-qualite-de-l-eau skos:broader famille:production-et-distribution-d-eau-potable .
    famille:production-et-distribution-d-eau-potable skos:narrower sous:traitement-et-qualite-de-l-eau .
} ;
INSERT DATA {
    sous:traitement-et-qualite-de-l-eau skos:broader famille:relation-usager .
    famille:relation-usager skos:narrower sous:traitement-et-qualite-de-l-eau .
}

### sousFamille-dans-famille SPARQL
# Ce qui s'en calcule n'est pas en cause ici.
DELETE { ?x ?p ?o } WHERE { VALUES ?calcul { carto:Proximite carto:Couverture carto:Communaute carto:Charniere } ?x a ?calcul ; ?p ?o } ;
DELETE WHERE { metier:responsable-d-unite-de-traitement carto:famille ?f } ;
INSERT DATA { metier:responsable-d-unite-de-traitement carto:famille famille:relation-usager }

### sans-cycle SPARQL
INSERT DATA { id:a skos:broader id:b ; skos:narrower id:b . id:b skos:broader id:a ; skos:narrower id:a }

### inverses SPARQL
DELETE DATA { domaine:exploitation skos:narrower famille:relation-usager }

### titres-distincts SPARQL
DELETE WHERE { metier:agent-de-reseau skos:prefLabel ?titre } ;
INSERT { metier:agent-de-reseau skos:prefLabel ?titre } WHERE { metier:coordinateur-d-accueil-des-usagers skos:prefLabel ?titre }
