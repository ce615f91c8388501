"""What the project says of itself to code hosts, indexes and those who cite it: one address, pinned actions, notes."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from support.documents import fences
from support.quick_yaml import load_yaml

SOMEWHERE_ELSE = re.compile(
    r"(?:github|gitlab|bitbucket|codeberg|readthedocs|pypi)\.\w+/(?:project/|p/)?(?:[\w.-]+/)?btm\b"  # a page of ours?
    r"|uses: ['\"]?[\w.-]+/btm(?:-cli)?@"  # an action that whoever owns the name would run
    r"|(?:install|uvx|--from|pipx run)(?: -\S+)* ['\"]?btm(?:-cli)?\b(?!\))"  # a package of whoever owns it
)
"""What leads to a name that may be somebody else's."""


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]


def script(root: Path, name: str):
    spec = importlib.util.spec_from_file_location(name, root / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/someone/btm-cli",
        "url: https://pypi.org/project/btm-cli/",
        "- uses: example/btm-cli@v0.1.0",
        "pipx install btm-cli",
        "python -m pip install -q btm",
        "uvx btm-cli assess answers.yaml",
    ],
)
def test_what_may_be_somebody_elses_is_seen(text):
    assert SOMEWHERE_ELSE.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "- uses: <owner>/btm-cli@<commit>",
        'pipx install "git+https://git.example.com/tools/btm-cli@v0.1.0"',
        "uvx --from . btm assess answers.yaml",
        "gh attestation verify btm_cli-0.1.0-py3-none-any.whl --repo <owner>/btm-cli",
    ],
)
def test_what_can_be_nobodys_is_not(text):
    assert not SOMEWHERE_ELSE.search(text)


def test_no_line_to_copy_leads_to_a_name_that_may_be_somebody_elses(root):
    files = [root / "action.yml", *root.glob("ci/*"), *root.glob(".github/**/*.yml"), root / "CITATION.cff"]
    texts = {str(path.relative_to(root)): path.read_text("utf-8") for path in files}
    for page in [*root.glob("*.md"), *root.glob("docs/*.md")]:
        texts[page.name] = "\n".join(fence.body for fence in fences(page.read_text("utf-8")))
    assert len(texts) > 30
    assert {name: found[0] for name, text in texts.items() if (found := SOMEWHERE_ELSE.search(text))} == {}


def test_no_address_is_written_down_and_a_release_is_told_the_one_it_is_built_at(root, project):
    citation = load_yaml((root / "CITATION.cff").read_text("utf-8"))
    assert "repository-code" not in citation
    assert "urls" not in project
    assert "urls" in project["dynamic"]
    jobs = load_yaml((root / ".github" / "workflows" / "release.yml").read_text("utf-8"))["jobs"]
    [run] = [step for step in jobs["build"]["steps"] if step.get("run") == "bash .ci/run"]
    assert run["env"]["BTM_REPOSITORY"] == "${{ github.server_url }}/${{ github.repository }}"
    assert citation["license"] == project["license"]
    assert [author["name"] for author in citation["authors"]] == [author["name"] for author in project["authors"]]


def address_hook(root: Path) -> Any:
    """The hook that the build runs on the project's metadata."""
    hatchling = pytest.importorskip("hatchling.plugin.utils", reason="hatchling: only who builds has it")
    from hatchling.metadata.plugin.interface import MetadataHookInterface

    found = hatchling.load_plugin_from_script(
        str(root / "hatch_build.py"), "hatch_build.py", MetadataHookInterface, "custom"
    )
    return found(str(root), {})


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_build_names_the_repository_that_it_is_told(root, monkeypatch, slash):
    metadata: dict[str, Any] = {}
    monkeypatch.setenv("BTM_REPOSITORY", f"https://git.example.com:8443/tools/btm-cli{slash}")
    address_hook(root).update(metadata)
    assert metadata == {"urls": {"Repository": "https://git.example.com:8443/tools/btm-cli"}}


