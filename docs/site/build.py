"""Build the site: `python docs/site/build.py [FOLDER]`, by default into `build/site`; anything wrong is an error."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src")]

from loads import external_loads  # noqa: E402 - the path comes first
from sphinx.cmd.build import main as sphinx  # noqa: E402 - the path comes first
from staging import stage  # noqa: E402 - the path comes first


def build(into: Path) -> int:
    """Write the site into the folder `into`.

    The exit code is 0 where all is well, else Sphinx's, or 1 where a page would load something from elsewhere.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        stage(source)
        strict = ["-W", "--keep-going", "-n", "-q", "-E", "-j", "auto"]
        code = sphinx(["-b", "html", "-c", str(HERE), "-d", f"{folder}/trees", *strict, str(source), str(into)])
    loads = external_loads(into)
    for load in loads:
        print(f"asks another host, {load}", file=sys.stderr)
    return code or int(bool(loads))


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1] if len(sys.argv) > 1 else HERE.parents[1] / "build" / "site")))
