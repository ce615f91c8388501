"""Everything a program can find wrong with a standard: its files, how they fit together, and how they are written.

In: a folder behind the files port. Out: the files that were looked at and every problem, in order of place.
"""

from __future__ import annotations

from datetime import date

from btm_cli.diagnostics import Diagnostic
from btm_cli.files import Files
from btm_cli.standard.companions import load_companions, load_profiles
from btm_cli.standard.lint import FRAME, lint_content
from btm_cli.standard.load import read_folder
from btm_cli.standard.practice import load_practice


def validate_standard(folder: str, files: Files, on: date | None = None) -> tuple[list[str], list[Diagnostic]]:
    """Check the standard in `folder`. Raises UnreadableFile where it can't be read.

    `on` is the day by which its current practice may be out of date. What is wrong with the
    content of capabilities is looked at only once their files are right.
    """
    names = [f"{folder}/{name}" for name in files.list_yaml(folder)]
    read = read_folder(folder, files)
    problems = list(read.problems)
    standard = read.standard()
    if standard is not None:
        companions, found = load_companions(folder, files, standard)
        problems += found + load_practice(folder, files, standard, on)[1] + load_profiles(folder, files, standard)[1]
        crosswalk = companions.crosswalk if companions is not None else None
        for capability, problem in lint_content(standard, crosswalk):
            document = read.frame if capability == FRAME else read.documents[capability]
            assert document is not None  # there is no standard without a frame
            problems.append(document.diagnose(problem))
    return names, sorted(problems, key=lambda problem: problem.sort_key)
