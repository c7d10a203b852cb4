# Le plus petit changement de la mini-cartographie qui viole chaque contrainte de shapes/textes.ttl
# et shapes/remarques.ttl, et elle seule.
PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX enonce: <https://w3id.org/carto-telecoms/id/enonce/>
PREFIX id: <https://w3id.org/carto-telecoms/id/>
PREFIX metier: <https://w3id.org/carto-telecoms/id/metier/>
PREFIX passage: <https://w3id.org/carto-telecoms/id/passage/>
PREFIX remarque: <https://w3id.org/carto-telecoms/id/remarque/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sous: <https://w3id.org/carto-telecoms/id/sous-famille/>
PREFIX t: <https://w3id.org/carto-telecoms/id/tendance/domaine-exploitation->
PREFIX tendance: <https://w3id.org/carto-telecoms/id/tendance/>

### Tendance Closed
INSERT DATA { t:1 carto:inconnue "x" }

### tendanceParent MaxCount
INSERT DATA { t:4 carto:tendanceParent t:1 }

### tendanceParent Class
DELETE DATA { t:4 carto:tendanceParent t:3 } ;
INSERT DATA { t:4 carto:tendanceParent enonce:responsable-d-unite-de-traitement-activite-1 }

### tendance-de MinCount
DELETE WHERE { ?porteur carto:aPourTendance t:6 }

### tendance-de MaxCount
INSERT DATA { sous:traitement-et-qualite-de-l-eau carto:aPourTendance t:1 }

### tendances-suivies SPARQL
DELETE { ?chose carto:aPourTendance t:6 . t:6 ?dit ?quoi } INSERT { ?chose carto:aPourTendance t:8 . t:8 ?dit ?quoi }
WHERE { ?chose carto:aPourTendance t:6 . t:6 ?dit ?quoi } ;
DELETE DATA { t:8 carto:rang 6 } ; INSERT DATA { t:8 carto:rang 8 }

### tendance-au-dessus SPARQL
DELETE DATA { t:4 carto:tendanceParent t:3 } ;
INSERT DATA { t:4 carto:tendanceParent tendance:famille-production-et-distribution-d-eau-potable-1 }

### Passage Closed
INSERT DATA { passage:metier-agent-de-reseau-mission-1 carto:inconnue "x" }

### passageDe MaxCount
INSERT DATA { passage:domaine-recherche-et-anticipation-note-1 carto:passageDe metier:agent-de-reseau }

### passage-de-connu MinCount
DELETE WHERE { passage:domaine-exploitation-mise-a-jour-1 carto:passageDe ?x }

### elementDe MaxCount
INSERT { passage:domaine-exploitation-enumeration-2 ?dit ?quoi }
WHERE { passage:domaine-exploitation-enumeration-1 ?dit ?quoi FILTER (?dit != carto:rang) } ;
INSERT DATA {
    passage:domaine-exploitation-enumeration-2 carto:rang 2 .
    passage:domaine-exploitation-element-1 carto:elementDe passage:domaine-exploitation-enumeration-2
}

### element-du-meme SPARQL
DELETE DATA { passage:domaine-exploitation-element-1 carto:elementDe passage:domaine-exploitation-enumeration-1 } ;
INSERT DATA { passage:domaine-exploitation-element-1 carto:elementDe passage:domaine-recherche-et-anticipation-enumeration-1 }

### est-passage HasValue
DELETE DATA { passage:metier-agent-de-reseau-mission-1 a carto:Passage }

### elementDe Class
DELETE WHERE { passage:domaine-exploitation-element-1 carto:elementDe ?e } ;
INSERT DATA { passage:domaine-exploitation-element-1 carto:elementDe passage:domaine-exploitation-presentation-1 }

### element-rattache MinCount
DELETE WHERE { passage:domaine-exploitation-element-1 carto:elementDe ?e }

### un-role SPARQL
INSERT DATA { passage:metier-agent-de-reseau-mission-1 a carto:Note }

### passages-suivis SPARQL
DELETE { passage:metier-agent-de-reseau-mission-1 ?dit ?quoi } INSERT { passage:metier-agent-de-reseau-mission-2 ?dit ?quoi }
WHERE { passage:metier-agent-de-reseau-mission-1 ?dit ?quoi } ;
DELETE DATA { passage:metier-agent-de-reseau-mission-2 carto:rang 1 } ;
INSERT DATA { passage:metier-agent-de-reseau-mission-2 carto:rang 2 }

### texte-cite SPARQL
DELETE WHERE { metier:agent-de-reseau carto:mission ?m } ; INSERT DATA { metier:agent-de-reseau carto:mission "Autre"@fr }

### Remarque Closed
INSERT DATA { remarque:ligne-40-x carto:inconnue "x" }

### remarqueSur MinCount
DELETE WHERE { remarque:ligne-40-x carto:remarqueSur ?x }

### remarqueSur MaxCount
INSERT DATA {
    remarque:ligne-40-x carto:remarqueSur metier:agent-de-reseau .
    metier:agent-de-reseau carto:remarque "Ligne 40 : « x ». Étrange."@fr .
}

### remarqueSur NodeKind
DELETE WHERE { remarque:ligne-40-x carto:remarqueSur ?x } ; INSERT DATA { remarque:ligne-40-x carto:remarqueSur "la ligne 40" }

### explication MinCount
DELETE WHERE { remarque:ligne-40-x carto:explication ?x }

### explication MaxCount
INSERT DATA {
    remarque:ligne-40-x carto:explication "Bizarre."@fr .
    id:cartographie carto:remarque "Ligne 40 : « x ». Bizarre."@fr .
}

### explication LanguageIn
DELETE WHERE { remarque:ligne-40-x carto:explication ?x } ; INSERT DATA { remarque:ligne-40-x carto:explication "Étrange." }

### explication MinLength
DELETE WHERE { remarque:ligne-40-x carto:explication ?x } ; INSERT DATA { remarque:ligne-40-x carto:explication ""@fr }

### citation MinCount
DELETE WHERE { remarque:ligne-40-x carto:citation ?x }

### citation MaxCount
INSERT DATA { remarque:ligne-40-x carto:citation "y"@fr }

### citation LanguageIn
DELETE WHERE { remarque:ligne-40-x carto:citation ?x } ; INSERT DATA { remarque:ligne-40-x carto:citation "x" }

### citation MinLength
DELETE WHERE { remarque:ligne-40-x carto:citation ?x } ; INSERT DATA { remarque:ligne-40-x carto:citation ""@fr }

### genreRemarque MinCount
DELETE WHERE { remarque:ligne-40-x carto:genreRemarque ?x }

### genreRemarque MaxCount
INSERT DATA { remarque:ligne-40-x carto:genreRemarque "doublon" }

### genreRemarque In
DELETE WHERE { remarque:ligne-40-x carto:genreRemarque ?x } ; INSERT DATA { remarque:ligne-40-x carto:genreRemarque "humeur" }

### remarque-en-une-phrase SPARQL
DELETE WHERE { id:cartographie carto:remarque ?x }
