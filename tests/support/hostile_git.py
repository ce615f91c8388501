"""Repositories that name a command wherever git would run one; the command leaves a mark in a file.

In: a `Repo` made by `victim`, and a trap. Out: the repository armed, the variables to run btm with, and a shell command
by which git itself springs the trap: what stays quiet under btm was loaded.
"""

from __future__ import annotations

import os
import pty
import shlex
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from support.gitrepo import SETTINGS, Repo
from support.run import LONGEST

ANSWERS = """\
standard: btm 1.0
enterprise: Toy Works
assessed_on: 2026-01-20
answers:
  approval-and-prioritization: LEVEL
  asset-rationalization:
    process: {2a: {rating: fully, evidence: [minutes]}}
evidence:
  minutes: {title: Minutes, date: 2026-01-02, path: minutes.txt, sha256: DIGEST}
""".replace("DIGEST", sha256(b"agreed\n").hexdigest())
POLICY = "policy: 1\nrequire:\n  no_regression: {tolerance: '0'}\nallow_provisional: true\n"
HOOKS = (
    "reference-transaction",
    "post-index-change",
    "pre-auto-gc",
    "post-checkout",
    "pre-commit",
    "fsmonitor-watchman",
)
MISSING = "HEAD~1:a.yaml"
"""What `partial` takes away."""


class Attack(NamedTuple):
    """`arm` gives the variables to add; `proof` springs the trap; `partial`: one old version of the file is missing.

    `refused` is what every command says of a repository that it doesn't take.
    """

    arm: Callable[[Repo, str], dict[str, str] | None]
    proof: str
    partial: bool = False
    refused: str | None = None


def victim(path: Path) -> Repo:
    """Three versions of an answers file, one under another name, with evidence; signed, with attributes for drivers."""
    repo = Repo(path)
    drivers = "*.yaml diff=evil filter=evil merge=evil\n"
    first = {"old.yaml": ANSWERS.replace("LEVEL", "1"), "minutes.txt": "agreed\n", "policy.yaml": POLICY}
    repo.commit("one", {**first, ".gitattributes": drivers})
    repo.git("mv", "old.yaml", "a.yaml")
    repo.commit("two", {"a.yaml": ANSWERS.replace("LEVEL", "2")})
    repo.commit("three", {"a.yaml": ANSWERS.replace("LEVEL", "3")})
    head, _, message = repo.git("cat-file", "commit", "HEAD").partition("\n\n")
    signed = f"{head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n\n{message}"
    (path / ".git" / "info" / "attributes").write_text(drivers, "utf-8")  # before those that git-setup writes
    (path / ".git" / "signed").write_text(signed, "utf-8")
    repo.git("update-ref", "HEAD", repo.git("hash-object", "-t", "commit", "-w", ".git/signed").strip())
    return repo


def trap(folder: Path) -> tuple[str, Path]:
    """A program that leaves a mark, and where the mark will be."""
    folder.mkdir()
    mark, program = folder / "sprung", folder / "trap"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> {shlex.quote(str(mark))}\nexit 0\n', "utf-8")
    program.chmod(0o755)
    return str(program), mark


