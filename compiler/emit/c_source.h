/* The fixed text of the generated C files. It is written for the prefix "kb": c_text_fixed puts
 * another one in its place. */
#ifndef EMIT_C_SOURCE_H
#define EMIT_C_SOURCE_H

/* A string is a declaration or a function with a blank line behind it; NULL stands behind the
 * last. Between top and rest of the header stands KB_BUILD_ID, between types and cases stand
 * the tables. */
extern const char *const c_header_top[], *const c_header_rest[];
extern const char *const c_type_source[], *const c_case_source[];
extern const char *const c_word_source[], *const c_line_source[];

#endif
