"""Takes in one message: which concern it is about, what it answers, what else it says.

In order (`take_in`): signals and phrases, topics, then the answer to the question that waits. Nothing here
decides a level or a reply.
"""

from __future__ import annotations

from actions.story.heard import Heard
from actions.story.state import Story
from actions.story.topics import Question, Triage, topics_of

FACTS = (
    "role",
    "setting",
    "nation",
    "age_band",
    "children_count",
    "disability",
    "relationship",
    "source",
    "childs_words",
    "first_noticed",
    "frequency",
    "injury",
    "body_region",
    "alleged_relationship",
    "access",
    "present_safety",
    "safe_until",
    "who_knows",
    "family_aware",
    "actions_taken",
    "recorded",
    "worry",
    "wants",
    "safe_to_contact",
    "wellbeing",
)
"""The slots that hold facts; data/domain/facts.yml defines them. Other answers stay in the story."""
CERTAIN_AT_FIRST = 0.20
"""Least confidence at which an intent opens the first topic."""
CERTAIN_BESIDE_DANGER = 0.50
"""Confidence below which the kind of danger that was found names the first topic rather than the intent."""
CERTAIN_TO_NAME = 0.50
"""Least confidence at which an intent gives a name to a concern that was followed without one."""
CERTAIN_MIDWAY = 0.75
"""Least confidence at which an intent adds a topic while another is being talked through."""
CERTAIN_TO_SWITCH = 0.85
"""Least confidence at which an added topic may become the one that is followed."""
NOT_FAR = 0.4
"""The part of the likeliest topic's confidence that one with signs in the words needs to come before it."""
MOST_PHRASES = 8
SHORTEST_PHRASE = 4
OFFERED = "offer"
"""What the offer of a person fills: it is no fact about the child."""
AS_TOLD = "told in the chat"
PREFERS_NOT = "preferred not to say"
CLOSED_SLOTS = frozenset({"age_band", "nation", "role", "children_count", "worry", "safe_until", "frequency"})
"""Facts that hold only values from a list: an answer without one of them is left as not known."""
GATHERED = ("actions_taken", "who_knows", "injury")
AGE = "age_band"
ALONE = {AGE: "age_alone", "children_count": "count_alone", "worry": "worry_alone"}
"""What a number by itself says, by the fact that was asked for."""
TOO_YOUNG_BY_ITSELF = frozenset({"<1", "1-4"})
"""Not taken for an age from a number that was not asked for: "2" says many things."""
SUBJECT = "subject"
"""Whom it is about where it is not a child now: questions about a child leave it out."""
SAFE_NOW = "safe_now"
MIN_STORY_WORDS = 6
"""Words from which a message that is not understood is taken as the story of a concern."""
MIN_TOPIC_WORDS = 2
TELLING = frozenset({"nlu_fallback", "inform", "affirm", "deny", "unsure"})
"""Intents with which a long message may be the story of a concern; a question of theirs never is."""


def take_in(story: Story, facts: dict[str, str], heard: Heard, triage: Triage) -> str | None:
    """Update `story` and `facts`; gives the key of the question that was answered or skipped, if one was."""
    if heard.facts.get("role"):
        story.visitor = False
    _note_signals(story, heard)
    _note_topics(story, facts, heard, triage)
    if heard.facts.get(SUBJECT):
        story.notes[SUBJECT] = heard.facts[SUBJECT][-1]
    for name in GATHERED:
        kept = story.gathered.setdefault(name, [])
        kept.extend(value for value in heard.facts.get(name, ()) if value not in kept)
    _take_number(story, facts, heard, triage)
    return _answer(story, facts, heard, triage)


def _take_number(story: Story, facts: dict[str, str], heard: Heard, triage: Triage) -> None:
    """A number by itself answers the question that waits; where that asks for none, it is an age that was
    not told yet."""
    question = triage.any_question(story.pending) if story.pending else None
    asked = question is not None and question.fills in ALONE
    fills = question.fills if question is not None and asked else AGE
    told = heard.facts.get(ALONE[fills], ())
    if told and (asked or (AGE not in facts and told[-1] not in TOO_YOUNG_BY_ITSELF)):
        facts[fills] = told[-1]


def _note_signals(story: Story, heard: Heard) -> None:
    for value in heard.facts.get("signal", ()):
        if value not in story.signals:
            story.signals.append(value)
    reasons = heard.danger.get("reasons", ())
    named = [reason for reason in reasons if reason.get("rule") != "encoder"]
    for reason in named or reasons:
        phrase = str(reason.get("phrase", "")).strip()[:80]
        told_already = any(phrase in known for known in story.phrases)
        if len(phrase) >= SHORTEST_PHRASE and not told_already and len(story.phrases) < MOST_PHRASES:
            story.phrases = [known for known in story.phrases if known not in phrase] + [phrase]


def _note_topics(story: Story, facts: dict[str, str], heard: Heard, triage: Triage) -> None:
    sure = _topics_sure(story, facts, heard, triage)
    named = [*sure, *_topics_likely(story, heard, triage, beside=bool(sure))]
    if not sure and not story.topics:
        chance = max((chance for name, chance in heard.ranking if name in named), default=heard.confidence)
        vague = not named or chance < CERTAIN_BESIDE_DANGER
        named = (
            (_by_danger(heard, triage) if vague else []) or named or _a_story_without_a_name(heard, triage)
        )
    _settle_guess(story, named)
    if not sure and named and not story.topics and heard.confidence < CERTAIN_TO_NAME:
        story.guess = named[0]
    for name in named:
        if name not in story.topics:
            story.topics.append(name)
    real = [t for t in story.topics if t != triage.common.default_topic]
    if real and len(real) < len(story.topics):
        story.topics = real
    if story.topic not in story.topics:
        story.topic = None
    may_lead = story.topics if story.topic is None else [story.topic, *sure]
    story.topic = min(may_lead, key=lambda name: triage.topics[name].rank, default=None)


