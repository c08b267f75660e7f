/* The text that libyaml gets to see: that of the source, with what was broken in it mended. */
#ifndef PARSE_YAML_TEXT_H
#define PARSE_YAML_TEXT_H

#include "parse/yaml.h"

/* In the place of the bytes [from, to) of the text stands something that YAML can read. */
struct yaml_patch {
  size_t from, to;
  struct str text;
  size_t at;     /* where `text` stands in the mended bytes */
  bool is_guess; /* what the value should be, nobody knows */
};

/* One text on its way into a tree. All offsets count from the start of the span. */
struct yaml_job {
  struct arena *a, *scratch;
  struct bag *bag;
  struct span span;
  enum yaml_dialect dialect;
  char *own;        /* the bytes of `clean` if something was replaced, else NULL */
  struct str clean; /* as the source, byte for byte, but for characters that YAML cannot hold */
  struct str bytes; /* the same with the patches in place: what is parsed */
  bool is_ascii;    /* of `bytes` */
  struct yaml_patch *patches; /* in order, disjoint; live in scratch */
  size_t patch_count;
  size_t quiet_until; /* up to there, in `bytes`, nothing more is said of the same kind */
  bool is_mended;     /* the lines were looked through: what YAML takes now is taken */
  bool is_lossy;      /* a key may have got lost by a mistake that was reported */
};

/* Starts a job: reports and replaces what libyaml would stumble over before its first event. */
void yaml_text_start(struct yaml_job *job);

/* Adds a patch behind those that are there. */
struct yaml_patch *yaml_text_patch(struct yaml_job *job, size_t from, size_t to,
                                   struct str text);
/* Makes `bytes` anew from `clean` and the patches. */
void yaml_text_mend(struct yaml_job *job);
/* Turns the line of `bytes` that holds `at` into a comment. */
void yaml_text_drop_line(struct yaml_job *job, size_t at);

/* The stretch of the source that [from, to) of the clean text is. */
struct span yaml_clean_span(const struct yaml_job *job, size_t from, size_t to);
/* The stretch of the source that [from, to) of the mended bytes stands for. */
struct span yaml_text_span(const struct yaml_job *job, size_t from, size_t to);
/* The patch out of which the byte at `at` of the mended bytes comes, or NULL. */
const struct yaml_patch *yaml_text_patch_at(const struct yaml_job *job, size_t at);

#endif
