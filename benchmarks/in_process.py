"""What is measured inside a process: reading, validating and scoring a file, its parts, and plain ways to do the same.

In: `python in_process.py ANSWERS STANDARD_DIR WHAT COUNT`. It does WHAT so many times, after all that is needed once.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel

from btm_cli.answers.load import load_answers
from btm_cli.answers.model import Answers
from btm_cli.evidence import EvidenceProblem, examine
from btm_cli.files import DiskFiles
from btm_cli.scoring import assess
from btm_cli.source import parse
from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.model import Standard

Day = date


class PlainEvidence(BaseModel):
    """A piece of evidence, as somebody would write it down who needs no places, no hints and no n/a."""

    title: str
    url: str | None = None
    date: Day
    valid_until: Day | None = None


class PlainRating(BaseModel):
    """A rating with what backs it."""

    rating: str
    evidence: list[str] = []
    verified_by: str | None = None
    note: str | None = None


class PlainFile(BaseModel):
    """An answers file that rates by criteria, and nothing else."""

    standard: str
    enterprise: str
    period: str | None = None
    assessed_on: date
    answered_by: dict[str, str] = {}
    target: int | str | None = None
    evidence: dict[str, PlainEvidence] = {}
    answers: dict[str, dict[str, dict[str, PlainRating]]]


def main(answers_path: str, standard_folder: str, what: str, count: int) -> None:
    """Do it."""
    text = Path(answers_path).read_bytes()
    texts = [text, *(path.read_bytes() for path in sorted(Path(standard_folder).glob("**/*.yaml")))]
    standard, files = load_bundled(), DiskFiles()

    def load() -> tuple[Standard, Answers, frozenset[str], date, tuple[EvidenceProblem, ...]]:
        loaded, problems = load_answers(answers_path, files, lambda _: standard, [standard.name])
        if loaded is None:
            raise SystemExit(f"{answers_path}: {problems[0].message}")
        day = loaded.answers.assessed_on
        evidence = examine(loaded.answers, loaded.folder, files, day)
        return standard, loaded.answers, evidence.valid, day, tuple(evidence.problems)

    parts = load()
    does: dict[str, Callable[[], object]] = {
        "ours": lambda: assess(*load()),
        "plain": lambda: PlainFile.model_validate(yaml.load(Path(answers_path).read_bytes(), Loader=yaml.CSafeLoader)),
        "strict": lambda: parse(text, answers_path),
        "safe": lambda: yaml.load(text, Loader=yaml.CSafeLoader),
        "score": lambda: assess(*parts),
        "all": lambda: [parse(each, "a.yaml") for each in texts],
    }
    does[what]()
    gc.disable()
    for _ in range(count):
        does[what]()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
