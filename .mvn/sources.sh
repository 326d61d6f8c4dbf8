# What prod2vec is built from; sourced by the launcher and by the build, in the root of the checkout.

# The modules of the product, in the order in which they are built.
modules='core data pipeline aws sagemaker-local server cli'
# The modules of the jar for Spark, which is built when a command needs it.
spark_modules="$modules spark"

# Where a build notes its sources.
note=cli/target/lib/.built
spark_note=spark/target/.built

# Calls find on all sources; its arguments follow their names.
find_sources() {
  for module in $modules; do
    set -- "$module/pom.xml" "$module/src/main" "$@"
  done
  find pom.xml .mvn jvm "$@"
}

# A line for each source: checksum, size and name.
checksums() {
  find_sources -type f -exec cksum {} + | LC_ALL=C sort
}

# remember FILE: notes the folder, and the checksums in FILE, as the sources of the build. FILE was written before the build; the note gets its time.
remember() {
  { pwd -P && cat "$1"; } >"$note.$$" && touch -r "$1" "$note.$$" && mv -f "$note.$$" "$note"
}

# From here on, all is about the jar for Spark.
for_spark() {
  modules=$spark_modules
  note=$spark_note
}

# The virtual machine accepts an archive of classes only if its jars still have the same size and time, to the second.
date_jars() {
  TZ=UTC0 touch -t 202601010000 cli/target/lib/*.jar
}
