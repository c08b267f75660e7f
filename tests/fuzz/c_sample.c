/* Writes a C program that holds the texts of files as kb.c would, and compares them with their
 * bytes: whether a compiler reads what the small reader of literals reads.
 *
 *     c_sample FILE… > sample.c
 *
 * The program ends with 1 if a text is another one. */
#include "base/buf.h"
#include "emit/c/c_text.h"

#include <stdio.h>

static void write_case(struct buf *out, size_t i, struct str text) {
  buf_printf(out, "static const char literal_%zu[] = ", i);
  if (text.n < C_LITERAL_BYTES)
    c_text_literal(out, text, 2);
  else
    c_text_array(out, text, 2);
  buf_printf(out, ";\nstatic const char array_%zu[] = ", i);
  c_text_array(out, text, 2);
  buf_printf(out, ";\nstatic const unsigned char bytes_%zu[] = {", i);
  for (size_t j = 0; j < text.n; j++)
    buf_printf(out, "%d,%s", (unsigned char)text.p[j], j % 24 == 23 ? "\n" : "");
  buf_add_c(out, "0};\n");
}

int main(int argc, char **argv) {
  struct buf out = {0}, text = {0};
  buf_add_c(&out, "#include <string.h>\n");
  for (int i = 1; i < argc; i++) {
    FILE *file = fopen(argv[i], "rb");
    if (!file)
      return 2;
    buf_clear(&text);
    size_t n;
    while ((n = fread(buf_reserve(&text, 4096), 1, 4096, file)) > 0)
      text.n += n;
    fclose(file);
    write_case(&out, (size_t)i, buf_str(&text));
  }
  buf_add_c(&out, "int main(void) {\n");
  for (int i = 1; i < argc; i++)
    buf_printf(&out,
               "  if (sizeof literal_%d != sizeof bytes_%d || sizeof array_%d != sizeof bytes_%d "
               "||\n      memcmp(literal_%d, bytes_%d, sizeof bytes_%d) != 0 ||\n"
               "      memcmp(array_%d, bytes_%d, sizeof bytes_%d) != 0)\n    return 1;\n",
               i, i, i, i, i, i, i, i, i, i);
  buf_add_c(&out, "  return 0;\n}\n");
  fwrite(out.p, 1, out.n, stdout);
  buf_free(&out);
  buf_free(&text);
  return 0;
}
