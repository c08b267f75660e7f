/* Shows everything that kb.h gives access to, for test.py to compare. C and C++. */
#include "kb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void show(const char *what, struct kb_str text) {
  size_t i;
  printf("%s\t", what);
  if (text.p == NULL)
    printf("-");
  for (i = 0; i < text.n; i++)
    printf("%02x", (unsigned)(unsigned char)text.p[i]);
  printf("\n");
}

/* Every text of a case is followed by a NUL. */
static void show_own(const char *what, struct kb_str text) {
  show(what, text);
  if (text.p != NULL && text.p[text.n] != '\0')
    printf("no NUL\n");
}

static void dump_case(const struct kb_case *which) {
  size_t i;
  show_own("id", kb_case_id(which));
  show_own("title", kb_case_title(which));
  show_own("heading", kb_case_heading(which));
  show_own("path", kb_case_path(which));
  show_own("service", kb_case_service(which));
  show_own("message", kb_case_message(which));
  for (i = 0; i < kb_case_log_count(which); i++)
    show_own("log", kb_case_log(which, i));
  for (i = 0; i < kb_case_pair_count(which); i++) {
    struct kb_pair pair = kb_case_pair(which, i);
    show_own("key", pair.key);
    show_own("value", pair.value);
    if (kb_case_value(which, pair.key.p, pair.key.n).p != pair.value.p)
      printf("another value\n");
  }
  for (i = 0; i < kb_case_section_count(which); i++) {
    struct kb_section section = kb_case_section(which, i);
    show_own("section", section.id);
    show_own("section title", section.title);
    show_own("section text", section.text);
  }
  if (kb_case_log(which, kb_case_log_count(which)).p != NULL ||
      kb_case_pair(which, kb_case_pair_count(which)).key.p != NULL ||
      kb_case_pair(which, (size_t)-1).value.p != NULL ||
      kb_case_section(which, kb_case_section_count(which)).text.p != NULL ||
      kb_case_section(which, (size_t)-1 / 2).text.p != NULL ||
      kb_case_value(which, "no such key", 11).p != NULL)
    printf("something behind the last\n");
}

static void dump(void) {
  size_t i;
  for (i = 0; i < kb_case_count(); i++) {
    printf("case\t%lu\n", (unsigned long)i);
    dump_case(kb_case_at(i));
  }
  printf("case\tNULL\n");
  dump_case(NULL);
}

static int is_same(struct kb_str a, struct kb_str b) {
  return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* The first case that says the same. */
static const struct kb_case *first_with(struct kb_str service, struct kb_str message) {
  size_t i;
  for (i = 0; i < kb_case_count(); i++) {
    const struct kb_case *which = kb_case_at(i);
    if (is_same(kb_case_service(which), service) && is_same(kb_case_message(which), message))
      return which;
  }
  return NULL;
}

static void fail(const char *what, size_t i) {
  printf("%s fails for case %lu\n", what, (unsigned long)i);
}

static void check_id(const struct kb_case *which, size_t i) {
  struct kb_str id = kb_case_id(which);
  char *copy = (char *)malloc(id.n + 1);
  memcpy(copy, id.p, id.n);
  copy[id.n] = 'x';
  if (kb_by_id(copy, id.n) != which)
    fail("by id", i);
  if (kb_by_id(copy, id.n + 1) != NULL || kb_by_id(copy, id.n - 1) != NULL)
    fail("by a longer or shorter id", i);
  copy[0] = 'x';
  if (kb_by_id(copy, id.n) != NULL)
    fail("by another id", i);
  free(copy);
}

static void check_message(const struct kb_case *which, size_t i) {
  struct kb_str service = kb_case_service(which), message = kb_case_message(which);
  const struct kb_case *found = kb_by_message(service.p, service.n, message.p, message.n);
  if (message.n == 0)
    return;
  if (found != first_with(service, message))
    fail("by message", i);
  if (kb_by_message(service.p, service.n, message.p, message.n - 1) ==
      kb_by_message(service.p, service.n, message.p, message.n))
    fail("by a shorter message", i);
  if (kb_by_message("no-such-service", 15, message.p, message.n) != NULL)
    fail("by another service", i);
}

static void check_keys(void) {
  size_t i;
  for (i = 0; i < kb_case_count(); i++) {
    if (kb_case_number(kb_case_at(i)) != i)
      fail("its number", i);
    check_id(kb_case_at(i), i);
    check_message(kb_case_at(i), i);
  }
  if (kb_case_at(kb_case_count()) != NULL || kb_case_at((size_t)-1) != NULL)
    fail("a number behind the last", i);
  if (kb_by_id(NULL, 0) != NULL || kb_by_message(NULL, 0, NULL, 0) != NULL)
    fail("nothing", 0);
  if (kb_case_number(NULL) != kb_case_count())
    fail("the number of nothing", 0);
  printf("%lu cases, API %d, build of %lu\n", (unsigned long)kb_case_count(), KB_API_VERSION,
         (unsigned long)strlen(KB_BUILD_ID));
}

static void show_match(int is_found, const struct kb_match *match) {
  size_t i;
  if (is_found != (match->found != NULL))
    printf("answer and match differ\n");
  printf("line\n");
  show("found", kb_case_id(match->found));
  show("service", match->service);
  show("message", match->message);
  for (i = 0; i < match->field_count; i++) {
    show("field", match->fields[i].key);
    show("value", match->fields[i].value);
  }
}

/* Each line on its own, in a buffer of its length; with a tab in it, as service and message. */
static void match_lines(FILE *in, int is_split) {
  int c;
  size_t n = 0, room = 16;
  char *line = (char *)malloc(room);
  while ((c = getc(in)) != EOF) {
    struct kb_match match;
    char *copy, *tab;
    if (c != '\n') {
      if (n == room)
        line = (char *)realloc(line, room *= 2);
      line[n++] = (char)c;
      continue;
    }
    copy = (char *)malloc(n > 0 ? n : 1);
    memcpy(copy, line, n);
    tab = is_split ? (char *)memchr(copy, '\t', n) : NULL;
    if (tab == NULL)
      show_match(kb_match(copy, n, &match), &match);
    else
      show_match(kb_match_message(copy, (size_t)(tab - copy), tab + 1,
                                  n - 1 - (size_t)(tab - copy), &match),
                 &match);
    free(copy);
    n = 0;
  }
  free(line);
}

int main(int argc, char **argv) {
  if (argc == 2 && strcmp(argv[1], "dump") == 0)
    dump();
  else if (argc == 2 && strcmp(argv[1], "keys") == 0)
    check_keys();
  else if (argc == 2 && strcmp(argv[1], "match") == 0)
    match_lines(stdin, 0);
  else if (argc == 2 && strcmp(argv[1], "split") == 0)
    match_lines(stdin, 1);
  else
    return 2;
  return 0;
}
