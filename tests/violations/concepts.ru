# Le plus petit changement de la mini-cartographie qui viole chaque contrainte de shapes/concepts.ttl, et elle seule.
# La mini-cartographie n'a pas de variantes : chaque changement commence par en dire deux, avec le rapprochement qui l'explique.
PREFIX activite: <https://w3id.org/carto-telecoms/id/activite/>
PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX competence: <https://w3id.org/carto-telecoms/id/competence/>
PREFIX enonce: <https://w3id.org/carto-telecoms/id/enonce/>
PREFIX fusion: <https://w3id.org/carto-telecoms/id/fusion/competence->
PREFIX id: <https://w3id.org/carto-telecoms/id/>
PREFIX rapprochement: <https://w3id.org/carto-telecoms/id/rapprochement/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA {
    competence:travailler-en-autonomie carto:varianteDe competence:faire-preuve-de-leadership .
    competence:faire-preuve-de-leadership carto:varianteDe competence:travailler-en-autonomie .
    rapprochement:r a carto:Rapprochement ; rdfs:label "« Travailler en autonomie » et « Faire preuve de leadership »"@fr ;
        carto:rapprochementDe competence:travailler-en-autonomie ; carto:rapprochementAvec competence:faire-preuve-de-leadership ;
        carto:resultat carto:varianteDe ; carto:methode carto:MethodeDecision ; carto:regle "decision" ;
        carto:raison "Il en a été décidé ainsi."@fr ; carto:confiance 0.9 .
} ;

### ConceptPartage Closed
INSERT DATA { competence:faire-preuve-de-leadership carto:inconnue "x" }

### autreLibelle LanguageIn
INSERT DATA { competence:faire-preuve-de-leadership skos:altLabel "Führung zeigen"@de }

### autreLibelle Disjoint
INSERT { ?c skos:altLabel ?l } WHERE { VALUES ?c { competence:faire-preuve-de-leadership } ?c skos:prefLabel ?l }

### nombreMetiers MinCount
DELETE WHERE { competence:faire-preuve-de-leadership carto:nombreMetiers ?n }

### nombreMetiers MaxCount
INSERT DATA { competence:faire-preuve-de-leadership carto:nombreMetiers 5 }

### nombreMetiers Datatype
DELETE DATA { competence:faire-preuve-de-leadership carto:nombreMetiers 2 } ;
INSERT DATA { competence:faire-preuve-de-leadership carto:nombreMetiers 2.0 }

### exprime-par MinCount
INSERT DATA { competence:orpheline a carto:Competence , skos:Concept ; skos:inScheme id:cartographie ; skos:prefLabel "Orpheline"@fr ; carto:nombreMetiers 0 }

### plus-generique Disjoint
INSERT DATA {
    competence:travailler-en-autonomie skos:broader competence:faire-preuve-de-leadership .
    competence:faire-preuve-de-leadership skos:narrower competence:travailler-en-autonomie .
}

### plus-specifique Class
INSERT DATA {
    competence:travailler-en-autonomie skos:narrower id:rien .
    id:rien skos:broader competence:travailler-en-autonomie .
}

### voisin Disjoint
INSERT DATA {
    competence:travailler-en-autonomie skos:related competence:faire-preuve-de-leadership .
    competence:faire-preuve-de-leadership skos:related competence:travailler-en-autonomie .
}

### distinctDe Disjoint
INSERT DATA {
    competence:travailler-en-autonomie carto:distinctDe competence:faire-preuve-de-leadership .
    competence:faire-preuve-de-leadership carto:distinctDe competence:travailler-en-autonomie .
}

### bloc MaxCount
INSERT DATA {
    competence:savoir-conclure carto:bloc competence:faire-preuve-de-leadership ; skos:broader competence:faire-preuve-de-leadership .
    competence:faire-preuve-de-leadership skos:narrower competence:savoir-conclure .
}

### fusion Class
INSERT DATA { competence:travailler-en-autonomie carto:fusion id:rien }

### Fusion Closed
INSERT DATA { fusion:faire-preuve-de-leadership carto:inconnue "x" }

### formulation MinCount
DELETE WHERE { fusion:faire-preuve-de-leadership carto:formulation ?f }

### formulation MaxCount
INSERT DATA { fusion:faire-preuve-de-leadership carto:formulation "Autre"@fr }

### formulation LanguageIn
DELETE WHERE { fusion:faire-preuve-de-leadership carto:formulation ?f } ; INSERT DATA { fusion:faire-preuve-de-leadership carto:formulation "Autre" }

### reunit MinCount
INSERT { fusion:vide ?dit ?quoi . competence:faire-preuve-de-leadership carto:fusion fusion:vide }
WHERE { fusion:faire-preuve-de-leadership ?dit ?quoi FILTER (?dit != carto:reunit) }

### reunit Class
INSERT DATA { fusion:faire-preuve-de-leadership carto:reunit id:rien . id:rien carto:exprime competence:faire-preuve-de-leadership }

### fusion-de MinCount
INSERT { fusion:orpheline ?dit ?quoi } WHERE { fusion:faire-preuve-de-leadership ?dit ?quoi }

### Rapprochement Closed
INSERT DATA { rapprochement:r carto:inconnue "x" }

### rapprochementDe MinCount
INSERT { rapprochement:s ?dit ?quoi } WHERE { rapprochement:r ?dit ?quoi FILTER (?dit != carto:rapprochementDe) }

### rapprochementDe MaxCount
INSERT DATA { rapprochement:r carto:rapprochementDe competence:savoir-conclure }

### rapprochementDe Class
INSERT { rapprochement:s ?dit ?quoi } WHERE { rapprochement:r ?dit ?quoi FILTER (?dit != carto:rapprochementDe) } ;
INSERT DATA { rapprochement:s carto:rapprochementDe id:rien }

