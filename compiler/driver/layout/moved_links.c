/* Links that lead elsewhere once their text stands in another folder. */
#include "driver/layout/moved_links.h"

#include "base/file.h"
#include "base/path.h"
#include "driver/say.h"
#include "link/destination.h"
#include "model/case.h"

#include <stddef.h>

static bool is_relative(const struct link *link) {
  struct str to = link->destination;
  return link->kind != LINK_AUTOLINK && link->kind != LINK_SHORTCODE && to.n > 0 &&
         to.p[0] != '#' && to.p[0] != '/' && !destination_is_foreign(to);
}

static struct str folder_of(struct arena *a, struct str file) {
  return path_clean(a, path_folder(path_absolute(a, file)));
}

size_t moved_links_count(struct arena *a, struct kb_case *const *cases, size_t count,
                         struct str file) {
  struct str folder = folder_of(a, file);
  size_t moved = 0;
  for (size_t i = 0; i < count; i++) {
    const struct doc *doc = cases[i]->doc;
    bool is_moved = !str_equal(folder_of(a, doc->piece->source->path), folder);
    for (size_t k = 0; is_moved && k < doc->link_count; k++)
      moved += is_relative(&doc->links[k]);
  }
  return moved;
}

void moved_links_say(size_t count) {
  if (count > 0)
    say("%zu relative link%s written for another folder, and %s not changed; kbc check finds "
        "those that lead nowhere now",
        count, count == 1 ? " was" : "s were", count == 1 ? "is" : "are");
}
