#!/bin/sh
# usage: scripts/build-kernel.sh FOLDER: rebuilds FOLDER/kernel.wasm.ts from FOLDER/kernel.as.
# The compiler (about 100 MB) is fetched for this alone.
set -eu
cd "$1"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for source in *.as; do cp "$source" "$folder/${source%.as}.ts"; done
${ASC:-npx --yes --package assemblyscript@0.28.20 asc} "$folder/kernel.ts" -O3 --enable simd --runtime stub --noAssert \
  --importMemory --outFile "$folder/kernel.wasm"
{
  echo '/** kernel.as, compiled by scripts/build-kernel.sh: WebAssembly as base64. */'
  echo 'export const KERNEL ='
  echo "  '$(base64 -w0 "$folder/kernel.wasm")';"
} > kernel.wasm.ts
wc -c "$folder/kernel.wasm"
