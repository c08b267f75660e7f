/* The block structure of a body, as CommonMark has it: what cmark says, in our own terms. */
#include "parse/markdown.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "parse/body_text.h"
#include "parse/markdown_memory.h"

#include <cmark.h>
#include <string.h>

/* The tree lives in the scratch arena and is not given back by itself. Whatever line the text
 * ends in is finished, and a blank one put behind it. So no leaf but fenced code and HTML is
 * still open at the end of the text, where cmark would count the last line of a block in
 * another way than elsewhere. */
static cmark_node *parse(struct arena *scratch, cmark_mem *memory, struct str text) {
  *memory = (cmark_mem){markdown_memory_new, markdown_memory_resize, markdown_memory_free};
  markdown_memory_use(scratch);
  cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, memory);
  if (text.n > 0)
    cmark_parser_feed(parser, text.p, text.n);
  bool is_finished = str_ends_with(text, STR("\n"));
  cmark_parser_feed(parser, "\n\n", is_finished ? 1 : 2);
  cmark_node *root = cmark_parser_finish(parser);
  markdown_memory_use(NULL);
  return root;
}

/* The next inline node of the heading in reading order. A loop: nesting has no limit here. */
static cmark_node *next_inline(cmark_node *node, const cmark_node *heading) {
  cmark_node *next = cmark_node_first_child(node);
  while (!next && node != heading) {
    next = cmark_node_next(node);
    node = cmark_node_parent(node);
  }
  return next;
}

static struct str heading_text(struct arena *scratch, cmark_node *heading) {
  cmark_node *first = cmark_node_first_child(heading);
  if (first && !cmark_node_next(first) && cmark_node_get_type(first) == CMARK_NODE_TEXT)
    return arena_copy(scratch, str_from_c(cmark_node_get_literal(first)));
  struct buf text = {0};
  for (cmark_node *node = first; node; node = next_inline(node, heading)) {
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
      buf_add_c(&text, cmark_node_get_literal(node));
    else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
      buf_add_char(&text, ' ');
  }
  struct str copy = arena_copy(scratch, buf_str(&text));
  buf_free(&text);
  return copy;
}

static enum block_kind kind_of(cmark_node *node) {
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_BLOCK_QUOTE:
    return BLOCK_QUOTE;
  case CMARK_NODE_LIST:
    return cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? BLOCK_ORDERED_LIST
                                                                : BLOCK_BULLET_LIST;
  case CMARK_NODE_ITEM:
    return BLOCK_ITEM;
  case CMARK_NODE_CODE_BLOCK:
    return BLOCK_CODE;
  case CMARK_NODE_HTML_BLOCK:
    return BLOCK_HTML;
  case CMARK_NODE_HEADING:
    return BLOCK_HEADING;
  case CMARK_NODE_THEMATIC_BREAK:
    return BLOCK_BREAK;
  default:
    return BLOCK_PARAGRAPH;
  }
}

/* Is the line of the source what the literal begins with? A NUL has become U+FFFD there. */
static bool begins_with_line(const char *literal, struct str line) {
  for (size_t i = 0; i < line.n; i++) {
    struct str byte = line.p[i] == '\0' ? STR("\xEF\xBF\xBD") : str_slice(line, i, i + 1);
    if (strncmp(literal, byte.p, byte.n) != 0)
      return false;
    literal += byte.n;
  }
  return literal[strspn(literal, " \t")] == '\n';
}

/* cmark knows, but does not tell. Indented code may begin with what looks like a fence, but
 * then its content begins with that line, too; of fenced code without an info string that can
 * never be, for the line would close it. */
static bool is_fenced(cmark_node *node, struct str first_line) {
  if (!str_starts_with(first_line, STR("```")) && !str_starts_with(first_line, STR("~~~")))
    return false;
  return cmark_node_get_fence_info(node)[0] != '\0' ||
         !begins_with_line(cmark_node_get_literal(node), first_line);
}

struct reader {
  struct arena *scratch;
  const struct body_text *text;
  struct markdown markdown;
  size_t room;
};

static struct markdown_node *new_node(struct reader *r) {
  struct markdown *markdown = &r->markdown;
  if (markdown->count == r->room) {
    struct markdown_node *old = markdown->nodes;
    r->room = r->room > 0 ? checked_multiply(r->room, 2) : 32;
    markdown->nodes =
        arena_room(r->scratch, checked_multiply(r->room, sizeof *markdown->nodes));
    if (old)
      memcpy(markdown->nodes, old, markdown->count * sizeof *old);
  }
  markdown->nodes[markdown->count] = (struct markdown_node){.kind = BLOCK_PARAGRAPH};
  return &markdown->nodes[markdown->count++];
}

static void fill_node(const struct reader *r, cmark_node *from, struct markdown_node *node) {
  const struct body_text *text = r->text;
  size_t line = (size_t)cmark_node_get_start_line(from) - 1;
  int last_line = cmark_node_get_end_line(from) - 1;
  node->kind = kind_of(from);
  node->line = line;
  node->offset = text->starts[line] + (size_t)cmark_node_get_start_column(from) - 1;
  node->last_line = last_line > 0 ? (size_t)last_line : 0;
  if (node->kind == BLOCK_HEADING) {
    node->level = cmark_node_get_heading_level(from);
    node->text = heading_text(r->scratch, from);
  }
  if (node->kind == BLOCK_HTML)
    node->text = arena_copy(r->scratch, str_from_c(cmark_node_get_literal(from)));
  if (node->kind == BLOCK_CODE)
    node->is_fenced = is_fenced(from, body_slice(text, node->offset, text->ends[line]));
}

