/* kbc build: checks, then compiles the knowledge base into the files of a folder. */
#include "base/suggest.h"
#include "driver/build.h"
#include "driver/commands.h"
#include "driver/session.h"

/* ---- --emit and --list-emitters ------------------------------------------------------------
 */

static enum status list_emitters(void) {
  struct buf out = {0};
  const struct emitter *emitter;
  for (size_t i = 0; (emitter = emitter_at(i)); i++)
    buf_printf(&out, "%-16s%s\n", emitter_name(emitter), emitter_description(emitter));
  bool is_good = say_out(buf_str(&out));
  buf_free(&out);
  return is_good ? STATUS_CLEAN : STATUS_FAILED;
}

static size_t count_emitters(void) {
  size_t count = 0;
  while (emitter_at(count))
    count++;
  return count;
}

static void refuse_emitter(struct arena *a, struct str name) {
  size_t count = count_emitters();
  struct str *names = arena_array(a, struct str, count);
  for (size_t i = 0; i < count; i++)
    names[i] = str_from_c(emitter_name(emitter_at(i)));
  size_t near = suggest(a, name, names, count);
  if (near != STR_NONE)
    complain("--emit: no output \"%.*s\"; did you mean %.*s?", STR_ARG(name),
             STR_ARG(names[near]));
  else
    complain("--emit: no output \"%.*s\"; kbc build --list-emitters shows them", STR_ARG(name));
}

/* What a build writes without --emit. */
static void choose_default(struct emit_request *request, const struct emitter **chosen) {
  const struct emitter *emitter;
  for (size_t i = 0; (emitter = emitter_at(i)); i++) {
    if (!emitter_is_on_request(emitter))
      chosen[request->emitter_count++] = emitter;
  }
}

/* What compares cases is made by the merge. False after complaining. */
static bool choose_for_shard(struct session *s, struct emit_request *request,
                             const struct emitter **chosen) {
  const struct emitter *emitter;
  for (size_t i = 0; s->options->emit.count == 0 && (emitter = emitter_at(i)); i++) {
    if (!emitter_is_on_request(emitter) && emitter_is_of_shard(emitter))
      chosen[request->emitter_count++] = emitter;
  }
  request->emitters = chosen;
  for (size_t i = 0; i < request->emitter_count; i++) {
    if (emitter_is_of_shard(chosen[i]))
      continue;
    complain("--emit %s needs all cases: it is for kbc build --merge, not for a shard",
             emitter_name(chosen[i]));
    return false;
  }
  return true;
}

/* False after complaining. */
static bool choose_emitters(struct session *s, struct emit_request *request) {
  const struct str_list *words = &s->options->emit;
  bool is_shard = s->shard.count > 0;
  if (words->count == 0 && !is_shard)
    return true;
  size_t count = count_emitters();
  const struct emitter **chosen =
      arena_array(&s->a, const struct emitter *, (words->count + 1) * count);
  for (size_t i = 0; i < words->count; i++) {
    if (str_equal_c(words->items[i], "default")) {
      choose_default(request, chosen);
      continue;
    }
    chosen[request->emitter_count] = emitter_find(words->items[i]);
    if (!chosen[request->emitter_count++]) {
      refuse_emitter(&s->a, words->items[i]);
      return false;
    }
  }
  request->emitters = chosen;
  return !is_shard || choose_for_shard(s, request, chosen);
}

/* Vectors that go nowhere are a mistake. False after complaining. */
static bool choose_vectors(const struct options *options, struct emit_request *request) {
  request->vectors = options->vectors;
  bool is_taken = options->vectors.n == 0;
  for (size_t i = 0; !is_taken && i < request->emitter_count; i++)
    is_taken = emitter_takes_vectors(request->emitters[i]);
  if (!is_taken)
    complain("--vectors: none of the outputs takes vectors; name one that does with --emit");
  return is_taken;
}

/* ---- What is refused ----------------------------------------------------------------------
 */

/* A part must not be published as the whole, nor other cases in the place of the corpus. */
static bool is_misplaced(const struct session *s, const struct project *project) {
  const struct options *options = s->options;
  if (project->inputs.is_filtered && !options->partial) {
    complain("%.*s is in the corpus, and would be published as the whole of it; --partial does "
             "so all the same",
             STR_ARG(project->inputs.part));
    return true;
  }
  if (!project->inputs.is_corpus && options->output.n == 0 && s->config.schema_path.n > 0) {
    complain("%.*s is not in the corpus, and generated/ is the corpus's; say with -o where to "
             "write",
             STR_ARG(options->paths.items[0]));
    return true;
  }
  return false;
}

/* After complaining. */
static bool is_refused(const struct session *s) {
  const struct project *first = NULL;
  size_t count = 0;
  for (size_t i = 0; i < s->projects.count; i++) {
    const struct project *project = &s->projects.items[i];
    if (!project->is_used)
      continue;
    if (is_misplaced(s, project))
      return true;
    first = count++ == 0 ? project : first;
  }
  struct str output = s->options->output;
  if (output.n == 0 || count < 2)
    return false;
  complain(
      "-o takes one knowledge base, and these are %zu; name the root of one project, as in  "
      "kbc build -o %.*s %.*s",
      count, STR_ARG(output), STR_ARG(first->shown_root));
  return true;
}

/* ---- The command ---------------------------------------------------------------------------
 */

static enum status build_run(const struct options *options) {
  if (options->list_emitters)
    return list_emitters();
  struct session s;
  struct emit_request request = {0};
  enum status status;
  if (session_start(&s, options, true, &status)) {
    status = STATUS_CALL;
    if (choose_emitters(&s, &request) && choose_vectors(options, &request) && !is_refused(&s))
      status = build_projects(&s, &request);
  } else if (s.is_unreadable) {
    status = STATUS_FAILED;
  }
  session_end(&s);
  return status;
}

const struct command build_command = {
    "build",
    OF_BUILD,
    "[PATH...]",
    "checks, and compiles the cases into generated/",
    "Writes nothing if there is an error. --keep-going leaves out the cases with errors, "
    "names\n"
    "each and ends with status 1. --select and --ignore hide no errors here: a schema may "
    "lower\n"
    "the level of a rule, a build cannot be talked past it. A PATH in the corpus is a part of\n"
    "it and needs --partial; PATHs outside are a knowledge base of their own. Of several\n"
    "projects each is written into ROOT/generated, or none; PATH may be the root of one.\n"
    "--emit default,grok writes grok beside what a build writes without --emit.\n"
    "\n"
    "--shard I/N compiles a share of the files, on one of N machines: its chunks, and a pack\n"
    "of its texts. --merge DIR... makes of all N folders what a single run would have made.\n",
    build_run,
};
