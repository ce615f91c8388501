"""The profiles of a standard: files that say how a kind of enterprise reads its claims.

In: the folder of a standard that is already loaded. Out: `ProfileFile`s, or everything wrong with their files. A
profile changes no number: what does not apply counts only once it is written into an answers file.
"""

from __future__ import annotations

from functools import partial

from btm_cli.diagnostics import Diagnostic, has_errors
from btm_cli.files import Files
from btm_cli.standard.load_checked import load_checked
from btm_cli.standard.model import Standard
from btm_cli.standard.profile_check import check_profile
from btm_cli.standard.profile_schema import ProfileFile
from btm_cli.standard.sources import profile_files


def load_profiles(folder: str, files: Files, standard: Standard) -> tuple[list[ProfileFile] | None, list[Diagnostic]]:
    """Load and check every profile beside `standard` in `folder`.

    Out: the profiles by id (None where any problem is an error) and every problem. Raises UnreadableFile.
    """
    problems: list[Diagnostic] = []
    profiles: list[ProfileFile] = []
    for stem, name in profile_files(folder, files).items():
        check = partial(check_profile, standard=standard, stem=stem)
        profile, wrong = load_checked(f"{folder}/{name}", files, ProfileFile, check)
        problems += wrong
        profiles += [profile] if profile is not None else []
    return (None if has_errors(problems) else sorted(profiles, key=lambda one: one.id)), problems
