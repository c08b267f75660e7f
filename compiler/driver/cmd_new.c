/* kbc new: a case that has everything but its words. */
#include "base/file.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "check/check.h"
#include "check/rules.h"
#include "driver/blank/blank_case.h"
#include "driver/commands.h"
#include "driver/layout/file_name.h"
#include "driver/layout/place.h"
#include "driver/match/header.h"
#include "driver/session.h"
#include "matcher/matcher.h"
#include "model/case.h"
#include "model/schema.h"

/* A title is one line, and a heading has no blanks at its ends. */
static bool is_title(struct str title) {
  uint32_t code_point = 0;
  for (size_t at = 0; at < title.n;) {
    size_t n = utf8_decode(title, at, &code_point);
    if (n == 0 || is_unprintable(code_point))
      return false;
    at += n;
  }
  return title.n > 0 && str_trim(title).n == title.n;
}

/* Tabs are the only characters in it that a title may not have. */
static bool is_log(struct str line) {
  uint32_t code_point = 0;
  return line.n > 0 && utf8_invalid(line) == STR_NONE &&
         str_find_char(line, '\n', 0) == STR_NONE &&
         utf8_forbidden(line, 0, &code_point) == STR_NONE;
}

static bool has_finding(const struct bag *bag, const struct rule *rule) {
  for (size_t i = 0; i < bag->count; i++) {
    if (bag->diags[i].rule == rule)
      return true;
  }
  return false;
}

/* Is the text one case, and its title what was asked for? */
static bool is_sound(const struct session *s, const struct pipeline_text *text,
                     struct str title) {
  if (text->count != 1)
    complain("no file of one case can be made by this schema");
  else if (title.n == 0)
    return true;
  else if (has_finding(&text->bag, &check_rules[CHECK_TITLE_PATTERN]))
    complain("--title: \"%.*s\" does not match %.*s", STR_ARG(title),
             STR_ARG(span_text(s->home->run.schema->record.title.span)));
  else if (!str_equal(text->cases[0]->full_title, title))
    complain("--title: \"%.*s\" cannot be the title of a case: it would be taken for something "
             "else",
             STR_ARG(title));
  else
    return true;
  return false;
}

/* A folder gets a file that is called as the case is. */
static struct str file_for(struct session *s, const struct kb_case *kb_case) {
  struct str path = s->options->output;
  if (path.n == 0 || str_equal_c(path, "-"))
    return STR("-");
  if (path.p[path.n - 1] != '/' && file_kind_of(path.p, true) != FILE_FOLDER)
    return path;
  if (s->options->title.n == 0) {
    complain("%.*s is a folder: a file in it would be called by --title", STR_ARG(path));
    return (struct str){NULL, 0};
  }
  struct str folder = path_clean(&s->a, path);
  struct str stem = file_stem_for(&s->a, s->home, kb_case, folder);
  return path_join(&s->a, folder, arena_printf(&s->a, "%.*s.md", STR_ARG(stem)));
}

/* A file that check would not read, or refuse for its name, is written as it was asked for, but
 * not without a word. Of what git ignores nothing is known here. */
static void warn_of_name(struct session *s, const struct kb_case *kb_case, struct str file) {
  const struct schema *schema = s->home->run.schema;
  if (s->options->quiet || str_equal_c(file, "-"))
    return;
  if (s->options->title.n > 0 && !file_stem_fits(&s->a, s->home, kb_case, path_stem(file)))
    say("%.*s: its name does not fit the title as \"title_equals\" in the schema wants it",
        STR_ARG(file));
  if (schema->include_count > 0 && !file_is_of_corpus(&s->a, s->home, file))
    say("%.*s: not in the corpus, so kbc check does not read it: the schema includes %.*s%s",
        STR_ARG(file), STR_ARG(schema->include[0]), schema->include_count > 1 ? ", …" : "");
}

static enum status make(struct session *s, struct str bytes) {
  struct str title = s->options->title;
  struct pipeline_text text = pipeline_bytes(&s->home->run, STR("<new case>"), bytes);
  if (!is_sound(s, &text, title))
    return STATUS_CALL;
  struct str file = file_for(s, text.cases[0]);
  if (file.n == 0)
    return STATUS_CALL;
  enum status status = place_file(&s->a, file, bytes, s->options->force);
  if (status == STATUS_CLEAN)
    warn_of_name(s, text.cases[0], file);
  if (status == STATUS_CLEAN && !s->options->quiet && !str_equal_c(file, "-"))
    say("%.*s: fill it in; kbc check says what is left", STR_ARG(file));
  return status;
}

