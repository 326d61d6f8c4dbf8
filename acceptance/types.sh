#!/usr/bin/env bash
# The types in the comments of the explorer's scripts, checked by TypeScript's compiler. Only where there is Node.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
version=5.9.3
work=$root/target/typescript-$version
if ! command -v npm >/dev/null; then
  echo "without Node: not checked"
  exit 0
fi
if [ ! -x "$work/node_modules/.bin/tsc" ]; then
  npm install --silent --no-audit --no-fund --prefix "$work" "typescript@$version"
fi
"$work/node_modules/.bin/tsc" --allowJs --checkJs --noEmit --target es2023 --module es2022 --moduleResolution bundler \
  --lib es2023,dom,dom.iterable,esnext "$root/server/src/main/resources/dev/prod2vec/explorer/explorer.js"
echo "ok  the types of the explorer's scripts"
