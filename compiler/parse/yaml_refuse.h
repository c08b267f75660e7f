/* What YAML allows and this project's files do not: the findings, in words. */
#ifndef PARSE_YAML_REFUSE_H
#define PARSE_YAML_REFUSE_H

#include "parse/yaml_text.h"

/* All offsets are those of the mended bytes. */

/* An anchor, an alias or a tag; alone: not in brackets nor in a key. */
void yaml_refuse_property(struct yaml_job *job, size_t from, size_t to, bool is_alone);
/* A plain value of front matter with " #" behind it on its line, if that is so: this is more of
 * the value, more often than not. */
void yaml_refuse_comment(struct yaml_job *job, size_t from, size_t to);
/* A scalar over several lines, and its text; a list or mapping in brackets over several. */
void yaml_refuse_lines(struct yaml_job *job, size_t from, size_t to, struct str text);
void yaml_refuse_flow(struct yaml_job *job, size_t from, size_t to, bool is_mapping);
/* A plain value in the quotes of a word processor. Answers whether it is one. */
bool yaml_refuse_quotes(struct yaml_job *job, size_t from, size_t to);

/* A key that is no text. */
void yaml_refuse_key(struct yaml_job *job, const struct value *key);
void yaml_refuse_merge(struct yaml_job *job, const struct value *key);
void yaml_refuse_duplicate(struct yaml_job *job, const struct value_member *first,
                           const struct value_member *again);

void yaml_refuse_depth(struct yaml_job *job, size_t at, size_t limit);
void yaml_refuse_document(struct yaml_job *job, size_t at);

#endif
