# Le plus petit changement de la mini-cartographie qui viole chaque contrainte de shapes/metiers.ttl, et elle seule.
PREFIX activite: <https://w3id.org/carto-telecoms/id/activite/>
PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX competence: <https://w3id.org/carto-telecoms/id/competence/>
PREFIX famille: <https://w3id.org/carto-telecoms/id/famille/>
PREFIX id: <https://w3id.org/carto-telecoms/id/>
PREFIX metier: <https://w3id.org/carto-telecoms/id/metier/>
PREFIX passage: <https://w3id.org/carto-telecoms/id/passage/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sous: <https://w3id.org/carto-telecoms/id/sous-famille/>

### Metier Closed
INSERT DATA { metier:agent-de-reseau carto:inconnue "x" }

### sousFamille MaxCount
INSERT DATA {
    metier:agent-de-reseau carto:sousFamille sous:traitement-et-qualite-de-l-eau ; skos:broader sous:traitement-et-qualite-de-l-eau .
    sous:traitement-et-qualite-de-l-eau skos:narrower metier:agent-de-reseau .
}

### sousFamille Class
DELETE DATA { sous:conduite-et-entretien-des-reseaux-d-eau-potable a carto:SousFamille }

### mission MinCount
DELETE WHERE { metier:agent-de-reseau carto:mission ?mission }

### mission MaxCount
INSERT DATA {
    metier:agent-de-reseau carto:mission "Autre mission"@fr .
    passage:metier-agent-de-reseau-mission-2 a carto:Passage , carto:Mission ; carto:passageDe metier:agent-de-reseau ;
        rdfs:label "Autre"@fr ; carto:texte "Autre mission"@fr ; carto:rang 2 ; carto:ligneDebut 149 ; carto:ligneFin 149 ;
        prov:wasQuotedFrom id:document .
}

### mission LanguageIn
DELETE { metier:agent-de-reseau carto:mission ?mission } INSERT { metier:agent-de-reseau carto:mission ?sans }
WHERE { metier:agent-de-reseau carto:mission ?mission BIND (STR(?mission) AS ?sans) }

### etatFiche MinCount
DELETE WHERE { metier:coordinateur-d-accueil-des-usagers carto:etatFiche ?etat }

### etatFiche In
DELETE WHERE { metier:coordinateur-d-accueil-des-usagers carto:etatFiche ?etat } ;
INSERT DATA { metier:coordinateur-d-accueil-des-usagers carto:etatFiche carto:FormeStandard }

### formeFiche MaxCount
INSERT DATA { metier:veille-sur-la-ressource-et-le-climat carto:formeFiche carto:FormeStandard } ;
DELETE { ?enonce carto:groupe ?groupe }
WHERE { ?enonce carto:enonceDe metier:veille-sur-la-ressource-et-le-climat ; carto:groupe ?groupe }

### formeFiche In
DELETE WHERE { metier:coordinateur-d-accueil-des-usagers carto:formeFiche ?forme } ;
INSERT DATA { metier:coordinateur-d-accueil-des-usagers carto:formeFiche carto:FicheComplete }

### intituleSavoirs MaxCount
INSERT DATA {
    metier:veille-sur-la-ressource-et-le-climat carto:intituleSavoirs "Autre"@fr .
    passage:metier-veille-sur-la-ressource-et-le-climat-intitule-savoirs-2 a carto:Passage , carto:IntituleSavoirs ;
        carto:passageDe metier:veille-sur-la-ressource-et-le-climat ; rdfs:label "Autre"@fr ; carto:texte "Autre"@fr ; carto:rang 2 ;
        carto:ligneDebut 270 ; carto:ligneFin 270 ; prov:wasQuotedFrom id:document .
}

### intituleSavoirs LanguageIn
DELETE { ?m carto:intituleSavoirs ?i } INSERT { ?m carto:intituleSavoirs ?sans }
WHERE { VALUES ?m { metier:veille-sur-la-ressource-et-le-climat } ?m carto:intituleSavoirs ?i BIND (STR(?i) AS ?sans) }

### exempleIntitule LanguageIn
DELETE DATA { metier:veille-sur-la-ressource-et-le-climat carto:exempleIntitule "Hydrologue"@fr } ;
INSERT DATA { metier:veille-sur-la-ressource-et-le-climat carto:exempleIntitule "Hydrologue"@en }

