# Finds a JDK 25 and exports JAVA_HOME; sourced by ./prod2vec and ./mvnw.
# Looks in the usual places: JAVA_HOME, PATH, the system's JVM folders, the version managers.

is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while read -r line; do
    case $line in 'JAVA_VERSION="25'[.\"]*) return 0 ;; esac
  done <"$1/release"
  return 1
}

find_jdk_25() {
  if [ -n "${JAVA_HOME:-}" ] && is_jdk_25 "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    return 0
  fi
  for name in javac java; do
    tool=$(command -v "$name" 2>/dev/null) || continue
    while [ -L "$tool" ]; do
      link=$(readlink "$tool")
      case $link in
      /*) tool=$link ;;
      *) tool=$(dirname "$tool")/$link ;;
      esac
    done
    home=$(CDPATH='' cd "$(dirname "$tool")/.." 2>/dev/null && pwd -P) || continue
    if is_jdk_25 "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  for home in \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/openjdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
    "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* \
    "${MISE_DATA_DIR:-${HOME:-}/.local/share/mise}"/installs/java/* \
    "${ASDF_DATA_DIR:-${HOME:-}/.asdf}"/installs/java/* \
    "${JABBA_HOME:-${HOME:-}/.jabba}"/jdk/* \
    "${HOME:-}"/.jenv/versions/* "${HOME:-}"/.jdks/* "${HOME:-}"/.gradle/jdks/* \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_jdk_25 "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

if JAVA_HOME=$(find_jdk_25); then
  export JAVA_HOME
else
  echo "prod2vec needs a JDK 25 and found none in JAVA_HOME, on PATH, in the system's JVM folders or in a version manager." >&2
  echo "hint: install one, for example 'sdk install java 25-tem', 'brew install openjdk@25' or 'apt install openjdk-25-jdk-headless', or set JAVA_HOME." >&2
  exit 2
fi
