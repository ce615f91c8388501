"""What several answers to the same question come to, with what backs the result.

In: what each respondent said, as a `Said`, which `Heard` makes of files. Out: one answer of the same kind. Evidence,
verification and notes follow the result, never the other way round: what backs a lower rating does not back a higher
one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from btm_cli.answers.model import Answers, CellAnswer, Claimed, CriterionAnswer, NotApplicable, Rated
from btm_cli.names import folded
from btm_cli.scoring.cell import measure_cell
from btm_cli.scoring.ratings import Assurance, Rules
from btm_cli.standard.model import Cell, Standard
from btm_cli.voices.agreement import lower_median
from btm_cli.voices.responses import scopes

ANONYMOUS_REASON = "said to be not applicable by most who answered"


class Backing(NamedTuple):
    """A rank on the question's scale, and what is brought along for it; `source` as of a claim."""

    rank: int
    evidence: tuple[str, ...] = ()
    verified_by: str | None = None
    note: str | None = None
    source: str | None = None


Said = Backing | NotApplicable
Voices = Mapping[int, CellAnswer]
"""What each respondent, by number, says of a cell."""


class House(NamedTuple):
    """What holds for all verdicts.

    `respondents` (names folded) can't verify. Groups smaller than `minimum` are not told of; above 1, texts written by
    single people are left out as well.
    """

    respondents: frozenset[str]
    minimum: int = 1

    @property
    def anonymous(self) -> bool:
        """Whether single people are to be protected."""
        return self.minimum > 1


class Heard:
    """What each of several `files` says; `keys` has, for each, the names of its evidence in the united register."""

    def __init__(self, standard: Standard, files: Sequence[Answers], keys: Sequence[Mapping[str, str]]) -> None:
        self._standard = standard
        self._files = files
        self._keys = keys
        self._scopes = scopes(standard, files)
        self._rules = Rules(standard)
        self._unproven = [Assurance(one, frozenset()) for one in files]

    def _voices(self, capability: str, dimension: str) -> Voices:
        """What each respondent, by number, says of a cell that is in the scope of his file."""
        return {
            number: said
            for number, one in enumerate(self._files)
            if capability in self._scopes[number] and (said := one.cells.get((capability, dimension)))
        }

    def _as_level(self, number: int, cell: Cell, answer: CellAnswer) -> Said | None:
        """A respondent's answer on a cell as a level, whatever its depth; None where it amounts to none yet."""
        keys = self._keys[number]
        if isinstance(answer, NotApplicable):
            return answer
        if isinstance(answer, Claimed):
            return claim_voice(answer, keys)
        level = measure_cell(cell, answer, self._rules, self._unproven[number]).level
        return ratings_voice(answer, level, cell, keys)


def majority(part: int, whole: int) -> bool:
    """More than half."""
    return 2 * part > whole


def left_out(said: Iterable[NotApplicable], house: House) -> NotApplicable:
    """n/a with the reasons given, each once; who approved it, and from which profile it is, where all say the same."""
    entries = list(said)
    approvers = [entry.approved_by or "" for entry in entries]
    approved_by = approvers[0] if len(set(map(folded, approvers))) == 1 else ""
    profiles = {entry.profile for entry in entries}
    reason = ANONYMOUS_REASON if house.anonymous else "; ".join(dict.fromkeys(entry.reason for entry in entries))
    return NotApplicable(
        reason,
        approved_by or None,
        together((entry.note for entry in entries), house),
        profile=profiles.pop() if len(profiles) == 1 else None,
        no_case=all(entry.no_case for entry in entries),
    )


def rated(voices: Sequence[Backing], words: Sequence[str], house: House) -> Rated:
    """The lower median of ratings, given as places in `words`."""
    rank = lower_median([voice.rank for voice in voices])
    return Rated(words[rank], *_backing(rank, voices, house))


def claimed(voices: Sequence[Backing], house: House, *, whole: bool = False) -> Claimed:
    """The lower median of levels."""
    level = lower_median([voice.rank for voice in voices])
    sources = {voice.source for voice in voices}
    source = sources.pop() if len(sources) == 1 and not house.anonymous else None
    return Claimed(level, *_backing(level, voices, house), whole, source)


def together(notes: Iterable[str | None], house: House) -> str | None:
    """What people noted on one question, each text once; nothing of it where they are protected."""
    return None if house.anonymous else " / ".join(dict.fromkeys(note for note in notes if note)) or None


def _backing(rank: int, voices: Sequence[Backing], house: House) -> tuple[tuple[str, ...], str | None, str | None]:
    """Evidence and verifier of those who stand at the result or above it, and the notes of all."""
    standing = [voice for voice in voices if voice.rank >= rank]
    brought = Counter(key for voice in standing for key in dict.fromkeys(voice.evidence))
    # Who knows whose document it is would know that its owner stands at the result or above it.
    evidence = tuple(key for key, people in brought.items() if people >= house.minimum)
    # Somebody's verification must not join somebody else's evidence: together they would be more than either was.
    proven = [voice for voice in standing if voice.evidence] or standing
    verifiers = [
        voice.verified_by
        for voice in proven
        if voice.verified_by is not None and folded(voice.verified_by) not in house.respondents
    ]
    said = Counter(map(folded, verifiers))
    often = [name for name in sorted(verifiers) if said[folded(name)] >= house.minimum]
    verifier = min(often, key=lambda name: -said[folded(name)], default=None)
    return evidence, verifier, together((voice.note for voice in voices), house)


def rating_voice(answer: CriterionAnswer, words: Sequence[str], keys: Mapping[str, str]) -> Said:
    """A criterion's answer as a voice; `keys` says how its pieces of evidence are called in the united register."""
    if isinstance(answer, NotApplicable):
        return answer
    evidence = tuple(keys[key] for key in answer.evidence)
    return Backing(words.index(answer.rating), evidence, answer.verified_by, answer.note)


def lowest_voice(levels: Sequence[Said | None]) -> Said | None:
    """What levels of cells come to for their capability: the lowest; n/a where nothing else is said."""
    lowest = min((one for one in levels if isinstance(one, Backing)), key=lambda one: one.rank, default=None)
    return lowest or next((one for one in levels if one is not None), None)


def claim_voice(answer: Claimed, keys: Mapping[str, str]) -> Backing:
    """A claimed level as a voice."""
    evidence = tuple(keys[key] for key in answer.evidence)
    return Backing(answer.level, evidence, answer.verified_by, answer.note, answer.source)


def ratings_voice(
    answer: Mapping[str, CriterionAnswer], level: int | None, cell: Cell, keys: Mapping[str, str]
) -> Said | None:
    """Ratings, worth `level` by the standard's rules, as a voice beside claims; None where nothing can be told yet.

    Their evidence counts only where it covers every criterion up to that level: a claim with one piece of evidence is
    evidenced as a whole, ratings are not. Verification stays with the single ratings.
    """
    said = [answer.get(criterion.id) for criterion in cell.all_criteria()]
    if level is None:
        reasons = [one for one in said if isinstance(one, NotApplicable)]
        return reasons[0] if reasons and len(reasons) == len(said) else None
    below = [answer.get(criterion.id) for criterion in cell.all_criteria() if criterion.level <= level]
    ratings = [one for one in below if not isinstance(one, NotApplicable)]
    covered = all(isinstance(one, Rated) and one.evidence for one in ratings)
    cited = [key for one in ratings if isinstance(one, Rated) for key in one.evidence] if covered else []
    return Backing(level, tuple(dict.fromkeys(keys[key] for key in cited)))
