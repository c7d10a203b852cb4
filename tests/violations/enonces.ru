# Le plus petit changement de la mini-cartographie qui viole chaque contrainte de shapes/enonces.ttl, et elle seule ;
# et de celles de shapes/commun.ttl sur les textes, les lignes et la place d'une puce.
PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX competence: <https://w3id.org/carto-telecoms/id/competence/>
PREFIX e: <https://w3id.org/carto-telecoms/id/enonce/responsable-d-unite-de-traitement->
PREFIX enonce: <https://w3id.org/carto-telecoms/id/enonce/>
PREFIX fusion: <https://w3id.org/carto-telecoms/id/fusion/competence->
PREFIX famille: <https://w3id.org/carto-telecoms/id/famille/>
PREFIX domaine: <https://w3id.org/carto-telecoms/id/domaine/>
PREFIX id: <https://w3id.org/carto-telecoms/id/>
PREFIX metier: <https://w3id.org/carto-telecoms/id/metier/>
PREFIX passage: <https://w3id.org/carto-telecoms/id/passage/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX remarque: <https://w3id.org/carto-telecoms/id/remarque/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX tendance: <https://w3id.org/carto-telecoms/id/tendance/>

### Enonce Closed
INSERT DATA { e:competence-1 carto:inconnue "x" }

### texte MinCount
DELETE WHERE { e:competence-1 carto:texte ?t }

### texte MaxCount
INSERT DATA { e:competence-1 carto:texte "Autre"@fr }

### texte LanguageIn
DELETE WHERE { e:competence-1 carto:texte ?t } ; INSERT DATA { e:competence-1 carto:texte "Interpréter" }

### texte Pattern
DELETE WHERE { e:competence-1 carto:texte ?t } ; INSERT DATA { e:competence-1 carto:texte ""@fr }

### libelle MinCount
DELETE WHERE { e:competence-1 rdfs:label ?l }

### libelle MaxCount
INSERT DATA { e:competence-1 rdfs:label "Autre"@fr }

### libelle LanguageIn
DELETE WHERE { e:competence-1 rdfs:label ?l } ; INSERT DATA { e:competence-1 rdfs:label "To interpret"@en }

### libelle Pattern
DELETE WHERE { e:competence-1 rdfs:label ?l } ; INSERT DATA { e:competence-1 rdfs:label "Deux\nlignes"@fr }

### presentation MaxCount
INSERT DATA { famille:relation-usager carto:presentation "Autre"@fr }

### presentation LanguageIn
DELETE WHERE { domaine:exploitation carto:presentation ?p } ; INSERT DATA { domaine:exploitation carto:presentation "Autre" }

### note LanguageIn
DELETE { ?chose carto:note ?note } INSERT { ?chose carto:note ?sans }
WHERE { VALUES ?chose { domaine:recherche-et-anticipation } ?chose carto:note ?note BIND (STR(?note) AS ?sans) }

### remarque LanguageIn
INSERT DATA { metier:agent-de-reseau carto:remarque "Ligne 3 : rien" }

### ligneDebut MinCount
DELETE WHERE { e:competence-1 carto:ligneDebut ?l }

### ligneDebut MaxCount
INSERT DATA { e:competence-1 carto:ligneDebut 91 }

### ligneDebut Datatype
DELETE DATA { e:competence-1 carto:ligneDebut 92 } ; INSERT DATA { e:competence-1 carto:ligneDebut 92.0 }

### ligneDebut MinInclusive
DELETE WHERE { remarque:ligne-40-x carto:ligneDebut ?l } ; INSERT DATA { remarque:ligne-40-x carto:ligneDebut 0 }

### ligneDebut LessThanOrEquals
DELETE DATA { e:competence-7 carto:ligneDebut 98 } ; INSERT DATA { e:competence-7 carto:ligneDebut 99 }

### ligneFin MinCount
DELETE WHERE { e:competence-1 carto:ligneFin ?l }

