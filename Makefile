# kbc: build, try out, test, install.  `make help` lists what can be asked for.
#
#   make setup all      on a fresh machine: everything, from nothing to generated/
#   make setup test     all tests
#
# One switch chooses a profile, each with a build directory of its own:
#   SAN=asan,ubsan   SAN=tsan   COVERAGE=1   CC=clang   WERROR=1 (always on where CI=true)
#   FUZZ=1 (for `make fuzz` and `make fuzz-afl`, which choose it themselves)

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-print-directory

# As many jobs as there are processors, unless the caller chose a number.
ifeq ($(MAKELEVEL),0)
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
endif
endif

setups := $(filter setup setup-tools,$(MAKECMDGOALS))
ifneq ($(setups),)

# ---- Set-up comes first ------------------------------------------------------------------
# What it installs decides what pkg-config says, so the other goals wait, with -j too, and run
# in a make of their own that looks at the machine as set-up has left it.

goals := $(filter-out setup setup-tools,$(MAKECMDGOALS))

.PHONY: setup setup-tools after-setup $(goals)
setup: ## install what is missing on this machine (needs root or sudo only if something is)
	@sh compiler/setup.sh

setup-tools: $(filter setup,$(setups)) ## the same for what only the long targets need
	@sh compiler/setup.sh --tools

after-setup: $(setups)
	@+$(if $(goals),$(MAKE) $(goals),:)

$(goals): after-setup
	@:

else

# ---- Profile -----------------------------------------------------------------------------

ifneq ($(filter default undefined,$(origin CC)),)
CC := cc
endif
AR ?= ar

empty :=
comma := ,
space := $(empty) $(empty)
sanitizers := $(sort $(subst $(comma), ,$(SAN)))
compiler := $(filter-out cc gcc,$(notdir $(lastword $(CC))))
profile := $(subst $(space),-,$(strip $(compiler) $(sanitizers) $(if $(COVERAGE),coverage) \
  $(if $(FUZZ),fuzz)))
profile := $(or $(profile),release)

B := build/$(profile)
KBC := $(if $(filter release,$(profile)),build/kbc,$(B)/kbc)

ifneq ($(filter-out asan ubsan tsan,$(sanitizers)),)
$(error SAN takes asan, ubsan and tsan, separated by commas, and not "$(SAN)")
endif

ifeq ($(CI),true)
WERROR := 1
endif

# ---- Flags -------------------------------------------------------------------------------
# CFLAGS, CPPFLAGS and LDFLAGS are the caller's and come last.

LIBRARIES := 'libcmark >= 0.30' yaml-0.1 libcjson libpcre2-8 libutf8proc nettle zlib libzstd \
  sqlite3

# The program takes the archive of each library that has one: to find nine shared libraries and
# their symbols is a tenth of the time that the check of one case takes. SHARED=1 for packagers.

standard := -std=c11 -D_POSIX_C_SOURCE=200809L

warnings := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wmissing-prototypes \
  -Wstrict-prototypes -Wold-style-definition -Wformat=2 -Wwrite-strings -Wvla -Wundef \
  -Wcast-qual -Wpointer-arith -Wimplicit-fallthrough -Wredundant-decls

# What OpenSSF's guide for compiler options lists. A compiler takes what it knows of it: each
# is tried on a small program, once a profile, and the answers are kept in flags.mk.
hardening := -fstack-protector-strong -fstack-clash-protection -fcf-protection=full \
  -mbranch-protection=standard -ftrivial-auto-var-init=zero -fstrict-flex-arrays=3 \
  -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing
hardening_link := -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,-z,nodlopen \
  -Wl,--as-needed -Wl,--no-copy-dt-needed-entries

# The library functions that check sizes need the optimiser, and get in a sanitizer's way.
fortify := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3

optimise := -O3 -g
instrument :=
ifneq ($(sanitizers),)
optimise := -O1 -g -fno-omit-frame-pointer
fortify :=
instrument := $(sanitizers:%=-fsanitize=%) -fno-sanitize-recover=all
instrument := $(subst =asan,=address,$(subst =ubsan,=undefined,$(subst =tsan,=thread,$(instrument))))
endif
# The counters lie in a file that all runs share, so what is killed has counted, too.
ifdef COVERAGE
optimise := -O1
fortify :=
instrument += -fprofile-instr-generate=$(abspath $(B))/profile/%m%c.profraw -fcoverage-mapping \
  -fprofile-update=atomic -mllvm -runtime-counter-relocation
