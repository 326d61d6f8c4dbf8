#!/usr/bin/env bash
# The engine spark on a standalone cluster of this machine, by check_spark.py. Spark is SPARK_HOME; without it, it is fetched.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

SPARK_HOME=$(acceptance/spark_home.sh)
export SPARK_HOME
exec acceptance/python.sh acceptance/check_spark.py "$@"
