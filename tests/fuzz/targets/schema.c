/* Schemas: what is read can be shown, what is shown can be read, and says the same again. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "driver/catalogue.h"
#include "driver/pipeline.h"
#include "driver/policy.h"

#include <stdlib.h>

struct desk {
  struct arena a;
  struct catalogue catalogue;
  struct policy policy;
  struct pipeline run;
};

/* No folder of this name: nothing that a schema refers to is there. */
#define NOWHERE_AT_ALL STR("/nowhere/at/all")

static bool open_desk(struct desk *d, struct str text) {
  *d = (struct desk){.a = {NULL, NULL, NULL, 0}};
  d->catalogue = catalogue_new(&d->a);
  d->policy = policy_new(&d->a, &d->catalogue);
  d->run = (struct pipeline){.a = &d->a,
                             .root = NOWHERE_AT_ALL,
                             .working_folder = NOWHERE_AT_ALL,
                             .repository = NOWHERE_AT_ALL,
                             .bag = {.arena = &d->a}};
  d->run.source = pipeline_source_text(&d->a, &d->run.bag, STR("schema/case.yaml"), text);
  bool is_good = d->run.source && fuzz_errors(&d->run.bag) == 0 &&
                 pipeline_schema(&d->run, &d->policy);
  fuzz_check_bag(&d->run.bag);
  HOLDS(is_good == (fuzz_errors(&d->run.bag) == 0));
  return is_good;
}

static void close_desk(struct desk *d) {
  pipeline_end(&d->run);
  arena_free(&d->a);
}

static void check_shown(struct str shown) {
  struct desk d;
  struct buf again = {0};
  struct str text = fuzz_exact(shown);
  bool is_good = open_desk(&d, text);
  const struct bag *bag = &d.run.bag;
  HOLDS_OR_SAY(is_good, "shown, but not read: %.*s\n%.*s",
               STR_ARG(bag->count > 0 ? bag->diags[0].message : STR("")), STR_ARG(shown));
  pipeline_show(&d.run, &again);
  HOLDS_OR_SAY(str_equal(buf_str(&again), shown), "shown as\n%.*s\nand then as\n%.*s",
               STR_ARG(shown), STR_ARG(buf_str(&again)));
  buf_free(&again);
  close_desk(&d);
  free((char *)(size_t)text.p);
}

void fuzz_schema(struct str input) {
  struct desk d;
  struct buf shown = {0};
  struct str text = fuzz_exact(input);
  if (open_desk(&d, text)) {
    pipeline_show(&d.run, &shown);
    check_shown(buf_str(&shown));
  }
  buf_free(&shown);
  close_desk(&d);
  free((char *)(size_t)text.p);
}
