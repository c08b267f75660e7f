/* Rules about links: does each lead somewhere, and somewhere else than where it stands? */
#include "base/arena.h"
#include "diag/diag.h"
#include "lint/rules/families.h"
#include "model/kb.h"

/* A destination that is empty is shown as the whole link. */
static struct span place_of(const struct kb_link *link) {
  return link->link->span.n > 0 ? link->link->span : link->link->whole;
}

static struct str written(const struct kb_link *link) {
  return link->link->destination;
}

/* "example.com/page": a folder of that name would have to be meant else. */
static bool is_host(struct str destination) {
  size_t slash = str_find_char(destination, '/', 0);
  struct str first = str_slice(destination, 0, slash);
  size_t dot = str_find_char(first, '.', 0);
  return slash != STR_NONE && dot != STR_NONE && dot > 0 && !str_ends_with(first, STR(".md"));
}

static void help_target(const struct linter *l, struct diag *diag, const struct kb_link *link) {
  if (link->near.n > 0)
    diag_help(l->bag, diag, "did you mean  %.*s  ?", STR_ARG(link->near));
  else if (str_find_char(written(link), '@', 0) != STR_NONE)
    diag_help(l->bag, diag, "for an address write  mailto:%.*s", STR_ARG(written(link)));
  else if (is_host(written(link)))
    diag_help(l->bag, diag, "for a page of another site write  https://%.*s",
              STR_ARG(written(link)));
  else if (link->fault == LINK_NO_PAGE)
    diag_help(l->bag, diag, "write the path of the page below the content folder");
  else
    diag_help(l->bag, diag, "a path begins in the folder of the file in which the link stands");
}

static void report_target(const struct linter *l, const struct rule *row,
                          const struct kb_link *link) {
  struct span place = place_of(link);
  struct str to = written(link);
  struct diag *diag = NULL;
  switch (link->fault) {
  case LINK_EMPTY:
    diag = diag_add(l->bag, row, place, "this link has no destination");
    diag_help(l->bag, diag, "write where it leads, or take the brackets off its text");
    return;
  case LINK_OUTSIDE:
    diag = diag_add(l->bag, row, place, "\"%.*s\" leads out of the repository", STR_ARG(to));
    diag_help(l->bag, diag,
              "nobody else has that file: put it here, or link to where it is published");
    return;
  case LINK_NO_PAGE:
    diag = diag_add(l->bag, row, place, "there is no page \"%.*s\"", STR_ARG(to));
    break;
  default:
    diag = diag_add(l->bag, row, place, "\"%.*s\" does not exist", STR_ARG(to));
  }
  help_target(l, diag, link);
}

static void find_target(const struct linter *l, const struct rule *row) {
  for (size_t i = 0; i < l->kb->link_count; i++) {
    enum link_fault fault = l->kb->links[i].fault;
    if (fault == LINK_EMPTY || fault == LINK_NO_FILE || fault == LINK_OUTSIDE ||
        fault == LINK_NO_PAGE)
      report_target(l, row, &l->kb->links[i]);
  }
}

static void find_anchor(const struct linter *l, const struct rule *row) {
  for (size_t i = 0; i < l->kb->link_count; i++) {
    const struct kb_link *link = &l->kb->links[i];
    if (link->fault != LINK_NO_ANCHOR)
      continue;
    const struct source *source = link->kb_case->doc->piece->source;
    bool is_here = l->kb->link_files[link->file].source == source;
    struct diag *diag = diag_add(l->bag, row, place_of(link), "no heading of %s is \"#%.*s\"",
                                 is_here ? "this file" : "that file", STR_ARG(link->fragment));
    if (link->near.n > 0)
      diag_help(l->bag, diag, "did you mean  %.*s  ?", STR_ARG(link->near));
    else
      diag_help(l->bag, diag,
                "an anchor is the heading in small letters, with dashes for its spaces");
  }
}

