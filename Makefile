# Bare `make` lists the targets. Only Go is taken for granted; a target that
# needs a system package installs it where it may, else says which one is missing.

GO       ?= go
FUZZTIME ?= 60s
BENCH    ?= .
BIN      := bin/archiver

# The go command stamps the version from git by itself. It refuses to build
# where git refuses to read the folder (another owner), so ask git first.
VCS := $(shell git status --porcelain >/dev/null 2>&1 && echo auto || echo false)

# Lint, tests and program are made of the same compiled packages, wherever the clone
# stands. Only the race detector needs cgo. What the user wants of Go stays, whether it is
# given here, in the environment or by go env -w.
override GOFLAGS := $(or $(GOFLAGS),$(shell $(GO) env GOFLAGS 2>/dev/null)) -trimpath
export GOFLAGS
export CGO_ENABLED := 0

# Which test runs where. Each runs once. Those in which goroutines of ours share memory
# run under the race detector: all tests of the packages in RACED; of the others each
# test that says so at the end of its first line, `// raced`; and each story in
# internal/cli/testdata/script that says so in its first line, `# raced`. All else runs
# without it, some five times faster. internal/raced_test.go sees to it that no
# package that starts goroutines is left out.
RACED := ./internal/browser ./internal/demo ./internal/fetch ./internal/mirror ./internal/notify ./internal/record

# Packages whose tests are not about the disk keep their files in /dev/shm, if there is
# room (internal/webtest/ram); with TMPDIR set they are where that says.

# The slowest of the others: started first, so that none is waited for alone at the end.
SLOW := ./internal/cli ./internal/watch ./internal/eval ./internal/bundle ./internal/store/s3

.DEFAULT_GOAL := help
.PHONY: help demo build viewer test test-plain test-race lint eval bench fuzz clean deps deps-test deps-bench

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: deps build ## build, then show the whole job on a small made-up web (no Internet)
	@$(BIN) demo --anew

build: ## build bin/archiver
	$(GO) build -buildvcs=$(VCS) -o $(BIN) ./cmd/archiver

# ReplayWeb.page by Webrecorder, licence AGPL-3.0-or-later: fetched, never committed.
VIEWER     := replaywebpage-2.5.3
VIEWER_SUM := 9c28f63d238ddc1c5e489284f00b183f250bbf45cf64a2567f2e25f4fc90adef52ab02d9f9629956cfec7cba8f390e06ac7fb46248dbc0e86bf1c4931f4f20b1

viewer: ## fetch the viewer of snapshots for `archiver serve` from npm into bin/viewer (AGPL)
	$(call install,npm,npm,the viewer cannot be fetched)
	@set -e; mkdir -p bin; tmp=$$(mktemp -d "$$PWD/bin/viewer-XXXXXX"); trap 'rm -rf "$$tmp"' EXIT; cd "$$tmp"; \
	npm pack --silent --ignore-scripts $(subst replaywebpage-,replaywebpage@,$(VIEWER)) >/dev/null; \
	echo "$(VIEWER_SUM)  $(VIEWER).tgz" | sha512sum -c --quiet; \
	tar xzf $(VIEWER).tgz package/ui.js package/sw.js package/LICENSE 2>/dev/null; \
	rm -rf ../viewer; mv package ../viewer; echo "bin/viewer has $(VIEWER)"

