# Builds the module and defines bench, which runs one of its programs; sourced by the scripts beside it.
# The virtual machine has the options with which ./prod2vec trains.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/.mvn/find-jdk.sh"

echo "building the benchmarks ..." >&2
log=$root/bench/target/build.log
mkdir -p "$root/bench/target"
if ! (cd "$root" && ./mvnw -pl bench -am -Dmaven.test.skip=true -Dspotless.check.skip=true package) >"$log" 2>&1 </dev/null; then
  tail -n 30 "$log" >&2
  echo "error: the build failed; its whole log: $log" >&2
  exit 1
fi

linux=
if [ -d /proc/self/fd ]; then linux=@$root/jvm/linux; fi

bench() {
  # JMH asks for the last option.
  exec "$JAVA_HOME/bin/java" "@$root/jvm/common" ${linux:+"$linux"} "@$root/jvm/training" --sun-misc-unsafe-memory-access=allow \
    -cp "$root/bench/target/classes:$root/bench/target/lib/*" "$@"
}
