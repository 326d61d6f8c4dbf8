#!/bin/sh
# Builds the jar for Spark's driver, if that is not done yet or a source has changed. Called by the command line, for the engine spark.
set -u

folder=${0%/*}
root=$(CDPATH='' cd -- "$folder/.." && pwd -P) || exit 1
target=$root/cli/target

. "$root/.mvn/find-jdk.sh"
. "$root/.mvn/sources.sh"
. "$root/.mvn/build.sh"
for_spark

if ! is_built; then
  (build spark "prod2vec for Spark" "some minutes, with Spark's libraries to download" "sh $root/.mvn/spark.sh") || exit
fi
jar=$root/spark/target/prod2vec-spark.jar
if [ ! -r "$jar" ]; then
  echo "error: $jar cannot be read" >&2
  echo "hint: remove $root/$note, so that the next command builds it again" >&2
  exit 2
fi