### texteInteractions MaxCount
INSERT DATA { metier:veille-sur-la-ressource-et-le-climat carto:texteInteractions "Autre"@fr }

### texteInteractions LanguageIn
DELETE WHERE { metier:veille-sur-la-ressource-et-le-climat carto:texteInteractions ?t } ;
INSERT DATA { metier:veille-sur-la-ressource-et-le-climat carto:texteInteractions "Autre" }

### sections-de-la-forme SPARQL
INSERT DATA { metier:agent-de-reseau carto:texteInteractions "Autre"@fr }

### exerceActivite Class
INSERT { ?metier carto:exerceActivite ?competence }
WHERE {
    VALUES ?metier { metier:coordinateur-d-accueil-des-usagers }
    ?metier carto:requiertCompetence ?competence
}

### requiertCompetence Class
# Ce qui s'en calcule n'est pas en cause ici.
DELETE { ?x ?p ?o } WHERE { VALUES ?calcul { carto:Proximite carto:Couverture carto:Communaute carto:Charniere } ?x a ?calcul ; ?p ?o } ;
INSERT { ?metier carto:requiertCompetence ?activite }
WHERE {
    VALUES ?metier { metier:coordinateur-d-accueil-des-usagers }
    ?metier carto:exerceActivite ?activite
}

### requiertConnaissance Class
# Ce qui s'en calcule n'est pas en cause ici.
DELETE { ?x ?p ?o } WHERE { VALUES ?calcul { carto:Proximite carto:Couverture carto:Communaute carto:Charniere } ?x a ?calcul ; ?p ?o } ;
INSERT { ?metier carto:requiertConnaissance ?activite }
WHERE {
    VALUES ?metier { metier:coordinateur-d-accueil-des-usagers }
    ?metier carto:exerceActivite ?activite
}

### parent-immediat SPARQL
DELETE DATA {
    metier:agent-de-reseau skos:broader sous:conduite-et-entretien-des-reseaux-d-eau-potable .
    sous:conduite-et-entretien-des-reseaux-d-eau-potable skos:narrower metier:agent-de-reseau .
} ;
INSERT DATA {
    metier:agent-de-reseau skos:broader famille:production-et-distribution-d-eau-potable .
    famille:production-et-distribution-d-eau-potable skos:narrower metier:agent-de-reseau .
}

### fiche-entiere SPARQL
DELETE DATA { metier:agent-de-reseau carto:etatFiche carto:FicheACompleter } ;
INSERT DATA { metier:agent-de-reseau carto:etatFiche carto:FicheComplete ; carto:formeFiche carto:FormeStandard }

### fiche-a-completer SPARQL
DELETE WHERE { metier:coordinateur-d-accueil-des-usagers carto:etatFiche ?etat ; carto:formeFiche ?forme } ;
INSERT DATA { metier:coordinateur-d-accueil-des-usagers carto:etatFiche carto:FicheACompleter }

### forme-si-complete SPARQL
DELETE WHERE { metier:coordinateur-d-accueil-des-usagers carto:formeFiche ?forme }

### date-du-domaine SPARQL
DELETE WHERE { metier:agent-de-reseau carto:dateMiseAJour ?date ; carto:anneeMiseAJour ?an }

### lien-sans-enonce SPARQL
INSERT DATA { metier:charge-de-recherche-de-fuites carto:requiertCompetence competence:faire-preuve-de-leadership } ;
DELETE DATA { competence:faire-preuve-de-leadership carto:nombreMetiers 2 } ;
INSERT DATA { competence:faire-preuve-de-leadership carto:nombreMetiers 3 }

### enonce-sans-lien SPARQL
# Ce qui s'en calcule n'est pas en cause ici.
DELETE { ?x ?p ?o } WHERE { VALUES ?calcul { carto:Proximite carto:Couverture carto:Communaute carto:Charniere } ?x a ?calcul ; ?p ?o } ;
DELETE DATA {
    metier:coordinateur-d-accueil-des-usagers carto:requiertCompetence competence:faire-preuve-de-leadership .
    competence:faire-preuve-de-leadership carto:nombreMetiers 2
} ;
INSERT DATA { competence:faire-preuve-de-leadership carto:nombreMetiers 1 }

### innovation-entiere SPARQL
DELETE WHERE { metier:veille-sur-la-ressource-et-le-climat carto:exempleIntitule ?i }
