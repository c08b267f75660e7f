#!/bin/sh
# Stands for a command of feed.sh: does what it does, and kills the script and itself at one moment.
# The moments are counted through the whole run in a file: before each command, inside of one that
# may be cut off, and behind it. `load` counts its own: load.py.

moment() {
  printf . >>moments
  [ "$(wc -c <moments)" -ne "$KILL_AT" ] || kill -9 $PPID $$
}

moment
case $STEP in
  kbc) # killed when a part of the plan is out, and when all of it is
    "$KBC" "$@" >plan.whole || exit $?
    half=$(($(wc -c <plan.whole) / 2))
    head -c $half plan.whole
    moment
    tail -c +$((half + 1)) plan.whole
    "$REAL_RM" plan.whole ;;
  mv) "$REAL_MV" "$@" || exit $? ;;
  rm) "$REAL_RM" "$@" || exit $? ;;
esac
moment
