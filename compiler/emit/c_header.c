/* The fixed text of the generated kb.h: all that a user of the tables reads. */
#include "emit/c_source.h"

#include <stddef.h>

const char *const c_header_top[] = {
    "/* A compiled knowledge base: its cases, and which case a log line belongs to.\n"
    " *\n"
    " * SPDX-License-Identifier: 0BSD\n"
    " * That is kbc's word on its own part of this file and of kb.c: use it under any\n"
    " * terms. The texts belong to those who wrote them.\n"
    " *\n"
    " * Both files are written by kbc; what is changed in them by hand is gone with the\n"
    " * next build.\n"
    " *\n"
    " * To use them, compile kb.c with your program. It is C99, C11 and C++, calls no\n"
    " * more than the mem functions of <string.h>, allocates nothing and has no data that\n"
    " * changes: every function may be called from any thread at any time. What it\n"
    " * returns stays valid as long as the program runs, but for the stretches of the\n"
    " * line that a match names. At most 8 KiB of stack are used.\n"
    " *\n"
    " *     struct kb_match match;\n"
    " *     if (kb_match(line, length, &match)) {\n"
    " *       struct kb_str title = kb_case_title(match.found);\n"
    " *       printf(\"%.*s\\n\", (int)title.n, title.p);\n"
    " *     }\n"
    " *\n"
    " * Versions. As long as KB_API_VERSION is the same, a program that was compiled with\n"
    " * an older kb.h works with a newer kb.c: functions are only added, the structs here\n"
    " * keep their size. The id of a case stays the same in every build, its number may\n"
    " * not. */\n"
    "#ifndef KB_H\n"
    "#define KB_H\n"
    "\n",
    "#include <stddef.h>\n"
    "\n",
    "#define KB_API_VERSION 1\n"
    "\n",
    "/* Stands for all texts and tables in kb.c: another build has the same if they are\n"
    " * the same. */\n"
    "\n",
    NULL,
};

