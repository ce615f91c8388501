"""Text of people stays text on a code host, as GitHub's own renderer shows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.render.document import blocks as b
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.document.safe import markdown, visible
from support.hostile import HOSTILE
from support.hosts import ACTS, Page, acts

ACTING = {
    "link": "see www.x.example, WWW.x.example and http://x.example/y or ftp://x",
    "mail": "a@x.example, mailto:a@x.example, xmpp:a@x.example",
    "mention": "@octocat and (@org/team) or x/@octocat",
    "issue": "#12, GH-12, gh-3 and octocat/repo#1",
    "merge request, epic": "!12 &3 &#64; &amp; &lt;b&gt;",
    "milestone, label": '%5 %"x y" ~bug ~"a b"',
    "math": "$x^2$ and $$y$$ or $`z`$, $5 to $7",
    "emoji": ":smile: :+1: file.yaml:100:7 a:b:c",
    "strike": "~~gone~~ ~one~",
    "html": "<script>x</script><!-- c --><b>b</b> </details>",
    "code": "`id` ``` x ~~~",
    "markup": "[x](y) ![p](z) [[wiki]] [^1] **b** _i_ \\* \\",
    "list": "- x",
    "number": "1. x",
    "underline": "=== x",
    "rule": "---",
    "heading": "# x ##",
    "quote": "> [!NOTE] x",
    "table": "a | b \\| c \\\\| d",
    "command": "::error::x",
}
PIECES = st.sampled_from(
    [*"@#!&%~$:`*_<>[]()|\\-+=.'\" /\n", "www.", "GH-", "http", "1", "x", "a@b.cd", "smile", "é", "100", "<b>", "&#64;"]
)


def pages(text: str) -> dict[str, list[b.Block]]:
    """`text` wherever a page can have one."""
    return {
        "heading": [b.Heading(text)],
        "paragraph": [b.Paragraph(text)],
        "strong": [b.Paragraph(text, tone="strong")],
        "label": [b.Paragraph("", label=text)],
        "mark": [b.Paragraph("", mark=text)],
        "item": [b.listed([text])],
        "marked item": [b.Items((("x", text),))],
        "sentence": [b.Sentences((("x", text),))],
        "cell": [b.Table(("x",), ((text,),))],
        "column": [b.Table((text, "y"), (("x", "y"),))],
        "caption": [b.Table(("x",), (("y",),), text)],
        "stage": [b.Path(("x", text), 0)],
        "fold": [b.Heading(text, fold=True), b.Paragraph("x")],
    }


@pytest.mark.parametrize("text", [*ACTING.values(), *HOSTILE.values()], ids=[*ACTING, *HOSTILE])
def test_text_of_every_kind_stays_text_wherever_it_stands(text: str) -> None:
    for place, page in pages(text).items():
        shown = Page(to_markdown(page))
        assert acts(shown) == set(), (place, to_markdown(page))
        assert visible(text) in shown.text, (place, to_markdown(page))


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text_shows_as_it_was_typed(text: str) -> None:
    for place, page in pages(f"{text}.").items():
        shown = Page(to_markdown(page))
        assert acts(shown) == set(), (place, to_markdown(page))
        assert visible(f"{text}.") in shown.text, (place, to_markdown(page))


@pytest.mark.parametrize("kind", ACTS)
def test_a_host_would_act_upon_it_untreated(kind: str) -> None:
    page = Page(ACTING[kind].replace("&#64; &amp; &lt;b&gt;", ""))
    assert acts(page) & {kind, "a"}


def test_what_no_host_acts_upon_is_left_as_it_is() -> None:
    plain = "Q4 2026, 50% at 12:30 (R/D): a-b, i.e. 3.50; policy.yaml:14:3"
    assert markdown(plain) == plain


def test_code_is_quoted_with_more_backticks_than_it_has() -> None:
    page = Page(to_markdown([b.Verbatim(("a ``` b", "@x #1 <b>"))]))
    assert page.elements == ["pre", "code"]
