"""Where this installation comes from, as its package metadata tells."""

from __future__ import annotations


def repository() -> str | None:
    """The web address of the repository that this was built in, without a slash at its end.

    None in a checkout, and in a build that did not say where it ran (docs/decisions/0027-site-and-address.md).
    """
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        told = metadata("btm-cli").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    links = dict(line.split(", ", 1) for line in told)
    return links.get("Repository")
