#!/usr/bin/env bash
# Runs Python with the libraries of requirements.txt, which it installs when that file has changed: python.sh FILE [ARGUMENT...]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/target/acceptance-venv
wanted=$root/acceptance/requirements.txt
mkdir -p "$root/target"
# Other lanes wait for the installation.
exec 9>"$venv.lock"
flock 9
if ! cmp -s "$wanted" "$venv/requirements.txt"; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" --disable-pip-version-check install --quiet --no-compile --requirement "$wanted"
  cp "$wanted" "$venv"
fi
exec 9>&-
exec "$venv/bin/python" "$@"