/* The project in which the case will stand. False if that is none. */
static bool find_home(struct session *s) {
  struct str path = s->options->output;
  bool is_named = path.n > 0 && !str_equal_c(path, "-");
  if (is_named)
    s->home = projects_owner(&s->projects,
                             path_clean(&s->a, path_absolute(&s->a, arena_copy(&s->a, path))));
  if (s->home->has_corpus)
    return true;
  complain(is_named ? "%.*s is in no project of %.*s"
                    : "%.*s is in no project of %.*s; -o PATH says where the case will stand",
           STR_ARG(is_named ? path : STR("this folder")), STR_ARG(s->config.schema_path));
  return false;
}

/* A variant that title and place alone decide about holds for the new case: from here on the
 * schema is what it makes of it. What front matter decides is not known yet. */
static void choose_variant(struct session *s) {
  struct schema *schema = s->home->run.schema;
  struct str path = s->options->output, place = {NULL, 0};
  if (path.n > 0 && !str_equal_c(path, "-")) {
    bool is_folder = path.p[path.n - 1] == '/' ||
                     file_kind_of(arena_copy(&s->a, path).p, true) == FILE_FOLDER;
    struct str file = is_folder ? path_join(&s->a, path, STR("new.md")) : path;
    place = config_place(&s->a, s->home->root, s->home->run.working_folder,
                         path_clean(&s->a, file));
  }
  const struct variant *variant = check_variant_of(&s->a, schema, s->options->title, place);
  if (!variant)
    return;
  struct schema *own = arena_new(&s->a, struct schema);
  *own = *schema;
  own->record.title = variant->title;
  own->front = variant->front;
  own->sections = variant->sections;
  own->variant_count = 0;
  s->home->run.schema = own;
}

/* ---- A log line ---------------------------------------------------------------------------
 */

static void note_value(struct arena *a, struct blank_words *words, struct str key,
                       struct str text) {
  if (key.n == 0 || text.n == 0)
    return;
  words->values = arena_grow(a, words->values, words->value_count, sizeof *words->values);
  words->values[words->value_count++] = (struct blank_value){key, text};
}

/* Front matter that a field of the line must equal or contain is what the field says. */
static bool read_log(struct session *s, struct blank_words *words) {
  const struct schema *schema = s->home->run.schema;
  struct matched found;
  if (!header_read(schema->logs, schema->log_count, s->options->new_log, &found)) {
    complain("--log: the line fits no log template of the schema");
    return false;
  }
  words->line = found.line;
  words->log = &schema->logs[found.template];
  for (size_t i = 0; i < found.field_count; i++) {
    note_value(&s->a, words, words->log->fields[i].equals, found.fields[i]);
    note_value(&s->a, words, words->log->fields[i].contains, found.fields[i]);
  }
  return true;
}

/* ---- The call -----------------------------------------------------------------------------
 */

static bool is_call_wrong(const struct options *options) {
  if (options->paths.count > 0)
    complain("\"%.*s\" is too much; the title goes behind --title, the file behind -o",
             STR_ARG(options->paths.items[0]));
  else if (options->title.n > 0 && !is_title(options->title))
    complain("--title: \"%.*s\" is no line of text", STR_ARG(options->title));
  else if (options->new_log.n > 0 && !is_log(options->new_log))
    complain("--log: this is no line of text");
  else
    return false;
  return true;
}

static enum status make_case(struct session *s) {
  struct blank_words words = {.title = s->options->title};
  choose_variant(s);
  if (s->options->new_log.n > 0 && !read_log(s, &words))
    return STATUS_CALL;
  struct buf out = {0};
  blank_case_add(&s->a, &out, s->home->run.schema, &words);
  enum status status = make(s, arena_copy(&s->a, buf_str(&out)));
  buf_free(&out);
  return status;
}

static enum status new_run(const struct options *options) {
  if (is_call_wrong(options))
    return STATUS_CALL;
  struct session s;
  enum status status;
  if (session_open(&s, options, false, &status))
    status = find_home(&s) ? make_case(&s) : STATUS_CALL;
  session_end(&s);
  return status;
}

const struct command new_command = {
    "new",
    OF_NEW,
    "[-o PATH]",
    "an empty case by the schema, with blanks to fill in",
    "Writes to standard output, or to PATH: a file, or a folder, in which the file is called "
    "by\n"
    "the title. Keys that the schema requires have no value yet, sections that it requires\n"
    "only a comment, and kbc check finds what is still blank. A variant that the title or the\n"
    "place of the file decides about is followed. With --log the line stands in its section,\n"
    "and front matter that must agree with its fields is filled in; kbc match --suggest\n"
    "prints such calls.\n",
    new_run,
};
