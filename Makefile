# Deux commandes suffisent : « make run » et « make test ». Chacune installe ce qu'il lui faut.
# make run HOST=0.0.0.0 PORT=8001 choisit l'adresse.

HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
INPUTS := build_graph.py $(wildcard carto/*.py carto/concepts/*.py carto/interactions/*.py carto/proximites/*.py carto/alignements/*.py carto/vocabulaires/*.py carto/templates/* data/*.* data/alignements/* data/source/* data/tables/* ontology/*.ttl shapes/*.ttl)

.PHONY: run build test test-lent test-hostile coverage lint format lock bench-build bench-sparql bench-serveurs bench-requetes bench-align carnet endurance clean
.DELETE_ON_ERROR:

run: build/build.json
	@CARTO_HOST=$(HOST) CARTO_PORT=$(PORT) exec $(BIN)/python -m server

build: build/build.json

build/build.json: $(INPUTS) | .venv/run.ok
	@$(BIN)/python build_graph.py
	@touch $@

test: .venv/test.ok
	$(BIN)/python -m pytest -n auto --dist worksteal --ignore=tests/hostile -m "not lent" $(ARGS)

# Ce qui dure : builds entiers, raisonneur, toutes les pages, ESCO et ROME entiers. .ci/run les fait aussi.
test-lent: .venv/test.ok
	$(BIN)/python -m pytest -n auto --dist worksteal --ignore=tests/hostile -m lent $(ARGS)

coverage: .venv/test.ok
	$(BIN)/python -m pytest -n auto --dist worksteal --cache-clear --cov --cov-report=term $(ARGS)

lint: .venv/test.ok
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/test.ok
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Les versions exactes, avec leurs empreintes ; à refaire après un changement de dépendances.
lock: .venv/test.ok
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group install --no-strip-extras --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --group install --no-strip-extras --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements-dev.lock

# Ce que le service doit souffrir sans broncher (tests/hostile/) ; ADRESSE=http://… pour un service déjà lancé.
test-hostile: .venv/test.ok
	$(if $(ADRESSE),CARTO_HOSTILE_URL=$(ADRESSE)) $(BIN)/python -m pytest tests/hostile -n auto --dist worksteal $(ARGS)

# Ce serveur et quatre autres, aux mêmes questions (docs/banc-sparql.md) ; des minutes.
bench-sparql: .venv/test.ok
	$(BIN)/python -m outils.banc_sparql $(ARGS)

# Des serveurs HTTP, sans SPARQL (docs/banc-serveurs.md).
bench-serveurs: .venv/test.ok
	$(BIN)/python -m outils.banc_serveurs $(ARGS)

# Le carnet docs/analyse.ipynb et ses figures, refaits par le service.
carnet: build/build.json .venv/test.ok
	$(BIN)/python -m outils.carnet

# Ce que trouvent les propositions de liens, face aux titres seuls ; demande ESCO et ROME (« carto import »).
bench-align: build/build.json .venv/test.ok
	$(BIN)/python -m outils.banc_alignements

# Chaque requête de queries/, par le service et par le moteur seul.
bench-requetes: build/build.json .venv/test.ok
	$(BIN)/python -m outils.banc_requetes

# Une heure de charge mêlée : la mémoire et les réponses à la fin sont celles du début.
endurance: build/build.json .venv/test.ok
	$(BIN)/python -m outils.endurance $(ARGS)

# Combien de temps, combien de mémoire, à 1, 4 et 16 fois le document (docs/banc-construction.md).
bench-build: .venv/test.ok
	$(BIN)/python outils/banc_construction.py $(ARGS)

clean:
	rm -rf build .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

.venv/run.ok: requirements.lock pyproject.toml
	@PYTHON=$(PYTHON) outils/systeme.sh run
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

.venv/test.ok: requirements-dev.lock pyproject.toml tests/clients/package-lock.json
	@PYTHON=$(PYTHON) outils/systeme.sh test
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@! command -v npm >/dev/null || npm ci --prefix tests/clients --silent --no-audit --no-fund --ignore-scripts
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@ .venv/run.ok
