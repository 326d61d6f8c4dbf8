#!/usr/bin/env bash
# Runs a command and prints how long it took: step.sh NAME COMMAND [ARGUMENT...]
set -uo pipefail

name=$1
shift
printf '\n== %s\n' "$name"
started=$(date +%s%N)
if "$@"; then status=0 how=took; else status=$? how="failed after"; fi
tenths=$((($(date +%s%N) - started) / 100000000))
printf '== %s: %s %d.%d s\n' "$name" "$how" $((tenths / 10)) $((tenths % 10))
exit "$status"
