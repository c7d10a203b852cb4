# Le plus petit changement de la mini-cartographie qui viole chaque contrainte de shapes/alignements.ttl, et elle seule.
# La mini-cartographie n'a pas d'alignements : chaque changement commence par en dire. L'agent de réseau a une fiche du ROME et une
# profession d'ESCO, dont l'identifiant est inventé, qui font un triangle ; les autres métiers n'ont rien ; une compétence a un faux ami.
PREFIX alignement: <https://w3id.org/carto-telecoms/id/alignement/>
PREFIX bande: <https://w3id.org/carto-telecoms/id/bande/>
PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX competence: <https://w3id.org/carto-telecoms/id/competence/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX domaine: <https://w3id.org/carto-telecoms/id/domaine/>
PREFIX lien: <https://w3id.org/carto-telecoms/id/alignement/metier-agent-de-reseau-->
PREFIX metier: <https://w3id.org/carto-telecoms/id/metier/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX profession: <http://data.europa.eu/esco/occupation/00000000-0000-0000-0000-00000000000>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX refus: <https://w3id.org/carto-telecoms/id/alignement/competence-travailler-en-autonomie-->
PREFIX rome: <https://w3id.org/carto-telecoms/rome/>
PREFIX semapv: <https://w3id.org/semapv/vocab/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sssom: <https://w3id.org/sssom/>
PREFIX triangle: <https://w3id.org/carto-telecoms/id/triangle/agent-de-reseau--k2301-->
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA {
    metier:agent-de-reseau skos:exactMatch rome:K2301 ; skos:closeMatch profession:1 .
    lien:rome-k2301 owl:annotatedSource metier:agent-de-reseau ; owl:annotatedProperty skos:exactMatch ; owl:annotatedTarget rome:K2301 ;
        carto:bande bande:metiers-haute .
    lien:esco-1 owl:annotatedSource metier:agent-de-reseau ; owl:annotatedProperty skos:closeMatch ; owl:annotatedTarget profession:1 ;
        carto:bande bande:metiers-haute .
    refus:rome-300425 owl:annotatedSource competence:travailler-en-autonomie ; owl:annotatedProperty skos:closeMatch ;
        owl:annotatedTarget rome:300425 ; sssom:predicate_modifier sssom:NegatedPredicate ; sssom:object_label "Travailler en équipe"@fr ;
        carto:relu sssom:NoTermFound .
    bande:metiers-haute a carto:Bande ; rdfs:label "liens des métiers, confiance haute"@fr ; carto:nombreLiens 2 ; carto:nombreRelus 2 ;
        carto:nombreJustes 1 ; carto:partJuste 0.5 ; carto:partJusteMin 0.1 ; carto:partJusteMax 0.9 .
    triangle:1 a carto:Triangle ; rdfs:label "Agent de réseau – Distribution d'eau – agent de réseau d'eau"@fr ;
        carto:triangleDe metier:agent-de-reseau ; carto:cote lien:rome-k2301 , lien:esco-1 ; carto:etatTriangle carto:TriangleFerme ;
        carto:nombreAppellations 1 ; rdfs:comment "La correspondance officielle les joint."@fr .
} ;
INSERT { ?rien owl:annotatedSource ?metier ; owl:annotatedProperty skos:closeMatch ; owl:annotatedTarget sssom:NoTermFound }
WHERE {
    VALUES ?fin { "--rome-rien" "--esco-rien" }
    ?metier a carto:Metier FILTER (?metier != metier:agent-de-reseau)
    BIND (IRI(CONCAT(REPLACE(STR(?metier), "/metier/", "/alignement/metier-"), ?fin)) AS ?rien)
} ;
INSERT {
    ?alignement a sssom:Mapping ; rdfs:label "Ce que l'on aligne – sa cible"@fr ; sssom:mapping_justification semapv:CompositeMatching ;
        sssom:confidence 0.9 ; sssom:author_label "Le projet"@fr ; dcterms:created "2026-11-28"^^xsd:date ;
        sssom:object_source_version "4.60" ; rdfs:comment "Il en a été décidé ainsi."@fr
}
WHERE { ?alignement owl:annotatedSource ?quoi } ;

