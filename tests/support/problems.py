"""Problems to write in every format.

In: nothing. Out: an error with everything that one can have, a warning, and one whose texts try to break out.
"""

from __future__ import annotations

from btm_cli.diagnostics import Diagnostic, Location, Severity

TYPO = Diagnostic(
    "unknown-id",
    Severity.ERROR,
    "there is no capability `aproval`",
    Location("answers.yaml", 7, 3, "  aproval: 2", 7),
    "did you mean `approval-and-prioritization`?",
)
EXPIRED = Diagnostic("evidence-expired", Severity.WARNING, "expired", Location("answers.yaml", 3, 1, "a: 1"))
HOSTILE = Diagnostic(
    "bad-value",
    Severity.ERROR,
    "50 %, two\nlines \x1b[31m <b> ]]>",
    Location("odd, name: 100%.yaml", 1, 1, "\x1b[31m", 1),
)
