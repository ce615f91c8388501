"""When two names are the same: of enterprises, units, people, and files of evidence.

In: names as they were typed. Out: the form in which they are compared, and what a reader can't see in them. Names are
text, not bytes: composed or decomposed, in any case and spacing, they are the same.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

JOINERS = "\u200c\u200d"
"""Invisible, but emoji and some scripts can't be written without them."""
BLANK = "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
"""What shows nothing though it is no format character: fillers, blanks, selectors of variants."""
ALIKE = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC")
"""Scripts with letters that look like those of another of them."""


class Oddity(NamedTuple):
    """What is odd about a name: `code` is invisible-character or mixed-scripts, `character` the first that is."""

    code: str
    character: str

    @property
    def point(self) -> str:
        """The character as its code point and name."""
        return f"U+{ord(self.character):04X} ({unicodedata.name(self.character, 'without a name')})"


def folded(name: str) -> str:
    """`name` as it is compared: normal form C, without regard to case, spacing and what is invisible.

    Not to be shown. Equal for two names exactly where they count as one (`scoring.md`, Assurance).
    """
    if not name.isascii():
        seen = _seen(name)
        # Folding may take a character apart, so it comes between the forms (Unicode, canonical caseless matching).
        name = unicodedata.normalize("NFC", unicodedata.normalize("NFD", seen).casefold())
    return " ".join(name.casefold().split())


def loosely(name: str) -> str:
    """`name` as people type it: `&` is "and", hyphens are blanks, a plural's s is left away; beyond that as `folded`.

    Not to be shown. For looking up what is typed on a command line, never for what files hold.
    """
    words = folded(name).replace("&", " and ").replace("-", " ").replace("_", " ").split()
    return " ".join(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in words
    )


def composed(text: str) -> str:
    """`text` in normal form C: for paths, where case and spacing make a difference."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def spelled(part: str, names: Iterable[str]) -> str:
    """`part` of a path as one of `names` spells it: itself, or in another normal form; `part` where none does."""
    if part.isascii():
        return part
    wanted = composed(part)
    alike = [name for name in names if composed(name) == wanted]
    return part if part in alike else min(alike, default=part)


def oddities(name: str) -> Iterator[Oddity]:
    """What a reader can't see in `name`: the first invisible character, and the first word of two scripts that look
    alike. A joiner is none where its script needs it.
    """
    if name.isascii():
        return
    for place, character in enumerate(name):
        if _invisible(character) and not _needed(character, name[place - 1 : place]):
            yield Oddity("invisible-character", character)
            break
    for word in re.findall(r"[^\W\d_]+", composed(_seen(name))):
        scripts = [script for script in map(_script, word) if script in ALIKE]
        if len(set(scripts)) > 1:
            rare = min(dict.fromkeys(scripts), key=scripts.count)
            yield Oddity("mixed-scripts", next(character for character in word if _script(character) == rare))
            return


def _seen(name: str) -> str:
    return "".join(character for character in name if not _invisible(character))


def _invisible(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or re.match(BLANK, character) is not None


def _needed(character: str, before: str) -> bool:
    """Whether it follows what it belongs to: no letter of a script that does without."""
    belongs = character in JOINERS or "\ufe00" <= character <= "\ufe0f"
    return belongs and bool(before) and not before.isascii() and _script(before) not in ALIKE and not _invisible(before)


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0] if character.isalpha() else ""
