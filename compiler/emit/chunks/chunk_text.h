/* Renders the schema's text template for a case or one of its sections. */
#ifndef EMIT_CHUNKS_CHUNK_TEXT_H
#define EMIT_CHUNKS_CHUNK_TEXT_H

#include "model/kb.h"

struct arena;

/* What a template is rendered for. */
struct chunk_subject {
  const struct schema *schema;
  const struct kb_case *kb_case;
  struct str path;                  /* the place of its source */
  const struct kb_section *section; /* that section alone; NULL: the whole case */
};

/* The header is what stands above the first section; `text` is header and body as rendered. */
struct chunk_text {
  struct str text, header, body;
};

/* A line of the template whose names are all absent in the case is left out, and so is a
 * paragraph of which nothing with a value remains. Lives in `a`. */
struct chunk_text chunk_render(struct arena *a, const struct chunk_subject *subject);

/* The text that a name stands for: that of all sections of the name, the path as outputs show
 * it. Lives in `a` or is borrowed from the case. */
struct str chunk_name_text(struct arena *a, const struct chunk_subject *subject,
                           const struct name *name);

#endif
