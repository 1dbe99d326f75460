"""The report as one self-contained HTML page that a clinician can read and print."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.danger.report.findings import Findings
from bot.danger.report.measure import Judged
from bot.danger.report.plots import Row, ranges, shares
from bot.danger.report.slices import KINDS
from bot.danger.report.text import LAYERS_SAID, parts, shown, wanted

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1d2430; background: #fff; margin: 2rem auto;
  max-width: 60rem; padding: 0 1rem; }
h1 { font-size: 1.7rem; } h2 { margin-top: 2.4rem; border-bottom: 1px solid #c9d1da; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .35rem .5rem; border-bottom: 1px solid #e3e8ee; vertical-align: top; }
td.out { color: #a11a1a; font-weight: 600; } td.met { color: #14603a; }
svg { width: 100%; height: auto; } svg text { font-size: 12px; fill: #1d2430; }
svg .name { text-anchor: end; } svg .tick { text-anchor: middle; fill: #5b6673; }
.grid { stroke: #e3e8ee; } .aim { stroke: #1d2430; stroke-width: 2; stroke-dasharray: 3 2; }
.range { stroke-width: 4; stroke-linecap: round; opacity: .45; }
.range.good { stroke: #14603a; } .range.bad { stroke: #a11a1a; }
circle.good { fill: #14603a; } circle.bad { fill: #a11a1a; }
.part0 { fill: #14603a; } .part1 { fill: #2f6db5; } .part2 { fill: #7a52a8; }
.part3 { fill: #c08a1e; } .part4 { fill: #a11a1a; }
details { margin: .6rem 0; } summary { cursor: pointer; font-weight: 600; }
blockquote { margin: .8rem 0; padding: .2rem .8rem; border-left: 4px solid #c9d1da; }
blockquote p { margin: .2rem 0; } .small { color: #4a5562; font-size: .85rem; }
@media print { details > * { display: block; } }
"""


def as_page(found: Findings) -> str:
    """The whole report as HTML."""
    return "\n".join(
        [
            '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(found.title)}</title><style>{_STYLE}</style></head><body>",
            f"<h1>{escape(found.title)}</h1>",
            f"<p>{found.count} invented messages, each labelled by a person. A dot is the share that was "
            "measured; the line around it is where the true share lies, with 95% certainty (Wilson); the "
            "broken mark is the aim. Green meets the aim, red does not. These are figures about messages, "
            "never about a child or a family.</p>",
            *_aims(found),
            *_layers(found),
            *_slices(found),
            *_messages(found),
            "</body></html>\n",
        ]
    )


def _aims(found: Findings) -> list[str]:
    rows = [Row(aim.says, by_source["joined"], aim.least, aim.most) for aim, by_source in found.aims]
    lines = [
        "<h2>What it is held to</h2>",
        ranges(rows, says="Each aim's share, interval and bound"),
        "<table><thead><tr><th>About</th><th>Aim</th><th>Rules alone</th><th>Encoder alone</th>"
        "<th>The detector</th></tr></thead><tbody>",
    ]
    for aim, by_source in found.aims:
        whole = by_source["joined"]
        state = "met" if aim.fits(whole.share) else "out"
        lines.append(
            f"<tr><td>{escape(aim.says)}</td><td>{escape(wanted(aim))}</td>"
            f"<td>{shown(by_source['rules'])}</td>"
            f'<td>{shown(by_source["encoder"])}</td><td class="{state}">{shown(whole)}</td></tr>'
        )
    for says, by_source in found.precisions.items():
        lines.append(
            f"<tr><td>of the messages with {says}, truly immediate</td><td></td>"
            f"<td>{shown(by_source['rules'])}</td><td>{shown(by_source['encoder'])}</td>"
            f"<td>{shown(by_source['joined'])}</td></tr>"
        )
    return [*lines, "</tbody></table>"]


def _layers(found: Findings) -> list[str]:
    counted = [(says, int(getattr(found.caught, field))) for field, says in LAYERS_SAID]
    return [
        "<h2>Which layer caught the immediate dangers</h2>",
        "<p>Caught means: the 999 card, or the question whether it is happening now.</p>",
        shares(counted, says="Immediate dangers by the layer that caught them"),
    ]


def _slices(found: Findings) -> list[str]:
    lines = ["<h2>Parts of the messages</h2>"]
    for kind in KINDS:
        rows = [one for one in found.slices if one.kind == kind]
        lines += [
            f"<h3>Immediate danger caught, by {escape(kind)}</h3>",
            ranges(
                [Row(one.name, one.rates["recall"], marked=one in found.weak) for one in rows],
                says=f"Recall by {kind}",
                low=0.5,
            ),
            f"<details><summary>False alarms by {escape(kind)}</summary><h4>Harmless, got the card</h4>",
            ranges([Row(one.name, one.rates["card_harmless"]) for one in rows], says="Cards", high=0.25),
            "<h4>Harmless, got a check</h4>",
            ranges([Row(one.name, one.rates["check_harmless"]) for one in rows], says="Checks", high=0.5),
            "</details>",
        ]
    return lines


def _messages(found: Findings) -> list[str]:
    lines = ["<h2>The messages behind the figures</h2>"]
    for heading, judged in parts(found):
        lines.append(
            f"<details><summary>{escape(heading)}: {len(judged)}</summary>{_quoted(judged)}</details>"
        )
    return lines


def _quoted(judged: Sequence[Judged]) -> str:
    return "".join(
        f"<blockquote><p>{escape(one.example.text)}</p><p class='small'>labelled {one.example.label}; "
        f"{escape(one.example.category)}; {escape(one.example.register)}; {escape(one.example.difficulty)}; "
        f"rules said {one.rules}, encoder {one.encoder}, together {one.joined}"
        f"{'; the encoder was moved by ' + escape(', '.join(one.words)) if one.words else ''}"
        "</p></blockquote>"
        for one in judged
    )