def test_a_build_that_is_told_nothing_names_nothing(root, monkeypatch):
    metadata: dict[str, Any] = {}
    monkeypatch.delenv("BTM_REPOSITORY", raising=False)
    address_hook(root).update(metadata)
    assert metadata == {}


@pytest.mark.parametrize(
    "address",
    [
        "git.example.com/tools/btm-cli",
        "http://git.example.com/tools/btm-cli",
        "https://git.example.com",
        "https://user:secret@git.example.com/tools/btm-cli",
        "https://git.example.com/tools/btm-cli?tab=readme",
        "https://git.example.com/tools/btm-cli\nClassifier: X",
        "javascript:alert(1)",
    ],
)
def test_a_build_refuses_what_is_no_address_of_a_repository(root, monkeypatch, address):
    monkeypatch.setenv("BTM_REPOSITORY", address)
    with pytest.raises(ValueError, match="BTM_REPOSITORY must be https://HOST/OWNER/NAME"):
        address_hook(root).update({})


def test_every_action_is_pinned_by_one_hash_with_its_version(root):
    hashes: dict[str, set[str]] = {}
    for path in [*root.glob(".github/workflows/*.yml"), root / "docs" / "ci.md"]:
        for action, rest in re.findall(r"uses: (\S+?)@(.*)", path.read_text("utf-8")):
            if action != "<owner>/btm-cli":
                assert re.match(r"[0-9a-f]{40} # v\d+\.\d+\.\d+\b", rest), f"{path.name}: {action}@{rest}"
                hashes.setdefault(action, set()).add(rest[:40])
    assert len(hashes) >= 6
    assert {action: found for action, found in hashes.items() if len(found) > 1} == {}


CHANGELOG = """# Changelog

## 0.2.0 (not released yet)
- next

## 0.1.0 (2026-12-01)

### Security
- first

## 0.0.1 (2026-01-01)
- before
"""


def test_a_release_says_what_the_changelog_says_of_its_version(root):
    notes = script(root, "release_notes").notes
    assert notes("v0.1.0", "0.1.0", CHANGELOG) == "### Security\n- first\n"
    assert notes("v0.0.1", "0.0.1", CHANGELOG) == "- before\n"


@pytest.mark.parametrize(
    ("tag", "version", "why"),
    [
        ("v0.1.1", "0.1.0", "the tag is v0.1.1, the version 0.1.0"),
        ("v0.3.0", "0.3.0", "CHANGELOG.md has no `## 0.3.0 (YYYY-MM-DD)`"),
        ("v0.2.0", "0.2.0", "CHANGELOG.md does not say when 0.2.0 came out, but: not released yet"),
        ("v0.1", "0.1", "CHANGELOG.md has no `## 0.1 (YYYY-MM-DD)`"),
    ],
)
def test_no_release_without_its_version_and_day(root, tag, version, why):
    with pytest.raises(ValueError, match=re.escape(why)):
        script(root, "release_notes").notes(tag, version, CHANGELOG)


def test_the_list_of_libraries_is_about_the_wheel_and_differs_by_nothing_else(root, tmp_path):
    pytest.importorskip("cyclonedx", reason="cyclonedx-python-lib is not installed")
    described = script(root, "sbom").described
    wheel = tmp_path / "btm_cli-0.1.0-py3-none-any.whl"
    wheel.write_bytes(b"abc")

    def exported(now: str) -> dict[str, object]:
        about = {"name": "btm-cli", "type": "library"}
        return {"serialNumber": f"urn:uuid:{now}", "metadata": {"timestamp": now, "component": about}, "components": []}

    text = described(exported("1"), wheel)
    assert text == described(exported("2"), wheel)
    about = json.loads(text)["metadata"]["component"]
    assert about["purl"] == "pkg:pypi/btm-cli@0.1.0"
    # SHA-256 of "abc", from FIPS 180-2, appendix B.1
    assert about["hashes"][0]["content"] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    wheel.write_bytes(b"abd")
    assert json.loads(described(exported("1"), wheel))["serialNumber"] != json.loads(text)["serialNumber"]
