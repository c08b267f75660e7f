/* Whatever else kbc reads: manifests, baselines, vectors, queries, logs that are compressed, lists
 * of ignored files, the index of git, a project file, a diff; beside a case that is good.
 *
 * Input: a letter (which), a line end, then the file. */
#include "fuzz.h"

#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

struct kind {
  const char *path;    /* where the input stands */
  const char *calls[3]; /* what reads it */
  bool wants_build;
};

static const struct kind kinds[] = {
    {"f.json", {"plan --since f.json --to out", "breaking --against f.json --to out"}, true},
    {"f.jsonl", {"plan --since f.jsonl --to out"}, true},
    {"f.json", {"check --baseline f.json"}, false},
    {"f.json", {"match --kb f.json in.log"}, false},
    {"f.log", {"match f.log", "match --format jsonl f.log"}, false},
    {"f.jsonl", {"eval --to out f.jsonl"}, true},
    {"f.jsonl", {"build --vectors f.jsonl --emit pgvector -o other"}, false},
    {".gitignore", {"check"}, false},
    {".git/index", {"check"}, false},
    {"kbc.yaml", {"check", "check --show-config"}, false},
    {"out/manifest.json", {"build -o out", "build -o out"}, true},
};

static const char good[] =
    "---\nservice: payment-gateway\nerror_message: Connection timed out\n---\n"
    "# Payment - Gateway Connection Timeout\n\n## Incident Summary\n\n"
    "[ERROR] 2024-05-01T10:00:00.123Z payment-gateway/v1.2 [a1b2c3d4]: Connection timed out "
    "| Context: {host=\"db-1\"}\n\n## Root Cause\n\nThe pool was empty.\n\n"
    "## Action Items\n\n1. Restart the pool.\n2. Raise its limit.\n";

void fuzz_files(struct str input) {
  const struct kind *kind = &kinds[fuzz_choice(&input, sizeof kinds / sizeof kinds[0])];
  fuzz_choice(&input, 2);
  cli_start();
  HOLDS(mkdir("kb", 0777) == 0);
  cli_write("kb/a.md", str_from_c(good));
  cli_write("in.log", STR("[ERROR] 2024-05-01T10:00:00.123Z payment-gateway/v1.2 [a1]: "
                          "Connection timed out\n"));
  if (kind->wants_build)
    HOLDS(cli_status("build -o out --emit chunks,kb") == 0);
  cli_write(kind->path, input);
  for (size_t i = 0; i < 3 && kind->calls[i]; i++) {
    struct cli_said said = cli_run(kind->calls[i]);
    cli_forget(&said);
  }
}
