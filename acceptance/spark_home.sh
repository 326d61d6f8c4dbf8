#!/usr/bin/env bash
# Prints the folder of a Spark: SPARK_HOME if it is set, or else one that is fetched.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [ -n "${SPARK_HOME:-}" ]; then
  printf '%s\n' "$SPARK_HOME"
else
  LIST=requirements-spark.txt exec acceptance/python.sh -c 'import importlib.util as u; print(u.find_spec("pyspark").submodule_search_locations[0])'
fi
