"""An answers file and the standard it names, found and loaded.

In: a path or `REV:PATH`, option values. Out: loaded standards and answers, or one of the errors that `cli.app` turns
into a message and exit code. The clock is read here, and only for `--as-of today`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.diagnostics import Diagnostic, Problem, has_errors, short
from btm_cli.errors import UsageProblem
from btm_cli.files import DiskFiles, Files
from btm_cli.intake.places import Opened, open_folder, open_place, read_answers, read_standard
from btm_cli.validation import did_you_mean

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.answers.model import Target
    from btm_cli.evidence import EvidenceDigest, EvidenceReport
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.companions import Companions
    from btm_cli.standard.model import Standard
    from btm_cli.standard.practice import Example
    from btm_cli.standard.profile_schema import ProfileFile
    from btm_cli.standard.readings import Readings

DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Standards:
    """The standards a command can use: the shipped one, or the one in `--standard DIR`, loaded at most once.

    With `any_edition` that one scores whatever file it is given (`--any-edition`).
    """

    def __init__(self, folder: str | None = None, loaded: Standard | None = None, *, any_edition: bool = False) -> None:
        self.folder = folder
        self.any_edition = any_edition
        self._loaded = loaded
        self._editions: dict[str, Standard | None] = {}

    def get(self) -> Standard:
        """The standard in use. Raises InvalidFiles or UnreadableFile."""
        if self._loaded is None:
            self._loaded = self._read(self.folder, None)
        return self._loaded

    def find(self, name: str) -> Standard | Problem | None:
        """The standard an answers file's `standard` line names; a problem where `--standard DIR` is another one."""
        return self.edition(name) if self.folder is None else named(self.get(), name, any_edition=self.any_edition)

    def edition(self, name: str) -> Standard | None:
        """The edition called `name` ("btm 1.0"): the one in use, or an earlier one kept beside it.

        Where an earlier one is named, only that one is loaded.
        """
        if name not in self._editions:
            number = name.rpartition(" ")[2]
            path = self._kept().get(number)
            found = self.get() if path is None else self._read(path, number)
            self._editions[name] = found if found.name == name else None
        return self._editions[name]

    def names(self) -> list[str]:
        """What an answers file's `standard` line may say, the one in use first."""
        standard = self.get()
        return [standard.name, *(f"{standard.id} {edition}" for edition in reversed(self._kept()))]

    def _kept(self) -> dict[str, str]:
        from btm_cli.standard.bundled import data_folder, editions

        return editions(self.folder if self.folder is not None else data_folder("standard"))

    def _read(self, path: str | None, edition: str | None) -> Standard:
        """The one at `path` where the command line named a folder; else the shipped edition, None for the newest."""
        if self.folder is None or path is None:
            from btm_cli.standard.bundled import load_bundled

            return load_bundled(edition)

        return read_standard(path)

    def companions(self) -> Companions:
        """What lies beside the standard in use: advisor, crosswalk, benchmarks. Raises InvalidFiles, UnreadableFile."""
        from btm_cli.standard.companions import load_companions

        place = self._beside()
        return place.sound(*load_companions(place.path, place.files, self.get()))

    def migration_notes(self, old: Standard, new: Standard) -> Mapping[str, str]:
        """Where answers on `old` may mislead on `new`, by reference. Raises InvalidFiles, UnreadableFile."""
        from btm_cli.standard.companions import load_migration_notes

        place = self._beside()
        return place.sound(*load_migration_notes(place.path, place.files, old, new))

    def profiles(self) -> list[ProfileFile]:
        """The profiles beside the standard in use, by id. Raises InvalidFiles, UnreadableFile."""
        from btm_cli.standard.companions import load_profiles

        place = self._beside()
        return place.sound(*load_profiles(place.path, place.files, self.get()))

    def readings(self, loaded: LoadedAnswers) -> Readings:
        """How the profiles and own words of an answers file read the standard. Raises as `profiles`."""
        return self.readings_of(loaded.answers.profiles, loaded.standard, loaded.answers.terms)

    def readings_of(self, profiles: Sequence[str], standard: Standard, own: Mapping[str, str]) -> Readings:
        """How these profiles and an enterprise's `own` words read `standard`. Raises as `profiles`."""
        from btm_cli.standard.readings import Readings

        known = {one.id: one for one in self.profiles()} if profiles else {}
        return Readings(standard, [known[name] for name in profiles if name in known], own)

    def practice(self, standard: Standard, only: Collection[str] | None = None) -> list[Example]:
        """Current practice of the capabilities in `only` (None: of all), where `standard` is the one in use.

        Raises InvalidFiles, UnreadableFile.
        """
        from btm_cli.standard.practice import load_practice

        if standard.name != self.get().name:
            return []
        place = self._beside()
        found, problems = load_practice(place.path, place.files, standard, only=only)
        return place.sound(None if has_errors(problems) else found, problems)

    def has_guided(self, standard: Standard) -> bool:
        """Whether questions for a first conversation lie beside `standard`: only beside the one in use."""
        from btm_cli.standard.companions import GUIDED

        place = self._beside()
        return standard.name == self.get().name and place.files.exists(f"{place.path}/{GUIDED}")

    def _beside(self) -> Opened:
        """The folder with what lies beside the standard in use."""
        from btm_cli.standard.bundled import data_folder

        return open_folder(self.folder if self.folder is not None else data_folder("standard"))


