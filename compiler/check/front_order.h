/* The order of the keys in front matter. */
#ifndef CHECK_FRONT_ORDER_H
#define CHECK_FRONT_ORDER_H

struct arena;
struct bag;
struct doc;
struct value_form;

/* Says so if the keys do not stand in the order in which the form names them, with a fix where
 * it is sure what belongs to each. `scratch` is used for the duration of the call. */
void check_front_order(struct arena *scratch, struct bag *bag, const struct value_form *form,
                       const struct doc *doc);

#endif
