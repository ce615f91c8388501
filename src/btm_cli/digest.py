"""SHA-256 over content, so that key order and comments don't matter.

In: parsed data, or bytes as they are. Out: 64 hexadecimal digits.
"""

from __future__ import annotations

import json
from typing import Any

try:  # hashlib loads OpenSSL: 8 ms that most commands don't need
    from _sha256 import sha256  # type: ignore[import-not-found,unused-ignore]
except ImportError:
    from hashlib import sha256

WORTH_OPENSSL = 4 * 1024 * 1024
"""Bytes of which OpenSSL makes the digest so much sooner that loading it pays."""


# Nothing holds itself, and to look for that is a fifth of the work.
_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":"), default=str
).encode


def content_digest(content: Any) -> str:
    """The digest of data made of mappings with text keys, lists, text, numbers, true, false and null."""
    return bytes_digest(_CANONICAL(content).encode("utf-8", "surrogatepass"))


def bytes_digest(data: bytes) -> str:
    """The digest of bytes."""
    return str(sha256(data).hexdigest())


def hasher(size: int) -> Any:
    """SHA-256 for about so many bytes: an object with `update` and `hexdigest`, the same whichever it is."""
    if size < WORTH_OPENSSL:
        return sha256()
    from hashlib import sha256 as by_openssl

    return by_openssl()
