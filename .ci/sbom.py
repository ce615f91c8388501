"""What a wheel stands on, as CycloneDX: `python .ci/sbom.py WHEEL OUTPUT`; needs uv and cyclonedx-python-lib.

In: uv.lock, with each library that the wheel needs, its version and the SHA-256 of its files; the wheel, as what it is
all for. Out: one JSON file, the same bytes for the same wheel and lock. Ends with a message where it is not valid.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parents[1]
EXPORT = ("uv", "export", "--quiet", "--frozen", "--no-dev", "--no-emit-project", "--format", "cyclonedx1.5")


def described(bom: dict[str, Any], wheel: Path) -> str:
    """`bom` as uv writes it, about this very wheel, and without what differs from run to run."""
    name, version = wheel.name.split("-")[:2]
    about = bom["metadata"]["component"]
    about["version"] = version
    about["purl"] = f"pkg:pypi/{name.replace('_', '-')}@{version}"
    about["hashes"] = [{"alg": "SHA-256", "content": hashlib.sha256(wheel.read_bytes()).hexdigest()}]
    del bom["metadata"]["timestamp"], bom["serialNumber"]
    bom["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(bom, sort_keys=True))}"
    return json.dumps(bom, indent=2) + "\n"


def main(wheel: str, output: str) -> None:
    """Write the file, or end with what the schema of CycloneDX says against it."""
    exported = subprocess.run(EXPORT, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    text = described(json.loads(exported), Path(wheel))
    problem = JsonStrictValidator(SchemaVersion.V1_5).validate_str(text)
    if problem is not None:
        sys.exit(f"{output} is not valid CycloneDX: {problem}")
    Path(output).write_text(text, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
