# What prod2vec is built from; sourced by ./prod2vec and by the build, in the root of the checkout.

# Calls find on all sources; what is given follows their names.
find_sources() {
  find pom.xml .mvn core/pom.xml data/pom.xml pipeline/pom.xml aws/pom.xml cli/pom.xml \
    core/src/main data/src/main pipeline/src/main aws/src/main cli/src/main "$@"
}

# A line for each source: checksum, size and name.
checksums() {
  find_sources -type f -exec cksum {} + | LC_ALL=C sort
}

# remember FILE: writes down the folder and the checksums in FILE, which were taken before the build, as what was built from. It has FILE's time.
remember() {
  built=cli/target/lib/.built
  { pwd -P && cat "$1"; } >"$built.$$" && touch -r "$1" "$built.$$" && mv -f "$built.$$" "$built"
}

# The virtual machine takes an archive of classes only beside jars of the same size and second.
date_jars() {
  TZ=UTC0 touch -t 202601010000 cli/target/lib/*.jar
}