static void find_self(const struct linter *l, const struct rule *row) {
  for (size_t i = 0; i < l->kb->link_count; i++) {
    const struct kb_link *link = &l->kb->links[i];
    if (link->fault != LINK_ITSELF)
      continue;
    struct diag *diag =
        diag_add(l->bag, row, place_of(link), "this link leads to the case that it stands in");
    diag_relate(l->bag, diag, link->kb_case->title_span, "this case");
    diag_help(l->bag, diag, "link to the case that is meant, or take the link out");
  }
}

static void find_scheme(const struct linter *l, const struct rule *row) {
  for (size_t i = 0; i < l->kb->link_count; i++) {
    const struct kb_link *link = &l->kb->links[i];
    if (link->fault != LINK_MISSPELLED)
      continue;
    bool is_clear = link->near.n > 0;
    struct diag *diag = diag_add(l->bag, row, place_of(link),
                                 is_clear ? "\"%.*s\" does not begin as a web address does"
                                          : "\"%.*s\" is only the beginning of a web address",
                                 STR_ARG(written(link)));
    diag_help(l->bag, diag, is_clear ? "write  %.*s" : "write what follows it%.*s",
              STR_ARG(link->near));
  }
}

#define CASE(title, message, cause)                                                            \
  "---\nservice: pay-api\nerror_message: " message "\n---\n# Pay - " title                     \
  "\n\n## Incident Summary\n[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: " message   \
  "\n\n## Root Cause\n" cause                                                                  \
  "\n\n## Action Items\n1. Ask for another card.\n2. Look at the issuer's status page.\n"
#define OTHER                                                                                  \
  "---\nservice: pay-api\nerror_message: card expired\n---\n# Pay - Card Expired\n\n"          \
  "## Incident Summary\n[WARN] 2026-01-01T00:00:09.000Z pay-api/v1 [e5f6a7b8]: card "          \
  "expired\n\n## Root Cause\nThe card is out of date.\n\n"                                     \
  "## Action Items\n1. Ask for another card.\n2. Mark the stored card as expired.\n"
#define DECLINED(cause)                                                                        \
  "=== kb/declined.md\n" CASE("Card Declined", "card declined",                                \
                              cause) "=== kb/expired.md\n" OTHER

static const struct lint_rule rules[] = {
    {{.code = "KBC1300",
      .name = "link-target",
      .level = LEVEL_ERROR,
      .summary = "a link leads to a file that does not exist",
      .why = "Whoever follows it in the middle of an incident gets an error page, and does not "
             "know whether the file was moved or has never been written.",
      .bad = DECLINED("Or the card [is out of date](expire.md)."),
      .good = DECLINED("Or the card [is out of date](expired.md).")},
     find_target},
    {{.code = "KBC1301",
      .name = "link-anchor",
      .level = LEVEL_WARNING,
      .summary = "a link leads to a heading that does not exist",
      .why = "The link opens the file at its top, and the reader looks for the place that was "
             "meant. Such links break when a heading is reworded.",
      .bad = DECLINED("Or it [is out of date](expired.md#root-causes)."),
      .good = DECLINED("Or it [is out of date](expired.md#root-cause).")},
     find_anchor},
    {{.code = "KBC1302",
      .name = "link-self",
      .level = LEVEL_WARNING,
      .summary = "a link leads to the very case in which it stands",
      .why = "It was meant to lead to another case, and was copied or completed wrongly. The "
             "reader goes round in a circle.",
      .bad = DECLINED("Or the card [is out of date](declined.md)."),
      .good = DECLINED("Or the card [is out of date](expired.md).")},
     find_self},
    {{.code = "KBC1303",
      .name = "link-scheme",
      .level = LEVEL_ERROR,
      .summary = "a web address in a link is misspelled at its beginning",
      .why =
          "A browser may take it for a file beside this one, or ask for a program that nobody "
          "has. Nothing shows that before somebody follows the link.",
      .bad = CASE("Card Declined", "card declined",
                  "See [the issuer's page](link:https://status.example.com)."),
      .good = CASE("Card Declined", "card declined",
                   "See [the issuer's page](https://status.example.com).")},
     find_scheme},
};

const struct lint_family links_family = {"links", rules, sizeof rules / sizeof *rules};
