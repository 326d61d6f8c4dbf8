#!/usr/bin/env bash
# The engine spark on a standalone cluster of this machine, by check_spark.py. Spark is SPARK_HOME; without it, it is fetched.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ -z "${SPARK_HOME:-}" ]; then
  SPARK_HOME=$(LIST=requirements-spark.txt acceptance/python.sh -c 'import importlib.util as u; print(u.find_spec("pyspark").submodule_search_locations[0])')
fi
export SPARK_HOME
exec python3 acceptance/check_spark.py "$@"