### Alignement Closed
INSERT DATA { refus:rome-300425 carto:inconnue "x" }

### aligne MinCount
DELETE WHERE { refus:rome-300425 owl:annotatedSource ?x }

### aligne MaxCount
INSERT DATA { refus:rome-300425 owl:annotatedSource competence:faire-preuve-de-leadership }

### aligne Or
DELETE WHERE { refus:rome-300425 owl:annotatedSource ?x } ; INSERT DATA { refus:rome-300425 owl:annotatedSource domaine:exploitation }

### relation MinCount
DELETE WHERE { refus:rome-300425 owl:annotatedProperty ?x }

### relation MaxCount
INSERT DATA { refus:rome-300425 owl:annotatedProperty skos:broadMatch }

### relation In
DELETE WHERE { refus:rome-300425 owl:annotatedProperty ?x } ; INSERT DATA { refus:rome-300425 owl:annotatedProperty skos:related }

### cibleAlignee MinCount
DELETE WHERE { refus:rome-300425 owl:annotatedTarget ?x }

### cibleAlignee MaxCount
INSERT DATA { refus:rome-300425 owl:annotatedTarget rome:300426 }

### cibleAlignee Pattern
DELETE WHERE { refus:rome-300425 owl:annotatedTarget ?x } ; INSERT DATA { refus:rome-300425 owl:annotatedTarget rome:M18 }

### refus In
DELETE WHERE { refus:rome-300425 sssom:predicate_modifier ?x } ; INSERT DATA { refus:rome-300425 sssom:predicate_modifier "Not" }

### justification MinCount
DELETE WHERE { refus:rome-300425 sssom:mapping_justification ?x }

### justification MaxCount
INSERT DATA { refus:rome-300425 sssom:mapping_justification semapv:LexicalMatching }

### justification Pattern
DELETE WHERE { refus:rome-300425 sssom:mapping_justification ?x } ; INSERT DATA { refus:rome-300425 sssom:mapping_justification carto:MethodeRegle }

### confianceAlignement MinCount
DELETE WHERE { refus:rome-300425 sssom:confidence ?x }

### confianceAlignement MaxCount
INSERT DATA { refus:rome-300425 sssom:confidence 0.5 }

### confianceAlignement Datatype
DELETE WHERE { refus:rome-300425 sssom:confidence ?x } ; INSERT DATA { refus:rome-300425 sssom:confidence "0.9"^^xsd:double }

### confianceAlignement MinInclusive
DELETE WHERE { refus:rome-300425 sssom:confidence ?x } ; INSERT DATA { refus:rome-300425 sssom:confidence "-0.1"^^xsd:decimal }

### confianceAlignement MaxInclusive
DELETE WHERE { refus:rome-300425 sssom:confidence ?x } ; INSERT DATA { refus:rome-300425 sssom:confidence 1.1 }

### auteurAlignement MinCount
DELETE WHERE { refus:rome-300425 sssom:author_label ?x }

### auteurAlignement MaxCount
INSERT DATA { refus:rome-300425 sssom:author_label "Un autre"@fr }

### auteurAlignement LanguageIn
DELETE WHERE { refus:rome-300425 sssom:author_label ?x } ; INSERT DATA { refus:rome-300425 sssom:author_label "Le projet" }

### dateAlignement MinCount
DELETE WHERE { refus:rome-300425 dcterms:created ?x }

### dateAlignement MaxCount
INSERT DATA { refus:rome-300425 dcterms:created "2026-11-29"^^xsd:date }

### dateAlignement Datatype
DELETE WHERE { refus:rome-300425 dcterms:created ?x } ; INSERT DATA { refus:rome-300425 dcterms:created "2026-11-28" }

### versionCible MinCount
DELETE WHERE { refus:rome-300425 sssom:object_source_version ?x }

### versionCible MaxCount
INSERT DATA { refus:rome-300425 sssom:object_source_version "4.61" }

### versionCible Pattern
DELETE WHERE { refus:rome-300425 sssom:object_source_version ?x } ; INSERT DATA { refus:rome-300425 sssom:object_source_version "4" }

### raisonAlignement MinCount
DELETE WHERE { refus:rome-300425 rdfs:comment ?x }

