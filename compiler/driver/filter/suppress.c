/* Takes out the findings that comments silence, and says what is wrong with these comments. */
#include "driver/filter/suppress.h"

#include "base/arena.h"
#include "base/map.h"
#include "driver/filter/cloud.h"
#include "driver/filter/directives.h"
#include "driver/filter/removal.h"
#include "driver/filter/rules.h"
#include "driver/filter/silence.h"
#include "driver/pipeline.h"
#include "driver/policy.h"
#include "model/kb.h"

/* A text with such comments. */
struct quiet_source {
  const struct source *source;
  struct directives directives;
  struct silence *silences;
  size_t count;
  struct silent_places quiet, silenced; /* where rules are silent, and where that mattered */
};

struct suppressor {
  struct arena *a;
  struct pipeline *run;
  const struct policy *policy;
  struct quiet_source *sources;
  size_t source_count;
  struct map by_path;    /* path → index into sources */
  struct map near_names; /* what was written → the index of what was meant in the catalogue */
  size_t *open;          /* of each rule, the innermost open region in the text, or STR_NONE */
  struct bag said;       /* about the comments */
};

/* ---- From comments to silences ------------------------------------------------------------
 */

/* Of each comment the line that it is about, if it is about the next one: blank ones and
 * comments of its kind do not count. */
static size_t *next_lines(struct suppressor *s, const struct quiet_source *quiet) {
  const struct source *source = quiet->source;
  const struct directive *items = quiet->directives.items;
  size_t *next = arena_array(s->a, size_t, quiet->directives.count);
  for (size_t i = quiet->directives.count; i-- > 0;) {
    size_t line = items[i].line + 1;
    while (line < source->line_count && str_trim(source_line(source, line)).n == 0)
      line++;
    bool is_comment =
        i + 1 < quiet->directives.count && items[i + 1].line == line && items[i + 1].is_alone;
    next[i] = is_comment ? next[i + 1] : line;
  }
  return next;
}

/* Rules that tell that kbc could not do its work, and those about the comments themselves. */
static bool is_refused(const struct rule *rule) {
  const struct rule_family *family = rule_family_of(rule);
  return family->is_fixed || rule_family_of(&filter_rules[FILTER_UNUSED]) == family;
}

/* Looked for once: the same slip may stand in thousands of comments. */
static struct str near_name(struct suppressor *s, struct str name) {
  const struct catalogue *catalogue = s->policy->catalogue;
  size_t index = map_find(&s->near_names, name);
  if (index == STR_NONE) {
    struct str near = catalogue_suggest(s->a, catalogue, name, false);
    index = near.n > 0 ? catalogue_find(catalogue, near) : catalogue->count;
    map_add(&s->near_names, s->a, name, index);
  }
  return index < catalogue->count ? str_from_c(catalogue->rules[index]->name)
                                  : (struct str){NULL, 0};
}

static bool is_family(struct suppressor *s, struct str name) {
  struct arena scratch = {0};
  bool *has = arena_array(&scratch, bool, s->policy->catalogue->count);
  bool is_one = catalogue_mark(s->policy->catalogue, name, has) > 0;
  arena_free(&scratch);
  return is_one;
}

static void say_unknown(struct suppressor *s, struct span span, struct str name) {
  if (is_family(s, name)) {
    struct diag *diag =
        diag_add(&s->said, &filter_rules[FILTER_UNKNOWN], span,
                 "\"%.*s\" is a family; a comment names single rules", STR_ARG(name));
    diag_help(&s->said, diag, "rules and overrides of the schema set levels of many at once");
    return;
  }
  struct diag *diag = diag_add(&s->said, &filter_rules[FILTER_UNKNOWN], span,
                               "there is no rule \"%.*s\"", STR_ARG(name));
  struct str near = near_name(s, name);
  if (near.n > 0)
    diag_label(&s->said, diag, "did you mean %.*s?", STR_ARG(near));
  else
    diag_help(&s->said, diag, "kbc explain lists the rules");
}