# The marked tests and stories as one pattern for -run and -skip, the packages that have
# them, and whether there is the C compiler that the race detector needs.
MARK      = ^func (Test[A-Za-z0-9_]+)\(t \*testing\.T\) \{ // raced$$
MARKED    = ^($$(grep -rhE '$(MARK)' --include='*_test.go' internal | sed -E 's|$(MARK)|\1|' | sort -u | paste -sd'|'))$$|^TestScript$$/^($$(cd internal/cli/testdata/script && grep -lx '\# raced' *.txt | sed 's/\.txt$$//' | paste -sd'|'))$$
MARKED_IN = $$(grep -rlE '$(MARK)' --include='*_test.go' internal | xargs -n1 dirname | sort -u | sed 's|^|./|')
COMPILER  = cc=$$($(GO) env CC); command -v "$${cc%% *}" >/dev/null && race=-race || race=
# Compilers, tests and servers of theirs collect garbage less often than they would of
# themselves: a sixth less to do, and memory enough. Vetted by lint already, hence -vet=off.
test: export GOGC := $(or $(GOGC),300)
GO_TEST   = $(GO) test -vet=off -timeout=20m
RACE_TEST = CGO_ENABLED=$${race:+1} GORACE=atexit_sleep_ms=50 $(GO_TEST) $$race

test: deps deps-test lint ## all tests, with format, vet and linter first; the race detector where goroutines share memory
	@$(COMPILER); [ -n "$$race" ] || echo "make: no C compiler ($$cc): testing WITHOUT the race detector" >&2
	@$(MAKE) --no-print-directory --keep-going -j2 test-plain test-race # side by side: much of both is waiting

test-plain:
	@echo "go test (all but what is raced)"; \
	$(GO_TEST) -parallel=6 -skip="$(MARKED)" $(SLOW) $$($(GO) list ./... | grep -vxF "$$($(GO) list $(RACED))")

test-race:
	@$(COMPILER); ok=0; echo "go test $$race (what is raced)"; \
	$(RACE_TEST) -parallel=4 -run="$(MARKED)" $(MARKED_IN) || ok=1; \
	$(RACE_TEST) $(RACED) || ok=1; \
	exit $$ok

lint: ## gofmt, go vet, staticcheck
	@bad=$$(gofmt -l $$(find . -name '*.go' -not -path './.*' -not -path './bin/*')); \
	if [ -n "$$bad" ]; then echo "gofmt would change:"; echo "$$bad"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

eval: deps ## how right the verdicts are, on made cases and real pairs of pages (EVAL='-v -run REGEXP' says more)
	@$(GO) build -o bin/eval ./cmd/eval && bin/eval $(EVAL)

bench: deps-bench build ## speed and size beside wget on one local server (about ten minutes)
	$(GO) test -run='^$$' -bench='$(BENCH)' -benchtime=1x -timeout=60m -v ./internal/cli
	$(GO) test -run='^$$' -bench='$(BENCH)' ./internal/eval
	$(GO) test -run='^$$' -bench='$(BENCH)' -timeout=60m ./internal/webtest/many

fuzz: ## every fuzz target in the tree, FUZZTIME (60s) each
	@set -e; grep -rnoE '^func Fuzz[A-Za-z0-9_]+' --include='*_test.go' . | LC_ALL=C sort -u | \
	while IFS=: read -r file _ func; do \
	  name=$${func#func }; \
	  echo "$$name in $$(dirname $$file)"; \
	  $(GO) test -run='^$$' -fuzz="^$$name\$$" -fuzztime=$(FUZZTIME) -fuzzminimizetime=5s "./$$(dirname $$file)"; \
	done

# $(call install,COMMAND,PACKAGE,WHY), and $(call needs,TEST,WHAT,PACKAGE,WHY)
install = $(call needs,command -v $(1),$(1),$(2),$(3))
define needs
	@$(1) >/dev/null 2>&1 || { \
	  if ! command -v apt-get >/dev/null; then as=none; \
	  elif [ "$$(id -u)" = 0 ]; then as=; \
	  elif sudo -n true 2>/dev/null; then as=sudo; else as=none; fi; \
	  [ "$$as" != none ] && echo "make: installing $(3)" >&2 && $$as apt-get update -qq >/dev/null && \
	  $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(3) >/dev/null || \
	  echo "make: $(2) is missing: $(4). Install the package $(3)" >&2; }
endef

# Debian has the browser without its windows as a package of its own.
CHROMIUM = $$(apt-cache show chromium-headless-shell >/dev/null 2>&1 && echo chromium-headless-shell || echo chromium)

deps:
	$(call install,pdftotext,poppler-utils,PDF files cannot be read)

deps-test:
	$(call install,gcc,gcc libc6-dev,the race detector needs a C compiler)
	$(call install,unzip,unzip,the archive cannot be checked by hand)
	$(call install,openssl,openssl,the archive cannot be checked by hand)
	$(call install,python3,python3,the archive cannot be checked by hand)
	$(call install,npm,npm,a capture cannot be looked at in another's viewer)
	$(call install,$(or $(shell command -v chromium-headless-shell),$(shell command -v chromium),chromium-headless-shell),$(CHROMIUM),no page can be rendered)
	$(call needs,fc-match 'Times New Roman' | grep -i liberation,a font as wide as Times,fontconfig fonts-liberation,lines of printed pages break elsewhere than the tests have it)
	@$(GO) run ./internal/webtest/tools/install

deps-bench:
	$(call install,pdftotext,poppler-utils,PDF files cannot be read)
	$(call install,wget,wget,nothing to compare with)
	$(call install,openssl,openssl,nothing to compare verify with)
	$(call install,npm,npm,nothing to compare captures with)
	$(call install,nginx,nginx-light,nothing to compare the server with)
	@$(GO) run ./internal/webtest/tools/install bench

clean: ## remove what was built
	rm -rf bin
