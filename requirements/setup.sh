#!/bin/sh
# A virtual environment with exactly what requirements/dev.lock names, and this project in it.
# Usage: setup.sh DIRECTORY. Needs a Python from 3.11 to 3.13 and nothing else; PYTHON names one to be used.
set -eu
venv=$1

fits() {
  "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

python=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
  if fits "$candidate"; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "setup: no Python from 3.11 to 3.13 found; install one, or name it: make setup PYTHON=/path/to/python3.12" >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
  echo "setup: $python cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv" >&2
  exit 1
fi

if ! { [ -x "$venv/bin/python" ] && fits "$venv/bin/python" && "$venv/bin/python" -m pip --version; } >/dev/null 2>&1; then
  "$python" -m venv --clear "$venv"
fi
"$venv/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes --no-deps \
  -r requirements/dev.lock
# The build tool is in the lock too, so that nothing is fetched that no hash was written down for.
"$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
echo "setup: $("$venv/bin/rashomon" --version) in $venv ($("$venv/bin/python" --version))"
