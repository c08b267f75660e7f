/* Follows the links of the cases: what each leads to, and what is wrong with those that lead to
 * nothing. */
#include "base/arena.h"
#include "base/path.h"
#include "base/suggest.h"
#include "link/destination.h"
#include "link/files.h"
#include "link/link.h"
#include "link/misspelt.h"
#include "link/pages.h"
#include "link/scheme.h"
#include "link/targets.h"
#include "model/kb.h"

/* Headings that a hint is chosen from, and hints a run: they are for people, and cost time. */
enum { MOST_SLUGS = 2000, MOST_HINTS = 100 };

struct follower {
  struct arena *a;      /* for the kb */
  struct arena look_up; /* for what is remembered until all links are followed */
  struct arena scratch; /* for one link */
  struct kb *kb;
  struct files files;
  struct pages pages;
  bool has_pages;
  struct map link_files; /* path → index */
  struct map sources;    /* path → index of the first case in it */
  bool has_sources;
  const struct kb_case *kb_case;
  struct str page; /* the absolute path of its file */
  bool is_alone;   /* the only case of its file */
};

static struct kb_link *add_fault(struct follower *f, const struct link *link,
                                 enum link_fault fault) {
  struct kb *kb = f->kb;
  kb->links = arena_grow(f->a, kb->links, kb->link_count, sizeof *kb->links);
  struct kb_link *added = &kb->links[kb->link_count++];
  *added = (struct kb_link){.link = link, .kb_case = f->kb_case, .fault = fault};
  return added;
}

/* ---- Anchors -------------------------------------------------------------------------------
 */

static const struct source *source_of(struct follower *f, struct str path) {
  struct kb *kb = f->kb;
  const struct source *last = NULL;
  for (size_t i = 0; i < kb->case_count && !f->has_sources; i++) {
    const struct source *source = kb->cases[i]->doc->piece->source;
    if (source != last)
      map_add(&f->sources, &f->look_up, files_path(&f->look_up, &f->files, source->path), i);
    last = source;
  }
  f->has_sources = true;
  size_t index = map_find(&f->sources, path);
  return index == STR_NONE ? NULL : kb->cases[index]->doc->piece->source;
}

static size_t link_file_of(struct follower *f, struct str path) {
  struct kb *kb = f->kb;
  size_t index = map_find(&f->link_files, path);
  if (index != STR_NONE)
    return index;
  struct str copy = arena_copy(f->a, path);
  kb->link_files =
      arena_grow(f->a, kb->link_files, kb->link_file_count, sizeof *kb->link_files);
  kb->link_files[kb->link_file_count] =
      (struct link_file){.path = copy, .source = source_of(f, path)};
  map_add(&f->link_files, &f->look_up, copy, kb->link_file_count);
  return kb->link_file_count++;
}

static void ask_anchor(struct follower *f, const struct link *link, struct str path,
                       struct str fragment) {
  if (fragment.n == 0 || (!target_is_markdown(path) && !str_equal(path, f->page)))
    return;
  size_t file = link_file_of(f, path);
  struct kb_link *added = add_fault(f, link, LINK_ASKS_ANCHOR);
  added->file = file;
  added->is_alone = f->is_alone;
  added->fragment = arena_copy(f->a, fragment);
}

/* ---- Files ---------------------------------------------------------------------------------
 */

/* The name that was meant stands in the same folder, or the file in another one. */
static struct str near_file(struct follower *f, const struct destination *destination,
                            struct str missing) {
  struct str none = {NULL, 0};
  if (!files_may_hint(&f->files))
    return none;
  struct str near = files_near_name(&f->files, path_folder(missing), path_name(missing));
  struct str path = near.n > 0 ? path_join(&f->scratch, path_folder(missing), near)
                               : files_same_name(&f->files, path_name(missing));
  if (path.n == 0)
    return none;
  path = path_relative(&f->scratch, path, path_folder(f->page));
  return arena_printf(f->a, "%.*s%.*s", STR_ARG(destination_encode(&f->scratch, path)),
                      STR_ARG(destination->raw_tail));
}