### rapprochementDe Disjoint
INSERT { rapprochement:s ?dit ?quoi } WHERE { rapprochement:r ?dit ?quoi FILTER (?dit != carto:rapprochementDe) } ;
INSERT DATA { rapprochement:s carto:rapprochementDe competence:faire-preuve-de-leadership }

### rapprochementAvec MinCount
INSERT { rapprochement:s ?dit ?quoi } WHERE { rapprochement:r ?dit ?quoi FILTER (?dit != carto:rapprochementAvec) }

### rapprochementAvec MaxCount
INSERT DATA { rapprochement:r carto:rapprochementAvec competence:savoir-conclure }

### rapprochementAvec Class
INSERT { rapprochement:s ?dit ?quoi } WHERE { rapprochement:r ?dit ?quoi FILTER (?dit != carto:rapprochementAvec) } ;
INSERT DATA { rapprochement:s carto:rapprochementAvec id:rien }

### resultat MinCount
DELETE WHERE { rapprochement:r carto:resultat ?x }

### resultat MaxCount
INSERT DATA { rapprochement:r carto:resultat skos:related }

### resultat In
DELETE WHERE { rapprochement:r carto:resultat ?x } ; INSERT DATA { rapprochement:r carto:resultat skos:exactMatch }

### methode MinCount
DELETE WHERE { rapprochement:r carto:methode ?x }

### methode MaxCount
INSERT DATA { rapprochement:r carto:methode carto:MethodeRegle }

### methode In
DELETE WHERE { rapprochement:r carto:methode ?x } ; INSERT DATA { rapprochement:r carto:methode carto:MethodeHasard }

### regle MinCount
DELETE WHERE { rapprochement:r carto:regle ?x }

### regle MaxCount
INSERT DATA { rapprochement:r carto:regle "autre" }

### regle Datatype
DELETE WHERE { rapprochement:r carto:regle ?x } ; INSERT DATA { rapprochement:r carto:regle "decision"@fr }

### raison MinCount
DELETE WHERE { rapprochement:r carto:raison ?x }

### raison MaxCount
INSERT DATA { rapprochement:r carto:raison "Autre."@fr }

### raison LanguageIn
DELETE WHERE { rapprochement:r carto:raison ?x } ; INSERT DATA { rapprochement:r carto:raison "Il en a été décidé ainsi." }

### confiance MinCount
DELETE WHERE { rapprochement:r carto:confiance ?x }

### confiance MaxCount
INSERT DATA { rapprochement:r carto:confiance 0.5 }

### confiance Datatype
DELETE WHERE { rapprochement:r carto:confiance ?x } ; INSERT DATA { rapprochement:r carto:confiance "0.9"^^xsd:double }

### confiance MinInclusive
DELETE WHERE { rapprochement:r carto:confiance ?x } ; INSERT DATA { rapprochement:r carto:confiance "-0.1"^^xsd:decimal }

### confiance MaxInclusive
DELETE WHERE { rapprochement:r carto:confiance ?x } ; INSERT DATA { rapprochement:r carto:confiance 1.1 }

### liens-reciproques SPARQL
DELETE DATA { competence:faire-preuve-de-leadership carto:varianteDe competence:travailler-en-autonomie }

### voisin-hors-hierarchie SPARQL
DELETE DATA {
    competence:travailler-en-autonomie carto:varianteDe competence:faire-preuve-de-leadership .
    competence:faire-preuve-de-leadership carto:varianteDe competence:travailler-en-autonomie .
    rapprochement:r carto:resultat carto:varianteDe .
} ;
INSERT DATA {
    rapprochement:r carto:resultat skos:related .
    competence:travailler-en-autonomie skos:related competence:faire-preuve-de-leadership ; carto:bloc competence:mobiliser-une-equipe-autour-d-objectifs-partages ; skos:broader competence:mobiliser-une-equipe-autour-d-objectifs-partages .
    competence:faire-preuve-de-leadership skos:related competence:travailler-en-autonomie .
    competence:mobiliser-une-equipe-autour-d-objectifs-partages skos:narrower competence:travailler-en-autonomie .
}

### meme-nature SPARQL
INSERT DATA {
    competence:travailler-en-autonomie carto:bloc activite:conduit-les-campagnes-de-recherche-de-fuites ;
        skos:broader activite:conduit-les-campagnes-de-recherche-de-fuites .
    activite:conduit-les-campagnes-de-recherche-de-fuites skos:narrower competence:travailler-en-autonomie .
}

### bloc-generique SPARQL
DELETE DATA {
    competence:savoir-conclure skos:broader competence:negocier-avec-la-commune .
    competence:negocier-avec-la-commune skos:narrower competence:savoir-conclure .
}

### fusions-entieres SPARQL
DELETE DATA { fusion:faire-preuve-de-leadership carto:reunit enonce:responsable-d-unite-de-traitement-competence-2 }

### enonce-du-concept SPARQL
INSERT DATA { fusion:faire-preuve-de-leadership carto:reunit enonce:responsable-d-unite-de-traitement-competence-1 }

### lien-explique SPARQL
DELETE WHERE { rapprochement:r ?dit ?quoi }

### resultat-dit SPARQL
DELETE DATA { rapprochement:r carto:resultat carto:varianteDe } ; INSERT DATA { rapprochement:r carto:resultat skos:related }

### bloc-de-competences SPARQL
INSERT DATA { activite:conduit-les-campagnes-de-recherche-de-fuites a carto:BlocCompetences }

### nombre-juste SPARQL
DELETE DATA { competence:faire-preuve-de-leadership carto:nombreMetiers 2 } ;
INSERT DATA { competence:faire-preuve-de-leadership carto:nombreMetiers 3 }
