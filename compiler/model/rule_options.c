/* What a schema says about rules besides their levels: the values of their options, compiled.
 */
#include "model/rule_options.h"

#include "base/die.h"

const struct option_value *rule_option(const struct schema *schema, const struct rule *rule,
                                       size_t option, enum rule_option_kind kind) {
  if (rule->options[option].kind != kind)
    die("%s: the option %s is of another kind", rule->name, rule->options[option].name);
  for (size_t i = 0; i < schema->option_count; i++) {
    if (schema->options[i].rule == rule)
      return &schema->options[i].values[option];
  }
  die("%s: nobody has read its options", rule->name);
}
