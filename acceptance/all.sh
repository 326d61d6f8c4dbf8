#!/usr/bin/env bash
# The acceptance tests of the gate, as README.md lists them. Needs a built ./prod2vec and python3 (3.11 for Airflow); fetches all else.
# The data folder is PROD2VEC_DATA.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mkdir -p target/acceptance
examples/link-data "$PROD2VEC_DATA"
# Once, before several steps want the same.
acceptance/fetch.sh

# A line for each step: its name and its command. None needs another one; the longest come first, so that the lanes end together.
steps() {
  cat <<'STEPS'
Spark acceptance/spark.sh
Airflow airflow/dev test
instacart acceptance/data_set.sh instacart
SageMaker acceptance/python.sh acceptance/check_sagemaker.py
S3 acceptance/python.sh acceptance/check_s3.py
online-retail acceptance/data_set.sh online-retail
explorer acceptance/explorer.sh
PostgreSQL acceptance/postgres.sh
groceries sh -c 'acceptance/data_set.sh groceries && acceptance/step.sh "one thread" acceptance/one_thread.sh'
"SageMaker's rules" acceptance/check_rules.sh
types acceptance/types.sh
--help sh -c './prod2vec --help >/dev/null'
STEPS
}

# Runs one of these lines. The output comes in one piece when the step has ended; that of a step that failed is kept.
step() {
  local said=target/acceptance/step-$$.txt status=0
  eval "acceptance/step.sh $1" >"$said" 2>&1 || status=$?
  flock target/acceptance cat "$said"
  if ((status)); then mv "$said" "target/acceptance/failed-$$.txt"; else rm "$said"; fi
  return "$status"
}
export -f step

# Two lanes side by side: on two cores, one works while the other waits for its services.
rm -f target/acceptance/failed-*.txt
steps | xargs -d '\n' -n 1 -P 2 bash -c 'step "$1"' step && exit

# Once more at the end, where a reader of the log looks first.
for failed in target/acceptance/failed-*.txt; do
  printf '\n== the end of a step that failed\n'
  tail -n 40 "$failed"
done
exit 1