### ligneFin MaxCount
INSERT DATA { e:competence-1 carto:ligneFin 93 }

### ligneFin Datatype
DELETE DATA { e:competence-1 carto:ligneFin 92 } ; INSERT DATA { e:competence-1 carto:ligneFin 92.0 }

### lignes-dans-le-document SPARQL
DELETE WHERE { remarque:ligne-40-x carto:ligneFin ?l } ; INSERT DATA { remarque:ligne-40-x carto:ligneFin 9999 }

### cite MinCount
DELETE WHERE { e:competence-1 prov:wasQuotedFrom ?d }

### cite MaxCount
INSERT { e:competence-1 prov:wasQuotedFrom id:copie . id:copie ?dit ?quoi }
WHERE { id:document ?dit ?quoi }

### rang MinCount
DELETE WHERE { e:competence-7 carto:rang ?r }

### rang MaxCount
INSERT DATA { e:competence-7 carto:rang 8 }

### rang Datatype
DELETE DATA { e:competence-7 carto:rang 7 } ; INSERT DATA { e:competence-7 carto:rang 7.0 }

### rang MinInclusive
DELETE { e:competence-1 ?dit ?quoi } INSERT { e:competence-0 ?dit ?quoi } WHERE { e:competence-1 ?dit ?quoi } ;
DELETE DATA { e:competence-0 carto:rang 1 } ; INSERT DATA { e:competence-0 carto:rang 0 }

### rangs-suivis SPARQL
DELETE { e:connaissance-6 ?dit ?quoi } INSERT { e:connaissance-8 ?dit ?quoi } WHERE { e:connaissance-6 ?dit ?quoi } ;
DELETE DATA { e:connaissance-8 carto:rang 6 } ; INSERT DATA { e:connaissance-8 carto:rang 8 }

### parent-ouvert SPARQL
DELETE DATA { e:competence-6 carto:enonceParent e:competence-2 } ;
INSERT DATA { e:competence-6 carto:enonceParent e:competence-1 }

### lignes-en-ordre SPARQL
DELETE DATA { e:competence-7 carto:ligneDebut 98 ; carto:ligneFin 98 } ;
INSERT DATA { e:competence-7 carto:ligneDebut 90 ; carto:ligneFin 90 }

### nom-et-rang SPARQL
DELETE { e:connaissance-6 ?dit ?quoi } INSERT { enonce:sans-rang ?dit ?quoi } WHERE { e:connaissance-6 ?dit ?quoi }

### classe-connue SPARQL
INSERT DATA { remarque:ligne-40-x a carto:Competances }

### une-classe SPARQL
INSERT DATA {
    competence:faire-preuve-de-leadership a carto:Connaissance .
}

### profondeur MinCount
DELETE WHERE { e:competence-1 carto:profondeur ?p }

### profondeur MaxCount
INSERT DATA { e:competence-1 carto:profondeur 2 }

### profondeur Datatype
DELETE DATA { e:competence-1 carto:profondeur 0 } ; INSERT DATA { e:competence-1 carto:profondeur 0.0 }

### profondeur-du-parent SPARQL
DELETE DATA { e:competence-3 carto:profondeur 1 } ; INSERT DATA { e:competence-3 carto:profondeur 2 }

### reparation MaxCount
INSERT DATA { e:competence-1 carto:reparation "règle groupe : a"@fr , "règle groupe : b"@fr ; carto:regleReparation "groupe" }

### reparation LanguageIn
INSERT DATA { e:competence-1 carto:reparation "rule groupe: a"@en ; carto:regleReparation "groupe" }

### regleReparation MaxCount
INSERT DATA { e:competence-1 carto:reparation "règle groupe : a"@fr ; carto:regleReparation "groupe" , "correction" }

### regleReparation In
INSERT DATA { e:competence-1 carto:reparation "règle magie : a"@fr ; carto:regleReparation "magie" }

### reparation-expliquee SPARQL
INSERT DATA { e:competence-1 carto:regleReparation "groupe" }

