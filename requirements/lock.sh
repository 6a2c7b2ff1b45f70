#!/bin/sh
# Write both lock files: all platforms, with hashes, and no word of where the files were found.
# Usage: lock.sh VENV/bin [--upgrade]
set -eu
bin=$1
shift
command -v uv >/dev/null 2>&1 && uv=uv || uv=$bin/uv
[ "$uv" = uv ] || [ -x "$uv" ] || "$bin/python" -m pip install --quiet uv
compile() {
  "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
    --no-emit-find-links --no-annotate "$@"
}
compile pyproject.toml --output-file requirements/runtime.lock "$@"
compile pyproject.toml --group dev --constraint requirements/runtime.lock --output-file requirements/dev.lock "$@"