/* The index of the rule in the catalogue; STR_NONE after saying why there is none. */
static size_t find_rule(struct suppressor *s, const struct directive *directive, size_t word) {
  struct str name = directive->rules[word];
  struct span span = span_of_text(directive->span.source, name);
  size_t index = catalogue_find(s->policy->catalogue, name);
  if (index == STR_NONE) {
    say_unknown(s, span, name);
    return STR_NONE;
  }
  const struct rule *rule = s->policy->catalogue->rules[index];
  if (!is_refused(rule))
    return index;
  struct diag *diag =
      diag_add(&s->said, &filter_rules[FILTER_REFUSED], span,
               rule_family_of(rule)->is_fixed
                   ? "%s says that kbc could not do its work; no comment silences that"
                   : "%s is about comments like this one; none silences it",
               rule->name);
  if (!rule_family_of(rule)->is_fixed)
    diag_help(&s->said, diag, "rules and overrides of the schema set its level");
  return STR_NONE;
}

static void add_silence(struct suppressor *s, struct quiet_source *quiet,
                        struct silence silence) {
  quiet->silences = arena_grow(s->a, quiet->silences, quiet->count, sizeof *quiet->silences);
  quiet->silences[quiet->count++] = silence;
}

/* Ends the innermost open region of the rule. */
static void end_region(struct suppressor *s, struct quiet_source *quiet,
                       const struct directive *directive, size_t word, size_t rule) {
  size_t open = s->open[rule];
  if (open == STR_NONE) {
    diag_add(&s->said, &filter_rules[FILTER_MALFORMED],
             span_of_text(quiet->source, directive->rules[word]),
             "no kbc-disable of %.*s stands above", STR_ARG(directive->rules[word]));
    return;
  }
  struct silence *silence = &quiet->silences[open];
  silence->to = directive->line + 1;
  silence->until = directive;
  silence->until_word = word;
  s->open[rule] = silence->outer;
}

static void take_directive(struct suppressor *s, struct quiet_source *quiet,
                           const struct directive *directive, size_t next_line) {
  for (size_t i = 0; i < directive->rule_count; i++) {
    size_t rule = find_rule(s, directive, i);
    struct silence silence = {
        .by = directive, .word = i, .rule = rule, .from = SILENCE_FILE, .to = (size_t)-1};
    if (rule == STR_NONE)
      continue;
    if (directive->form == DIRECTIVE_TO) {
      end_region(s, quiet, directive, i, rule);
      continue;
    }
    if (directive->form == DIRECTIVE_NEXT_LINE)
      silence.from = silence.to = next_line + 1;
    if (directive->form == DIRECTIVE_FROM) {
      silence.from = directive->line + 1;
      silence.outer = s->open[rule];
      s->open[rule] = quiet->count;
    }
    add_silence(s, quiet, silence);
  }
}

static void say_malformed(struct suppressor *s, const struct directive *directive) {
  struct diag *diag = diag_add(&s->said, &filter_rules[FILTER_MALFORMED], directive->span,
                               "this comment silences nothing: %s", directive->mistake);
  if (directive->near.n > 0)
    diag_label(&s->said, diag, "did you mean %.*s?", STR_ARG(directive->near));
  else
    diag_help(&s->said, diag,
              directive->is_in_front ? "write  # kbc-disable-next-line RULE: why"
                                     : "write  <!-- kbc-disable-next-line RULE: why -->");
}

static void say_unended(struct suppressor *s, const struct quiet_source *quiet) {
  for (size_t i = 0; i < quiet->count; i++) {
    const struct silence *silence = &quiet->silences[i];
    if (silence->by->form != DIRECTIVE_FROM || silence->until)
      continue;
    struct str name = silence->by->rules[silence->word];
    struct diag *diag = diag_add(
        &s->said, &filter_rules[FILTER_MALFORMED], span_of_text(quiet->source, name),
        "no kbc-enable of %.*s ends this; it holds for the rest of the file", STR_ARG(name));
    diag_help(&s->said, diag, "kbc-disable-file is for whole files");
  }
}

