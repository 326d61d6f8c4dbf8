# Whether a build is up to date, and the build; sourced by ./prod2vec and spark.sh once find-jdk.sh and sources.sh were. They have set root, the
# root of the checkout; $note names the build that is meant.

# Whether the build is up to date. The first line of the note is the folder, the others are checksums of the sources. If no source was touched
# since, nothing more is read; touched means the time of the last change of its status, which no tool can set. If sources were touched, or if
# the folder is another one (after a copy, for example), the checksums decide. A user who may not write here does not change sources either,
# and could not note the result: for them the times of modification are enough to begin with.
is_built() (
  built=$root/$note
  [ -e "$built" ] || return 1
  # An installation without sources is as it was made.
  [ -e "$root/pom.xml" ] || return 0
  cd "$root" || return 1
  touched=-newer
  place=$root
  if [ -w "${built%/*}" ] && [ -w "$built" ]; then
    touched=-cnewer
    read -r place <"$built"
  fi
  if [ "$place" = "$root" ] && found=$(find_sources "$touched" "$built" -print 2>/dev/null) && [ -z "$found" ]; then
    return 0
  fi
  sums=$target/.sums.$$
  # It is created first, so that it is older than a source that changes in the meantime.
  if [ "$touched" = -newer ] || ! (: >"$sums") 2>/dev/null; then
    sums=/dev/null
  fi
  now=$(checksums 2>&1)
  if [ "$now" != "$(tail -n +2 "$built")" ]; then
    rm -f "$target/.sums.$$"
    return 1
  fi
  if [ "$sums" != /dev/null ]; then
    touch -r "$sums" "$sums.time" && printf '%s\n' "$now" >"$sums" && touch -r "$sums.time" "$sums" && date_jars && remember "$sums"
    rm -f "$sums" "$sums.time"
  fi 2>/dev/null
  return 0
)

# One build at a time. The lock is a link whose target is the id of the building process, so that a lock left by a killed process is recognised.
lock() {
  until ln -s "$$" "$target/.building" 2>/dev/null; do
    builder=$(readlink "$target/.building" 2>/dev/null) || continue
    if kill -0 "$builder" 2>/dev/null; then
      sleep 1
    else
      rm -f "$target/.building"
    fi
  done
  trap 'rm -f "$target/.building"' EXIT
  trap 'exit 130' INT TERM
}

# build MODULE NAME TIME COMMAND: what is built, how messages call it, how long the first time takes, and a command that builds it.
build() {
  if ! mkdir -p "$target" 2>/dev/null || [ ! -w "$target" ]; then
    if [ -e "$root/$note" ]; then reason="a source has changed"; else reason="nothing is built yet"; fi
    echo "error: $target: $reason, and the folder cannot be written, so $2 cannot be built" >&2
    echo "hint: run $4 once as a user who may write there" >&2
    exit 2
  fi
  case $root in
  *:*)
    echo "error: $root: the compiler reads no jars from a folder with a colon in its name, so $2 cannot be built" >&2
    echo "hint: build in another folder, then move that folder here" >&2
    exit 2
    ;;
  esac
  lock
  if is_built; then
    return
  fi
  if [ -e "$root/$note" ]; then
    echo "building $2 (a source has changed) ..." >&2
    # The compiler compares times of modification, and would pass over a source that arrived with an old one.
    older=$(cd "$root" && find_sources -type f -cnewer "$note" ! -newer "$note" -print 2>/dev/null)
    if [ -n "$older" ]; then
      (cd "$root" && for module in $modules; do rm -rf "$module/target/classes"; done)
    fi
  else
    echo "building $2 (first use, this takes $3) ..." >&2
  fi
  if ! (cd "$root" && ./mvnw -pl "$1" -am -Dmaven.test.skip=true -Dspotless.check.skip=true package) >"$target/build.log" 2>&1 </dev/null; then
    tail -n 30 "$target/build.log" >&2
    echo "error: the build failed; its whole log: $target/build.log" >&2
    exit 1
  fi
}
