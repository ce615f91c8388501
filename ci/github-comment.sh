#!/usr/bin/env bash
# One comment on the pull request: the verdict, then what changed in each answers file since the commit it goes to. Later
# runs rewrite it. It comes last and stops nothing: where it can't be written, that is said and all.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/github-common.sh"
if [ "${BTM_COMMENT:-false}" != true ]; then exit 0; fi
number="$(event_field pull_request.number)"
if ! [[ "$number" =~ ^[0-9]+$ ]]; then
  echo "not a pull request: no comment"
  exit 0
fi
read_files
fetch_base

mark="<!-- btm diff -->"
body="$(mktemp "${RUNNER_TEMP:-/tmp}/btm-comment.XXXXXX")"
part="$body.part"
trap 'rm -f "$body" "$part"' EXIT

# $1 as text in HTML, and as code in Markdown: whatever it holds is text.
html_text() { python3 -I -c 'import html, sys; print(html.escape(sys.argv[1]))' "$1"; }
as_code() { printf '`%s`' "${1//\`/}"; }

{
  echo "$mark"
  if [ -n "${BTM_VERDICT:-}" ]; then printf '**%s**\n' "$(as_code "$BTM_VERDICT")"; fi
} > "$body"
new=0
same=0
for file in "${files[@]}"; do
  # The file that was there is compared as an argument of its own; what has no score yet is counted, not failed on.
  if ! safe_git cat-file -e "$base:./$file" 2> "$part"; then
    new=$((new + 1))
  elif safe_git cat-file blob "$base:./$file" | cmp -s - "$file"; then
    same=$((same + 1))
  elif btm diff --format markdown -- "$base:./$file" "$file" > "$part"; then
    {
      printf '\n<details><summary>What changed in <code>%s</code></summary>\n\n' "$(html_text "$file")"
      cat "$part"
      printf '\n</details>\n'
    } >> "$body"
  else
    printf '\n%s can not be compared: see the log.\n' "$(as_code "$file")" >> "$body"
  fi
done
if [ "$new" -gt 0 ]; then printf '\n%s new: nothing to compare with.\n' "$new" >> "$body"; fi
if [ "$same" -gt 0 ]; then printf '\n%s unchanged.\n' "$same" >> "$body"; fi
# GitHub takes 65536 characters.
python3 -I - "$body" <<'PYTHON'
import sys
from pathlib import Path

path = Path(sys.argv[1])
text = path.read_text("utf-8")
if len(text) > 60_000:
    kept = text[:60_000].rsplit("\n", 1)[0]
    if kept.rfind("<details>") > kept.rfind("</details>"):  # what is said next must not be folded away
        kept += "\n\n</details>"
    path.write_text(f"{kept}\n\nThe rest is left out: run `btm diff`.\n", "utf-8")
PYTHON

if ! command -v gh > /dev/null; then
  echo "::warning title=btm::there is no gh here, so there is no comment"
  exit 0
fi
comments="repos/$GITHUB_REPOSITORY/issues/$number/comments"
write_comment() {
  local own
  own="$(gh api --paginate "$comments" --jq ".[] | select(.body | startswith(\"$mark\")) | .id")" || return 1
  own="${own%%$'\n'*}"
  if [[ "$own" =~ ^[0-9]+$ ]]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$own" --field "body=@$body"
  else
    gh api --silent --method POST "$comments" --field "body=@$body"
  fi
}
if ! write_comment; then
  echo "::warning title=btm::the comment could not be written: a pull request from a fork may not, others need pull-requests: write"
fi
