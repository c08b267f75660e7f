/* The whole of kbc: a file, a schema or none, and log lines, through the commands.
 *
 * Input: a digit (what to do), a line end, the file, and behind a line "%%" each the schema and
 * log lines. */
#include "fuzz.h"

#include "cli.h"
#include "oracle/json_trace.h"

#include <stdio.h>

struct desk {
  const char *schema; /* as words of a call */
};

enum { CALL_BYTES = 1024 };

/* The words with those that name the schema behind them, and the last one. */
static const char *call_of(char call[CALL_BYTES], const char *words, const struct desk *d,
                           const char *last) {
  snprintf(call, CALL_BYTES, "%s %s %s", words, d->schema, last);
  return call;
}

/* The input may be anything, what is written may not. */
static void check_formats(void) {
  HOLDS(remove("in.md") == 0 && remove("in.log") == 0);
  remove("schema.yaml");
  HOLDS(cli_check_files(".") >= 7);
}

static void check(const struct desk *d) {
  char call[CALL_BYTES];
  snprintf(call, sizeof call, "check -j1 %s in.md", d->schema);
  struct cli_said said = cli_run(call);
  cli_check_printed(buf_str(&said.out));
  cli_repeat(call, &said);
  snprintf(call, sizeof call, "check -j3 %s in.md", d->schema);
  cli_repeat(call, &said);
  snprintf(call, sizeof call,
           "check -j1 %s --format json=a.json --format sarif=b.sarif --format gitlab=c.json "
           "--format rdjson=d.json --format junit=e.xml --format checkstyle=f.xml "
           "--format github=g.txt in.md",
           d->schema);
  int status = cli_status(call);
  HOLDS(status == said.status);
  if (status != 2)
    check_formats();
  cli_forget(&said);
}

static void build(const struct desk *d) {
  char call[CALL_BYTES];
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

/* What has been mended or laid out once stays as it is. */
static void fix(const struct desk *d, const char *words) {
  struct buf first = {0}, second = {0};
  char call[CALL_BYTES];
  cli_status(call_of(call, words, d, "in.md"));
  HOLDS(cli_read("in.md", &first));
  cli_status(call);
  HOLDS(cli_read("in.md", &second));
  HOLDS_OR_SAY(str_equal(buf_str(&first), buf_str(&second)), "once:\n%.*s\nand twice:\n%.*s",
               STR_ARG(buf_str(&first)), STR_ARG(buf_str(&second)));
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
  char call[CALL_BYTES];
  struct cli_said said = cli_run(call_of(call, "match -j1 --format jsonl", d, "in.log"));
  struct buf trace = {0};
  HOLDS_OR_SAY(json_trace_lines(&trace, buf_str(&said.out)), "no JSON lines: %.*s",
               STR_ARG(buf_str(&said.out)));
  buf_free(&trace);
  cli_forget(&said);
  print(call_of(call, "match -j1", d, "in.log"));
  cli_status(call_of(call, "match -j1 --suggest", d, "in.log"));
}

static void simulate(const struct desk *d) {
  char call[CALL_BYTES];
  snprintf(call, sizeof call, "simulate %s --lines 20 --labels labels.jsonl -o sim.log in.md",
           d->schema);
  struct buf labels = {0}, trace = {0};
  cli_status(call);
  if (cli_read("labels.jsonl", &labels))
    HOLDS(json_trace_lines(&trace, buf_str(&labels)));
  buf_free(&labels);
  buf_free(&trace);
}

static void take_apart(const struct desk *d) {
  char call[CALL_BYTES];
  cli_status(call_of(call, "split -o apart", d, "in.md"));
  cli_status(call_of(call, "join -o whole.md", d, "apart"));
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
  case 0:
    check(&d);
    break;
  case 1:
    build(&d);
    break;
  case 2:
    fix(&d, "check -j1 --fix");
    break;
  case 3:
    fix(&d, "fmt");
    break;
  case 4:
    match(&d);
    break;
  case 5:
    simulate(&d);
    break;
  default:
    take_apart(&d);
    break;
  }
}