static bool is_container(enum block_kind kind) {
  return kind == BLOCK_QUOTE || kind == BLOCK_ITEM || kind == BLOCK_BULLET_LIST ||
         kind == BLOCK_ORDERED_LIST;
}

/* Recurses no deeper than containers may nest. */
static void add_children(struct reader *r, cmark_node *parent) {
  for (cmark_node *child = cmark_node_first_child(parent); child;
       child = cmark_node_next(child)) {
    size_t index = r->markdown.count;
    struct markdown_node *node = new_node(r);
    fill_node(r, child, node);
    if (is_container(node->kind))
      add_children(r, child);
    r->markdown.nodes[index].next = r->markdown.count;
  }
}

struct markdown markdown_parse(struct arena *scratch, const struct body_text *text,
                               struct str bytes) {
  cmark_mem memory;
  cmark_node *root = parse(scratch, &memory, bytes);
  struct reader r = {.scratch = scratch, .text = text};
  add_children(&r, root);
  return r.markdown;
}

/* ---- Meaning ------------------------------------------------------------------------------
 */

/* Shown to nobody: soft hyphens, joiners, marks of direction, variation selectors. */
static bool is_invisible(uint32_t c) {
  return c == 0xAD || c == 0x34F || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

static void add_running_text(struct arena *scratch, struct buf *out, const char *literal,
                             bool is_loose) {
  struct str text = unicode_nfc(scratch, str_from_c(literal));
  if (!is_loose) {
    buf_add(out, text);
    return;
  }
  for (size_t at = 0; at < text.n;) {
    uint32_t c = 0;
    size_t n = utf8_decode(text, at, &c);
    n = n > 0 ? n : 1;
    if (!is_unicode_space(c) && !is_invisible(c))
      buf_add(out, str_slice(text, at, at + n));
    at += n;
  }
}

static void add_text(struct buf *out, const char *text) {
  buf_printf(out, "%zu:%s;", text ? strlen(text) : 0, text ? text : "");
}

/* What is said about a node beside its kind. */
static void add_details(struct arena *scratch, struct buf *out, cmark_node *node,
                        bool is_loose) {
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_LIST:
    buf_printf(out, "%d,%d,", (int)cmark_node_get_list_type(node),
               (int)cmark_node_get_list_delim(node));
    if (!is_loose)
      buf_printf(out, "%d,%d,", cmark_node_get_list_tight(node),
                 cmark_node_get_list_start(node));
    return;
  case CMARK_NODE_HEADING:
    buf_printf(out, "%d,", cmark_node_get_heading_level(node));
    return;
  case CMARK_NODE_CODE_BLOCK:
    add_text(out, cmark_node_get_fence_info(node));
    add_text(out, cmark_node_get_literal(node));
    return;
  case CMARK_NODE_HTML_BLOCK:
  case CMARK_NODE_HTML_INLINE:
  case CMARK_NODE_CODE:
    add_text(out, cmark_node_get_literal(node));
    return;
  case CMARK_NODE_LINK:
  case CMARK_NODE_IMAGE:
    add_text(out, cmark_node_get_url(node));
    add_text(out, cmark_node_get_title(node));
    return;
  case CMARK_NODE_TEXT:
    add_running_text(scratch, out, cmark_node_get_literal(node), is_loose);
    return;
  default:
    return;
  }
}

void markdown_meaning(struct arena *scratch, const struct body_text *text, bool is_loose,
                      struct buf *out) {
  cmark_mem memory;
  cmark_node *root = parse(scratch, &memory, body_slice(text, text->from, text->to));
  markdown_memory_use(scratch);
  cmark_consolidate_text_nodes(root);
  cmark_iter *walk = cmark_iter_new(root);
  for (cmark_event_type event = cmark_iter_next(walk); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk)) {
    cmark_node *node = cmark_iter_get_node(walk);
    bool is_text = cmark_node_get_type(node) == CMARK_NODE_TEXT;
    bool is_soft = cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK;
    if (event == CMARK_EVENT_EXIT)
      buf_add_char(out, ')');
    else if (!is_text && !(is_soft && is_loose))
      buf_printf(out, "(%x ", (unsigned)cmark_node_get_type(node));
    if (event == CMARK_EVENT_ENTER)
      add_details(scratch, out, node, is_loose);
  }
  markdown_memory_use(NULL);
}

struct str markdown_heading(struct arena *scratch, struct str line) {
  cmark_mem memory;
  cmark_node *root = parse(scratch, &memory, line);
  cmark_node *first = cmark_node_first_child(root);
  struct str text = {NULL, 0};
  if (first && cmark_node_get_type(first) == CMARK_NODE_HEADING)
    text = heading_text(scratch, first);
  return text;
}

struct str markdown_destination(struct arena *scratch, struct str link) {
  cmark_mem memory;
  cmark_node *root = parse(scratch, &memory, link);
  cmark_node *paragraph = cmark_node_first_child(root);
  cmark_node *first = paragraph ? cmark_node_first_child(paragraph) : NULL;
  struct str destination = {NULL, 0};
  if (first && cmark_node_get_type(first) == CMARK_NODE_LINK)
    destination = arena_copy(scratch, str_from_c(cmark_node_get_url(first)));
  return destination;
}
