#!/usr/bin/env bash
# Install the btm of this action's own version into a virtual environment of its own, and put it on PATH.
set -euo pipefail

if [ "${BTM_INSTALL:-true}" != "true" ]; then
  btm --version
  exit 0
fi
# -I: this runs in the checkout, whose venv.py or pip.py would be taken for Python's own.
place="$RUNNER_TEMP/btm"
python3 -I -m venv "$place"
bin="$place/bin"
if [ -d "$place/Scripts" ]; then bin="$place/Scripts"; fi
"$bin/python" -I -m pip install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH"
"$bin/btm" --version
echo "$bin" >> "$GITHUB_PATH"