def spring(repo: Repo, proof: str, environment: dict[str, str]) -> None:
    """Run `proof` as somebody at a terminal would."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    main, end = pty.openpty()
    process = subprocess.Popen(
        ["sh", "-c", proof],
        cwd=repo.path,
        env=plain | SETTINGS | {"TERM": "xterm"} | environment,
        stdin=subprocess.DEVNULL,
        stdout=end,
        stderr=subprocess.DEVNULL,
    )
    os.close(end)
    with suppress(OSError):  # how Linux says that the other end is closed
        while os.read(main, 4096):
            pass
    os.close(main)
    process.wait(timeout=LONGEST)


def configured(proof: str, **settings: str) -> Attack:
    """Settings of the repository; `__` stands for a dot, TRAP for the program."""

    def arm(repo: Repo, program: str) -> None:
        configure(repo, program, settings)

    return Attack(arm, proof)


def configure(repo: Repo, program: str, settings: dict[str, str]) -> None:
    for name, value in settings.items():
        repo.git("config", name.replace("__", "."), value.replace("TRAP", program))


def partial(environment: dict[str, str] | None = None, **settings: str) -> Attack:
    """A partial clone that lacks a version, and has to fetch it by the trap."""

    def arm(repo: Repo, program: str) -> dict[str, str]:
        make_partial(repo, MISSING)
        configure(repo, program, settings)
        return {name: value.replace("TRAP", program) for name, value in (environment or {}).items()}

    return Attack(arm, f"git cat-file -e {MISSING}", partial=True)


def make_partial(repo: Repo, missing: str) -> None:
    blob = repo.git("rev-parse", missing).strip()
    (repo.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for name, value in {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
    }.items():
        repo.git("config", name, value)


def hooks(repo: Repo, program: str) -> None:
    folder = repo.path / ".git" / "hooks"
    folder.mkdir(exist_ok=True)
    for name in HOOKS:
        shutil.copy(program, folder / name)


def included(condition: str) -> Attack:
    """The checkout brings the settings, the configuration includes them."""

    def arm(repo: Repo, program: str) -> None:
        repo.write(
            {"evil.conf": f"[core]\n\tfsmonitor = {program}\n\tpager = {program}\n[diff]\n\texternal = {program}\n"}
        )
        repo.git("config", condition, "../evil.conf")

    return Attack(arm, "git status")


def alternates(repo: Repo, program: str) -> None:
    """All objects lie in another repository, which names commands for its own part."""
    other = Repo(repo.path.parent / "other")
    objects = repo.path / ".git" / "objects"
    shutil.rmtree(other.path / ".git" / "objects")
    shutil.move(objects, other.path / ".git" / "objects")
    (objects / "info").mkdir(parents=True)
    (objects / "info" / "alternates").write_text(f"{other.path}/.git/objects\n", "utf-8")
    for each in (repo, other):
        configure(each, program, {"core.alternateRefsCommand": "TRAP", "core.fsmonitor": "TRAP"})


def submodule(repo: Repo, program: str) -> None:
    """A submodule that lacks what it is asked for, fetches by the trap, and is updated by it."""
    inner = Repo(repo.path / "sub")
    inner.commit("sub", {"b.yaml": ANSWERS.replace("LEVEL", "1"), "minutes.txt": "agreed\n"})
    modules = '[submodule "sub"]\n\tpath = sub\n\turl = ./sub\n\tfetchRecurseSubmodules = true\n'
    repo.commit("with a submodule", {".gitmodules": modules})
    make_partial(inner, "HEAD:b.yaml")
    configure(inner, program, {"core.sshCommand": "TRAP", "core.fsmonitor": "TRAP", "remote.origin.url": "ssh://h/x"})
    configure(repo, program, {"submodule.sub.update": "!TRAP", "submodule.recurse": "true"})


def embedded(repo: Repo, program: str) -> None:
    """A folder of the checkout is laid out as a git directory of the same files, with a configuration of its own."""
    inner = repo.path / "bare"
    inner.mkdir()
    for name in ("HEAD", "objects", "refs"):
        source = repo.path / ".git" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, inner / name)
    for name in ("a.yaml", "minutes.txt", "policy.yaml"):
        shutil.copy(repo.path / name, inner / name)
    (inner / "config").write_text(
        "[core]\n\trepositoryformatversion = 1\n\tbare = false\n\tworktree = .\n"
        f"\tsshCommand = {program}\n\tfsmonitor = {program}\n"
        '[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\turl = ssh://h/x\n\tpromisor = true\n',
        "utf-8",
    )
    blob = repo.git("rev-parse", MISSING).strip()
    (inner / "objects" / blob[:2] / blob[2:]).unlink()


def elsewhere(repo: Repo, program: str) -> None:
    """A `.git` file that leads to the repository."""
    moved = repo.path.parent / "moved.git"
    shutil.move(repo.path / ".git", moved)
    (repo.path / ".git").write_text(f"gitdir: {moved}\n", "utf-8")
    configure(repo, program, {"core.fsmonitor": "TRAP"})


def worktree(repo: Repo, program: str) -> None:
    """The work tree is said to be another folder."""
    shutil.copytree(repo.path, repo.path.parent / "tree", ignore=shutil.ignore_patterns(".git"))
    configure(repo, program, {"core.fsmonitor": "TRAP", "core.worktree": str(repo.path.parent / "tree")})


def worktree_config(repo: Repo, program: str) -> None:
    """Settings in a file of the work tree's own."""
    repo.git("config", "extensions.worktreeConfig", "true")
    repo.git("config", "--worktree", "core.fsmonitor", program)


def by_user(repo: Repo, program: str) -> dict[str, str]:
    """The user has the drivers that the repository's attributes ask for."""
    settings = repo.path.parent / "user.conf"
    drivers = {"textconv": program, "command": program}
    body = "".join(f"\t{name} = {value}\n" for name, value in drivers.items())
    settings.write_text(f'[diff "evil"]\n{body}[core]\n\tattributesFile = {repo.path}/.gitattributes\n', "utf-8")
    return {"GIT_CONFIG_GLOBAL": str(settings)}


