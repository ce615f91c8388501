"""A digest is about what is said, not about how it is written."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btm_cli import digest
from btm_cli.digest import content_digest

SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
)


def reverse(data: object) -> object:
    if isinstance(data, dict):
        return {key: reverse(data[key]) for key in reversed(data)}
    return [reverse(each) for each in data] if isinstance(data, list) else data


def test_it_is_sha256_over_compact_json() -> None:
    assert content_digest({"b": [1, None], "a": "é"}) == sha256('{"a":"é","b":[1,null]}'.encode()).hexdigest()


@given(DATA)
def test_key_order_does_not_matter(data: object) -> None:
    assert content_digest(reverse(data)) == content_digest(data)


@given(DATA, DATA)
def test_different_content_has_a_different_digest(one: object, other: object) -> None:
    assert one == other or content_digest(one) != content_digest(other)


def test_lone_surrogates_are_no_trouble() -> None:
    assert content_digest("\ud800") != content_digest("?")


@pytest.mark.parametrize("size", [0, digest.WORTH_OPENSSL - 1, digest.WORTH_OPENSSL], ids=["none", "small", "large"])
def test_both_ways_of_hashing_give_the_same(size: int) -> None:
    made = digest.hasher(size)
    made.update(b"minutes")
    made.update(b" of the board")
    assert made.hexdigest() == sha256(b"minutes of the board").hexdigest()
    assert (type(made) is type(sha256())) is (size >= digest.WORTH_OPENSSL or digest.sha256 is sha256)
