# Nhịp Cầu. `make demo` shows it, `make check` before every commit, `make test` for everything.

GO      ?= go
BIN     := bin/nhipcau
DEMO    ?= data/demo
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X github.com/nhipcau/nhipcau/internal/app.Version=$(VERSION)

.PHONY: build demo check test fuzz bench release generate format clean

build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/nhipcau

# The fictional province An Bình in $(DEMO), served on PORT (8080).
demo: build
	$(BIN) demo --data $(DEMO)

# Format, vet, lint, structure, generated files and the fast tests: about a minute on a warm cache.
check:
	@scripts/check

# Everything: all tests on SQLite and a real PostgreSQL, a real browser, accessibility and HTML checks.
test:
	@scripts/need postgres chromium pages provider history readers
	scripts/with-postgres $(GO) test -timeout 30m -tags browser,tools ./...

# Every reader of foreign bytes on bytes by chance, FOR seconds each.
fuzz:
	@scripts/fuzz $(or $(FOR),60)

# Prints the rows of docs/benchmarks.md, and all of them in one table; DATA=DIR holds the public originals of the engine.
bench: build
	@DATA=$(DATA) scripts/bench

# One archive for a server without Internet, in dist/: program, sums, parts, service unit, settings, manuals.
release:
	@scripts/release

generate:
	$(GO) tool templ generate -lazy
	$(GO) run ./cmd/nhipcau config-sample >deploy/nhipcau.env.sample

format:
	gofmt -w $$(git ls-files '*.go')
	$(GO) tool templ fmt internal

clean:
	rm -rf bin data dist tmp
