"""A second edition of the small standard: a claim moved, one reworded, one split, one dropped, a capability gone."""

from __future__ import annotations

from pathlib import Path

from support.small_standard import ALPHA, FILES, FRAME, GAMMA, write_standard

SECOND = {
    "standard.yaml": FRAME.replace('edition: "1"', 'edition: "2"').replace("[alpha, beta]", "[alpha, delta]"),
    "north/alpha.yaml": ALPHA[: ALPHA.index("requires:")]
    + """\
dimensions:
  process:
    1: {statement: Nobody knows.}
    2:
      statement: Some know it.
      criteria:
        a: {claim: A list of those who know is kept., evidence: [the list], effort: 2}
        c: {claim: The list says since when., effort: 1}
    3:
      statement: All know.
      criteria:
        b: {claim: "The list  is dated.", replaces: [2b]}
        c: {claim: Nobody has been missing from the list for a year., replaces: [alpha/process/3a]}
  people:
    2:
      statement: One knows.
      criteria:
        b: {claim: One person keeps the list., split_from: 2a}
        c: {claim: One person is asked about the list., split_from: 2a}
""",
    "north/delta.yaml": "id: delta\nname: Delta\npurpose: To be new.\n",
    "south/gamma.yaml": GAMMA,
}


def write_editions(folder: Path) -> str:
    """The second edition in `folder`, with the first kept in `editions/1/`; out: the folder."""
    write_standard(folder / "editions" / "1", FILES)
    return write_standard(folder, SECOND)
