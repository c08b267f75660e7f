/* Reads off a compiled JSON Schema what it says plainly about keys and texts. */
#ifndef CHECK_VALUE_FORM_H
#define CHECK_VALUE_FORM_H

struct arena;
struct value_form;
struct json_schema;

/* The form of the whole value. Lives in `a`, borrows from the tree that was compiled. Asked for
 * once at most, by the one who has compiled the schema. */
const struct value_form *value_form_of(struct arena *a, struct arena *scratch,
                                       const struct json_schema *schema);

#endif