endif
ifdef FUZZ
instrument += -fsanitize=fuzzer-no-link
endif

# What needs no compiler must not ask for libraries either.
without_flags := help clean format dist uninstall setup setup-tools style
ifneq ($(filter-out $(without_flags),$(or $(MAKECMDGOALS),all)),)
include $(B)/flags.mk
endif

compile = $(CC) $(standard) -Icompiler $(optimise) $(instrument) $(HARDENING) \
  $(fortify) $(LIBRARY_CFLAGS) -pthread -MMD -MP $(if $(WERROR),-Werror)
compile_kbc = $(compile) $(warnings) $(CPPFLAGS) $(CFLAGS)
# cmocka's macros and its untyped state convert freely.
compile_test = $(compile) $(filter-out -Wconversion -Wcast-qual,$(warnings)) $(CPPFLAGS) $(CFLAGS)
link = $(CC) $(optimise) $(instrument) $(HARDENING) $(HARDENING_LINK) -pthread $(CFLAGS) $(LDFLAGS)

$(B)/flags.mk: Makefile
	@mkdir -p $(@D)
	@for library in $(LIBRARIES); do \
	  pkg-config --exists "$$library" || \
	    { echo "$$library is missing here: run  make setup" >&2; exit 1; }; \
	done; \
	echo 'int main(void) { return 0; }' > $(@D)/probe.c; \
	takes() { $(CC) -Werror $(instrument) "$$@" -o $(@D)/probe $(@D)/probe.c >/dev/null 2>&1; }; \
	takes || { echo "$(CC) $(instrument) makes no program here: run  make setup" >&2; exit 1; }; \
	compile=; for flag in $(hardening); do takes $$flag && compile="$$compile $$flag"; done; \
	link=; for flag in $(hardening_link); do takes $$flag && link="$$link $$flag"; done; \
	takes -fPIE -pie && { compile="$$compile -fPIE"; link="$$link -pie"; }; \
	program=; for flag in $$(pkg-config --libs $(LIBRARIES)); do \
	  file=$$($(CC) -print-file-name=lib$${flag#-l}.a); \
	  $(if $(sanitizers)$(SHARED),false,takes) $$link \
	      -Wl,--whole-archive "$$file" -Wl,--no-whole-archive -lm && flag=$$file; \
	  program="$$program $$flag"; \
	done; \
	rm -f $(@D)/probe $(@D)/probe.*; \
	{ echo "HARDENING :=$$compile"; \
	  echo "HARDENING_LINK :=$$link"; \
	  echo "LIBRARY_CFLAGS := $$(pkg-config --cflags $(LIBRARIES) | sed 's/-I */-isystem /g')"; \
	  echo "LIBRARY_LDLIBS := $$(pkg-config --libs $(LIBRARIES)) -lm"; \
	  echo "PROGRAM_LDLIBS :=$$program -lm"; } > $@

# What lies here was made by these commands, of these files: each is a file that changes only if
# what it says does.
$(B)/commands: says = $(compile_kbc); $(compile_test); $(link) $(LIBRARY_LDLIBS) $(PROGRAM_LDLIBS)
$(B)/members: says = $(objects)
$(B)/commands $(B)/members: FORCE
	@printf '%s\n' '$(says)' > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# ---- The program -------------------------------------------------------------------------

# The engine is one text that matcher/matcher.c includes and the C emitter writes.
# What looks at many bytes at once stands in it twice.
engine := $(addprefix compiler/matcher/engine/,tables.h hit.c words.c patterns.c lines.c quick.c \
  wide.c heads.c scan.c base.c heads.c scan.c engine.c)
sources := $(sort $(filter-out compiler/matcher/engine/%, \
  $(wildcard compiler/*.c compiler/*/*.c compiler/*/*/*.c)))
objects := $(patsubst compiler/%.c,$(B)/obj/%.o,$(filter-out compiler/main.c,$(sources))) \
  $(patsubst %,$(B)/obj/gen/builtin_%.o,schema chunk_schema kb_schema engine)

.PHONY: all kbc static kb FORCE
FORCE:

all: kb ## build kbc, check kb/ and compile it into generated/
	@echo
	@echo "made   $(KBC), and generated/ with:"
	@cd generated && printf '         %s\n' *
	@echo "try    $(KBC) check FILE.md     your own file, with or without a schema of yours"
	@echo "       $(KBC) explain          every rule, what for, with examples"
	@echo "       change a word in kb/, then  $(KBC) build  and  git diff generated"
	@echo "       make test                  all tests; make help lists the rest"

kbc: $(KBC) ## build the program only

static: $(B)/obj/main.o $(B)/libkbc.a ## build/kbc-static: one file without shared libraries
	@flags=$$(CC='$(CC)' sh compiler/static.sh build/static) && \
	  $(CC) $(optimise) $(HARDENING) $(filter-out -pie,$(HARDENING_LINK)) -pthread $(CFLAGS) \
	    $(LDFLAGS) -o build/kbc-static $^ $$flags && \
	  strip build/kbc-static && echo "link     build/kbc-static"

kb: $(KBC) ## check kb/ and compile it into generated/
	@$(KBC) check
	@$(KBC) build

$(KBC): $(B)/obj/main.o $(B)/libkbc.a $(B)/commands
	@echo "link     $@"
	@$(link) -o $@.new $< $(B)/libkbc.a $(PROGRAM_LDLIBS) $(LDLIBS)
	@mv $@.new $@

# From nothing each time: an object whose source is gone must not linger in it.
$(B)/libkbc.a: $(objects) $(B)/members
	@rm -f $@
	@$(AR) rcs $@ $(objects)

$(B)/obj/%.o: compiler/%.c $(B)/commands
	@mkdir -p $(@D)
	@echo "compile  $<"
	@$(compile_kbc) -c -o $@ $<

$(B)/obj/gen/%.o: $(B)/gen/%.c $(B)/commands
	@mkdir -p $(@D)
	@$(compile_kbc) -c -o $@ $<

# Files that are compiled in, as character constants: a C compiler need not take a string of that
# length. $(call embed,HEADER) in the rule of builtin_NAME.c, for its first prerequisite.
embed = @mkdir -p $(@D); name=$(basename $(notdir $@)); \
  { echo '/* The bytes of $<. */'; \
    echo '\#include "$(1)"'; \
    echo "const char $${name}_bytes[] = {"; \
    od -An -v -to1 $< | sed "s/ *\([0-7][0-7]*\)/'\\\\\1',/g"; \
    echo '0};'; \
    echo "const size_t $${name}_size = sizeof($${name}_bytes) - 1;"; } > $@

$(B)/gen/builtin_schema.c: schema/case.yaml Makefile
	$(call embed,parse/builtin_schema.h)
$(B)/gen/builtin_chunk_schema.c: schema/chunk.schema.json Makefile
	$(call embed,emit/builtin_formats.h)
$(B)/gen/builtin_kb_schema.c: schema/kb.schema.json Makefile
	$(call embed,emit/builtin_formats.h)
$(B)/gen/engine.c: $(engine)
	@mkdir -p $(@D)
	@cat $+ > $@
$(B)/gen/builtin_engine.c: $(B)/gen/engine.c Makefile
	$(call embed,emit/builtin_engine.h)

-include $(patsubst %.o,%.d,$(objects)) $(B)/obj/main.d

# ---- Tests -------------------------------------------------------------------------------

unit_sources := $(sort $(wildcard tests/unit/*/test_*.c))
unit_programs := $(patsubst tests/unit/%.c,$(B)/unit/%,$(unit_sources))

.PHONY: plan-random test unit golden spec style e2e agree loop bench bench-match bench-lookup corpora schema-suite coverage test-programs
test: ## every test, for the plain build and for the one with ASan, UBSan and LeakSanitizer
	@+MAKE='$(MAKE)' sh tests/run.sh

unit golden spec e2e: test-programs ## one kind of test, for the chosen profile
	@+MAKE='$(MAKE)' sh tests/run.sh $@ $(B) $(KBC)

style: ## the walls of the house, as far as they need no compiler
	@sh tests/style/run.sh

test-programs: $(KBC) $(unit_programs) $(B)/schema-suite $(B)/schema-holds $(B)/agree \
  $(B)/fuzz/replay

$(B)/unit/%: tests/unit/%.c $(B)/libkbc.a $(B)/commands
	@mkdir -p $(@D)
	@echo "compile  $<"
	@$(compile_test) -MF $@.d $(HARDENING_LINK) -o $@ $< $(B)/libkbc.a $(LIBRARY_LDLIBS) \
	  $$(pkg-config --cflags --libs cmocka) $(LDFLAGS)

-include $(addsuffix .d,$(unit_programs))

bench: $(KBC) $(B)/bench/floor ## time `kbc check` on 10,000 files beside a floor program
	@$$(sh compiler/setup.sh --python) tests/bench/bench.py $(KBC) $(B)/bench/floor build/bench

.PHONY: bench-simulate
bench-simulate: $(KBC) ## time `kbc simulate` with labels beside a generator in Python
	@$$(sh compiler/setup.sh --python) tests/bench/bench_simulate.py $(KBC)

.PHONY: bench-build scale
bench-build: $(KBC) ## time `kbc build` beside LangChain.js and a script for Node
	@$$(sh compiler/setup.sh --python) tests/bench/bench_build.py $(KBC) build/bench-build

scale: $(KBC) ## build 100,000 cases and hold the memory that it takes against its bound
	@bad=0; for kind in long short; do \
	  $$(sh compiler/setup.sh --python) tests/bench/scale.py $(KBC) build/scale $${CASES:-100000} \
	    $$kind || bad=1; \
	done; exit $$bad

STORMS ?=
.PHONY: storms
storms: $(KBC) ## hostile inputs of 1 MiB: each command in 2 seconds and 256 MiB; STORMS='PATTERN ...' for some
	@$$(sh compiler/setup.sh --python) tests/e2e/storms/measure.py $(KBC) build/storms $(STORMS)

bench-lookup: $(KBC) ## time kb_by_id and kb_by_message of kb.c, beside gperf
	@$$(sh compiler/setup.sh --python) tests/bench/lookup.py $(KBC) build/bench-lookup

$(B)/bench/floor: tests/bench/floor.c $(B)/commands
	@mkdir -p $(@D)
	@$(compile_kbc) -MF $@.d $(HARDENING_LINK) -o $@ $< $(PROGRAM_LDLIBS) $(LDFLAGS)

bench-match: $(KBC) ## time kb.c on a million lines beside Hyperscan, RE2::Set, grep and ripgrep
	@$$(sh compiler/setup.sh --python) tests/bench/bench_match.py $(KBC) '$(CC)' build/bench-match

# Ten knowledge bases with a million lines each; the test in e2e does the same with fewer.
agree: $(KBC) $(B)/agree ## hold kb.c and kbc's matcher against the reference on 10,000,000 lines
	@mkdir -p build/agree
	@cd build/agree && KBC='$(abspath $(KBC))' BUILD='$(abspath $(B))' CC='$(CC)' \
	  AGREE_ROUNDS=$${AGREE_ROUNDS:-10} AGREE_LINES=$${AGREE_LINES:-500000} \
	  $$(sh ../../compiler/setup.sh --python) ../../tests/e2e/agree/test.py

ROUNDS ?= 50
plan-random: $(KBC) ## edit knowledge bases at random, and hold kbc plan against a fresh load
	@rm -rf build/plan-random && mkdir -p build/plan-random
	@KBC='$(abspath $(KBC))' WORK='$(abspath build/plan-random)' KBC_PLAN_ROUNDS='$(ROUNDS)' \
	  $$(sh compiler/setup.sh --python) tests/e2e/plan-random/test.py

# Every system call of every command that writes, failing in every way that it can. FAULT_DISK=SCENE
# for some of it; WORK on a disk that is none is ten times as fast.
.PHONY: fault fault-memory hostile-output
fault: fault-memory fault-disk ## everything that a machine can refuse, refused in turn: takes hours

FAULT_MEMORY ?=
fault-memory: $(KBC) ## let each request for memory of each command fail, once and from then on
	@export ROOT='$(CURDIR)' CC='$(CC)' PYTHONDONTWRITEBYTECODE=1; \
	  python=$$(sh compiler/setup.sh --python) work=$${WORK:-build/fault-memory}; status=0; \
	  $$python tests/fault/memory/memory.py $(KBC) "$$work" $(FAULT_MEMORY) || status=1; \
	  $$python tests/fault/memory/limits.py $(KBC) "$$work" $(FAULT_MEMORY) || status=1; \
	  exit $$status

hostile-output: $(KBC) ## put random hostile texts everywhere, and read back all that kbc writes of them
	@rm -rf build/hostile-output && mkdir -p build/hostile-output
	@cd build/hostile-output && KBC='$(abspath $(KBC))' WORK='$(abspath build/hostile-output)' \
	  ROOT='$(CURDIR)' CC='$(CC)' BUILD='$(abspath $(B))' KBC_SAFETY_ROUNDS='$(ROUNDS)' \
	  $$(sh $(CURDIR)/compiler/setup.sh --python) $(CURDIR)/tests/e2e/output-safety/test.py

.PHONY: fault-disk
fault-disk: $(KBC) $(B)/inject ## let each system call of kbc fail, kill it, let builds meet
	@mkdir -p $${WORK:-build/fault-disk}
	@KBC='$(abspath $(KBC))' WORK="$$(cd $${WORK:-build/fault-disk} && pwd)"; export KBC WORK; \
	  python=$$(sh compiler/setup.sh --python); status=0; \
	  $$python tests/fault/disk/disk.py $(B)/inject all $(FAULT_DISK) | tee $$WORK/log; \
	  $(if $(FAULT_DISK),,for part in streams.py 'races.py all'; do \
	    $$python tests/fault/disk/$$part | tee -a $$WORK/log; done;) \
	  ! grep '^not ok' $$WORK/log

$(B)/inject: tests/fault/disk/inject.c $(B)/commands
	@echo "compile  $<"
	@$(filter-out -MMD -MP,$(compile_test)) -o $@ $< $(LDFLAGS)

loop: $(KBC) ## simulate a million lines of each knowledge base and find their cases again
	@$$(sh compiler/setup.sh --python) tests/e2e/loop/loop.py $(KBC) '$(CC)' build/loop $(if $(CORPORA),'$(CORPORA)')

agree_sources := $(addprefix tests/e2e/agree/,agree.c lines.c rules.c reference.c asked_runtime.c)
$(B)/agree: $(agree_sources) $(wildcard tests/e2e/agree/*.h) $(B)/libkbc.a $(B)/commands
	@echo "compile  $@"
	@$(filter-out -MMD -MP,$(compile_test)) $(HARDENING_LINK) -o $@ $(agree_sources) \
	  $(B)/libkbc.a $(LIBRARY_LDLIBS) $(LDFLAGS)

# SQLite and PostgreSQL, and what npm brings, with all that `make test` has no time for.
.PHONY: test-stores
test-stores: $(KBC) ## feed every store of the tests; with CORPORA=DIR those files, too
	@+KBC_STORES_ALL=yes CORPORA='$(if $(CORPORA),$(abspath $(CORPORA)))' TESTS='store*' \
	  MAKE='$(MAKE)' sh tests/run.sh e2e $(B) $(KBC)

TEXTS ?=
.PHONY: tokens fit-tokens
tokens: $(KBC) ## hold token counts against the tokenizers; TEXTS='KIND=DIR ...' for other texts
	@$$(sh compiler/setup.sh --python) tests/e2e/tokens/tokens.py measure $(KBC) $(B) build/tokens $(TEXTS)

fit-tokens: $(KBC) ## print compiler/emit/chunks/tokens_table.c, fitted on the texts that are here now
	@$$(sh compiler/setup.sh --python) tests/e2e/tokens/tokens.py fit $(KBC) $(B) build/tokens

# What takes longer than `make test` may, and tools that `make setup-tools` brings.
.PHONY: lint tsan msan valgrind portable determinism
TOOLS ?= gcc clang analyzer tidy cppcheck
lint: $(B)/flags.mk $(B)/gen/engine.c ## what reads the code without running it; TOOLS=cppcheck for one of them
	@sh tests/tools/lint.sh $(B) $(TOOLS)
	@PYTHON=$$(sh compiler/setup.sh --python) sh tests/style/scripts.sh .

tsan: ## unit tests, golden folders and end-to-end tests under ThreadSanitizer
	@+$(MAKE) SAN=tsan CC=cc COVERAGE= tsan-here
.PHONY: tsan-here
tsan-here: test-programs
	@+MAKE='$(MAKE)' sh tests/tools/tsan.sh $(B) $(KBC)

msan: $(KBC) $(B)/agree ## kb.c under MemorySanitizer, beside the reference
	@mkdir -p build/msan
	@cd build/msan && KBC='$(abspath $(KBC))' BUILD='$(abspath $(B))' CC='$(CC)' AGREE_PATHS=msan \
	  AGREE_ROUNDS=$${AGREE_ROUNDS:-1} AGREE_LINES=$${AGREE_LINES:-20000} \
	  $$(sh ../../compiler/setup.sh --python) ../../tests/e2e/agree/test.py

EVERY ?= 1
valgrind: $(KBC) ## the golden folders under valgrind; EVERY=10 takes each tenth
	@EVERY='$(EVERY)' sh tests/tools/valgrind.sh $(KBC) build/valgrind

portable: $(KBC) $(B)/agree ## kb.c for 32 bits, big-endian, with -O0 and -O3, beside the reference
	@mkdir -p build/portable
	@cd build/portable && KBC='$(abspath $(KBC))' BUILD='$(abspath $(B))' CC='$(CC)' AGREE_PATHS=tools \
	  AGREE_ROUNDS=$${AGREE_ROUNDS:-1} AGREE_LINES=$${AGREE_LINES:-20000} \
	  $$(sh ../../compiler/setup.sh --python) ../../tests/e2e/agree/test.py

determinism: $(KBC) ## the same bytes whatever locale, clock, order of folders, compiler, user or environment
	@$$(sh compiler/setup.sh --python) tests/e2e/determinism/variations.py $(KBC) build/determinism

CORPORA ?=
corpora: $(KBC) ## compare the findings on the corpora in CORPORA=DIR with the verdicts kept here
	@$$(sh compiler/setup.sh --python) tests/e2e/corpora/corpora.py $(KBC) '$(CORPORA)'

SUITE ?=
schema-suite: $(B)/schema-suite ## run the JSON-Schema-Test-Suite in SUITE=DIR
	@sh tests/e2e/schema-suite/run.sh $< '$(SUITE)'

$(B)/schema-suite: tests/e2e/schema-suite/suite.c $(B)/libkbc.a $(B)/commands
	@$(compile_test) -MF $@.d $(HARDENING_LINK) -o $@ $< $(B)/libkbc.a $(LIBRARY_LDLIBS) $(LDFLAGS)

$(B)/schema-holds: tests/e2e/kbc-schema/holds.c $(B)/libkbc.a $(B)/commands
	@$(compile_test) -MF $@.d $(HARDENING_LINK) -o $@ $< $(B)/libkbc.a $(LIBRARY_LDLIBS) $(LDFLAGS)

# Each target of tests/fuzz/ as a program for libFuzzer or AFL++, and all in one that runs files.
# die() ends the program by _Exit, which the linker makes a crash: no input may bring it about.
TARGET ?=
SECONDS ?= 60
fuzz_here := tests/fuzz
fuzz_names := $(patsubst $(fuzz_here)/targets/%.c,%,$(sort $(wildcard $(fuzz_here)/targets/*.c)))
fuzz_objects := $(patsubst $(fuzz_here)/%.c,$(B)/fuzz/%.o,$(sort $(filter-out \
  %/entry.c %/replay.c %/ask_kb.c %/c_sample.c,$(wildcard $(fuzz_here)/*.c $(fuzz_here)/oracle/*.c)))) \
  $(B)/fuzz/reference.o $(patsubst %,$(B)/fuzz/%_ask.o,best base plain) \
  $(patsubst %,$(B)/fuzz/%.o,best base plain)
compile_fuzz = $(compile_test) -I$(fuzz_here) -I$(B)/fuzz
link_fuzz = $(link) -Wl,--wrap=_Exit

.PHONY: fuzz fuzz-afl fuzz-programs
fuzz: ## fuzz each target, or TARGET=NAME, for SECONDS=60 with libFuzzer
	@+$(MAKE) CC=clang SAN=asan,ubsan COVERAGE= FUZZ=1 fuzz-programs
	@$$(sh compiler/setup.sh --python) tests/fuzz/run.py libfuzzer build/clang-asan-ubsan-fuzz \
	  '$(SECONDS)' $(TARGET)

fuzz-afl: ## the same with AFL++
	@+$(MAKE) CC=afl-clang-fast SAN=asan,ubsan COVERAGE= FUZZ=1 fuzz-programs
	@$$(sh compiler/setup.sh --python) tests/fuzz/run.py afl build/afl-clang-fast-asan-ubsan-fuzz \
	  '$(SECONDS)' $(TARGET)

fuzz-programs: $(patsubst %,$(B)/fuzz/%,$(or $(TARGET),$(fuzz_names))) $(B)/fuzz/c_sample

$(B)/fuzz/%.o: $(fuzz_here)/%.c $(B)/commands
	@mkdir -p $(@D)
	@echo "compile  $<"
	@$(compile_fuzz) -c -o $@ $<

$(B)/fuzz/reference.o: tests/e2e/agree/reference.c $(B)/commands
	@mkdir -p $(@D)
	@$(compile_fuzz) -c -o $@ $<

# kb.c of the project under three names, one for each way to look at bytes.
fuzz_ways := best base plain
fuzz_way_plain := -DPLAIN_NO_SIMD
fuzz_way_base := -DBASE_NO_DISPATCH
fuzz_rename = sed "s/\\<kb_/$*_/g; s/\\<KB_/$$large/g; s/\"kb\\.h\"/\"$*.h\"/" $(1) > $(2)
$(fuzz_ways:%=$(B)/fuzz/%.made): $(B)/fuzz/%.made: generated/kb.c generated/kb.h \
    $(fuzz_here)/ask_kb.c Makefile
	@mkdir -p $(@D); large=$$(echo $*_ | tr a-z A-Z); \
	$(call fuzz_rename,generated/kb.h,$(@D)/$*.h) && \
	$(call fuzz_rename,generated/kb.c,$(@D)/$*.c) && \
	$(call fuzz_rename,$(fuzz_here)/ask_kb.c,$(@D)/$*_ask.c) && touch $@

$(fuzz_ways:%=$(B)/fuzz/%.o): $(B)/fuzz/%.o: $(B)/fuzz/%.made $(B)/commands
	@$(filter-out -Wpedantic,$(compile_fuzz)) $(fuzz_way_$*) -c -o $@ $(@D)/$*.c
$(fuzz_ways:%=$(B)/fuzz/%_ask.o): $(B)/fuzz/%_ask.o: $(B)/fuzz/%.made $(B)/commands
	@$(compile_fuzz) -c -o $@ $(@D)/$*_ask.c

$(B)/fuzz/replay: $(B)/fuzz/replay.o $(fuzz_names:%=$(B)/fuzz/targets/%.o) $(fuzz_objects) $(B)/libkbc.a
	@echo "link     $@"
	@$(link_fuzz) -o $@ $^ $(LIBRARY_LDLIBS) $(LDLIBS)
$(B)/fuzz/c_sample: $(B)/fuzz/c_sample.o $(B)/libkbc.a
	@$(link) -o $@ $^ $(LIBRARY_LDLIBS) $(LDLIBS)
$(fuzz_names:%=$(B)/fuzz/entry_%.o): $(B)/fuzz/entry_%.o: $(fuzz_here)/entry.c $(B)/commands
	@mkdir -p $(@D)
	@$(compile_fuzz) -DFUZZ_TARGET=$* -c -o $@ $<
$(fuzz_names:%=$(B)/fuzz/%): $(B)/fuzz/%: $(B)/fuzz/entry_%.o $(B)/fuzz/targets/%.o $(fuzz_objects) $(B)/libkbc.a
	@echo "link     $@"
	@$(link_fuzz) -fsanitize=fuzzer -o $@ $^ $(LIBRARY_LDLIBS) $(LDLIBS)

-include $(wildcard $(B)/fuzz/*.d $(B)/fuzz/*/*.d)

KINDS ?= unit golden spec e2e
FILE ?=
coverage: ## which branches of compiler/ the tests take; FILE=compiler/x.c: which they do not
	@+$(MAKE) COVERAGE=1 CC=clang $(if $(FILE),coverage-table,coverage-here)
.PHONY: coverage-here coverage-table
coverage-here: test-programs
	@rm -rf $(B)/profile && mkdir -p $(B)/profile
	-@+MAKE='$(MAKE)' sh tests/run.sh '$(KINDS)' $(B) $(KBC)
	@+$(MAKE) COVERAGE=1 CC=clang coverage-table
coverage-table:
	@$$(sh compiler/setup.sh --python) tests/coverage.py $(B) $(KBC) $(FILE)

# Each mutant stands in a library before all of kbc: for that its code is compiled to be shared.
mutant_flags = $(filter-out -MMD -MP,$(wordlist 2,99,$(compile))) -fPIC
.PHONY: mutation mutation-library mutation-here
mutation: ## change one thing at a time in escapers, limits, committing: does a test see it?
	@+$(MAKE) SAN=asan,ubsan B=build/mutation-san CFLAGS=-fPIC mutation-library
	@+$(MAKE) B=build/mutation CFLAGS='-O2 -fPIC' mutation-library mutation-here
mutation-library: $(B)/libkbc.a $(B)/obj/main.o
	@echo '$(mutant_flags)' > $(B)/mutant-flags
mutation-here: mutation-library
	@CC='$(CC)' LIBRARIES='$(LIBRARY_LDLIBS)' PLAIN_FLAGS="$$(cat $(B)/mutant-flags) -O2" \
	  SANITIZED_FLAGS="$$(cat $(B)-san/mutant-flags)" \
	  nice -n 15 $$(sh compiler/setup.sh --python) tests/mutation/mutate.py $(B) $(B)-san $(FILE)

# ---- Installing and publishing -----------------------------------------------------------

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
DOCDIR ?= $(PREFIX)/share/doc/kbc
MANDIR ?= $(PREFIX)/share/man
BASH_COMPLETIONS ?= $(PREFIX)/share/bash-completion/completions
ZSH_COMPLETIONS ?= $(PREFIX)/share/zsh/site-functions
FISH_COMPLETIONS ?= $(PREFIX)/share/fish/vendor_completions.d
pages := $(MANDIR)/man1/kbc.1 $(BASH_COMPLETIONS)/kbc $(ZSH_COMPLETIONS)/_kbc \
  $(FISH_COMPLETIONS)/kbc.fish
documents := LICENSE README.md CHANGELOG.md schema/kbc.schema.json
version := $(shell sed -n 's/^.define KBC_VERSION "\(.*\)"/\1/p' compiler/version.h)

.PHONY: install uninstall dist format clean help
install: $(KBC) ## install into DESTDIR= and PREFIX=/usr/local
	install -d '$(DESTDIR)$(BINDIR)' '$(DESTDIR)$(DOCDIR)'
	install -m 755 $(KBC) '$(DESTDIR)$(BINDIR)/kbc'
	install -m 644 $(documents) '$(DESTDIR)$(DOCDIR)'
	install -d $(patsubst %,'$(DESTDIR)%',$(dir $(pages)))
	$(KBC) man > '$(DESTDIR)$(MANDIR)/man1/kbc.1'
	$(KBC) completion bash > '$(DESTDIR)$(BASH_COMPLETIONS)/kbc'
	$(KBC) completion zsh > '$(DESTDIR)$(ZSH_COMPLETIONS)/_kbc'
	$(KBC) completion fish > '$(DESTDIR)$(FISH_COMPLETIONS)/kbc.fish'
	chmod 644 $(patsubst %,'$(DESTDIR)%',$(pages))

uninstall: ## take away what install has put there
	rm -f '$(DESTDIR)$(BINDIR)/kbc' $(patsubst %,'$(DESTDIR)%',$(pages)) $(patsubst %,'$(DESTDIR)$(DOCDIR)/%',$(notdir $(documents)))
	-rmdir '$(DESTDIR)$(DOCDIR)'

dist: ## the committed tree as build/kbc-VERSION.tar.gz
	@mkdir -p build
	git archive --prefix=kbc-$(version)/ -o build/kbc-$(version).tar.gz HEAD

# ---- Upkeep ------------------------------------------------------------------------------

format: ## lay out the C files as .clang-format says
	clang-format -i $$(find compiler tests -name '*.[ch]' -not -path 'tests/golden/*')

clean: ## remove build/
	rm -rf build

help: ## this list
	@awk -F ':.*## ' '/^[a-z][a-z0-9 -]*:.*## / {printf "  %-22s %s\n", $$1, $$2}' Makefile

endif
