/* Finds what the references of a JSON Schema lead to. */
#include "base/arena.h"
#include "base/suggest.h"
#include "check/json_schema_compiler.h"
#include "check/uri.h"

bool json_ref_is_dialect(struct str uri) {
  if (uri_fragment(uri).n > 0)
    return false;
  return str_equal_c(uri_without_fragment(uri), "https://json-schema.org/draft/2020-12/schema");
}

static bool is_of_standard(struct str uri) {
  return str_starts_with(uri, STR("https://json-schema.org/draft/2020-12/"));
}

static bool is_remote(struct str uri) {
  return str_starts_with(uri, STR("http:")) || str_starts_with(uri, STR("https:"));
}

static void report_remote_document(struct json_compiler *c, const struct value *reference,
                                   struct str uri) {
  struct diag *diag = json_compiler_fail(c, JSON_SCHEMA_UNSUPPORTED, reference->span,
                                         "\"%.*s\" is not here, and kbc fetches no schema from "
                                         "the network",
                                         STR_ARG(uri));
  if (is_remote(reference->text))
    diag_help(c->bag, diag,
              "put a copy beside this file and refer to that, or put it under $defs");
  else
    diag_help(c->bag, diag,
              "the $id above makes an address of it: take the $id out, and it is a file beside "
              "this one");
}

static void report_unknown_document(struct json_compiler *c, const struct value *reference,
                                    const struct json_resource *missing) {
  const struct json_schema_absence *absence = &missing->absence;
  if (absence->was_reported)
    return;
  if (is_remote(missing->uri)) {
    report_remote_document(c, reference, missing->uri);
    return;
  }
  bool has_words = absence->message.n > 0;
  struct diag *diag = json_compiler_fail(c, JSON_SCHEMA_REF, reference->span,
                                         has_words ? "%.*s" : "there is no schema \"%.*s\"",
                                         STR_ARG(has_words ? absence->message : missing->uri));
  if (absence->label.n > 0)
    diag_label(c->bag, diag, "%.*s", STR_ARG(absence->label));
  struct str help = absence->help;
  if (!has_words)
    help = STR("name a file beside this one, or what an $id or $anchor in it is called");
  if (help.n > 0)
    diag_help(c->bag, diag, "%.*s", STR_ARG(help));
}

/* The resource of a URI without fragment, loaded if need be. NULL after reporting, or if it may
 * yet turn up as the $id in a document that nothing has referred to so far. */
static struct json_resource *find_resource(struct json_compiler *c,
                                           const struct value *reference, struct str uri) {
  size_t index = map_find(&c->uris, uri);
  if (index == STR_NONE) {
    struct json_schema_absence absence = {.was_reported = false};
    const struct value *root =
        c->loader && c->loader->load
            ? c->loader->load(c->loader->ctx, arena_copy(c->scratch, uri), reference->span,
                              &absence)
            : NULL;
    struct json_resource *loaded = json_walk_document(c, root, uri);
    loaded->absence = absence;
    index = loaded->index;
  }
  const struct json_resource *resource = c->resources[index];
  if (resource->root)
    /* The same root may have an $id besides, and then that is where its anchors are. */
    return json_walk_resource_of(c, resource->root);
  const struct json_schema_absence *absence = &resource->absence;
  c->must_wait = !c->is_last_call && !absence->was_reported && absence->message.n == 0;
  if (c->must_wait)
    return NULL;
  c->has_failed = true;
  report_unknown_document(c, reference, resource);
  return NULL;
}

/* "~1" stands for "/" and "~0" for "~" (RFC 6901). */
static struct str unescape_token(struct arena *a, struct str token) {
  if (str_find_char(token, '~', 0) == STR_NONE)
    return token;
  char *text = arena_alloc(a, token.n);
  size_t n = 0;
  for (size_t i = 0; i < token.n; i++) {
    bool is_escape = token.p[i] == '~' && i + 1 < token.n;
    bool is_slash = is_escape && token.p[i + 1] == '1';
    bool is_tilde = is_escape && token.p[i + 1] == '0';
    text[n++] = is_slash ? '/' : token.p[i];
    i += is_slash || is_tilde;
  }
  return (struct str){text, n};
}

static const struct value *step_down(const struct value *value, struct str token) {
  if (value->kind == VALUE_OBJECT)
    return value_get(value, token);
  if (value->kind != VALUE_ARRAY || token.n == 0 || token.n > 9 ||
      (token.n > 1 && token.p[0] == '0'))
    return NULL;
  size_t index = 0;
  for (size_t i = 0; i < token.n; i++) {
    if (!is_digit_char(token.p[i]))
      return NULL;
    index = index * 10 + (size_t)(token.p[i] - '0');
  }
  return index < value->count ? &value->items[index] : NULL;
}

