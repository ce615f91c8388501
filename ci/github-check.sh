#!/usr/bin/env bash
# Check the files: annotations to the log, tables to the job summary, the reports asked for, exit code and verdict to the
# outputs. Without a policy they are validated, and everything else is the same.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/github-common.sh"
read_files

said="$(mktemp -d "${RUNNER_TEMP:-/tmp}/btm-check.XXXXXX")"
trap 'rm -rf "$said"' EXIT
arguments=(--format github --report "markdown=$said/summary.md")
if [ -n "${BTM_AS_OF:-}" ]; then arguments+=(--as-of "$BTM_AS_OF"); fi
if [ "${BTM_STRICT:-false}" = true ]; then arguments+=(--strict); fi
read_lines "${BTM_REPORTS:-}"
for report in "${lines[@]}"; do arguments+=(--report "$report"); done

code=0
if [ -z "${BTM_POLICY:-}" ]; then
  btm validate "${arguments[@]}" -- "${files[@]}" 2> "$said/stderr" || code=$?
  verdict="Valid."
  if [ "$code" -ne 0 ]; then verdict="Not valid: see the annotations."; fi
else
  arguments+=(--policy "$BTM_POLICY")
  if [ "${BTM_BASELINE:-}" = base ]; then
    fetch_base
    if [ -n "$base" ]; then arguments+=(--baseline "$base:"); fi
  elif [ -n "${BTM_BASELINE:-}" ]; then
    arguments+=(--baseline "$BTM_BASELINE")
  fi
  btm check "${arguments[@]}" -- "${files[@]}" 2> "$said/stderr" || code=$?
  verdict="$(sed -n '/./h; ${x; p; }' "$said/stderr")" # the last line that says something
fi
cat "$said/stderr" >&2
if [ -f "$said/summary.md" ]; then cat "$said/summary.md" >> "${GITHUB_STEP_SUMMARY:-/dev/stdout}"; fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  echo "exit-code=$code" >> "$GITHUB_OUTPUT"
  echo "verdict=$verdict" >> "$GITHUB_OUTPUT"
fi
exit "$code"