### raisonAlignement MaxCount
INSERT DATA { refus:rome-300425 rdfs:comment "Il en a été redécidé ainsi."@fr }

### raisonAlignement LanguageIn
DELETE WHERE { refus:rome-300425 rdfs:comment ?x } ; INSERT DATA { refus:rome-300425 rdfs:comment "Il en a été décidé ainsi." }

### raisonAlignement MinLength
DELETE WHERE { refus:rome-300425 rdfs:comment ?x } ; INSERT DATA { refus:rome-300425 rdfs:comment "Voilà."@fr }

### libelleCible MaxCount
INSERT DATA { refus:rome-300425 sssom:object_label "Teamwork"@en }

### libelleCible LanguageIn
DELETE WHERE { refus:rome-300425 sssom:object_label ?x } ; INSERT DATA { refus:rome-300425 sssom:object_label "Im Team arbeiten"@de }

### bande MaxCount
INSERT DATA {
    lien:rome-k2301 carto:bande bande:metiers-basse .
    bande:metiers-basse a carto:Bande ; rdfs:label "Autre"@fr ; carto:nombreLiens 1 ; carto:nombreRelus 0 ; carto:nombreJustes 0 .
}

### bande Class
DELETE DATA { lien:rome-k2301 carto:bande bande:metiers-haute . bande:metiers-haute carto:nombreLiens 2 } ;
INSERT DATA { lien:rome-k2301 carto:bande domaine:exploitation . bande:metiers-haute carto:nombreLiens 1 }

### relu MaxCount
INSERT DATA { refus:rome-300425 carto:relu skos:closeMatch }

### relu In
DELETE WHERE { refus:rome-300425 carto:relu ?x } ; INSERT DATA { refus:rome-300425 carto:relu skos:related }

### Bande Closed
INSERT DATA { bande:metiers-haute carto:inconnue "x" }

### nombreLiens MaxCount
INSERT DATA { bande:metiers-haute carto:nombreLiens 2.0 }

### nombreRelus MaxCount
INSERT DATA { bande:metiers-haute carto:nombreRelus 1 }

### nombreJustes MaxCount
INSERT DATA { bande:metiers-haute carto:nombreJustes 2 }

### partJuste MaxCount
INSERT DATA { bande:metiers-haute carto:partJuste 0.6 }

### partJuste Datatype
DELETE WHERE { bande:metiers-haute carto:partJuste ?x } ; INSERT DATA { bande:metiers-haute carto:partJuste "0.5"^^xsd:double }

### partJuste LessThanOrEquals
DELETE WHERE { bande:metiers-haute carto:partJuste ?x } ; INSERT DATA { bande:metiers-haute carto:partJuste 0.95 }

### partJusteMin MaxCount
INSERT DATA { bande:metiers-haute carto:partJusteMin 0.2 }

### partJusteMin Datatype
DELETE WHERE { bande:metiers-haute carto:partJusteMin ?x } ; INSERT DATA { bande:metiers-haute carto:partJusteMin "0.1"^^xsd:double }

### partJusteMin MinInclusive
DELETE WHERE { bande:metiers-haute carto:partJusteMin ?x } ; INSERT DATA { bande:metiers-haute carto:partJusteMin "-0.1"^^xsd:decimal }

### partJusteMin LessThanOrEquals
DELETE WHERE { bande:metiers-haute carto:partJusteMin ?x } ; INSERT DATA { bande:metiers-haute carto:partJusteMin 0.6 }

### partJusteMax MaxCount
INSERT DATA { bande:metiers-haute carto:partJusteMax 0.8 }

### partJusteMax Datatype
DELETE WHERE { bande:metiers-haute carto:partJusteMax ?x } ; INSERT DATA { bande:metiers-haute carto:partJusteMax "0.9"^^xsd:double }

### partJusteMax MaxInclusive
DELETE WHERE { bande:metiers-haute carto:partJusteMax ?x } ; INSERT DATA { bande:metiers-haute carto:partJusteMax 1.1 }

### Triangle Closed
INSERT DATA { triangle:1 carto:inconnue "x" }

### triangleDe MaxCount
INSERT DATA { triangle:1 carto:triangleDe metier:experimentation-de-traitements }

