/* The fixed text of the generated kb.c, last part: the functions of kb.h that match lines. */
#include "emit/c_source.h"

#include <stddef.h>

const char *const c_face_source[] = {
    "/* ---- Log lines --------------------------------------------------------------- */\n"
    "\n",
    "/* What the engine has found, as kb.h says it. */\n"
    "static void kb_take_over(struct kb_match *match, const struct kb_hit *hit) {\n"
    "  match->found = kb_case_at(hit->number);\n"
    "  match->line = hit->line;\n"
    "  match->service = hit->service;\n"
    "  match->message = hit->message;\n"
    "  match->field_count = hit->field_count;\n"
    "  for (size_t i = 0; i < hit->field_count; i++) {\n"
    "    size_t row = kb_tables.forms[hit->form * KB_FORM_NUMBERS + KB_FORM_FIELDS] + i;\n"
    "    const uint32_t *field = kb_row(kb_tables.fields, row, KB_FIELD_NUMBERS);\n"
    "    match->fields[i].key =\n"
    "        kb_stretch(kb_tables.text + field[KB_FIELD_NAME], field[KB_FIELD_NAME_N]);\n"
    "    match->fields[i].value = hit->fields[i];\n"
    "  }\n"
    "}\n"
    "\n",
    "int kb_match(const char *line, size_t n, struct kb_match *match) {\n"
    "  struct kb_hit hit;\n"
    "  memset(match, 0, sizeof *match);\n"
    "  if (!kb_engine_line(&kb_tables, line, kb_line_end(line, n), &hit))\n"
    "    return 0;\n"
    "  kb_take_over(match, &hit);\n"
    "  return 1;\n"
    "}\n"
    "\n",
    "static int kb_match_service(size_t service, struct kb_str message,\n"
    "                            struct kb_match *match) {\n"
    "  struct kb_hit hit;\n"
    "  if (!kb_engine_message(&kb_tables, service, message, &hit))\n"
    "    return 0;\n"
    "  match->found = kb_case_at(hit.number);\n"
    "  return 1;\n"
    "}\n"
    "\n",
    "int kb_match_message(const char *service, size_t service_n, const char *message,\n"
    "                     size_t message_n, struct kb_match *match) {\n"
    "  size_t known = kb_find_service(&kb_tables, service, service_n);\n"
    "  memset(match, 0, sizeof *match);\n"
    "  match->service = kb_stretch(service, service_n);\n"
    "  match->message = kb_stretch(message, message_n);\n"
    "  return known != KB_NO_NUMBER && kb_match_service(known, match->message, match);\n"
    "}\n"
    "\n",
    "int kb_match_any(const char *message, size_t n, struct kb_match *match) {\n"
    "  memset(match, 0, sizeof *match);\n"
    "  match->message = kb_stretch(message, n);\n"
    "  return kb_match_service(KB_NO_NUMBER, match->message, match);\n"
    "}\n"
    "\n",
    "/* ---- Blocks of lines --------------------------------------------------------- */\n"
    "\n",
    "struct kb_lines {\n"
    "  int (*found)(void *ctx, const struct kb_match *match);\n"
    "  void *ctx;\n"
    "  struct kb_match match;\n"
    "};\n"
    "\n",
    "static int kb_report_match(void *context, const struct kb_hit *hit) {\n"
    "  struct kb_lines *lines = (struct kb_lines *)context;\n"
    "  kb_take_over(&lines->match, hit);\n"
    "  return lines->found(lines->ctx, &lines->match);\n"
    "}\n"
    "\n",
    "static size_t kb_match_lines(const char *buf, size_t n, int is_all,\n"
    "                             int (*found)(void *ctx, const struct kb_match *match),\n"
    "                             void *ctx) {\n"
    "  struct kb_lines lines;\n"
    "  memset(&lines.match, 0, sizeof lines.match);\n"
    "  lines.found = found;\n"
    "  lines.ctx = ctx;\n"
    "  return kb_engine_block(&kb_tables, kb_best_path(), buf, n, is_all, kb_report_match,\n"
    "                         &lines);\n"
    "}\n"
    "\n",
    "size_t kb_match_block(const char *buf, size_t n,\n"
    "                      int (*found)(void *ctx, const struct kb_match *match),\n"
    "                      void *ctx) {\n"
    "  return kb_match_lines(buf, n, 0, found, ctx);\n"
    "}\n"
    "\n",
    "size_t kb_match_tail(const char *buf, size_t n,\n"
    "                     int (*found)(void *ctx, const struct kb_match *match),\n"
    "                     void *ctx) {\n"
    "  return kb_match_lines(buf, n, 1, found, ctx);\n"
    "}\n",
    NULL,
};