/* `done` is the part of the pointer that was followed, and `at` where that leads. */
static void report_lost_pointer(struct json_compiler *c, const struct value *reference,
                                const struct value *at, struct str done, struct str token) {
  struct diag *diag = json_compiler_fail(c, JSON_SCHEMA_REF, reference->span,
                                         "\"%.*s\" leads nowhere", STR_ARG(reference->text));
  if (at->kind != VALUE_OBJECT) {
    diag_label(c->bag, diag, "there is nothing below \"#%.*s\"", STR_ARG(done));
    return;
  }
  struct str *keys = arena_array(c->scratch, struct str, at->count);
  for (size_t i = 0; i < at->count; i++)
    keys[i] = at->members[i].key;
  size_t near = suggest(c->scratch, token, keys, at->count);
  if (near != STR_NONE)
    diag_label(c->bag, diag, "did you mean \"#%.*s/%.*s\"?", STR_ARG(done),
               STR_ARG(keys[near]));
  else
    diag_label(c->bag, diag, "no \"%.*s\" in \"#%.*s\"", STR_ARG(token), STR_ARG(done));
}

static const struct value *follow_pointer(struct json_compiler *c,
                                          const struct value *reference,
                                          struct json_resource *resource, struct str pointer) {
  const struct value *at = resource->root;
  size_t from = 0;
  while (from < pointer.n) {
    size_t end = str_find_char(pointer, '/', from + 1);
    end = end == STR_NONE ? pointer.n : end;
    struct str token = unescape_token(c->scratch, str_slice(pointer, from + 1, end));
    const struct value *next = step_down(at, token);
    if (!next) {
      report_lost_pointer(c, reference, at, str_slice(pointer, 0, from), token);
      return NULL;
    }
    at = next;
    struct json_resource *inner = json_walk_resource_of(c, at);
    resource = inner ? inner : resource;
    from = end;
  }
  if (at->kind == VALUE_OBJECT || at->kind == VALUE_BOOL) {
    json_walk_schema(c, at, resource);
    return at;
  }
  struct diag *diag =
      json_compiler_fail(c, JSON_SCHEMA_REF, reference->span, "\"%.*s\" leads to no schema",
                         STR_ARG(reference->text));
  static const char *const kinds[] = {"nothing", "true or false", "a number",
                                      "a text",  "a list",        "a mapping"};
  diag_label(c->bag, diag, "there stands %s", kinds[at->kind]);
  return NULL;
}

static const struct value *find_anchor(struct json_compiler *c, const struct value *reference,
                                       const struct json_resource *resource, struct str name,
                                       const struct json_anchor **anchor) {
  size_t index = map_find(&resource->anchor_names, name);
  if (index != STR_NONE) {
    *anchor = &resource->anchors[index];
    return (*anchor)->schema;
  }
  struct diag *diag = json_compiler_fail(c, JSON_SCHEMA_REF, reference->span,
                                         "there is no anchor \"%.*s\"", STR_ARG(name));
  struct str *names = arena_array(c->scratch, struct str, resource->anchor_count);
  for (size_t i = 0; i < resource->anchor_count; i++)
    names[i] = resource->anchors[i].name;
  size_t near = suggest(c->scratch, name, names, resource->anchor_count);
  if (near != STR_NONE)
    diag_label(c->bag, diag, "did you mean \"#%.*s\"?", STR_ARG(names[near]));
  else if (resource->root->kind == VALUE_OBJECT && value_get(resource->root, STR("$defs")))
    diag_help(c->bag, diag, "what stands under $defs is  \"#/$defs/%.*s\"", STR_ARG(name));
  return NULL;
}

const struct value *json_ref_resolve(struct json_compiler *c, const struct json_resource *from,
                                     const struct value *reference,
                                     const struct json_anchor **anchor,
                                     bool *is_schema_of_schemas) {
  *anchor = NULL;
  struct str uri = uri_resolve(c->scratch, from->uri, reference->text);
  struct str document = uri_without_fragment(uri);
  struct str fragment = uri_decode(c->scratch, uri_fragment(uri));
  bool is_ours = map_find(&c->uris, document) != STR_NONE;
  *is_schema_of_schemas = !is_ours && json_ref_is_dialect(uri);
  if (*is_schema_of_schemas)
    return NULL;
  if (!is_ours && is_of_standard(uri)) {
    struct diag *diag = json_compiler_fail(c, JSON_SCHEMA_UNSUPPORTED, reference->span,
                                           "parts of the standard's own schema are not here");
    diag_help(c->bag, diag,
              "refer to the whole of it, "
              "\"https://json-schema.org/draft/2020-12/schema\", or write down "
              "what you need of it under $defs");
    return NULL;
  }
  struct json_resource *resource = find_resource(c, reference, document);
  if (!resource)
    return NULL;
  if (fragment.n == 0 || fragment.p[0] == '/')
    return follow_pointer(c, reference, resource, fragment);
  return find_anchor(c, reference, resource, fragment, anchor);
}
