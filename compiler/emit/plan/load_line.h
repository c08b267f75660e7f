/* What the readers of manifests and of lists of ids have in common: one JSON object a line. */
#ifndef EMIT_PLAN_LOAD_LINE_H
#define EMIT_PLAN_LOAD_LINE_H

#include "base/json.h"
#include "base/line_file.h"
#include "emit/plan/manifest_load.h"

struct loader {
  struct arena *a;
  struct manifest *manifest;
  struct load_fault *fault;
  struct line_file file;
  enum load_result result;
};

/* Opens the file. False, with the reason, if it cannot be. */
bool load_open(struct loader *l, const char *path);
/* The next line without its end, CR or not. False at the end, or with the reason. */
bool load_next(struct loader *l, struct str *line);

/* Refuses the line that was read last, or with `line` another one (0: none). Answers false. */
bool load_refuse(struct loader *l, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool load_refuse_at(struct loader *l, size_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The object that the text is. NULL, with the reason, if it is none or has a key twice. Free
 * with json_free. */
struct json_tree *load_object(struct loader *l, struct str text);

/* Members of an object: false, with the reason, if one is missing or not of the kind. Texts
 * live in the loader's arena. */
bool load_text(struct loader *l, const struct json_node *object, const char *key,
               struct str *text);
bool load_number(struct loader *l, const struct json_node *object, const char *key,
                 size_t *number);
bool load_uuid(struct loader *l, const struct json_node *object, const char *key,
               struct uuid_text *id);
bool load_hash(struct loader *l, const struct json_node *object, const char *key,
               struct hash_text *hash);
bool hash_read(struct str digits, struct hash_text *hash);

/* Is each of the chunks there once? Their entries stand in the lines from `first_line` on. */
bool load_check_chunks(struct loader *l, size_t first_line);

#endif
