# What the scripts of action.yml share. Sourced; needs bash, git and Python, as every runner has them.

cd "${GITHUB_WORKSPACE:-.}"

# The lines of $1 that say something, into the array `lines`.
read_lines() {
  lines=()
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    line="${line#"${line%%[![:space:]]*}"}"
    line="${line%"${line##*[![:space:]]}"}"
    if [ -n "$line" ]; then lines+=("$line"); fi
  done <<< "$1"
}

# The files that BTM_FILES names, into the array `files`; a pattern that fits nothing stays, for btm to complain of.
read_files() {
  files=()
  local pattern found
  read_lines "${BTM_FILES:-}"
  for pattern in "${lines[@]}"; do
    if [ ! -e "$pattern" ] && found="$(compgen -G "$pattern")"; then
      while IFS= read -r line; do files+=("$line"); done <<< "$found"
    else
      files+=("$pattern")
    fi
  done
  if [ ${#files[@]} -eq 0 ]; then
    echo "::error title=btm::the input files names no file"
    exit 2
  fi
}

# A field of the event, such as pull_request.base.sha; nothing where there is none.
event_field() {
  python3 -c '
import json, os, sys
try:
    with open(os.environ.get("GITHUB_EVENT_PATH", ""), encoding="utf-8") as file:
        value = json.load(file)
    for key in sys.argv[1].split("."):
        value = value[key]
    print(value)
except (OSError, ValueError, KeyError, TypeError):
    pass
' "$1"
}

# Have the commit that the pull request goes to, in `base`: a checkout of depth 1 does not bring it along.
fetch_base() {
  base="$(event_field pull_request.base.sha)"
  if ! [[ "$base" =~ ^[0-9a-f]{40,64}$ ]]; then
    base=""
    return 0
  fi
  if ! git cat-file -e "$base^{commit}" 2> "${RUNNER_TEMP:-/tmp}/btm-git.txt"; then
    git fetch --quiet --no-tags --depth=1 origin "$base"
  fi
}