def own_git(repo: Repo, program: str) -> dict[str, str]:
    """PATH begins with a folder of the checkout."""
    (repo.path / "bin").mkdir()
    shutil.copy(program, repo.path / "bin" / "git")
    return {"PATH": f"bin{os.pathsep}{os.pathsep}{os.environ['PATH']}"}


def variables(proof: str, **environment: str) -> Attack:
    """A hostile environment."""

    def arm(repo: Repo, program: str) -> dict[str, str]:
        sprung = str(Path(program).parent / "sprung")
        return {name: value.replace("TRAP", program).replace("SPRUNG", sprung) for name, value in environment.items()}

    return Attack(arm, proof)


SSH = {"remote__origin__url": "ssh://h/x"}
FSMONITOR = {"GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": "TRAP", "GIT_CONFIG_COUNT": "1"}
ATTACKS = {
    "fsmonitor": configured("git status", core__fsmonitor="TRAP"),
    "fsmonitor v1": configured("git status", core__fsmonitor="TRAP", core__fsmonitorHookVersion="1"),
    "hooks": Attack(hooks, "git update-ref refs/heads/x HEAD"),
    "filter clean": configured("git hash-object --path a.yaml a.yaml", filter__evil__clean="TRAP"),
    "filter smudge": configured("git cat-file --filters HEAD:a.yaml", filter__evil__smudge="TRAP"),
    "filter process": configured("git cat-file --filters HEAD:a.yaml", filter__evil__process="TRAP"),
    "textconv": configured("git log -p", diff__evil__textconv="TRAP"),
    "diff driver": configured("git diff HEAD~1", diff__evil__command="TRAP"),
    "diff.external": configured("git diff HEAD~1", diff__external="TRAP"),
    "signature": configured("git log", gpg__program="TRAP", log__showSignature="true"),
    "pager": configured("git log", core__pager="TRAP", pager__log="TRAP", pager__config="TRAP"),
    "editor": configured("git config --edit", core__editor="TRAP", sequence__editor="TRAP"),
    "alias": configured("git evil", alias__evil="!TRAP", **{f"alias.{name}": "!TRAP" for name in ("log", "rev-parse")}),
    "worktree config": Attack(worktree_config, "git status"),
    "include": included("include.path"),
    "includeIf": included("includeIf.onbranch:main.path"),
    "alternates": Attack(alternates, "git rev-list --alternate-refs -1"),
    "core.worktree": Attack(worktree, "git status", refused="which core.worktree moves"),
    "git file": Attack(elsewhere, "git status"),
    "embedded bare repository": Attack(embedded, f"git -C bare cat-file -e {MISSING}"),
    "the user's drivers": Attack(by_user, "git log -p"),
    "own git": Attack(own_git, "git status"),
    "ssh command": partial(core__sshCommand="TRAP", **SSH),
    "upload-pack": partial(remote__origin__url="/", remote__origin__uploadpack="TRAP"),
    "ext transport": partial(remote__origin__url="ext::TRAP %S", protocol__ext__allow="always"),
    "unnamed transport": partial(**{"remote.origin.url": "::x", "alias.remote-": "!TRAP"}),
    "foreign transport": partial(
        **{"remote.origin.vcs": "evil", "remote.origin.url": "x", "alias.remote-evil": "!TRAP"},
        protocol__evil__allow="always",
    ),
    "git proxy": partial(remote__origin__url="git://h/x", core__gitProxy="TRAP"),
    "variable: GIT_SSH_COMMAND": partial({"GIT_SSH_COMMAND": "TRAP"}, **SSH),
    "variable: GIT_SSH": partial({"GIT_SSH": "TRAP"}, **SSH),
    "variable: GIT_PROXY_COMMAND": partial({"GIT_PROXY_COMMAND": "TRAP"}, remote__origin__url="git://h/x"),
    "variable: GIT_ALLOW_PROTOCOL": partial({"GIT_ALLOW_PROTOCOL": "ext"}, remote__origin__url="ext::TRAP %S"),
    "variable: GIT_EXTERNAL_DIFF": variables("git diff HEAD~1", GIT_EXTERNAL_DIFF="TRAP"),
    "variable: GIT_PAGER": variables("git log", GIT_PAGER="TRAP"),
    "variable: GIT_EDITOR": variables("git config --edit", GIT_EDITOR="TRAP"),
    "variable: GIT_TRACE": variables("git log", GIT_TRACE="SPRUNG", GIT_TRACE2_EVENT="SPRUNG"),
    "variable: GIT_CONFIG_COUNT": variables("git status", **FSMONITOR),
    "variable: GIT_CONFIG_PARAMETERS": variables("git status", GIT_CONFIG_PARAMETERS="'core.fsmonitor'='TRAP'"),
}
