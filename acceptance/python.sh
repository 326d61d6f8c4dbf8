#!/usr/bin/env bash
# Runs Python with the libraries of a list, which it installs when the list has changed: [LIST=requirements.txt] python.sh FILE [ARGUMENT...]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
list=${LIST:-requirements.txt}
name=${list%.txt}
venv=$root/target/acceptance-venv${name#requirements}
wanted=$root/acceptance/$list
mkdir -p "$root/target"
# Other lanes wait for the installation.
exec 9>"$venv.lock"
flock 9
if ! cmp -s "$wanted" "$venv/$list"; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" --disable-pip-version-check install --quiet --no-compile --requirement "$wanted"
  cp "$wanted" "$venv"
fi
exec 9>&-
exec "$venv/bin/python" "$@"
