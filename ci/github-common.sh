# What the scripts of action.yml share. Sourced; needs bash, git and Python, as every runner has them.

cd "${GITHUB_WORKSPACE:-.}"

# The one way git is run here, with the settings of src/btm_cli/git/process.py and for its reasons: nothing that a
# repository says is executed, git only reads. `fetch` alone reaches out, over the usual protocols, and keeps the
# variables of the workflow, which may say how to connect.
safe_git() (
  settings=(
    -c core.attributesFile=/dev/null
    -c core.fsmonitor=false
    -c core.hooksPath=/dev/null
    -c core.pager=cat
    -c core.quotePath=false
    -c diff.external=
    -c diff.orderFile=/dev/null
    -c log.diffMerges=separate
    -c log.follow=false
    -c log.showSignature=false
    -c protocol.allow=never
    -c safe.bareRepository=explicit
    -c submodule.recurse=false
  )
  number=0
  key=GIT_CONFIG_KEY_0
  while [ -n "${!key+set}" ]; do
    value="GIT_CONFIG_VALUE_$number"
    case "${!key}" in
      [Ss][Aa][Ff][Ee].[Dd][Ii][Rr][Ee][Cc][Tt][Oo][Rr][Yy]) settings+=(-c "safe.directory=${!value:-}") ;;
    esac
    number=$((number + 1))
    key="GIT_CONFIG_KEY_$number"
  done
  protocols=$'\n'
  if [ "$1" = fetch ]; then
    protocols=file:git:http:https:ssh
  else
    for name in "${!GIT_@}"; do
      case "$name" in
        GIT_DIR | GIT_WORK_TREE | GIT_COMMON_DIR | GIT_OBJECT_DIRECTORY | GIT_ALTERNATE_OBJECT_DIRECTORIES) ;;
        GIT_CEILING_DIRECTORIES | GIT_DISCOVERY_ACROSS_FILESYSTEM) ;;
        GIT_CONFIG_GLOBAL | GIT_CONFIG_SYSTEM | GIT_CONFIG_NOSYSTEM) ;;
        *) unset "$name" ;;
      esac
    done
  fi
  export GIT_ALLOW_PROTOCOL="$protocols"
  export LC_ALL=C.UTF-8 LANGUAGE=C GIT_NO_LAZY_FETCH=1 GIT_ATTR_NOSYSTEM=1
  export GIT_GRAFT_FILE=/dev/null GIT_NO_REPLACE_OBJECTS=1
  export GIT_OPTIONAL_LOCKS=0 GIT_PAGER=cat GIT_TERMINAL_PROMPT=0
  exec git --no-pager "${settings[@]}" "$@"
)

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
  python3 -I -c '
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
  if ! safe_git cat-file -e "$base^{commit}" 2> "${RUNNER_TEMP:-/tmp}/btm-git.txt"; then
    safe_git fetch --quiet --no-tags --no-recurse-submodules --depth=1 origin "$base"
  fi
}
