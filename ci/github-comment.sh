#!/usr/bin/env bash
# One comment on the pull request: what changed in each answers file since the commit it goes to. Later runs rewrite it.
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
echo "$mark" > "$body"
for file in "${files[@]}"; do
  name="${file//\`/}"
  # The file that was there is compared as an argument of its own; what has no score yet is said, not failed on.
  if ! safe_git cat-file -e "$base:./$file" 2> "$part"; then
    printf '\n`%s` is new.\n' "$name" >> "$body"
  elif btm diff --format markdown -- "$base:./$file" "$file" > "$part"; then
    printf '\n' >> "$body"
    cat "$part" >> "$body"
  else
    printf '\n`%s` can not be compared: see the log.\n' "$name" >> "$body"
  fi
done
# GitHub takes 65536 characters.
python3 -I - "$body" <<'PYTHON'
import sys
from pathlib import Path

path = Path(sys.argv[1])
text = path.read_text("utf-8")
if len(text) > 60_000:
    kept = text[:60_000].rsplit("\n", 1)[0]
    path.write_text(f"{kept}\n\nThe rest is left out: run `btm diff`.\n", "utf-8")
PYTHON

comments="repos/$GITHUB_REPOSITORY/issues/$number/comments"
own="$(gh api --paginate "$comments" --jq ".[] | select(.body | startswith(\"$mark\")) | .id")"
own="${own%%$'\n'*}"
if [[ "$own" =~ ^[0-9]+$ ]]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$own" --field "body=@$body"
else
  gh api --silent --method POST "$comments" --field "body=@$body"
fi
