# Le plus petit changement de la mini-cartographie qui viole chaque contrainte de shapes/interactions.ttl, et elle seule.
PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX competence: <https://w3id.org/carto-telecoms/id/competence/>
PREFIX i: <https://w3id.org/carto-telecoms/id/interaction/experimentation-de-traitements-interactions-1->
PREFIX metier: <https://w3id.org/carto-telecoms/id/metier/>
PREFIX passage: <https://w3id.org/carto-telecoms/id/passage/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

### Interaction Closed
INSERT DATA { i:responsable-d-unite-de-traitement carto:inconnue "x" }

### source MinCount
DELETE DATA { i:responsable-d-unite-de-traitement carto:source metier:experimentation-de-traitements } ;
DELETE DATA { metier:experimentation-de-traitements carto:collaboreAvec metier:responsable-d-unite-de-traitement ; carto:interagitAvec metier:responsable-d-unite-de-traitement }

### source MaxCount
INSERT DATA {
    i:responsable-d-unite-de-traitement carto:source metier:agent-de-reseau .
    metier:agent-de-reseau carto:collaboreAvec metier:responsable-d-unite-de-traitement ; carto:interagitAvec metier:responsable-d-unite-de-traitement
}

### source Disjoint
DELETE DATA { i:responsable-d-unite-de-traitement carto:cible metier:responsable-d-unite-de-traitement } ;
DELETE DATA { metier:experimentation-de-traitements carto:collaboreAvec metier:responsable-d-unite-de-traitement ; carto:interagitAvec metier:responsable-d-unite-de-traitement } ;
INSERT DATA {
    i:responsable-d-unite-de-traitement carto:cible metier:experimentation-de-traitements .
    metier:experimentation-de-traitements carto:collaboreAvec metier:experimentation-de-traitements ; carto:interagitAvec metier:experimentation-de-traitements
}

### cible MinCount
DELETE DATA { i:responsable-d-unite-de-traitement carto:cible metier:responsable-d-unite-de-traitement } ;
DELETE DATA { metier:experimentation-de-traitements carto:collaboreAvec metier:responsable-d-unite-de-traitement ; carto:interagitAvec metier:responsable-d-unite-de-traitement }

### cible MaxCount
INSERT DATA {
    i:responsable-d-unite-de-traitement carto:cible metier:agent-de-reseau .
    metier:experimentation-de-traitements carto:collaboreAvec metier:agent-de-reseau ; carto:interagitAvec metier:agent-de-reseau
}

### cible Or
DELETE DATA { i:responsable-d-unite-de-traitement carto:cible metier:responsable-d-unite-de-traitement } ;
DELETE DATA { metier:experimentation-de-traitements carto:collaboreAvec metier:responsable-d-unite-de-traitement ; carto:interagitAvec metier:responsable-d-unite-de-traitement } ;
INSERT DATA {
    i:responsable-d-unite-de-traitement carto:cible competence:travailler-en-autonomie .
    metier:experimentation-de-traitements carto:collaboreAvec competence:travailler-en-autonomie ; carto:interagitAvec competence:travailler-en-autonomie
}

### typeInteraction MinCount
DELETE DATA { i:responsable-d-unite-de-traitement carto:typeInteraction carto:collaboreAvec }

### typeInteraction MaxCount
INSERT DATA {
    i:responsable-d-unite-de-traitement carto:typeInteraction carto:soutient .
    metier:experimentation-de-traitements carto:soutient metier:responsable-d-unite-de-traitement
}

### typeInteraction In
DELETE DATA { i:responsable-d-unite-de-traitement carto:typeInteraction carto:collaboreAvec } ;
INSERT DATA { i:responsable-d-unite-de-traitement carto:typeInteraction carto:interagitAvec }

### lueDans MinCount
DELETE DATA { i:responsable-d-unite-de-traitement carto:lueDans passage:metier-experimentation-de-traitements-interactions-1 }

### lueDans MaxCount
INSERT DATA { i:responsable-d-unite-de-traitement carto:lueDans passage:metier-experimentation-de-traitements-mission-1 }

### positionDebut MinCount
DELETE WHERE { i:responsable-d-unite-de-traitement carto:positionDebut ?n }

### positionDebut MaxCount
INSERT DATA { i:responsable-d-unite-de-traitement carto:positionDebut 1 }

### positionDebut Datatype
DELETE { ?i carto:positionDebut ?n } INSERT { ?i carto:positionDebut ?entier }
WHERE { ?i carto:positionDebut ?n BIND (STRDT(STR(?n), xsd:int) AS ?entier) }

### positionFin MinCount
DELETE WHERE { i:responsable-d-unite-de-traitement carto:positionFin ?n }

### positionFin MaxCount
INSERT DATA { i:responsable-d-unite-de-traitement carto:positionFin 1 }

### positionFin Datatype
DELETE { ?i carto:positionFin ?n } INSERT { ?i carto:positionFin ?entier }
WHERE { ?i carto:positionFin ?n BIND (STRDT(STR(?n), xsd:int) AS ?entier) }

### mots-a-leur-place SPARQL
DELETE { ?i carto:lueDans ?lu } INSERT { ?i carto:lueDans passage:metier-agent-de-reseau-mission-1 }
WHERE { ?i carto:lueDans ?lu }

### lien-dit SPARQL
DELETE DATA { metier:experimentation-de-traitements carto:collaboreAvec metier:responsable-d-unite-de-traitement }

### lien-lu SPARQL
INSERT DATA { metier:agent-de-reseau carto:interagitAvec metier:responsable-d-unite-de-traitement }
