#!/usr/bin/env bash
# Trains Groceries on one thread: the files must have the same bytes as those of data_set.sh, which came from all threads.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

runs=target/acceptance/one-thread
rm -rf "$runs"
PROD2VEC_JAVA_OPTIONS=-Xmx2g ./prod2vec run --config examples/groceries.yaml --out "$runs" --threads 1
python3 acceptance/check_same.py target/acceptance/groceries/*/ "$runs"/*/
