"""What is measured inside one process: strict loading against CSafeLoader, and scoring against parsing.

In: `python in_process.py ANSWERS STANDARD_DIR REPEAT`. Out: a JSON object of medians in seconds on stdout. The
measures are taken in turn, so that a slow moment of the machine hits all of them.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml
from yaml._yaml import CParser

from btm_cli.answers.load import load_answers
from btm_cli.evidence import examine
from btm_cli.files import DiskFiles
from btm_cli.scoring import assess
from btm_cli.source import parse
from btm_cli.standard.bundled import load_bundled


def measures(answers_path: str, standard_folder: str) -> dict[str, Callable[[], object]]:
    """Name to what is timed. "parse" is the strict load of both texts: the standard's files and the answers."""
    answers_text = Path(answers_path).read_bytes()
    texts = [answers_text, *(path.read_bytes() for path in sorted(Path(standard_folder).glob("**/*.yaml")))]
    standard = load_bundled()
    files = DiskFiles()
    loaded, problems = load_answers(answers_path, files, lambda _: standard, [standard.name])
    if loaded is None:
        raise SystemExit(f"{answers_path}: {problems[0].message}")
    day = loaded.answers.assessed_on
    evidence = examine(loaded.answers, loaded.folder, files, day)
    return {
        "strict": lambda: parse(answers_text, answers_path),
        "safe": lambda: yaml.load(answers_text, Loader=yaml.CSafeLoader),
        "raw": lambda: CParser(answers_text).raw_parse(),
        "parse": lambda: [parse(text, "a.yaml") for text in texts],
        "score": lambda: assess(standard, loaded.answers, evidence.valid, day, evidence.problems),
    }


def medians(timed: dict[str, Callable[[], object]], repeat: int) -> dict[str, float]:
    """Seconds, each the median of `repeat` calls after one that is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in timed}
    for turn in range(repeat + 1):
        for name, call in timed.items():
            start = time.perf_counter()
            call()
            if turn:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in seconds.items()}


if __name__ == "__main__":
    json.dump(medians(measures(sys.argv[1], sys.argv[2]), int(sys.argv[3])), sys.stdout)