def named(standard: Standard, name: str, *, any_edition: bool) -> Standard | Problem:
    """`standard`, chosen on the command line for a file that names `name`: a problem where that is another one."""
    if any_edition or standard.name == name:
        return standard

    message = f"this file is of `{short(name)}`, and --standard is {standard.name}"
    hint = f"btm migrate carries it over; --any-edition scores it by {standard.name} as it is"
    return Problem("edition-differs", message, ("standard",), hint=hint)


class Assessment(NamedTuple):
    """A scored answers file with what it was scored from."""

    loaded: LoadedAnswers
    card: Scorecard
    diagnostics: list[Diagnostic]
    evidence: EvidenceReport
    files: Files

    def digests(self) -> tuple[EvidenceDigest, ...]:
        """What each registered piece of evidence is, byte for byte. Reads the files that `examine` had no cause to."""
        from btm_cli.evidence import digest_evidence

        found = self.loaded
        return digest_evidence(found.answers, found.folder, self.files, self.evidence.valid)


def load_file(
    path: str, standards: Standards, files: Files | None = None, *, date_may_be_open: bool = False
) -> LoadedAnswers:
    """An answers file on disk, or in `files`. Raises InvalidFiles with every problem, UnreadableFile."""
    return read_answers(Opened(files or DiskFiles(), path), standards, date_may_be_open=date_may_be_open)[0]


def assess_file(path: str, standards: Standards, as_of: str | None = None, target: str | None = None) -> Assessment:
    """Load, check and score one answers file, on disk or at `REV:PATH`.

    Raises InvalidFiles with every problem, UnreadableFile, UsageProblem.
    """
    day = parse_day(as_of)
    place = open_place(path)
    loaded, problems = read_answers(place, standards)
    if target is not None:
        aim = parse_target(target, loaded.standard)
        loaded = loaded._replace(answers=loaded.answers._replace(target=aim))
    return assess_loaded(loaded, place.files, day, problems)


def assess_loaded(
    loaded: LoadedAnswers, files: Files, as_of: date | None, problems: Sequence[Diagnostic] = ()
) -> Assessment:
    """Score a file that was read, with its evidence judged on a day (None: the file's own)."""
    from btm_cli.evidence import examine
    from btm_cli.scoring import assess

    day = as_of or loaded.answers.assessed_on
    report = examine(loaded.answers, loaded.folder, files, day)
    card = assess(loaded.standard, loaded.answers, report.valid, day, report.problems)
    return Assessment(loaded, card, list(problems), report, files)


def parse_day(text: str | None, option: str = "--as-of") -> date | None:
    """The day that an option names, None where it is not given. Raises UsageProblem."""
    if text is None:
        return None
    if text == "today":
        return date.today()
    if (day := day_of(text)) is None:
        raise UsageProblem(f"{option}: `{short(text)}` is not a date", hint="write YYYY-MM-DD, or today")
    return day


def day_of(text: str) -> date | None:
    """The day that is written as YYYY-MM-DD, None for anything else."""
    if DAY.fullmatch(text):  # fromisoformat alone takes 2026-W01-1 too
        with suppress(ValueError):
            return date.fromisoformat(text)
    return None


def begun_by(word: str, known: Sequence[str]) -> str | None:
    """Which of the `known` a word is, or alone is the beginning of; None for none, and for several."""
    begun = [each for each in known if word and each.startswith(word)]
    return word if word in known else begun[0] if len(begun) == 1 else None


def parse_target(text: str, standard: Standard) -> Target:
    """The `Target` that somebody named, by an option or asked: a state or a level. Raises UsageProblem."""
    from btm_cli.answers.model import Target

    word = text.casefold()
    states = [state.id for state in standard.states]
    # No level has four digits, and Python refuses to read a number of thousands.
    if word.isascii() and word.isdigit() and len(word) < 4 and standard.base <= int(word) <= standard.top:
        return Target(level=int(word))
    if (state := begun_by(word, states)) is not None:
        return Target(state=state)
    allowed = ", ".join([*states, f"{standard.base} to {standard.top}"])
    raise UsageProblem(
        f"`{short(text)}` is neither a state nor a level", did_you_mean(text, states) or f"one of {allowed}"
    )