static bool is_host(struct str path) {
  return path.n > 4 && lower_char(path.p[0]) == 'w' &&
         str_equal_c(str_slice(path, 1, 4), "ww.");
}

static void report_missing(struct follower *f, const struct link *link,
                           const struct destination *destination, struct target target) {
  if (target.kind == TARGET_MISSING && is_host(destination->path)) {
    struct kb_link *added = add_fault(f, link, LINK_MISSPELLED);
    added->near = arena_printf(f->a, "https://%.*s", STR_ARG(link->destination));
    return;
  }
  bool is_outside = target.kind == TARGET_OUTSIDE;
  struct kb_link *added = add_fault(f, link, is_outside ? LINK_OUTSIDE : LINK_NO_FILE);
  if (!is_outside)
    added->near = near_file(f, destination, target.path);
}

static void follow_path(struct follower *f, const struct link *link) {
  struct destination destination = destination_read(&f->scratch, link->destination);
  if (destination.path.n == 0) {
    ask_anchor(f, link, f->page, destination.fragment);
    return;
  }
  struct target target = target_find(&f->scratch, &f->files, f->page, destination.path);
  if (target.kind == TARGET_MISSING && !str_equal(destination.path, destination.raw_path)) {
    struct target raw = target_find(&f->scratch, &f->files, f->page, destination.raw_path);
    target = raw.kind == TARGET_MISSING ? target : raw;
  }
  if (target.kind == TARGET_MISSING || target.kind == TARGET_OUTSIDE)
    report_missing(f, link, &destination, target);
  else if (target.kind == TARGET_FILE && str_equal(target.path, f->page) && f->is_alone &&
           destination.raw_tail.n == 0)
    add_fault(f, link, LINK_ITSELF);
  else if (target.kind == TARGET_FILE)
    ask_anchor(f, link, target.path, destination.fragment);
}

/* ---- Hugo's references ---------------------------------------------------------------------
 */

static void follow_shortcode(struct follower *f, const struct link *link) {
  struct destination destination = destination_read(&f->scratch, link->destination);
  struct str path = destination.path;
  if (path.n == 0) {
    ask_anchor(f, link, f->page, destination.fragment);
    return;
  }
  if (destination_is_foreign(path) && path.p[0] != '/')
    return;
  bool is_known = false;
  struct str limit = files_limit(&f->files, path_folder(f->page), &is_known);
  if (path.p[0] != '/') {
    struct target target = target_find(&f->scratch, &f->files, f->page, path);
    if (target.kind == TARGET_FILE)
      ask_anchor(f, link, target.path, destination.fragment);
    if (target.kind == TARGET_FILE || target.kind == TARGET_FOLDER)
      return;
  }
  if (!f->has_pages)
    f->pages = pages_new(&f->look_up, &f->files);
  f->has_pages = true;
  struct str page;
  if (pages_find(&f->pages, path, limit, &page)) {
    if (page.n > 0)
      ask_anchor(f, link, page, destination.fragment);
    return;
  }
  struct kb_link *added = add_fault(f, link, LINK_NO_PAGE);
  if (files_may_hint(&f->files))
    added->near = arena_copy(f->a, pages_near_name(&f->pages, path));
}

/* ---- Cases ---------------------------------------------------------------------------------
 */

static bool holds(struct span outer, struct span inner) {
  return outer.source == inner.source && inner.offset >= outer.offset &&
         inner.offset < outer.offset + outer.n;
}

static bool is_in_log_section(const struct kb_section *sections, size_t count,
                              struct span span) {
  for (size_t i = 0; i < count; i++) {
    const struct content_rules *content = &sections[i].rule->content;
    if (holds(sections[i].span, span))
      return (content->log && content->allow == 0) ||
             is_in_log_section(sections[i].sections, sections[i].section_count, span);
  }
  return false;
}

/* In a log line, or where nothing but log lines belongs: brackets there mean something else. */
static bool is_in_log(const struct follower *f, const struct link *link) {
  const struct kb_case *kb_case = f->kb_case;
  for (size_t i = 0; i < kb_case->log_line_count; i++) {
    if (holds(kb_case->log_lines[i].span, link->span))
      return true;
  }
  return is_in_log_section(kb_case->sections, kb_case->section_count, link->span);
}