### est-enonce HasValue
DELETE DATA { e:competence-1 a carto:Enonce }

### enonceDe MinCount
# Ce qui s'en calcule n'est pas en cause ici.
DELETE { ?x ?p ?o } WHERE { VALUES ?calcul { carto:Proximite carto:Couverture carto:Communaute carto:Charniere } ?x a ?calcul ; ?p ?o } ;
DELETE DATA {
    e:competence-7 carto:enonceDe metier:responsable-d-unite-de-traitement .
    metier:responsable-d-unite-de-traitement carto:requiertCompetence competence:travailler-en-autonomie .
} ;
DELETE { competence:travailler-en-autonomie carto:nombreMetiers ?n } INSERT { competence:travailler-en-autonomie carto:nombreMetiers ?moins }
WHERE { competence:travailler-en-autonomie carto:nombreMetiers ?n BIND (?n - 1 AS ?moins) }

### enonceDe MaxCount
DELETE { ?metier carto:ordre ?ordre } INSERT { ?metier carto:ordre ?suivant }
WHERE { ?metier a carto:Metier ; carto:ordre ?ordre BIND (?ordre + 1 AS ?suivant) } ;
INSERT DATA {
    metier:double a carto:Metier , skos:Concept ; skos:prefLabel "Double"@fr ; skos:inScheme id:cartographie ; carto:ordre 1 ;
        carto:ligneSource 77 ; carto:ligneDebut 77 ; carto:ligneFin 108 ; carto:etatFiche carto:FicheComplete ;
        carto:formeFiche carto:FormeStandard ; carto:mission "Double"@fr ; carto:domaine domaine:exploitation ;
        carto:famille famille:relation-usager ; skos:broader famille:relation-usager ; carto:dateMiseAJour "2007-2008" ;
        carto:anneeMiseAJour "2008"^^<http://www.w3.org/2001/XMLSchema#gYear> .
    famille:relation-usager skos:narrower metier:double .
    passage:metier-double-mission-1 a carto:Passage , carto:Mission ; carto:passageDe metier:double ; rdfs:label "Double"@fr ;
        carto:texte "Double"@fr ; carto:rang 1 ; carto:ligneDebut 80 ; carto:ligneFin 80 ; prov:wasQuotedFrom id:document .
    e:activite-1 carto:enonceDe metier:double .
    e:competence-1 carto:enonceDe metier:double .
    e:connaissance-1 carto:enonceDe metier:double .
} ;
INSERT { metier:double ?lien ?concept }
WHERE {
    ?enonce carto:enonceDe metier:double ; carto:exprime ?concept .
    metier:responsable-d-unite-de-traitement ?lien ?concept .
} ;
DELETE { ?concept carto:nombreMetiers ?n } INSERT { ?concept carto:nombreMetiers ?plus }
WHERE { metier:double carto:exerceActivite|carto:requiertCompetence|carto:requiertConnaissance ?concept .
    ?concept carto:nombreMetiers ?n BIND (?n + 1 AS ?plus) }

### enonceDe Class
DELETE DATA { metier:experimentation-de-traitements a carto:Metier }

### enonceParent MaxCount
INSERT DATA { e:competence-3 carto:enonceParent e:competence-1 }

### enonceParent Class
DELETE DATA { e:competence-6 carto:enonceParent e:competence-2 } ;
INSERT DATA { e:competence-6 carto:enonceParent tendance:domaine-exploitation-1 }

### groupe MaxCount
INSERT DATA { enonce:veille-sur-la-ressource-et-le-climat-competence-1 carto:groupe "Autre"@fr }

### groupe LanguageIn
DELETE WHERE { enonce:veille-sur-la-ressource-et-le-climat-competence-1 carto:groupe ?g } ;
INSERT DATA { enonce:veille-sur-la-ressource-et-le-climat-competence-1 carto:groupe "Autre" }

### groupe-innovation SPARQL
INSERT DATA { e:competence-1 carto:groupe "Autre"@fr }

