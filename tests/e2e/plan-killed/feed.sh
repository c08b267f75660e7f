#!/bin/sh
# Brings a store up to date with the cases. Whatever kills it, the next run goes on from there.
set -e

finish() {                     # a plan that is there is loaded to its end, before any other
  [ -e plan.jsonl ] || return 0
  load plan.jsonl              # may be done twice
  [ ! -e next.json ] || mv next.json loaded.json
  rm plan.jsonl
}

finish
since=loaded.json
[ -e $since ] || since=none
kbc plan --since $since --next next.json >plan.tmp
mv plan.tmp plan.jsonl
finish
