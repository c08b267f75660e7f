/* What is wrong with the schema's own example, said where it stands in the schema. */
#ifndef DRIVER_EXAMPLE_H
#define DRIVER_EXAMPLE_H

struct bag;
struct schema;

/* Adds a finding to `to` for each error among `found`, whose spans lie in a source that was
 * made of the example's text: schema-example, at the same place of the schema's block. */
void example_report(struct bag *to, const struct bag *found, const struct schema *schema);

#endif
