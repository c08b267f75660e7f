/* Lines that belong to no case: what a system says all day, what is nearly a case, traces. */
#ifndef DRIVER_SIMULATE_NOISE_H
#define DRIVER_SIMULATE_NOISE_H

#include "driver/simulate/stock.h"

/* Each was held against the matcher. They have no label yet and live in the maker's arena. */
struct images noise_make(struct line_maker *maker);
/* A case's words in another order, one word less, or spoken by another service. */
struct images noise_make_near(struct line_maker *maker, const bool *wanted);
/* Lines with which a stack trace begins, or goes on. */
struct images noise_make_trace(struct line_maker *maker, bool is_head);

#endif
