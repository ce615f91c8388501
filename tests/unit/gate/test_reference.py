"""docs/check.md explains every rule of a policy, every key of a rule, and no other rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from btm_cli.gate import policy

PAGE = (Path(__file__).parents[3] / "docs" / "check.md").read_text("utf-8")


def test_the_table_of_rules_is_that_of_the_model() -> None:
    table = PAGE[PAGE.index("| rule | holds when |") :].split("\n\n")[0]
    named = [rule for row in table.splitlines()[2:] for rule in re.findall(r"`([a-z_]+)`", row.split("|")[1])]
    assert sorted(named) == sorted(policy.Requirements.model_fields)


@pytest.mark.parametrize(
    "model",
    [
        policy.PolicyFile,
        policy.EvidenceRule,
        policy.VerificationRule,
        policy.NotApplicableRule,
        policy.RegressionRule,
        policy.Waiver,
    ],
)
def test_every_key_is_told(model: type[policy.FileModel]) -> None:
    keys = [field.alias or name for name, field in model.model_fields.items()]
    assert [key for key in keys if f"`{key}" not in PAGE] == []
