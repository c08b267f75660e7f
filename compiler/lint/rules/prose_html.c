/* A rule about HTML that stands raw in Markdown. */
#include "base/arena.h"
#include "diag/diag.h"
#include "lint/marks.h"
#include "lint/rules/families.h"
#include "lint/rules/prose.h"
#include "model/rule_options.h"

enum { ALLOW };

static const struct rule_option options[] = {
    [ALLOW] = {"allow", RULE_OPTION_TEXTS, "[br, kbd, sub, sup, details, summary]",
               "names of the tags that may stand in a text", NULL},
    {0},
};

/* The elements of HTML that come up in texts: a tag of another name is no tag to whoever wrote
 * it, and vanishes from the page. */
static const char *const elements[] = {
    "a",        "abbr",     "address", "article",    "aside",    "audio",      "b",
    "bdi",      "bdo",      "big",     "blockquote", "body",     "br",         "button",
    "canvas",   "caption",  "center",  "cite",       "code",     "col",        "colgroup",
    "data",     "dd",       "del",     "details",    "dfn",      "dialog",     "div",
    "dl",       "dt",       "em",      "embed",      "fieldset", "figcaption", "figure",
    "font",     "footer",   "form",    "h1",         "h2",       "h3",         "h4",
    "h5",       "h6",       "head",    "header",     "hr",       "html",       "i",
    "iframe",   "img",      "input",   "ins",        "kbd",      "label",      "legend",
    "li",       "link",     "main",    "map",        "mark",     "math",       "meta",
    "nav",      "noscript", "object",  "ol",         "optgroup", "option",     "p",
    "picture",  "pre",      "q",       "s",          "samp",     "script",     "section",
    "select",   "small",    "source",  "span",       "strike",   "strong",     "style",
    "sub",      "summary",  "sup",     "svg",        "table",    "tbody",      "td",
    "template", "textarea", "tfoot",   "th",         "thead",    "time",       "title",
    "tr",       "tt",       "u",       "ul",         "var",      "video",      "wbr",
    NULL,
};

struct search {
  const struct linter *l;
  const struct rule *row;
  const struct option_value *allowed;
};

static bool is_same_name(struct str a, struct str b) {
  if (a.n != b.n)
    return false;
  for (size_t i = 0; i < a.n; i++) {
    if (lower_char(a.p[i]) != lower_char(b.p[i]))
      return false;
  }
  return true;
}

static bool is_element(struct str name) {
  for (size_t i = 0; elements[i]; i++) {
    if (is_same_name(name, str_from_c(elements[i])))
      return true;
  }
  return false;
}

static bool is_allowed(const struct search *s, struct str name) {
  for (size_t i = 0; i < s->allowed->count; i++) {
    if (is_same_name(name, s->allowed->texts[i]))
      return true;
  }
  return false;
}

/* The name of the opening tag at `at`; n = 0: no letter follows the bracket. */
static struct str tag_name(struct str text, size_t at) {
  size_t end = at + 1;
  while (end < text.n && (is_alpha_char(text.p[end]) || text.p[end] == '-' ||
                          (end > at + 1 && is_digit_char(text.p[end]))))
    end++;
  return str_slice(text, at + 1, end);
}

/* The whole tag; what follows the name of a placeholder may be several words. */
static size_t tag_end(struct text *text, size_t at) {
  size_t end = at;
  while (end < text->bytes.n && text_is_quoted(text, end, INLINE_TAG) &&
         (end == at || text->bytes.p[end - 1] != '>'))
    end++;
  return end;
}

/* Markdown has no other way to name a place that links lead to: <a id="x">, and an element with
 * an id and nothing in it. [at, end) is the tag. */
static bool is_anchor(struct str text, struct str name, size_t at, size_t end) {
  struct str tag = str_slice(text, at, end), rest = str_slice(text, end, text.n);
  bool is_link = str_find(tag, STR("href"), 0) != STR_NONE;
  return (is_same_name(name, STR("a")) && !is_link) ||
         (str_find(tag, STR(" id="), 0) != STR_NONE && str_starts_with(rest, STR("</")));
}

/* A block of HTML is one piece of work, whatever tags are in it; in prose each is one. */
static void look_for_tags(void *ctx, struct text *text) {
  const struct search *s = ctx;
  if (text->kind == TEXT_CODE || text->kind == TEXT_VALUE)
    return;
  for (size_t at = 0; (at = str_find_char(text->bytes, '<', at)) != STR_NONE; at++) {
    struct str name = tag_name(text->bytes, at);
    if (name.n == 0 || is_allowed(s, name) || !text_is_quoted(text, at, INLINE_TAG))
      continue;
    size_t end = tag_end(text, at);
    if (is_anchor(text->bytes, name, at, end))
      continue;
    struct span span = text_span(text, at, end);
    if (is_element(name)) {
      diag_add(s->l->bag, s->row, span, "<%.*s> is HTML, not Markdown", STR_ARG(name));
    } else {
      struct diag *diag =
          diag_add(s->l->bag, s->row, span,
                   "<%.*s> is taken for an HTML tag, and no page shows it", STR_ARG(name));
      diag_help(s->l->bag, diag, "write it as code, or a backslash before the \"<\"");
    }
    if (text->kind == TEXT_MARKUP)
      return;
  }
}

static void find_html(const struct linter *l, const struct rule *row) {
  struct search search = {l, row, rule_option(l->kb->schema, row, ALLOW, RULE_OPTION_TEXTS)};
  prose_visit_marked(l, MARK_TAG, look_for_tags, &search);
}

static const struct lint_rule rules[] = {
    {{.code = "KBC0916",
      .name = "raw-html",
      .level = LEVEL_NOTE,
      .summary = "HTML stands in a text that is Markdown",
      .why =
          "It is cut into chunks as it stands, tags and all, and many pages drop it. A name in "
          "angle brackets that was meant for the reader vanishes with it.",
      .bad = PROSE_PAGE("", "Restart <service-name> and wait."),
      .good = PROSE_PAGE("", "Restart `<service-name>`,<br>then wait if 1 < 2."),
      .options = options},
     find_html},
};

const struct lint_family prose_html_family = {"prose", rules, sizeof rules / sizeof *rules};
