#!/usr/bin/env bash
# Installs what the acceptance tests need from elsewhere: Python's libraries, Spark, Airflow, PostgreSQL and a browser. They would do so themselves; before,
# it is done beside other work.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

acceptance/python.sh -c ''
acceptance/spark_home.sh >/dev/null
acceptance/explorer.sh fetch
PYTHONPATH=airflow python3 -c 'import stack; stack.environment_with_airflow(stack.HERE / "target" / "venv"); stack.postgres_programs()'
