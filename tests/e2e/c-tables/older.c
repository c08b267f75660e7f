/* A program that was compiled with an older kb.h than the kb.c it meets. LOADED: it opens the
 * shared object named by its argument, else it was linked with one. Prints what it finds. */
#include "kb.h"

#include <stdio.h>
#include <string.h>

typedef size_t block_function(const char *buf, size_t n,
                              int (*found)(void *ctx, const struct kb_match *match), void *ctx);

/* The functions that it knows; -DLOADED looks them up by name. */
static struct {
  size_t (*case_count)(void);
  const struct kb_case *(*by_id)(const char *id, size_t n);
  struct kb_str (*case_id)(const struct kb_case *which);
  int (*match)(const char *line, size_t n, struct kb_match *match, size_t size);
  int (*match_message)(const char *service, size_t service_n, const char *message,
                       size_t message_n, struct kb_match *match, size_t size);
  int (*match_any)(const char *message, size_t n, struct kb_match *match, size_t size);
  block_function *block, *tail;
} kb;

#ifdef LOADED
#include <dlfcn.h>
#define FIND(member, name) (*(void **)&kb.member = dlsym(object, name)) != NULL

static int open_object(const char *path) {
  void *object = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
  if (object == NULL)
    return 0;
  return FIND(case_count, "kb_case_count") && FIND(by_id, "kb_by_id") &&
         FIND(case_id, "kb_case_id") && FIND(match, "kb_match_sized") &&
         FIND(match_message, "kb_match_message_sized") &&
         FIND(match_any, "kb_match_any_sized") && FIND(block, "kb_match_block") &&
         FIND(tail, "kb_match_tail");
}
#else
static int match_line(const char *line, size_t n, struct kb_match *match, size_t size) {
  int (*own)(const char *, size_t, struct kb_match *) = kb_match; /* It has an address, too. */
  return size == sizeof *match ? own(line, n, match) : kb_match_sized(line, n, match, size);
}

static int match_message(const char *service, size_t service_n, const char *message,
                         size_t message_n, struct kb_match *match, size_t size) {
  (void)size;
  return kb_match_message(service, service_n, message, message_n, match);
}

static int match_any(const char *message, size_t n, struct kb_match *match, size_t size) {
  (void)size;
  return kb_match_any(message, n, match);
}

static int open_object(const char *path) {
  (void)path;
  kb.case_count = kb_case_count;
  kb.by_id = kb_by_id;
  kb.case_id = kb_case_id;
  kb.match = match_line;
  kb.match_message = match_message;
  kb.match_any = match_any;
  kb.block = kb_match_block;
  kb.tail = kb_match_tail;
  return 1;
}
#endif

/* A struct of the size that this kb.h says, and what lies behind it. */
struct guarded {
  struct kb_match match;
  unsigned char behind[256];
};

static void show(const char *what, int is_found, const struct guarded *guarded) {
  struct kb_str id = kb.case_id(guarded->match.found);
  size_t i, written = 0;
  for (i = 0; i < sizeof guarded->behind; i++)
    written += guarded->behind[i] != 0xA5;
  printf("%s: %d %.*s", what, is_found, (int)id.n, id.n > 0 ? id.p : "");
  printf(" service %.*s", (int)guarded->match.service.n, guarded->match.service.p);
  printf(" message %.*s", (int)guarded->match.message.n, guarded->match.message.p);
  printf(", %lu fields, %lu bytes behind it\n", (unsigned long)guarded->match.field_count,
         (unsigned long)written);
}

static int show_found(void *ctx, const struct kb_match *match) {
  struct kb_str id = kb.case_id(match->found);
  printf("%s: %.*s %.*s of %lu fields\n", (const char *)ctx, (int)id.n, id.p,
         (int)match->line.n, match->line.p, (unsigned long)match->field_count);
  return 0;
}

static char block[] = "block", tail[] = "tail";

int main(int argc, char **argv) {
  static const char text[] =
      "09:09:09 web: it broke\n09:09:10 web: nothing\n09:09:11 web: it broke";
  const char *line = text;
  size_t n = strcspn(text, "\n"), done;
  struct guarded guarded;
  const struct kb_case *first;
  if (!open_object(argc > 1 ? argv[1] : NULL))
    return 2;
  memset(&guarded, 0xA5, sizeof guarded);
  show("line", kb.match(line, n, &guarded.match, sizeof guarded.match), &guarded);
  show("message",
       kb.match_message("web", 3, "it broke", 8, &guarded.match, sizeof guarded.match),
       &guarded);
  show("any", kb.match_any("it broke", 8, &guarded.match, sizeof guarded.match), &guarded);
  first = guarded.match.found;
  show("nothing", kb.match("", 0, &guarded.match, sizeof guarded.match), &guarded);
  done = kb.block(text, sizeof text - 1, show_found, block);
  done += kb.tail(text + done, sizeof text - 1 - done, show_found, tail);
  printf("%lu of %lu bytes\n", (unsigned long)done, (unsigned long)sizeof text - 1);
  printf("%lu cases, the id %s\n", (unsigned long)kb.case_count(),
         kb.by_id(kb.case_id(first).p, kb.case_id(first).n) == first ? "leads to it"
                                                                     : "does not");
  /* Whoever lies about the size has it written: so the count above can be wrong. */
  show("liar", kb.match(line, n, &guarded.match, sizeof guarded.match + 8), &guarded);
  return 0;
}
