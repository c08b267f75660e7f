/* The whole of kbc: a file, a schema or none, and log lines, through the commands.
 *
 * Input: a digit (what to do), a line end, the file, and behind a line "%%" each the schema and
 * log lines. */
#include "fuzz.h"

#include "cli.h"

#include <stdio.h>
#include <stdlib.h>

struct desk {
  const char *schema; /* as words of a call */
  bool has_lines;
};

/* Calls have no room for more than a folder's worth of words. */
static const char *call_of(const char *form, const struct desk *d) {
  static char call[1024];
  snprintf(call, sizeof call, form, d->schema);
  return call;
}

static void check(const struct desk *d) {
  char call[1024];
  snprintf(call, sizeof call, "check -j1 %s in.md", d->schema);
  struct cli_said said = cli_run(call);
  cli_check_printed(buf_str(&said.out));
  cli_repeat(call, &said);
  snprintf(call, sizeof call, "check -j3 %s in.md", d->schema);
  cli_repeat(call, &said);
  snprintf(call, sizeof call,
           "check -j1 %s --format json=f/a.json --format sarif=f/b.json --format gitlab=f/c.json "
           "--format rdjson=f/d.json --format junit=f/e.xml --format checkstyle=f/f.xml "
           "--format github=f/g.txt in.md",
           d->schema);
  cli_write("f.keep", STR(""));
  HOLDS(cli_status("explain KBC0210") == 0);
  int status = cli_status(call);
  HOLDS(status == said.status);
  cli_forget(&said);
}

static void build(const struct desk *d) {
  char call[1024];
  static const char *const emit =
      "chunks,kb,c,samples,rules,formats,fluent-bit,vector,grok,milvus,opensearch,qdrant,azure,"
      "vertex,bedrock,openai-batch,langchain,llamaindex,haystack,pgvector,sqlite";
  snprintf(call, sizeof call, "build -j1 %s --keep-going -o out --emit %s in.md", d->schema,
           emit);
  int status = cli_status(call);
  size_t files = cli_check_files("out");
  HOLDS(status != 0 || files > 4);
  snprintf(call, sizeof call, "build -j2 %s --keep-going --check -o out --emit %s in.md",
           d->schema, emit);
  if (status == 0)
    HOLDS(cli_status(call) == 0);
  if (files == 0)
    return;
  cli_status("plan --since none --to out");
  HOLDS(cli_status("breaking --against out/manifest.json --to out") == 0);
}

static void fix(const struct desk *d, const char *form) {
  struct buf first = {0}, second = {0};
  cli_status(call_of(form, d));
  HOLDS(cli_read("in.md", &first));
  cli_status(call_of(form, d));
  HOLDS(cli_read("in.md", &second));
  HOLDS_OR_SAY(str_equal(buf_str(&first), buf_str(&second)),
               "once:\n%.*s\nand twice:\n%.*s", STR_ARG(buf_str(&first)),
               STR_ARG(buf_str(&second)));
  buf_free(&first);
  buf_free(&second);
}

static void print(const char *call) {
  struct cli_said said = cli_run(call);
  cli_check_printed(buf_str(&said.out));
  cli_repeat(call, &said);
  cli_forget(&said);
}

static void match(const struct desk *d) {
  struct cli_said said = cli_run(call_of("match -j1 %s --format jsonl in.log", d));
  struct buf trace = {0};
  cli_write("said.jsonl", buf_str(&said.out));
  cli_check_files(".");
  buf_free(&trace);
  cli_forget(&said);
  print(call_of("match -j1 %s in.log", d));
  cli_status(call_of("match -j1 %s --suggest in.log", d));
}

static void simulate(const struct desk *d) {
  char call[1024];
  snprintf(call, sizeof call, "simulate %s --lines 20 --labels labels.jsonl -o sim.log in.md",
           d->schema);
  cli_status(call);
  cli_check_files(".");
}

static void take_apart(const struct desk *d) {
  print(call_of("split %s -o apart in.md", d));
  print(call_of("join %s -o whole.md apart", d));
  cli_status("init -o drawn.yaml in.md");
  cli_status("check --schema drawn.yaml in.md");
}

void fuzz_pipeline(struct str input) {
  unsigned choice = fuzz_choice(&input, 7);
  fuzz_choice(&input, 2);
  cli_start();
  cli_write("in.md", fuzz_part(&input));
  struct str schema = fuzz_part(&input);
  struct desk d = {.schema = ""};
  if (schema.n > 0) {
    cli_write("schema.yaml", schema);
    d.schema = "--schema schema.yaml";
  }
  cli_write("in.log", input);
  switch (choice) {
  case 0: check(&d); break;
  case 1: build(&d); break;
  case 2: fix(&d, "check -j1 --fix %s in.md"); break;
  case 3: fix(&d, "fmt %s in.md"); break;
  case 4: match(&d); break;
  case 5: simulate(&d); break;
  default: take_apart(&d); break;
  }
}
