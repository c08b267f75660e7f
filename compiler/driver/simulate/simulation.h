/* The course of a simulated log: which line comes next, and when. */
#ifndef DRIVER_SIMULATE_SIMULATION_H
#define DRIVER_SIMULATE_SIMULATION_H

#include "driver/simulate/alias.h"
#include "driver/simulate/chains.h"
#include "driver/simulate/line_writer.h"
#include "driver/simulate/request.h"
#include "driver/simulate/stock.h"

struct simulation {
  const struct request *request;
  const struct stock *stock;
  struct line_writer *writer;
  struct alias cases; /* of those that have an image */
  struct chains chains;
};

/* Writes what was asked for. False if it ended before, for a stream has an error. */
bool simulate(const struct simulation *simulation);

#endif
