"""What the tests of the clients ask: accents, 50 000 rows, a query of 50 kB."""

PREFIXES = """\
PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
GRAPHE = "https://w3id.org/carto-telecoms/graphe/"
METIER = "https://w3id.org/carto-telecoms/id/metier/charge-d-etude"
TITRE = "Chargé d'étude"
# What an escaping forgotten somewhere, or another encoding than UTF-8, would spoil.
TEXTE = "é œ € ’ « à » 𝄞 日本 +&%#;=? <b> 1+1=2"

COUNT = PREFIXES + "SELECT (COUNT(*) AS ?n) { ?m a carto:Metier }"
ASK = f'{PREFIXES} ASK {{ ?m a carto:Metier ; skos:prefLabel "{TITRE}"@fr }}'
ACCENTS = f"""{PREFIXES}
SELECT ?metier ?titre ("{TEXTE}" AS ?texte) {{
    ?metier a carto:Metier ; skos:prefLabel ?titre FILTER (STR(?titre) = "{TITRE}")
}}"""
CONSTRUCT = f"""{PREFIXES}
CONSTRUCT {{ ?metier skos:prefLabel ?titre ; skos:note "{TEXTE}" }}
WHERE {{ ?metier a carto:Metier ; skos:prefLabel ?titre FILTER (STR(?titre) = "{TITRE}") }}"""

ROWS = 50_000
_DIGITS = " ".join(map(str, range(10)))
# Every whole number below 50 000, with a decimal, a double, an empty cell at each tenth, an accent.
NUMBERS = f"""{PREFIXES}
SELECT ?n (?n * 0.25 AS ?quart) (xsd:double(?n) / 4 AS ?flottant) ?vide
    (CONCAT("n° ", STR(?n), " é") AS ?nom) {{
    VALUES ?a {{ 0 1 2 3 4 }}
    VALUES ?b {{ {_DIGITS} }} VALUES ?c {{ {_DIGITS} }}
    VALUES ?d {{ {_DIGITS} }} VALUES ?e {{ {_DIGITS} }}
    BIND (?a * 10000 + ?b * 1000 + ?c * 100 + ?d * 10 + ?e AS ?n)
    BIND (IF(?e = 0, ?absent, ?d) AS ?vide)
}}"""


def long_query(size: int) -> str:
    """Return a query of about *size* bytes, an eighth of them accents, that counts its own values."""
    value = '"valeur été {:06}"\n'
    number = size // len(value.format(0).encode())
    values = "".join(value.format(i) for i in range(number))
    return f"SELECT (COUNT(DISTINCT ?v) AS ?n) {{ VALUES ?v {{ {values} }} }}"
