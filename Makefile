# The commands of the house. `make help` lists them; README.md shows what they print.

PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)

venv := .venv/bin
marks := .venv/.marks
web := src/wugong/web
catalogues := $(patsubst %.po,%.mo,$(wildcard $(web)/locale/*/LC_MESSAGES/*.po))
asset_sources := $(shell find $(web)/styles $(web)/scripts $(web)/icons.txt -type f 2>/dev/null)

# Node of the machine, or, where there is none, the one that PyPI carries.
node := $(shell command -v node)
npm := $(if $(node),npm,$(venv)/npm)
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help setup run test demo bench wheel lock messages clean
.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:

help: ## list these commands
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/make \1\t\2/p' Makefile | expand -t 16

setup: $(marks)/project $(marks)/assets $(catalogues) ## install everything into .venv and build the assets
	@:

run: setup ## serve the demonstration county on http://127.0.0.1:$(PORT)
	@PORT=$(PORT) scripts/run

test: setup ## format, types, contracts, tests on both databases, coverage
	@$(venv)/python scripts/verify.py

demo: setup ## load the demonstration county where it is absent, print its accounts
	@$(venv)/wugong migrate --verbosity 0
	@$(venv)/wugong demo load

bench: setup ## measure appraisal, pages, lists and links beside their floors
	@$(venv)/wugong bench appraisal --villages 600000 --json
	@$(venv)/wugong bench pages --json
	@$(venv)/wugong bench households --rows 100000 --json
	@$(venv)/wugong bench link-ten --json

wheel: setup ## build dist/*.whl with assets, catalogues and the poster fonts inside
	@rm -rf build dist
	@$(venv)/python -m build --wheel --no-isolation --outdir dist . >/dev/null
	@ls dist

lock: $(marks)/packages ## resolve the requirements anew (Python and Node)
	@cd requirements && for part in runtime dev node; do \
	  $(CURDIR)/$(venv)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header \
	    --python-version 3.11 $$part.in --output-file $$part.txt; done
	@rm -f package-lock.json
	@$(npm) install --package-lock-only --before="$$(date -u -d '3 months ago' +%F)"

messages: $(marks)/project ## gather new texts into the English catalogue
	@mkdir -p build
	@pybabel --quiet extract --mapping babel.cfg --keywords gettext_lazy --keywords mark --no-location --no-wrap \
	  --sort-output --output-file build/django.pot .
	@pybabel --quiet update --init-missing --domain django --locale en --output-dir $(web)/locale \
	  --input-file build/django.pot --no-fuzzy-matching --no-wrap --ignore-pot-creation-date

clean: ## remove what was built, keep the state folder
	@rm -rf .venv node_modules build dist $(web)/static $(web)/fonts $(catalogues)

$(marks)/packages: requirements/runtime.txt requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.version_info[:2] == (3, 11) or sys.exit("Python 3.11 is needed: make setup PYTHON=…")'
	@test -x $(venv)/python || $(PYTHON) -m venv .venv
	@$(venv)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/runtime.txt -r requirements/dev.txt
	@mkdir -p $(marks) && touch $@

$(marks)/project: $(marks)/packages pyproject.toml requirements/runtime.in
	@$(venv)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(marks)/node: $(marks)/packages requirements/node.txt
ifeq ($(node),)
	@$(venv)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/node.txt
endif
	@touch $@

$(marks)/modules: $(marks)/node package.json package-lock.json
	@$(npm) ci --loglevel=error
	@touch $@

$(marks)/assets: $(marks)/modules scripts/build.mjs $(asset_sources)
	@$(npm) run --silent build
	@touch $@

%.mo: %.po $(marks)/packages
	@$(venv)/pybabel --quiet compile --input-file $< --output-file $@