### exprime MinCount
# Ce qui s'en calcule n'est pas en cause ici.
DELETE { ?x ?p ?o } WHERE { VALUES ?calcul { carto:Proximite carto:Couverture carto:Communaute carto:Charniere } ?x a ?calcul ; ?p ?o } ;
DELETE { e:competence-1 carto:exprime ?concept . ?metier carto:requiertCompetence ?concept . ?concept ?dit ?quoi }
WHERE { e:competence-1 carto:exprime ?concept ; carto:enonceDe ?metier . ?concept ?dit ?quoi }

### exprime MaxCount
INSERT DATA {
    e:competence-1 carto:exprime competence:faire-preuve-de-leadership .
    fusion:faire-preuve-de-leadership carto:reunit e:competence-1 .
}

### exprime-activite Class
# Ce qui s'en calcule n'est pas en cause ici.
DELETE { ?x ?p ?o } WHERE { VALUES ?calcul { carto:Proximite carto:Couverture carto:Communaute carto:Charniere } ?x a ?calcul ; ?p ?o } ;
DELETE { ?concept a carto:Activite . ?metier carto:exerceActivite ?concept }
INSERT { ?concept a carto:Competence . ?metier carto:requiertCompetence ?concept }
WHERE { e:activite-1 carto:exprime ?concept ; carto:enonceDe ?metier }

### exprime-competence Class
# Ce qui s'en calcule n'est pas en cause ici.
DELETE { ?x ?p ?o } WHERE { VALUES ?calcul { carto:Proximite carto:Couverture carto:Communaute carto:Charniere } ?x a ?calcul ; ?p ?o } ;
DELETE { ?concept a carto:Competence . ?metier carto:requiertCompetence ?concept }
INSERT { ?concept a carto:Activite . ?metier carto:exerceActivite ?concept }
WHERE { e:competence-1 carto:exprime ?concept ; carto:enonceDe ?metier }

### exprime-connaissance Class
# Ce qui s'en calcule n'est pas en cause ici.
DELETE { ?x ?p ?o } WHERE { VALUES ?calcul { carto:Proximite carto:Couverture carto:Communaute carto:Charniere } ?x a ?calcul ; ?p ?o } ;
DELETE { ?concept a carto:Connaissance . ?metier carto:requiertConnaissance ?concept }
INSERT { ?concept a carto:Activite . ?metier carto:exerceActivite ?concept }
WHERE { e:connaissance-1 carto:exprime ?concept ; carto:enonceDe ?metier }

### niveau MaxCount
INSERT DATA { e:connaissance-1 carto:niveau carto:NiveauGeneral , carto:NiveauApprofondi }

### niveau In
INSERT DATA { e:connaissance-1 carto:niveau carto:NiveauMoyen }

### une-nature SPARQL
DELETE DATA { e:competence-7 a carto:EnonceCompetence }

### parent-de-la-section SPARQL
DELETE DATA { e:competence-6 carto:enonceParent e:competence-2 } ;
INSERT DATA { e:competence-6 carto:enonceParent e:activite-1 }

### parent-au-dessus SPARQL
DELETE DATA { e:competence-1 carto:profondeur 0 } ;
INSERT DATA { e:competence-1 carto:profondeur 1 ; carto:enonceParent e:competence-2 }

### dans-sa-fiche SPARQL
DELETE DATA { e:competence-7 carto:ligneFin 98 } ; INSERT DATA { e:competence-7 carto:ligneFin 200 }

### niveau-de-connaissance SPARQL
INSERT DATA { e:competence-1 carto:niveau carto:NiveauGeneral }

### annonce-sans-suite SPARQL
DELETE WHERE { e:competence-1 carto:texte ?t } ; INSERT DATA { e:competence-1 carto:texte "Interpréter des résultats :"@fr }

### enonce-repete SPARQL
DELETE WHERE { e:competence-1 carto:texte ?t } ; INSERT { e:competence-1 carto:texte ?t } WHERE { e:competence-7 carto:texte ?t }