### triangleDe Class
INSERT { ?copie ?dit ?sien . competence:travailler-en-autonomie skos:exactMatch rome:K2301 ; skos:closeMatch profession:1 }
WHERE {
    VALUES (?de ?copie) { (lien:rome-k2301 refus:rome-k2301) (lien:esco-1 refus:esco-1) (triangle:1 triangle:2) }
    ?de ?dit ?quoi
    BIND (IF(?quoi = metier:agent-de-reseau, competence:travailler-en-autonomie, ?quoi) AS ?sien)
    FILTER (?dit != carto:cote)
} ;
DELETE DATA { bande:metiers-haute carto:nombreLiens 2 } ;
INSERT DATA { triangle:2 carto:cote refus:rome-k2301 , refus:esco-1 . bande:metiers-haute carto:nombreLiens 4 }

### cote MaxCount
INSERT DATA { triangle:1 carto:cote refus:rome-300425 }

### cote Class
DELETE DATA { lien:esco-1 a sssom:Mapping }

### etatTriangle MinCount
DELETE WHERE { triangle:1 carto:etatTriangle ?x }

### etatTriangle MaxCount
INSERT DATA { triangle:1 carto:etatTriangle carto:TriangleOuvert }

### etatTriangle In
DELETE WHERE { triangle:1 carto:etatTriangle ?x } ; INSERT DATA { triangle:1 carto:etatTriangle carto:FicheComplete }

### nombreAppellations MaxCount
INSERT DATA { triangle:1 carto:nombreAppellations 2 }

### nombreAppellations Datatype
DELETE WHERE { triangle:1 carto:nombreAppellations ?x } ; INSERT DATA { triangle:1 carto:nombreAppellations 1.0 }

### nombreAppellations MinInclusive
DELETE WHERE { triangle:1 carto:nombreAppellations ?x } ; INSERT DATA { triangle:1 carto:nombreAppellations 0 }

### raisonTriangle MinCount
DELETE WHERE { triangle:1 rdfs:comment ?x }

### raisonTriangle MaxCount
INSERT DATA { triangle:1 rdfs:comment "Autre raison."@fr }

### raisonTriangle LanguageIn
DELETE WHERE { triangle:1 rdfs:comment ?x } ; INSERT DATA { triangle:1 rdfs:comment "La correspondance officielle les joint." }

### metier-decide SPARQL
DELETE WHERE { alignement:metier-experimentation-de-traitements--esco-rien ?dit ?quoi }

### lien-motive SPARQL
INSERT DATA { metier:agent-de-reseau skos:closeMatch rome:F1705 }

### motif-lie SPARQL
DELETE WHERE { refus:rome-300425 sssom:predicate_modifier ?x } ;
DELETE DATA { bande:metiers-haute carto:nombreLiens 2 } ;
INSERT DATA { refus:rome-300425 carto:bande bande:metiers-haute . bande:metiers-haute carto:nombreLiens 3 }

### un-exact SPARQL
INSERT { lien:rome-f1705 ?dit ?quoi } WHERE { lien:rome-k2301 ?dit ?quoi FILTER (?dit != owl:annotatedTarget) } ;
INSERT { triangle:2 ?dit ?quoi } WHERE { triangle:1 ?dit ?quoi FILTER (?quoi != lien:rome-k2301) } ;
DELETE DATA { bande:metiers-haute carto:nombreLiens 2 } ;
INSERT DATA {
    lien:rome-f1705 owl:annotatedTarget rome:F1705 . metier:agent-de-reseau skos:exactMatch rome:F1705 .
    triangle:2 carto:cote lien:rome-f1705 . bande:metiers-haute carto:nombreLiens 3
}

### exact-ou-large SPARQL
INSERT { lien:rome-autre ?dit ?quoi } WHERE { lien:rome-k2301 ?dit ?quoi FILTER (?dit != owl:annotatedProperty) } ;
INSERT { triangle:2 ?dit ?quoi } WHERE { triangle:1 ?dit ?quoi FILTER (?quoi != lien:rome-k2301) } ;
DELETE DATA { bande:metiers-haute carto:nombreLiens 2 } ;
INSERT DATA {
    lien:rome-autre owl:annotatedProperty skos:broadMatch . metier:agent-de-reseau skos:broadMatch rome:K2301 .
    triangle:2 carto:cote lien:rome-autre . bande:metiers-haute carto:nombreLiens 3
}

