/* The fixed text of the generated C files. It is written for the prefix "kb": c_text_fixed puts
 * another one in its place. */
#ifndef EMIT_C_C_SOURCE_H
#define EMIT_C_C_SOURCE_H

/* A string is a declaration or a function with a blank line behind it; NULL stands behind the
 * last. Between top and rest of the header stands KB_BUILD_ID, between types and cases stand
 * the engine (c_matcher.h) and the tables, and behind the cases what calls it, the faces. */
extern const char *const c_header_top[], *const c_header_rest[];
extern const char *const c_type_source[], *const c_case_source[];
extern const char *const c_find_source[], *const c_face_source[];

#endif
