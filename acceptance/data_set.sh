#!/usr/bin/env bash
# Runs the pipeline on a data set with its example config, then reads back what it wrote: data_set.sh NAME
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

runs=target/acceptance/$1
rm -rf "$runs"
PROD2VEC_JAVA_OPTIONS=-Xmx2g ./prod2vec run --config "examples/$1.yaml" --out "$runs"
acceptance/python.sh acceptance/check_run.py "$1" "$runs"/*/ "$PROD2VEC_DATA"