static void take_source(struct suppressor *s, struct quiet_source *quiet) {
  const size_t *next = next_lines(s, quiet);
  for (size_t i = 0; i < s->policy->catalogue->count; i++)
    s->open[i] = STR_NONE;
  for (size_t i = 0; i < quiet->directives.count; i++) {
    const struct directive *directive = &quiet->directives.items[i];
    if (directive->form == DIRECTIVE_NONE) {
      say_malformed(s, directive);
      continue;
    }
    take_directive(s, quiet, directive, next[i]);
    if (directive->form != DIRECTIVE_TO && directive->reason.n == 0 &&
        s->run->schema->needs_reasons) {
      struct diag *diag = diag_add(&s->said, &filter_rules[FILTER_REASON], directive->span,
                                   "%.*s without a reason", STR_ARG(directive->word));
      diag_help(&s->said, diag, "it stands behind a colon:  %.*s %.*s: why",
                STR_ARG(directive->word), STR_ARG(directive->rules[0]));
    }
  }
  say_unended(s, quiet);
  quiet->quiet = silences_cover(s->a, quiet->silences, quiet->count);
}

/* Where the cases of a text stand among those of the knowledge base. */
struct case_range {
  size_t first, count;
};

static struct case_range *find_ranges(struct suppressor *s, const struct map *by_path,
                                      size_t count) {
  const struct kb *kb = s->run->kb;
  struct case_range *ranges = arena_array(s->a, struct case_range, count);
  for (size_t i = 0; i < kb->case_count; i++) {
    size_t at = map_find(by_path, kb->cases[i]->doc->piece->source->path);
    if (at == STR_NONE)
      continue;
    if (ranges[at].count++ == 0)
      ranges[at].first = i;
  }
  return ranges;
}

static void find_sources(struct suppressor *s) {
  const struct kb *kb = s->run->kb;
  for (size_t i = 0; i < s->run->source_count; i++) {
    const struct source *source = s->run->sources[i];
    if (!source || !s->run->may_silence[i])
      continue;
    s->sources = arena_grow(s->a, s->sources, s->source_count, sizeof *s->sources);
    s->sources[s->source_count] = (struct quiet_source){.source = source};
    map_add(&s->by_path, s->a, source->path, s->source_count++);
  }
  if (s->source_count == 0)
    return;
  struct case_range *ranges = find_ranges(s, &s->by_path, s->source_count);
  for (size_t i = 0; i < s->source_count; i++)
    s->sources[i].directives = directives_find(s->a, s->sources[i].source,
                                               kb->cases + ranges[i].first, ranges[i].count);
}

/* ---- Findings -----------------------------------------------------------------------------
 */

static bool is_silent(struct suppressor *s, const struct diag *diag) {
  size_t at = map_find(&s->by_path, diag->path);
  if (at == STR_NONE)
    return false;
  struct quiet_source *quiet = &s->sources[at];
  if (diag->span.source && diag->span.source != quiet->source)
    return false;
  size_t rule = catalogue_index(s->policy->catalogue, diag->rule);
  size_t line =
      diag->span.source ? source_line_at(quiet->source, diag->span.offset) + 1 : SILENCE_FILE;
  if (!silent_places_have(&quiet->quiet, rule, line))
    return false;
  struct silent_places *silenced = &quiet->silenced;
  silenced->items = arena_grow(s->a, silenced->items, silenced->count, sizeof *silenced->items);
  silenced->items[silenced->count++] = (struct silent_place){rule, line, line};
  return true;
}

static void take_out(struct suppressor *s) {
  struct bag *bag = &s->run->bag;
  size_t kept = 0;
  for (size_t i = 0; i < bag->count; i++) {
    if (!is_silent(s, &bag->diags[i]))
      bag->diags[kept++] = bag->diags[i];
  }
  bag->count = kept;
  for (size_t i = 0; i < s->source_count; i++) {
    struct quiet_source *quiet = &s->sources[i];
    silences_use(quiet->silences, quiet->count, &quiet->silenced);
  }
}

/* ---- What silences nothing ----------------------------------------------------------------
 */

