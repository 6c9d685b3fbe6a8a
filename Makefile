# The documented targets: thin over meson and scripts/. Settings come from the environment or the command line.
BUILD ?= build
BIN := $(BUILD)/bin
PREFIX ?= /usr/local
ITER_GLOB ?= artifacts/soak/latest/ITER_SUMMARY_*.json
OUT_DIR ?= reports/analysis
MIN_WINDOWS ?= 24
STATE_DIR ?= artifacts/state
EXPORT_FLAGS ?= --stream
DEMO ?= demo

.DEFAULT_GOAL := help
.PHONY: help build demo test lint format bench judge coverage pages fuzz faults install deb clean status doctor soak-analyze soak-violations-redis

help: ## List the targets
	@size=; if [ -t 1 ]; then size=$$(stty size 2>/dev/null </dev/tty) || size=; fi; \
	width=$${COLUMNS:-$${size#* }}; [ "$${width:-0}" -ge 60 ] || width=80; \
	grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS='	' read -r name text; do \
	  printf '%s\n' "$$text" | fold -s -w $$((width - 24)) | sed "1s/^/$$(printf %-24s "$$name")/; 2,\$$s/^/$$(printf %24s '')/; s/ *$$//"; \
	done

build: ## Build all tools (optimised) into build/
	@scripts/bootstrap build
	@scripts/build $(BUILD)

demo: build ## Analyse a sample run in the folder DEMO (demo) and show what came out
	@mkdir -p '$(DEMO)' && cd '$(DEMO)' && '$(CURDIR)/scripts/demo' '$(abspath $(BIN))'

test: build ## Build and run all tests
	@scripts/bootstrap test install deb
	@scripts/test $(BUILD)

lint: ## Check format and style of the C++, the shell, and the report page
	@scripts/bootstrap lint
	@scripts/lint

format: ## Format the sources in place, and write the report page's header anew
	@scripts/bootstrap lint
	@scripts/lint --fix

bench: build ## Measure speed and memory as ratios against floors and peers
	@scripts/bootstrap bench
	@bench/run
	@bench/redis
	@bench/continuous
	@bench/html

judge: build ## Hold the rules of judgement against simulated runs: false trends, pages, delays, comparisons
	@scripts/bootstrap test
	@meson configure $(BUILD) -Dtests=enabled
	@ninja -C $(BUILD) test/bars >/dev/null
	@$(BUILD)/test/bars

coverage: ## Say how many lines of core/, model/ and analysis/ the unit tests run, and which they do not
	@scripts/bootstrap build test coverage
	@scripts/coverage $(BUILD)-coverage

faults: build ## Fail every system call of every tool that writes, crash the machine after each, and look at what is left
	@SOAK_BIN=$(abspath $(BUILD))/bin test/fault/faults --table $(BUILD)/faults.md
	@cat $(BUILD)/faults.md

fuzz: ## Search for input that breaks a reader: FUZZ_SECONDS each (60), FUZZ_NAMES of test/fuzz/bodies.hpp (all)
	@scripts/fuzz $(or $(FUZZ_SECONDS),60) $(FUZZ_NAMES)

endurance: build ## Run one runner for ENDURANCE_CYCLES (2000) hours of its clock while Redis and channels fail, and see that it does not grow
	@scripts/bootstrap test
	@SOAK_SOURCE_ROOT=$(CURDIR) SOAK_BIN=$(abspath $(BUILD))/bin ENDURANCE_CYCLES=$(or $(ENDURANCE_CYCLES),2000) bats test/fault/endurance.bats

reliability: build ## Run all that tries to break soak at full length, and write what it counted into docs/reliability.md
	@scripts/bootstrap test
	@scripts/reliability $(BUILD)

pages: build ## Count the pages of simulated soaks, hour by hour on the real runner with the clock moved
	@scripts/bootstrap test
	@bench/pages $(BIN)/continuous_runner

install: build ## Install below PREFIX (and DESTDIR)
	@scripts/bootstrap install
	@meson configure $(BUILD) -Dprefix=$(PREFIX)
	@ninja -C $(BUILD) >/dev/null
	@meson install -C $(BUILD) --quiet --no-rebuild

deb: build ## Pack the build as Debian packages into build/deb
	@scripts/bootstrap deb
	@scripts/deb $(BUILD) $(BUILD)/deb

dist: build ## Pack the tools with all they need as a tarball for any Linux, into build/dist
	@scripts/bootstrap install
	@scripts/dist $(BUILD) $(BUILD)/dist

clean: ## Remove the build directories
	rm -rf build build-*

# Analysis
soak-analyze: build ## Analyse ITER_GLOB into OUT_DIR (HTML=1: with the page to look at)
	@$(BIN)/analyze_post_soak --iter-glob '$(ITER_GLOB)' --out-dir '$(OUT_DIR)' --min-windows $(MIN_WINDOWS) --verbose \
	  $(if $(HTML),--html)

.PHONY: screenshots
screenshots: build ## Remake the pictures of docs/images: terminal, page, comparison, comment, message (PICTURES: some of them)
	@scripts/bootstrap screenshots
	@scripts/screenshots $(BIN) $(BUILD) $(PICTURES)

# GITHUB_TOKEN, GITHUB_REPOSITORY and GITHUB_EVENT_PATH are there in a workflow; else PR_COMMENT_FLAGS='--repo … --pr …'.
.PHONY: soak-pr-comment
soak-pr-comment: build ## Print SOAK_SUMMARY of OUT_DIR as a comment on a pull request; POST=1 posts it
	@$(BIN)/pr_comment --summary '$(OUT_DIR)/SOAK_SUMMARY.json' $(if $(POST),--post) $(PR_COMMENT_FLAGS)

status: build ## Show phase, verdict, last alert and what is due next
	@$(BIN)/status --artifacts-dir '$(ARTIFACTS)' --reports-dir '$(OUT_DIR)' --state-dir '$(STATE_DIR)' --tz '$(SOAK_TZ)'

doctor: build ## Check installation, settings, servers, artifacts and journal
	@$(BIN)/doctor --artifacts-dir '$(ARTIFACTS)' --reports-dir '$(OUT_DIR)' --state-dir '$(STATE_DIR)' --tz '$(SOAK_TZ)'

# Redis: REDIS_URL, ENV and EXCHANGE come from the environment or from .env
soak-violations-redis: build ## Export SOAK_SUMMARY and VIOLATIONS of OUT_DIR to REDIS_URL, under ENV and EXCHANGE
	@$(BIN)/export_violations_to_redis --summary '$(OUT_DIR)/SOAK_SUMMARY.json' \
	  --violations '$(OUT_DIR)/VIOLATIONS.json' --state-dir '$(STATE_DIR)' $(EXPORT_FLAGS)

# Continuous mode. ENV, EXCHANGE, REDIS_URL, ALERT_POLICY and the channels' tokens come from the environment or .env.
.PHONY: soak-once soak-continuous soak-alert-dry soak-alert-selftest soak-qol-smoke soak-qol-smoke-new-viol
# Their values, not what make would take them for: they may come from the environment.
soak-once soak-continuous: export ITER_GLOB := $(value ITER_GLOB)
soak-once soak-continuous: export MIN_WINDOWS := $(value MIN_WINDOWS)
soak-once soak-continuous soak-alert-selftest soak-qol-smoke soak-qol-smoke-new-viol: export OUT_DIR := $(value OUT_DIR)

soak-once: build ## One cycle: analyse, export, alert (DRY_RUN=true: only show what it would do)
	@scripts/continuous once $(BIN)

soak-continuous: build ## Cycles without end, INTERVAL_MIN (60) minutes apart
	@scripts/continuous continuous $(BIN)

soak-alert-dry: build ## Show what a CRIT would send, and how the debounce holds it back
	@scripts/continuous dry $(BIN)

soak-alert-selftest: build ## Send a made-up CRIT (VERDICT=crit|warn|ok) to every channel; leaves real state alone
	@scripts/continuous selftest $(BIN)

soak-qol-smoke: build ## Two runs over a made-up CRIT: one alert, then debounce
	@scripts/continuous smoke $(BIN)

soak-qol-smoke-new-viol: build ## Other violations break through the debounce
	@scripts/continuous smoke-new-viol $(BIN)

# The daily routine. Settings: SOAK_TZ, ARTIFACTS, REPORTS_DIR, ITER_GLOB, MIN_READINESS, KEEP_DAYS, KEEP_LAST, CLEAN_DAYS.
OPS := SOAK_ENV_FILE= SOAK_BIN=$(BIN) REPORTS_DIR='$(OUT_DIR)' ITER_GLOB='$(ITER_GLOB)' scripts/ops
.PHONY: daily weekly key-artifacts archive-daily snapshot-on-fail full-accept ready-gate bundle bundle-auto \
  ready-bundle full-validate all-ops

key-artifacts: build ## Build EDGE_REPORT, EDGE_SENTINEL, KPI_GATE, FULL_STACK_VALIDATION from the last analysis
	@$(OPS)/key-artifacts.sh

daily: build ## The day: key artifacts, daily_check, cron_sentinel, daily_digest, archive
	@$(OPS)/daily.sh

weekly: build ## The week: weekly_rollup
	@$(OPS)/weekly.sh

archive-daily: build ## Pack the artifacts, verified, and prune old archives
	@$(OPS)/archive-daily.sh

snapshot-on-fail: build ## Pack the artifacts for the journal's last FAIL
	@$(OPS)/snapshot-on-fail.sh

full-accept: build ## Check the structure of the key artifacts
	@$(BIN)/full_accept --artifacts-dir $${ARTIFACTS:-artifacts}

ready-gate: build ## Block a release with a readiness below 85
	@$(BIN)/ready_gate --artifacts-dir $${ARTIFACTS:-artifacts} --min-readiness $${MIN_READINESS:-85}

bundle: build ## Build the release bundle and its stamp, if ready
	@$(OPS)/ready-bundle.sh

bundle-auto: build ## The same every 3 to 5 days, or when its inputs changed
	@$(OPS)/ready-bundle.sh --auto

ready-bundle: build ## quick_cmds: the release bundle
	@SOAK_ENV_FILE= SOAK_BIN=$(BIN) $(BIN)/quick_cmds --do ready-bundle

full-validate: build ## quick_cmds: validate the whole stack
	@SOAK_ENV_FILE= SOAK_BIN=$(BIN) $(BIN)/quick_cmds --do full-validate

all-ops: build ## quick_cmds: ready-bundle, full-validate, soak-14d
	@SOAK_ENV_FILE= SOAK_BIN=$(BIN) $(BIN)/quick_cmds --do all

# Orchestration
.PHONY: soak-shadow soak-canary soak-live-econ soak-smoke soak soak-14d
ARTIFACTS ?= artifacts
SOAK_TZ ?= Europe/Berlin
SHADOW_HOURS ?= 6
CANARY_HOURS ?= 6
LIVE_HOURS ?= 12
TICK_SEC ?= 3600
REGION ?= default
WINDOW_CMD ?=
SOAK_OUT ?= $(ARTIFACTS)/soak_reports/$(shell date +%F).json
export WINDOW_CMD
SMOKE_SEED ?= 7
SMOKE_DEGRADE ?= none
ORCHESTRATE = $(BIN)/soak_orchestrator --tick-sec $(TICK_SEC) --region '$(REGION)' \
  --artifacts-dir '$(ARTIFACTS)' $(if $(DRY),--dry)
SOAK_RUN = $(BIN)/soak_run --tz '$(SOAK_TZ)' --artifacts-dir '$(ARTIFACTS)'

soak-shadow: build ## Judge SHADOW_HOURS of the phase shadow, tick by tick (DRY=1: run no hook)
	@$(ORCHESTRATE) --phase shadow --hours $(SHADOW_HOURS)

soak-canary: build ## Judge CANARY_HOURS of the phase canary
	@$(ORCHESTRATE) --phase canary --hours $(CANARY_HOURS)

soak-live-econ: build ## Judge LIVE_HOURS of the phase live-econ
	@$(ORCHESTRATE) --phase live-econ --hours $(LIVE_HOURS)

soak: build ## Walk the phases for SHADOW_HOURS, CANARY_HOURS, LIVE_HOURS; WINDOW_CMD prints a window a tick
	@$(SOAK_RUN) --shadow-hours $(SHADOW_HOURS) --canary-hours $(CANARY_HOURS) --live-hours $(LIVE_HOURS) \
	  --tick-sec $(TICK_SEC) --region '$(REGION)' --out '$(SOAK_OUT)' \
	  --reports-dir '$(OUT_DIR)' $(if $(WINDOW_CMD),--window-cmd "$$WINDOW_CMD")

soak-smoke: ARTIFACTS = artifacts/smoke
soak-smoke: build ## Walk the phases in 144 s with the sample bot (SMOKE_DEGRADE=edge: it fails in canary)
	@$(SOAK_RUN) --restart --shadow-hours 0.01 --canary-hours 0.01 --live-hours 0.02 \
	  --out '$(ARTIFACTS)/soak_reports/smoke.json' --reports-dir '$(ARTIFACTS)/reports' \
	  --window-cmd 'scripts/sample-bot --seed $(SMOKE_SEED) --degrade $(SMOKE_DEGRADE) --degrade-in canary'

soak-14d: build ## Soak 14 nights, with the daily routine after each (scripts/ops/soak-14d.sh --plan shows them)
	@$(OPS)/soak-14d.sh