static void follow(struct follower *f, const struct link *link) {
  struct str near, destination = link->destination;
  if (is_in_log(f, link))
    return;
  if (link->kind == LINK_SHORTCODE)
    follow_shortcode(f, link);
  else if (destination.n == 0)
    add_fault(f, link, LINK_EMPTY);
  else if (scheme_is_misspelled(f->a, destination, &near))
    add_fault(f, link, LINK_MISSPELLED)->near = near;
  else if (link->kind != LINK_AUTOLINK && !destination_is_foreign(destination))
    follow_path(f, link);
}

static const struct source *source_at(const struct kb *kb, size_t index) {
  return index < kb->case_count ? kb->cases[index]->doc->piece->source : NULL;
}

void link_references(struct arena *a, struct kb *kb, const struct link_scope *scope) {
  struct follower f = {.a = a, .kb = kb};
  bool is_ready = false;
  for (size_t i = 0; i < kb->case_count; i++) {
    const struct doc *doc = kb->cases[i]->doc;
    if (doc->link_count == 0)
      continue;
    if (!is_ready)
      f.files = files_new(&f.look_up, scope);
    is_ready = true;
    const struct source *source = source_at(kb, i);
    f.kb_case = kb->cases[i];
    f.page = files_path(&f.look_up, &f.files, source->path);
    f.is_alone = source_at(kb, i + 1) != source && (i == 0 || source_at(kb, i - 1) != source);
    for (size_t k = 0; k < doc->link_count; k++) {
      follow(&f, &doc->links[k]);
      arena_reset(&f.scratch);
    }
  }
  arena_free(&f.scratch);
  arena_free(&f.look_up);
}

static struct str near_anchor(struct arena *a, struct arena *scratch,
                              const struct kb_link *link, const struct anchors *anchors) {
  size_t count = anchors->slug_count < MOST_SLUGS ? anchors->slug_count : MOST_SLUGS;
  size_t near = suggest(scratch, link->fragment, anchors->slugs, count);
  if (near == STR_NONE)
    return (struct str){NULL, 0};
  struct str written = link->link->destination;
  return arena_printf(a, "%.*s#%.*s",
                      STR_ARG(str_slice(written, 0, str_find_char(written, '#', 0))),
                      STR_ARG(anchors->slugs[near]));
}

/* Does it name the case that it stands in? In a file of one case "#title" alone is the way back
 * to the top, and nobody's mistake. */
static bool leads_to_itself(struct arena *scratch, const struct kb_link *link,
                            const struct link_file *file) {
  const struct kb_case *kb_case = link->kb_case;
  bool is_top = link->is_alone && link->link->destination.p[0] == '#';
  return kb_case->title_level > 0 && file->source == kb_case->doc->piece->source && !is_top &&
         anchors_lead_to(scratch, &file->anchors, link->fragment, kb_case->full_title);
}

void link_anchors(struct arena *a, struct kb *kb) {
  struct arena scratch = {0}, names = {0};
  struct misspelt misspelt = {0};
  if (kb->link_file_count > 0)
    misspelt = misspelt_find(&names, kb);
  size_t kept = 0, hints = 0;
  for (size_t i = 0; i < kb->link_count; i++) {
    struct kb_link link = kb->links[i];
    if (link.fault == LINK_ASKS_ANCHOR) {
      const struct link_file *file = &kb->link_files[link.file];
      bool is_there = anchors_have(&scratch, &file->anchors, link.fragment);
      /* The heading that it would lead to is misspelt, and that was said. */
      if (!is_there && misspelt_have(&scratch, &misspelt, file->source, link.fragment))
        continue;
      if (is_there && !leads_to_itself(&scratch, &link, file))
        continue;
      link.fault = is_there ? LINK_ITSELF : LINK_NO_ANCHOR;
      if (!is_there && hints++ < MOST_HINTS)
        link.near = near_anchor(a, &scratch, &link, &file->anchors);
      arena_reset(&scratch);
    }
    kb->links[kept++] = link;
  }
  kb->link_count = kept;
  arena_free(&names);
  arena_free(&scratch);
}
