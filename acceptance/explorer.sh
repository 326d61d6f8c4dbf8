#!/usr/bin/env bash
# The page of prod2vec serve in Debian's Chromium, and its API against its own description. Installs Chromium if there is none, which
# needs root. explorer.sh fetch only installs.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
if ! command -v chromium >/dev/null; then
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends chromium >/dev/null
fi
export LIST=requirements-explorer.txt
if [ "${1:-}" = fetch ]; then
  exec "$root/acceptance/python.sh" -c ''
fi
exec "$root/acceptance/python.sh" "$root/acceptance/check_explorer.py"
