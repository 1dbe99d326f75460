"""What a counsellor reads first: built from facts and story, closed lists only, never more than is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast, get_args, get_type_hints

from actions.story.answers import FACTS
from actions.story.state import Story
from actions.story.topics import Triage
from bot.protocol import NOT_ASKED, HandoffSummary, Level, encode

COMPOSED = frozenset({"actions_taken", "age_band", "body_region", "injury", "who_knows"})
"""Facts that are checked or put together from several; the others go into the summary as they are."""
AGE_BANDS = get_args(get_type_hints(HandoffSummary)["age_band"])


def summarise(story: Story, facts: Mapping[str, str], triage: Triage) -> dict[str, Any]:
    """The summary as plain data, checked against the wire's own type."""
    values: dict[str, Any] = {name: facts[name] for name in FACTS if name not in COMPOSED and facts.get(name)}
    if facts.get("age_band") in AGE_BANDS:
        values["age_band"] = facts["age_band"]
    topics = sorted(story.topics, key=lambda name: triage.topics[name].rank)
    if topics:
        values["topic"] = "; also ".join(triage.topics[name].title for name in topics)
    nation = facts.get("nation")
    keys = dict.fromkeys(triage.topics[name].duty for name in topics if triage.topics[name].duty)
    duties = [triage.guidance[key].for_nation(nation) for key in keys]
    if duties:
        values["duty_flagged"] = "; ".join(duties)
    injury = _injury(story, facts)
    if injury:
        values["injury"] = injury
    for name in ("who_knows", "actions_taken"):
        said = story.gathered.get(name) or ([facts[name]] if facts.get(name) else [])
        if said:
            values[name] = "; ".join(said)
    if values.get("worry", "").isdecimal():
        values["worry"] = f"{values['worry']} of 10, in the caller's view"
    summary = HandoffSummary(
        level=cast(Level, story.level),
        level_reasons=list(story.reasons),
        trigger_phrases=list(story.phrases),
        answers=list(dict.fromkeys(story.answers.values())),
        **values,
    )
    return encode(summary)


def _injury(story: Story, facts: Mapping[str, str]) -> str:
    kinds = story.gathered.get("injury") or ([facts["injury"]] if facts.get("injury") else [])
    if not kinds:
        return ""
    region = facts.get("body_region")
    return ", ".join(kinds) + (f" ({region})" if region else "")


def not_asked(summary: Mapping[str, Any]) -> list[str]:
    """The names of the fields that stayed open."""
    return [name for name, value in summary.items() if value == NOT_ASKED]
