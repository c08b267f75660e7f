/* What is found: a line, the stretches of it that its log template names, and its case. */

struct kb_hit {
  size_t number; /* of the case */
  size_t form;   /* row of the log template; KB_NO_NUMBER: none was asked for */
  struct kb_str line, service, message;
  size_t field_count;
  struct kb_str fields[KB_FIELDS]; /* p = NULL: the line has no such field */
};