const char *const c_header_rest[] = {
    "#ifdef __cplusplus\n"
    "extern \"C\" {\n"
    "#endif\n"
    "\n",
    "/* ---- Texts ------------------------------------------------------------------- */\n"
    "\n",
    "/* n bytes of UTF-8 from p on. A text of a case is followed by a NUL that n does not\n"
    " * count, and may hold one. p is NULL if there is no such text. Bytes that go in are\n"
    " * a pointer and a length, too: they need no NUL, nothing is read beyond them. */\n"
    "struct kb_str {\n"
    "  const char *p;\n"
    "  size_t n;\n"
    "};\n"
    "\n",
    "struct kb_pair {\n"
    "  struct kb_str key, value;\n"
    "};\n"
    "\n",
    "/* Id and title are those of the schema. A text that stands in no section of the\n"
    " * schema has no id, and what its own heading says for a title. */\n"
    "struct kb_section {\n"
    "  struct kb_str id, title;\n"
    "  struct kb_str text; /* Markdown, lines separated by LF */\n"
    "};\n"
    "\n",
    "/* ---- Cases ------------------------------------------------------------------- */\n"
    "\n",
    "struct kb_case;\n"
    "\n",
    "/* How many there are, and one of them by its number: 0 is the first. NULL if there\n"
    " * is none. */\n"
    "size_t kb_case_count(void);\n"
    "const struct kb_case *kb_case_at(size_t number);\n"
    "\n",
    "/* The number of a case. NULL has that behind the last, so that an array with one\n"
    " * more element than there are cases can count what was found, and what was not. */\n"
    "size_t kb_case_number(const struct kb_case *which);\n"
    "\n",
    "/* The case with this id, or NULL. */\n"
    "const struct kb_case *kb_by_id(const char *id, size_t n);\n"
    "\n",
    "/* The first case with exactly this service and this message in its front matter, or\n"
    " * NULL. They are the keys that the schema compares with a log line: the service is\n"
    " * the key that a field of the log template `equals`, the message is the key that\n"
    " * one `contains`. A service that a case does not have, or the schema does not\n"
    " * compare, is empty; without a message nothing is found. */\n"
    "const struct kb_case *kb_by_message(const char *service, size_t service_n,\n"
    "                                    const char *message, size_t message_n);\n"
    "\n",
    "/* The texts of a case; NULL has none. The title is what the schema's pattern takes\n"
    " * for it, the heading is the whole of it. The path is that of its file in the\n"
    " * corpus. Service and message are those of kb_by_message. */\n"
    "struct kb_str kb_case_id(const struct kb_case *which);\n"
    "struct kb_str kb_case_title(const struct kb_case *which);\n"
    "struct kb_str kb_case_heading(const struct kb_case *which);\n"
    "struct kb_str kb_case_path(const struct kb_case *which);\n"
    "struct kb_str kb_case_service(const struct kb_case *which);\n"
    "struct kb_str kb_case_message(const struct kb_case *which);\n"
    "\n",
    "/* Its log lines, its front matter and its sections, each in the order of the file;\n"
    " * texts that stand in no section of the schema come last. A value that is a list or\n"
    " * a mapping is there as JSON, null is an empty text. Behind the last there are only\n"
    " * NULLs. */\n"
    "size_t kb_case_log_count(const struct kb_case *which);\n"
    "struct kb_str kb_case_log(const struct kb_case *which, size_t i);\n"
    "size_t kb_case_pair_count(const struct kb_case *which);\n"
    "struct kb_pair kb_case_pair(const struct kb_case *which, size_t i);\n"
    "size_t kb_case_section_count(const struct kb_case *which);\n"
    "struct kb_section kb_case_section(const struct kb_case *which, size_t i);\n"
    "\n",
    "/* The value of a front matter key. */\n"
    "struct kb_str kb_case_value(const struct kb_case *which, const char *key, size_t n);\n"
    "\n",
    "/* ---- Log lines --------------------------------------------------------------- */\n"
    "\n",
    "#define KB_FIELDS 32\n"
    "\n",
    "/* Line, service, message and the values of the fields point into what was matched.\n"
    " * A line has no line end. */\n"
    "struct kb_match {\n"
    "  const struct kb_case *found; /* NULL if the line belongs to no case */\n"
    "  struct kb_str line;\n"
    "  struct kb_str service;\n"
    "  struct kb_str message;\n"
    "  size_t field_count; /* the fields of the log template, at most KB_FIELDS */\n"
    "  struct kb_pair fields[KB_FIELDS]; /* NULL for what the line does not have */\n"
    "};\n"
    "\n",
    "/* Which case does the line belong to? Answers 1 and fills in the match, or 0.\n"
    " *\n"
    " * The line is what stands before the first LF. The schema's log template is looked\n"
    " * for in it; text in front of it does not matter, nor does a part of it that may be\n"
    " * left out. The line belongs to a case if its service is that of the case and its\n"
    " * message has the constant words of the case: in order and next to one another,\n"
    " * where case (of ASCII letters), punctuation, white space and values do not count,\n"
    " * and any words may stand before and behind. Values are numbers and what is joined\n"
    " * to a digit by one of - _ . : / @ #, addresses, paths, and what stands in quotes\n"
    " * without white space. Where cases differ in values alone, these must be there.\n"
    " * Of several cases the one with the longest constant text wins, then the one whose\n"
    " * words come first, then the one with the higher priority, then the first case.\n"
    " *\n"
    " * Time grows with the length of the line, and little with the number of cases.\n"
    " * Without a log template in the schema, no line belongs to any case. */\n"
    "#if defined(__cplusplus) && defined(__GNUC__)\n"
    "#pragma GCC diagnostic push /* as in stat(), function and struct share their name */\n"
    "#pragma GCC diagnostic ignored \"-Wshadow\"\n"
    "#endif\n"
    "int kb_match(const char *line, size_t n, struct kb_match *match);\n"
    "#if defined(__cplusplus) && defined(__GNUC__)\n"
    "#pragma GCC diagnostic pop\n"
    "#endif\n"
    "\n",
    "/* The same for a message whose service is known already, and for one of whatever\n"
    " * service; there are no fields. */\n"
    "int kb_match_message(const char *service, size_t service_n, const char *message,\n"
    "                     size_t message_n, struct kb_match *match);\n"
    "int kb_match_any(const char *message, size_t n, struct kb_match *match);\n"
    "\n",
    "/* The same for all lines in `buf`, much faster than one by one: calls `found` for\n"
    " * each line that belongs to a case, until it answers something else than 0. Answers\n"
    " * how many bytes are done: up to and with the last LF, or to the end of the line at\n"
    " * which `found` stopped. What is left is the beginning of the next block, or, if\n"
    " * nothing comes any more, a last line for kb_match_tail, which does the same and\n"
    " * needs no LF at the end. */\n"
    "size_t kb_match_block(const char *buf, size_t n,\n"
    "                      int (*found)(void *ctx, const struct kb_match *match),\n"
    "                      void *ctx);\n"
    "size_t kb_match_tail(const char *buf, size_t n,\n"
    "                     int (*found)(void *ctx, const struct kb_match *match),\n"
    "                     void *ctx);\n"
    "\n",
    "#ifdef __cplusplus\n"
    "}\n"
    "#endif\n"
    "\n",
    "#endif\n",
    NULL,
};
