/* Copies a case into as little memory as it takes: a knowledge base may have a hundred
 * thousand.
 */
#ifndef MODEL_CASE_PACK_H
#define MODEL_CASE_PACK_H

struct arena;
struct kb_case;
struct outer_headings;
struct schema;

/* Where the copies go. {.a = …} is a new one; not for two threads at a time. */
struct case_packer {
  struct arena *a;
  char *next, *end;                    /* room that is left of the last portion */
  const struct outer_headings *seen;   /* of the file of the case before, */
  const struct outer_headings *copied; /* and their copy: the cases of a file share them */
};

/* A copy of the case with its doc and its piece that borrows from their source and from the
 * schema alone. Of its blocks the headings of level 1 are left: what somebody wants to know of
 * the others must have been asked before. What link fills in later must not be there yet. Lives
 * in the arena of the packer. */
struct kb_case *case_pack(struct case_packer *packer, const struct schema *schema,
                          const struct kb_case *kb_case);

#endif
