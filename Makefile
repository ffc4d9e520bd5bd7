# The commands are a contract: each works on a fresh clone and does its own set-up first. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test nightly security check bench fmt schema migration models model-cards lock web
SHELL := bash
PYTHON_BIN := .solvent/venv/bin/python
# Node of our own, where PATH has none; empty where there is none at all.
WITH_NODE = node="$$(tools/node.sh 2>/dev/null || true)"; PATH="$${node:+$$node:}$$PATH"

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## set everything up and serve the platform until Ctrl-C (PORT=8000 WEB_PORT=3000)
	@tools/setup.sh run
	@sh infra/setup/system_packages.sh ocr postgres
	@tools/web.sh graphiql || echo "[set-up] GraphiQL is not there: POST to /graphql works" >&2
	@tools/web.sh build || echo "[set-up] the web app is not there: the API runs without it" >&2
	@$(WITH_NODE) exec .solvent/venv/bin/solvent up

# Closes with pytest's own line. ARGS= goes to pytest: make test ARGS="tests/core -x". All tests run in two processes, each
# with servers of its own; those of a file, and all that drive the whole platform, run in one of them, the longest first
# (tests/support/by_file.py). Their lines are counted: at least 85 % of core, api and workers.
ALL_TESTS := -n 2 --no-loadscope-reorder
COUNTED := -m slipcover --source core,api,workers --json --out .solvent/coverage.json
ENOUGH := -m slipcover --merge .solvent/coverage.json --out .solvent/coverage.json --json --silent --fail-under 85
test: ## set everything up and pass every test (ARGS=… for pytest)
	@tools/setup.sh dev
	@sh infra/setup/system_packages.sh ocr postgres browser gost
	@tools/web.sh test graphiql build || [ $$? = 3 ]
ifdef ARGS
	@$(WITH_NODE) $(PYTHON_BIN) -m pytest $(ARGS)
else
	@$(WITH_NODE) $(PYTHON_BIN) $(COUNTED) -m pytest $(ALL_TESTS)
	@$(PYTHON_BIN) $(ENOUGH) || { echo "fewer than 85 % of the lines of core, api and workers are reached"; exit 1; }
endif

nightly: ## what is too long for each change: other random examples, 50,000 documents by plans and by resolvers, fuzzing
	@tools/setup.sh bench
	@sh infra/setup/system_packages.sh ocr postgres
	@$(PYTHON_BIN) -m pytest -n 2 --no-loadscope-reorder -m hypothesis --hypothesis-profile nightly --timeout 3600
	@SOLVENT_RANDOM_DOCUMENTS=50000 $(PYTHON_BIN) -m pytest tests/integration/compiled/test_equal_answers.py \
		--hypothesis-profile nightly --timeout 14400
	@$(PYTHON_BIN) -m tests.fuzz.fuzz_statements --seconds 600

security: ## the negative tests, and 5,000 made-up requests over REST and GraphQL (ARGS="--cases 500 --only fuzz")
	@tools/setup.sh bench
	@sh infra/setup/system_packages.sh postgres
	@$(WITH_NODE) $(PYTHON_BIN) -m tests.security $(ARGS)

check: ## every check that CI makes: format, lint, types, contracts, schema, migrations, secrets, web
	@tools/setup.sh dev
	@sh infra/setup/system_packages.sh postgres
	@$(PYTHON_BIN) -m tools.check $(ARGS)

bench: ## run the benchmarks beside their peers (table, and bench-results.json)
	@tools/setup.sh bench
	@sh infra/setup/system_packages.sh ocr postgres
	@$(PYTHON_BIN) -m tests.bench --json bench-results.json $(ARGS)

fmt: ## bring the code into its format, and fix what ruff can fix
	@tools/setup.sh dev
	@$(PYTHON_BIN) -m ruff format --quiet .
	@$(PYTHON_BIN) -m ruff check --quiet --fix . || true
	@$(PYTHON_BIN) -m ruff format .

schema: ## write api/graphql/schema.graphql, docs/api and the web app's types from the code
	@tools/setup.sh dev
	@$(PYTHON_BIN) -m tools.check_schema --write
	@$(PYTHON_BIN) -m tools.api_docs --write
	@tools/web.sh codegen || [ $$? = 3 ]

migration: ## write the next migration from the models: make migration NAME="planned payments"
	@[ -n "$(NAME)" ] || { echo 'Say what it does: make migration NAME="planned payments"' >&2; exit 2; }
	@tools/setup.sh dev
	@sh infra/setup/system_packages.sh postgres
	@$(PYTHON_BIN) -m tools.new_migration "$(NAME)"

models: ## build every model anew from what this repository holds
	@tools/setup.sh run
	@$(PYTHON_BIN) -m ml.categoriser.train --out .solvent/models
	@$(PYTHON_BIN) -m ml.matching.train
	@$(PYTHON_BIN) -m ml.forecast.fit_weights
	@$(PYTHON_BIN) -m tools.models.artefacts --write

model-cards: ## measure what this repository can measure and write docs/models: make model-cards DATA=FOLDER for all
	@tools/setup.sh bench
	@$(PYTHON_BIN) -m tools.models.measure $(if $(DATA),--data $(DATA))
	@$(PYTHON_BIN) -m tools.models.cards

lock: ## resolve the dependencies anew into requirements/*.lock and the npm locks
	@tools/setup.sh run
	@tools/lock.sh

web: ## build the web app alone
	@tools/setup.sh run
	@tools/web.sh build
