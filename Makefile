# Two commands matter: make run, make test. PORT and INSTANCE choose port and data folder.
PORT ?= 5000
INSTANCE ?= instance
PYTHON ?= python3
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NODE_PATH_FIRST := PATH="$(CURDIR)/$(BIN):$$PATH"
STYLE := static/dist/app.css
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard wirworkshops/translations/*/LC_MESSAGES/messages.po))
export WIRWORKSHOPS_INSTANCE := $(INSTANCE)

.PHONY: help run test check format bench shots texts lock clean
.DELETE_ON_ERROR:

help: ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

run: $(VENV)/app.stamp $(STYLE) $(CATALOGUES) ## Set up and serve with demo content
	@WIRWORKSHOPS_DEMO=true WIRWORKSHOPS_BASE_URL=http://127.0.0.1:$(PORT) \
	  $(BIN)/wirworkshops demo serve --port $(PORT)

test: $(VENV)/dev.stamp $(STYLE) $(CATALOGUES) ## Set up and pass every test
	@sh tests/prepare.sh
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

check: $(VENV)/dev.stamp ## Lint and type-check only
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

format: $(VENV)/dev.stamp ## Format the code
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: $(VENV)/dev.stamp $(STYLE) $(CATALOGUES) ## Measure against a yardstick of the same run
	$(BIN)/python -m bench $(ARGS)

shots: $(VENV)/dev.stamp $(STYLE) $(CATALOGUES) ## Take pictures of every page into shots/
	SHOTS=shots $(BIN)/python -m pytest tests/browser/test_pages.py

texts: $(VENV)/dev.stamp ## Collect the texts to translate
	$(BIN)/pybabel -q extract -F babel.cfg -k _l -o messages.pot --no-location --sort-output .
	$(BIN)/pybabel -q update -i messages.pot -d wirworkshops/translations --no-fuzzy-matching --ignore-obsolete
	@rm messages.pot

lock: $(VENV)/dev.stamp ## Pin the newest versions of all requirements
	cd requirements && for name in app dev node; do ../$(BIN)/pip-compile --quiet --allow-unsafe --upgrade \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras -o $$name.txt $$name.in; done

clean: ## Remove everything that make made, but not the data
	rm -rf $(VENV) node_modules static/dist $(CATALOGUES)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed.") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/app.stamp: requirements/app.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements/app.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/app.stamp
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/node.stamp: requirements/node.txt package-lock.json .npmrc | $(VENV)/bin/python
	@command -v npm >/dev/null || $(PIP) install --require-hashes -r requirements/node.txt
	$(NODE_PATH_FIRST) npm ci --silent
	@touch $@

$(STYLE): $(VENV)/node.stamp static/build.mjs $(wildcard static/css/*.css) $(shell find templates -name '*.html')
	$(NODE_PATH_FIRST) npm run --silent build

%.mo: %.po | $(VENV)/app.stamp
	$(BIN)/pybabel -q compile -i $< -o $@
