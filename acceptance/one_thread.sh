#!/usr/bin/env bash
# Trains Groceries on one thread: its files must have the same bytes as the files of data_set.sh, which used all threads.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

runs=target/acceptance/one-thread
rm -rf "$runs"
PROD2VEC_JAVA_OPTIONS=-Xmx2g ./prod2vec run --config examples/groceries.yaml --out "$runs" --threads 1
python3 acceptance/check_same.py target/acceptance/groceries/*/ "$runs"/*/
