# What prod2vec is built from; sourced by ./prod2vec and by the build, in the root of the checkout.

# The modules of the product, in the order in which they are built.
modules='core data pipeline aws sagemaker-local cli'

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
  built=cli/target/lib/.built
  { pwd -P && cat "$1"; } >"$built.$$" && touch -r "$1" "$built.$$" && mv -f "$built.$$" "$built"
}

# The virtual machine accepts an archive of classes only if its jars still have the same size and time, to the second.
date_jars() {
  TZ=UTC0 touch -t 202601010000 cli/target/lib/*.jar
}
