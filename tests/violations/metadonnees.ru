# Le plus petit changement de la mini-cartographie qui viole chaque contrainte de shapes/metadonnees.ttl, et elle seule.
PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dumps: <https://w3id.org/carto-telecoms/dumps/>
PREFIX entree: <https://w3id.org/carto-telecoms/id/entree/>
PREFIX id: <https://w3id.org/carto-telecoms/id/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX void: <http://rdfs.org/ns/void#>

### titre-du-document MinCount
DELETE WHERE { id:document dcterms:title ?t }

### nombreLignes MinCount
DELETE WHERE { id:document carto:nombreLignes ?n }

### nombreLignes MaxCount
INSERT DATA { id:document carto:nombreLignes 5000 }

### nombreLignes Datatype
DELETE WHERE { id:document carto:nombreLignes ?n } ; INSERT DATA { id:document carto:nombreLignes 5000.0 }

### empreinte-presente MinCount
DELETE WHERE { id:document carto:empreinte ?e }

### empreinte-presente MaxCount
INSERT { id:document carto:empreinte ?autre } WHERE { entree:ontology-carto-ttl carto:empreinte ?autre }

### empreinte Pattern
DELETE WHERE { entree:ontology-carto-ttl carto:empreinte ?e } ; INSERT DATA { entree:ontology-carto-ttl carto:empreinte "md5:00" }

### utilise MinCount
DELETE WHERE { id:construction prov:used ?x }

### utilise Class
INSERT DATA { id:construction prov:used id:editeur }

### agent MinCount
DELETE WHERE { id:construction prov:wasAssociatedWith ?x }

### agent Class
INSERT DATA { id:construction prov:wasAssociatedWith id:document }

### version MinCount
DELETE WHERE { id:logiciel owl:versionInfo ?v }

### version MaxCount
INSERT DATA { id:logiciel owl:versionInfo "0.0.0" }

### intitule MinCount
DELETE WHERE { id:jeu-de-donnees dcterms:title ?t } ; INSERT DATA { id:jeu-de-donnees dcterms:title "Seul"@fr }

### intitule UniqueLang
INSERT DATA { id:jeu-de-donnees dcterms:title "Autre"@fr }

### intitule LanguageIn
INSERT DATA { id:jeu-de-donnees dcterms:title "Anders"@de }

### description MinCount
DELETE WHERE { id:jeu-de-donnees dcterms:description ?t } ; INSERT DATA { id:jeu-de-donnees dcterms:description "Seul"@fr }

### description UniqueLang
INSERT DATA { id:jeu-de-donnees dcterms:description "Autre"@fr }

### description LanguageIn
INSERT DATA { id:jeu-de-donnees dcterms:description "Anders"@de }

### triples MinCount
DELETE WHERE { id:jeu-de-donnees void:triples ?n }

### triples MaxCount
INSERT DATA { id:jeu-de-donnees void:triples 3 }

### triples MinInclusive
DELETE WHERE { id:jeu-de-donnees void:triples ?n } ; INSERT DATA { id:jeu-de-donnees void:triples -1 }

### triples Datatype
DELETE WHERE { id:jeu-de-donnees void:triples ?n } ; INSERT DATA { id:jeu-de-donnees void:triples 3.0 }

### produit-par MinCount
DELETE WHERE { id:jeu-de-donnees prov:wasGeneratedBy ?x }

### produit-par Class
INSERT DATA { id:jeu-de-donnees prov:wasGeneratedBy id:document }

### adresse MinCount
DELETE WHERE { dumps:carto.ttl dcat:downloadURL ?x }

### adresse NodeKind
INSERT DATA { dumps:carto.ttl dcat:downloadURL "carto.ttl" }

### type-de-fichier MinCount
DELETE WHERE { dumps:carto.ttl dcat:mediaType ?x }

### type-de-fichier MaxCount
INSERT DATA { dumps:carto.ttl dcat:mediaType <https://www.iana.org/assignments/media-types/text/plain> }

### type-de-fichier NodeKind
DELETE WHERE { dumps:carto.ttl dcat:mediaType ?x } ; INSERT DATA { dumps:carto.ttl dcat:mediaType "text/turtle" }

### nom-du-terme MinCount
DELETE WHERE { carto:Metier rdfs:label ?l } ; INSERT DATA { carto:Metier rdfs:label "métier"@fr }

### nom-du-terme UniqueLang
INSERT DATA { carto:Metier rdfs:label "profession"@fr }

### nom-du-terme LanguageIn
INSERT DATA { carto:Metier rdfs:label "Beruf"@de }

### definition-du-terme MinCount
DELETE WHERE { carto:Metier skos:definition ?l } ; INSERT DATA { carto:Metier skos:definition "métier"@fr }

### definition-du-terme UniqueLang
INSERT DATA { carto:Metier skos:definition "profession"@fr }

### definition-du-terme LanguageIn
INSERT DATA { carto:Metier skos:definition "Beruf"@de }

### exemple-du-terme MinCount
DELETE WHERE { carto:Metier skos:example ?x }
