#!/usr/bin/env bash
# The acceptance tests of the gate, as README.md lists them. Needs a built ./prod2vec and python3 (3.11 for Airflow); fetches all else.
# The data folder is PROD2VEC_DATA.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mkdir -p target/acceptance
examples/link-data "$PROD2VEC_DATA"

# Two lanes side by side, since the second one waits for its services much of the time. Its output is printed when it has ended.
services() {
  acceptance/step.sh "Python libraries" acceptance/python.sh -c ''
  acceptance/step.sh Airflow airflow/dev test
  acceptance/step.sh "SageMaker's rules" acceptance/check_rules.sh
  acceptance/step.sh S3 acceptance/python.sh acceptance/check_s3.py
  acceptance/step.sh explorer acceptance/explorer.sh
  acceptance/step.sh SageMaker acceptance/python.sh acceptance/check_sagemaker.py
}
(services) >target/acceptance/services.txt 2>&1 &
services=$!
trap 'wait; cat target/acceptance/services.txt' EXIT
for name in instacart online-retail groceries; do
  acceptance/step.sh "$name" acceptance/data_set.sh "$name"
done
acceptance/step.sh "one thread" acceptance/one_thread.sh
acceptance/step.sh PostgreSQL acceptance/postgres.sh
acceptance/step.sh Spark acceptance/spark.sh
acceptance/step.sh "--help" sh -c './prod2vec --help >/dev/null'
wait "$services"
