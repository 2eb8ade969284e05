#!/bin/sh
# Rebuilds kernel.wasm.ts from kernel.as. The compiler (about 100 MB) is fetched for this alone.
set -eu
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp kernel.as "$folder/kernel.ts"
${ASC:-npx --yes --package assemblyscript@0.28.20 asc} "$folder/kernel.ts" -O3 --enable simd --runtime stub --noAssert \
  --initialMemory 2432 --outFile "$folder/kernel.wasm"
{
  echo '/** kernel.as, compiled by build.sh: WebAssembly as base64. */'
  echo 'export const KERNEL ='
  echo "  '$(base64 -w0 "$folder/kernel.wasm")';"
} > kernel.wasm.ts
wc -c "$folder/kernel.wasm"
