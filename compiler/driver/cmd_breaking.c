/* kbc breaking: what a consumer of an older build would notice; fails if there is anything. */
#include "base/json_writer.h"
#include "diag/glyph.h"
#include "driver/commands.h"
#include "driver/comparison.h"
#include "emit/plan/breaking.h"
#include "emit/plan/plan.h"
#include "version.h"

struct outcome {
  struct breaking breaking;
  const struct accepted *accepts;
  size_t accept_count;
};

/* ---- Text ---------------------------------------------------------------------------------
 */

static void add_change(struct buf *out, const struct outcome *o,
                       const struct breaking_change *change) {
  buf_printf(out, "%s: ", breaking_name(change->kind));
  if (change->path.n > 0) {
    glyph_add_line(out, change->path);
    buf_add_c(out, ": ");
    glyph_add_line(out, change->title);
    buf_add_c(out, " (");
  }
  glyph_add_line(out, change->name);
  buf_add_c(out, change->path.n > 0 ? "): " : ": ");
  glyph_add_line(out, change->what);
  if (change->accepted != STR_NONE) {
    buf_add_c(out, " [accepted: ");
    glyph_add_line(out, o->accepts[change->accepted].reason);
    buf_add_char(out, ']');
  }
  buf_add_char(out, '\n');
}

static void add_text(struct buf *out, const struct outcome *o) {
  for (size_t i = 0; i < o->breaking.count; i++)
    add_change(out, o, &o->breaking.changes[i]);
}

/* ---- JSON ---------------------------------------------------------------------------------
 */

static void write_change(struct json_writer *w, const struct outcome *o,
                         const struct breaking_change *change) {
  json_open_object(w);
  json_member(w, "change", str_from_c(breaking_name(change->kind)));
  json_member(w, "name", change->name);
  if (change->path.n > 0) {
    json_member(w, "path", change->path);
    json_member(w, "title", change->title);
  }
  json_member(w, "message", change->what);
  json_key(w, "accepted");
  json_bool(w, change->accepted != STR_NONE);
  if (change->accepted != STR_NONE)
    json_member(w, "reason", o->accepts[change->accepted].reason);
  json_close_object(w);
}

static void write_unused(struct json_writer *w, const struct outcome *o) {
  json_key(w, "unused");
  json_open_array(w);
  for (size_t i = 0; i < o->accept_count; i++) {
    if (o->breaking.is_used[i])
      continue;
    json_open_object(w);
    json_member(w, "change", str_from_c(breaking_name(o->accepts[i].change)));
    json_member(w, "name", o->accepts[i].name);
    json_close_object(w);
  }
  json_close_array(w);
}

static void add_json(struct buf *out, const struct comparison *c, const struct outcome *o) {
  struct json_writer w;
  json_start(&w, out, JSON_PRETTY);
  json_open_object(&w);
  json_member(&w, "kbc", STR(KBC_VERSION));
  json_member(&w, "schema", c->new.schema);
  json_key(&w, "summary");
  json_open_object(&w);
  json_member_number(&w, "changes", o->breaking.count);
  json_member_number(&w, "accepted", o->breaking.accepted_count);
  json_close_object(&w);
  json_key(&w, "changes");
  json_open_array(&w);
  for (size_t i = 0; i < o->breaking.count; i++)
    write_change(&w, o, &o->breaking.changes[i]);
  json_close_array(&w);
  write_unused(&w, o);
  json_close_object(&w);
  buf_add_char(out, '\n');
}

/* ---- The command --------------------------------------------------------------------------
 */

/* What lets nothing pass any more should not stay: one day it would let another change pass. */
static void say_unused(const struct outcome *o) {
  for (size_t i = 0; i < o->accept_count; i++) {
    const struct accepted *accepted = &o->accepts[i];
    const struct source *source = accepted->span.source;
    if (!o->breaking.is_used[i])
      say("%.*s:%zu: accept: %s \"%.*s\" lets nothing pass any more", STR_ARG(source->path),
          source_line_at(source, accepted->span.offset) + 1, breaking_name(accepted->change),
          STR_ARG(accepted->name));
  }
}

static void say_summary(const struct outcome *o) {
  size_t count = o->breaking.count, accepted = o->breaking.accepted_count;
  say_unused(o);
  if (count == 0)
    say("nothing that a consumer would notice");
  else
    say("%zu breaking change%s, %zu accepted", count, count == 1 ? "" : "s", accepted);
}

/* The schema of the new side; a finished build has none, so that of its name is looked for. */
static const struct schema *schema_of(const struct comparison *c) {
  const struct session *s = &c->session;
  if (c->project)
    return c->project->run.schema;
  for (size_t i = 0; i < s->projects.count; i++) {
    const struct schema *schema = s->projects.items[i].run.schema;
    if (schema && str_equal(schema->name, c->new.schema))
      return schema;
  }
  return NULL;
}

static enum status print(struct comparison *c, enum status status) {
  struct plan plan = plan_make(&c->a, &c->old, &c->new);
  const struct schema *schema = schema_of(c);
  struct outcome o = {
      .breaking = breaking_find(&c->a, &plan, c->options->build_folder.n > 0),
      .accepts = schema ? schema->accepts : NULL,
      .accept_count = schema ? schema->accept_count : 0,
  };
  breaking_accept(&c->a, &o.breaking, o.accepts, o.accept_count);
  struct buf out = {0};
  if (c->options->breaking_format == BREAKING_JSON)
    add_json(&out, c, &o);
  else
    add_text(&out, &o);
  bool is_good = say_out(buf_str(&out));
  buf_free(&out);
  if (!c->options->quiet)
    say_summary(&o);
  if (o.breaking.count > o.breaking.accepted_count)
    status = status_worst(status, STATUS_FINDINGS);
  return is_good ? status : STATUS_FAILED;
}

static enum status breaking_run(const struct options *options) {
  if (options->against.n == 0) {
    complain("say what consumers have: --against MANIFEST");
    return STATUS_CALL;
  }
  struct comparison c;
  enum status status = STATUS_CLEAN;
  if (comparison_open(&c, options, "--against", options->against, false, &status))
    status = print(&c, status);
  comparison_close(&c);
  return status;
}

const struct command breaking_command = {
    "breaking",
    OF_BREAKING,
    "[PATH...]",
    "what a consumer of an older build would notice",
    "Compares the cases, compiled as build would, or with --to a finished build, with the\n"
    "manifest of an older one, and ends with status 1 if a consumer would notice: a case is\n"
    "gone or has another id, a metadata key is gone or of another type, a file of the outputs\n"
    "or the prefix of C symbols is another one, a format has another version. `accept` in the\n"
    "schema lets known changes pass, each with its reason.\n"
    "\n"
    "  git show main:generated/manifest.json >old.json && kbc breaking --against old.json\n",
    breaking_run,
};
