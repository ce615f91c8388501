#!/usr/bin/env bash
# Check the files: annotations to the log, tables to the job summary, the reports asked for, the exit code to the output.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/github-common.sh"
read_files

code=0
if [ -z "${BTM_POLICY:-}" ]; then
  btm validate --format github -- "${files[@]}" || code=$?
else
  summary="$(mktemp "${RUNNER_TEMP:-/tmp}/btm-summary.XXXXXX")"
  arguments=(--policy "$BTM_POLICY" --format github --report "markdown=$summary")
  if [ "${BTM_BASELINE:-}" = base ]; then
    fetch_base
    if [ -n "$base" ]; then arguments+=(--baseline "$base:"); fi
  elif [ -n "${BTM_BASELINE:-}" ]; then
    arguments+=(--baseline "$BTM_BASELINE")
  fi
  if [ -n "${BTM_AS_OF:-}" ]; then arguments+=(--as-of "$BTM_AS_OF"); fi
  if [ "${BTM_STRICT:-false}" = true ]; then arguments+=(--strict); fi
  read_lines "${BTM_REPORTS:-}"
  for report in "${lines[@]}"; do arguments+=(--report "$report"); done
  btm check "${arguments[@]}" -- "${files[@]}" || code=$?
  cat "$summary" >> "${GITHUB_STEP_SUMMARY:-/dev/stdout}"
  rm -f "$summary"
fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then echo "exit-code=$code" >> "$GITHUB_OUTPUT"; fi
exit "$code"