### lien-ou-refus SPARQL
INSERT { lien:rome-autre ?dit ?quoi } WHERE { lien:rome-k2301 ?dit ?quoi FILTER (?dit NOT IN (owl:annotatedProperty, carto:bande)) } ;
INSERT DATA { lien:rome-autre owl:annotatedProperty skos:closeMatch ; sssom:predicate_modifier sssom:NegatedPredicate }

### rien-ou-lien SPARQL
INSERT { lien:rome-rien ?dit ?quoi }
WHERE { alignement:metier-experimentation-de-traitements--rome-rien ?dit ?quoi FILTER (?dit != owl:annotatedSource) } ;
INSERT DATA { lien:rome-rien owl:annotatedSource metier:agent-de-reseau }

### bande-comptee SPARQL
DELETE DATA { bande:metiers-haute carto:nombreLiens 2 } ; INSERT DATA { bande:metiers-haute carto:nombreLiens 3 }

### triangle-joint SPARQL
DELETE DATA { triangle:1 carto:cote lien:esco-1 } ; INSERT DATA { triangle:1 carto:cote refus:rome-300425 }

### triangle-complet SPARQL
DELETE WHERE { triangle:1 ?dit ?quoi }

### codeCible MaxCount
INSERT DATA { profession:1 skos:notation "2153.1" , "2153.2" }

### codeCible Pattern
INSERT DATA { profession:1 skos:notation "C2153.1" }

### lien-mesure SPARQL
DELETE { lien:esco-1 carto:bande ?bande . triangle:1 ?p ?o . ?bande carto:nombreLiens 2 } INSERT { ?bande carto:nombreLiens 1 }
WHERE { lien:esco-1 carto:bande ?bande . triangle:1 ?p ?o }

### lien-coherent SPARQL
INSERT { ?neuf ?dit ?quoi } WHERE {
    VALUES ?neuf { lien:large lien:etroit }
    lien:rome-k2301 ?dit ?quoi FILTER (?dit NOT IN (owl:annotatedSource, owl:annotatedProperty, owl:annotatedTarget))
} ;
DELETE DATA { bande:metiers-haute carto:nombreLiens 2 } ;
INSERT DATA {
    lien:large owl:annotatedSource competence:faire-preuve-de-leadership ; owl:annotatedProperty skos:exactMatch ; owl:annotatedTarget rome:300489 .
    lien:etroit owl:annotatedSource competence:mobiliser-une-equipe-autour-d-objectifs-partages ; owl:annotatedProperty skos:narrowMatch ;
        owl:annotatedTarget rome:300489 .
    competence:faire-preuve-de-leadership skos:exactMatch rome:300489 .
    competence:mobiliser-une-equipe-autour-d-objectifs-partages skos:narrowMatch rome:300489 .
    bande:metiers-haute carto:nombreLiens 4
}

### apparente-ou-large SPARQL
INSERT { ?neuf ?dit ?quoi } WHERE {
    VALUES ?neuf { lien:large lien:apparente }
    lien:rome-k2301 ?dit ?quoi FILTER (?dit NOT IN (owl:annotatedSource, owl:annotatedProperty, owl:annotatedTarget))
} ;
DELETE DATA { bande:metiers-haute carto:nombreLiens 2 } ;
INSERT DATA {
    lien:large owl:annotatedSource competence:faire-preuve-de-leadership ; owl:annotatedProperty skos:broadMatch ; owl:annotatedTarget rome:300489 .
    lien:apparente owl:annotatedSource competence:mobiliser-une-equipe-autour-d-objectifs-partages ; owl:annotatedProperty skos:relatedMatch ;
        owl:annotatedTarget rome:300489 .
    competence:faire-preuve-de-leadership skos:broadMatch rome:300489 .
    competence:mobiliser-une-equipe-autour-d-objectifs-partages skos:relatedMatch rome:300489 .
    bande:metiers-haute carto:nombreLiens 4
}
