/* kbc new: a case that has everything but its words. */
#include "base/file.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "check/rules.h"
#include "driver/blank/blank_case.h"
#include "driver/commands.h"
#include "driver/layout/place.h"
#include "driver/layout/slug.h"
#include "driver/session.h"
#include "model/case.h"

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
  struct str slug = slug_of(&s->a, kb_case->title);
  return path_join(&s->a, path_clean(&s->a, path),
                   arena_printf(&s->a, "%.*s.md", STR_ARG(slug)));
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
  if (status == STATUS_CLEAN && !s->options->quiet && !str_equal_c(file, "-"))
    say("%.*s: fill it in; kbc check says what is left", STR_ARG(file));
  return status;
}

static bool is_call_wrong(const struct options *options) {
  if (options->paths.count > 0)
    complain("\"%.*s\" is too much; the title goes behind --title, the file behind -o",
             STR_ARG(options->paths.items[0]));
  else if (options->title.n > 0 && !is_title(options->title))
    complain("--title: \"%.*s\" is no line of text", STR_ARG(options->title));
  else
    return false;
  return true;
}

static enum status new_run(const struct options *options) {
  if (is_call_wrong(options))
    return STATUS_CALL;
  struct session s;
  enum status status;
  if (session_open(&s, options, false, &status)) {
    struct buf out = {0};
    blank_case_add(&s.a, &out, s.home->run.schema, options->title);
    status = make(&s, arena_copy(&s.a, buf_str(&out)));
    buf_free(&out);
  }
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
    "only a comment, and kbc check finds what is still blank.\n",
    new_run,
};
