"""The JSON Schemas of every file format, generated from the models that check the files.

In: a name of `SCHEMAS`. Out: the schema as plain data. What is committed in `standard/schema/` is this, and a test
says when it is not.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

SCHEMAS: dict[str, tuple[str, str]] = {
    "standard": ("btm standard.yaml", "btm_cli.standard.schema:StandardFile"),
    "capability": ("btm capability file", "btm_cli.standard.schema:CapabilityFile"),
    "today": ("btm current practice (today/<capability>.yaml)", "btm_cli.standard.companion_schema:TodayFile"),
    "profile": ("btm profile (profiles/<id>.yaml)", "btm_cli.standard.profile_schema:ProfileFile"),
    "answers": ("btm answers file", "btm_cli.answers.schema:AnswersFile"),
    "policy": ("btm policy file", "btm_cli.gate.policy:PolicyFile"),
    "gate": ("btm check (btm-gate/1)", "btm_cli.render.gate.wire:GateWire"),
    "scorecard": ("btm scorecard (btm-scorecard/2)", "btm_cli.render.scorecard.wire:ScorecardWire"),
    "plan": ("btm plan (btm-plan/2)", "btm_cli.render.plan.wire:PlanWire"),
    "reach": ("what a target takes (btm-reach/2)", "btm_cli.render.plan.reach_wire:ReachWire"),
    "progress": ("progress against a plan (btm-progress/1)", "btm_cli.render.plan.progress:ProgressWire"),
    "what-if": ("btm what-if (btm-what-if/1)", "btm_cli.render.plan.what_if:WhatIfWire"),
    "diff": ("btm comparison (btm-diff/1)", "btm_cli.render.diff.wire:DiffWire"),
    "consensus": ("btm consensus (btm-consensus/1)", "btm_cli.render.voices.consensus_wire:ConsensusWire"),
    "rollup": ("btm roll-up (btm-rollup/2)", "btm_cli.render.voices.rollup_wire:RollupWire"),
    "benchmark": ("btm benchmark (btm-benchmark/1)", "btm_cli.render.voices.benchmark_wire:BenchmarkWire"),
    "explanation": ("btm explanation (btm-explanation/1)", "btm_cli.render.explain.wire:ExplanationWire"),
    "standard-list": ("btm standard list (btm-standard-list/1)", "btm_cli.render.browse.wire:StandardListWire"),
    "standard-entry": ("btm standard show (btm-standard-entry/1)", "btm_cli.render.browse.wire:StandardEntryWire"),
    "practice": ("btm standard list --tag (btm-practice/1)", "btm_cli.render.browse.practice:PracticeListWire"),
    "crosswalk": ("btm standard crosswalk (btm-crosswalk/1)", "btm_cli.render.browse.crosswalk:CrosswalkWire"),
    "crosswalk-items": (
        "btm standard crosswalk --from (btm-crosswalk-items/1)",
        "btm_cli.render.browse.crosswalk:CrosswalkItemsWire",
    ),
    "profiles": ("btm profile list (btm-profiles/1)", "btm_cli.render.browse.profiles:ProfilesWire"),
    "profile-entry": (
        "btm profile show (btm-profile-entry/1)",
        "btm_cli.render.browse.profiles:ProfileEntryWire",
    ),
    "profile-applied": (
        "btm profile apply (btm-profile-applied/1)",
        "btm_cli.render.browse.profiles:ProfileAppliedWire",
    ),
    "advice": ("btm advise (btm-advice/2)", "btm_cli.render.browse.advice_wire:AdviceWire"),
    "attestation": (
        "btm attestation (in-toto Statement v1)",
        "btm_cli.render.files.attestation:AttestationWire",
    ),
    "diagnostics": ("problems of files (btm-diagnostics/1)", "btm_cli.render.problems.wire:ProblemsWire"),
    "evidence": ("register of evidence (btm-evidence/1)", "btm_cli.render.files.register_wire:RegisterWire"),
    "evidence-request": (
        "btm evidence request (btm-evidence-request/1)",
        "btm_cli.render.files.request:RequestWire",
    ),
    "migration": ("btm migration (btm-migration/1)", "btm_cli.render.files.migration:MigrationWire"),
    "report": ("btm report (btm-report/1)", "btm_cli.render.report.wire:ReportWire"),
    "trend": ("btm trend (btm-trend/1)", "btm_cli.render.trend.wire:TrendWire"),
}
"""By name: the schema's title, and the module and model that it is made from."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) called `name`; KeyError for any other name."""
    from pydantic import TypeAdapter

    title, place = SCHEMAS[name]
    module, _, model = place.partition(":")
    body = TypeAdapter(getattr(import_module(module), model)).json_schema(by_alias=True)
    body.pop("title", None)
    version = re.search(rf"btm-{name}/(\d+)", title)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:btm:{name}:{version[1] if version else 1}",
        "title": title,
        **body,
    }