static void describe_place(struct suppressor *s, struct diag *diag,
                           const struct silence *silence) {
  struct str name = silence->by->rules[silence->word];
  const char *place = "in this file";
  if (silence->by->form == DIRECTIVE_NEXT_LINE)
    place = "in the next line";
  else if (silence->until)
    place = "from here to its kbc-enable";
  diag->message = arena_printf(s->said.arena, "no finding of %.*s %s", STR_ARG(name), place);
  diag_label(&s->said, diag, "silences nothing");
}

/* With a region goes what ends it: the whole comment if it ends nothing else. */
static void remove_ends(struct suppressor *s, struct diag *diag, const struct silence *silences,
                        size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct directive *until = silences[i].until;
    bool is_done = !until;
    for (size_t j = 0; j < i && !is_done; j++)
      is_done = silences[j].until == until;
    if (is_done)
      continue;
    bool *is_out = arena_array(s->a, bool, until->rule_count);
    size_t out = 0;
    for (size_t j = i; j < count; j++) {
      if (silences[j].until != until)
        continue;
      is_out[silences[j].until_word] = true;
      out++;
    }
    if (out == until->rule_count)
      removal_of_line(&s->said, diag, until);
    else
      removal_of_words(&s->said, diag, until, is_out);
  }
}

/* One of several rules: the word goes, the comment stays. */
static void say_unused_word(struct suppressor *s, const struct silence *silence) {
  struct span span = span_of_text(silence->by->span.source, silence->by->rules[silence->word]);
  struct diag *diag = diag_add(&s->said, &filter_rules[FILTER_UNUSED], span, "%s", "");
  describe_place(s, diag, silence);
  bool *is_out = arena_array(s->a, bool, silence->by->rule_count);
  is_out[silence->word] = true;
  removal_of_words(&s->said, diag, silence->by, is_out);
  remove_ends(s, diag, silence, 1);
}

/* All rules of a comment: it goes, with what ends its regions. */
static void say_unused(struct suppressor *s, const struct silence *silences, size_t count) {
  const struct silence *first = &silences[0];
  struct diag *diag =
      diag_add(&s->said, &filter_rules[FILTER_UNUSED], first->by->span, "%s", "");
  describe_place(s, diag, first);
  for (size_t i = 1; i < count; i++)
    diag->message = arena_printf(s->said.arena, "%.*s, nor of %.*s", STR_ARG(diag->message),
                                 STR_ARG(silences[i].by->rules[silences[i].word]));
  removal_of_line(&s->said, diag, first->by);
  remove_ends(s, diag, silences, count);
}

/* Was the rule looked for, as far as one can tell? */
static bool is_idle(const struct suppressor *s, const struct silence *silence) {
  return !silence->is_used && !s->policy->is_hidden[silence->rule] &&
         (silence->by->form != DIRECTIVE_FROM || silence->until);
}

static void find_unused(struct suppressor *s, const struct cloud *cloud) {
  for (size_t i = 0; i < s->source_count; i++) {
    const struct quiet_source *quiet = &s->sources[i];
    for (size_t from = 0, to; from < quiet->count; from = to) {
      const struct directive *by = quiet->silences[from].by;
      size_t idle = 0;
      for (to = from; to < quiet->count && quiet->silences[to].by == by; to++)
        idle += is_idle(s, &quiet->silences[to]);
      if (idle == 0 || cloud_covers(cloud, by->span))
        continue;
      if (idle == by->rule_count) {
        say_unused(s, &quiet->silences[from], idle);
        continue;
      }
      for (size_t j = from; j < to; j++) {
        if (is_idle(s, &quiet->silences[j]))
          say_unused_word(s, &quiet->silences[j]);
      }
    }
  }
}

void suppress_findings(struct pipeline *run, const struct policy *policy,
                       const struct cloud *cloud) {
  struct suppressor s = {
      .a = run->bag.arena, .run = run, .policy = policy, .said = {.arena = run->bag.arena}};
  find_sources(&s);
  if (s.source_count == 0)
    return;
  s.open = arena_array(s.a, size_t, policy->catalogue->count);
  for (size_t i = 0; i < s.source_count; i++)
    take_source(&s, &s.sources[i]);
  take_out(&s);
  if (!s.run->is_share)
    find_unused(&s, cloud);
  bag_append(&run->bag, &s.said);
}