def _settle_guess(story: Story, named: list[str]) -> None:
    """A guessed topic that is named again, or has signs of its own, is one; another one takes its place."""
    if story.guess is None:
        return
    supported = story.guess in topics_of(story.signals)
    if named and story.guess not in named and not supported:
        story.topics.remove(story.guess)
    if named or supported:
        story.guess = None


def _topics_sure(story: Story, facts: dict[str, str], heard: Heard, triage: Triage) -> list[str]:
    """Topics that the words themselves name, or facts together, or a confident intent; an answer to an open
    question ("the lunchtime supervisor") is no new topic by its intent alone."""
    named = [signal.split(".")[0] for signal in heard.facts.get("signal", ()) if _opens(signal, triage)]
    known = {**facts, **{k: v[-1] for k, v in heard.facts.items() if v}}
    for name, topic in triage.topics.items():
        if topic.also_when and all(known.get(fact) in values for fact, values in topic.also_when.items()):
            named.append(name)
    asked = triage.any_question(story.pending) if story.pending else None
    answers = asked is not None and not asked.closed
    certain = heard.intent in triage.topics and heard.confidence >= CERTAIN_TO_SWITCH
    if certain and not answers and _long_enough(heard):
        named.append(heard.intent)
    return list(dict.fromkeys(named))


def _topics_likely(story: Story, heard: Heard, triage: Triage, *, beside: bool) -> list[str]:
    """The classifier's best guess, where it is a topic and likely enough; more so `beside` a sure one."""
    guesses = [(name, chance) for name, chance in heard.ranking if name != "nlu_fallback"] or [
        (heard.intent, heard.confidence)
    ]
    name, chance = _with_signs(guesses, heard)
    least = CERTAIN_AT_FIRST
    if beside:
        least = CERTAIN_MIDWAY
    elif story.topics:
        settled = set(story.topics) - {triage.common.default_topic, story.guess}
        least = CERTAIN_MIDWAY if settled else CERTAIN_TO_NAME
    return [name] if name in triage.topics and chance >= least and _long_enough(heard) else []


def _with_signs(guesses: list[tuple[str, float]], heard: Heard) -> tuple[str, float]:
    """The likeliest, or one not far behind that alone has signs in the words."""
    signs = topics_of(heard.facts.get("signal", ()))
    best = guesses[0]
    if best[0] in signs:
        return best
    return next((one for one in guesses if one[0] in signs and one[1] >= best[1] * NOT_FAR), best)


def _long_enough(heard: Heard) -> bool:
    return heard.is_button or heard.words >= MIN_TOPIC_WORDS


def _a_story_without_a_name(heard: Heard, triage: Triage) -> list[str]:
    tells = heard.intent in triage.topics or heard.intent in TELLING
    return [triage.common.default_topic] if tells and heard.words >= MIN_STORY_WORDS else []


def _opens(signal: str, triage: Triage) -> bool:
    topic, _, key = signal.partition(".")
    return (
        topic in triage.topics
        and key in triage.topics[topic].signals
        and triage.topics[topic].signals[key].opens
    )


def _by_danger(heard: Heard, triage: Triage) -> list[str]:
    """The topic of the first kind of danger found that belongs to one; a rule knows the kind better than the
    encoder."""
    reasons = sorted(heard.danger.get("reasons", ()), key=lambda one: one.get("rule") == "encoder")
    for reason in reasons:
        for name, topic in triage.topics.items():
            if reason.get("category") in topic.danger_categories:
                return [name]
    return []


def _answer(story: Story, facts: dict[str, str], heard: Heard, triage: Triage) -> str | None:
    if heard.intent in {"danger_now", "danger_not_now"}:
        key: str | None = SAFE_NOW
    else:
        key = story.pending
    question = triage.any_question(key) if key else None
    if key is None or question is None:
        return None
    if key == SAFE_NOW and heard.answer() == "yes" and heard.leaves_danger_open:
        return None
    if key == story.pending:
        story.pending = None
    if heard.intent == "skip":
        story.skipped.append(key)
        _keep(question, facts, story, PREFERS_NOT)
        return key
    _file(story, facts, heard, question)
    return key


def _file(story: Story, facts: dict[str, str], heard: Heard, question: Question) -> None:
    answer = heard.answer()
    if answer is not None and question.closed:
        _keep(question, facts, story, getattr(question, answer) or answer)
        story.notes[question.fills] = answer
        if answer in question.raises:
            story.raised.append([question.raises[answer], question.why])
    elif question.fills in heard.facts:
        story.notes.setdefault(question.fills, "told")
    elif answer == "unsure":
        _keep(question, facts, story, question.unsure or "not known")
    elif heard.words:
        _keep(question, facts, story, AS_TOLD)


def _keep(question: Question, facts: dict[str, str], story: Story, value: str) -> None:
    """Put an answer where the question says, unless something better is known."""
    known = facts.get(question.fills)
    if known and value in {AS_TOLD, PREFERS_NOT, "not known"}:
        return
    if question.fills in CLOSED_SLOTS and value in {AS_TOLD, PREFERS_NOT, "not known"}:
        story.notes.setdefault(question.fills, value)
        return
    if question.fills in FACTS:
        facts[question.fills] = value
    elif question.fills != OFFERED and value not in {AS_TOLD, PREFERS_NOT, "not known"}:
        story.answers[question.fills] = value
