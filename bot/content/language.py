"""The rules of domain.md, section 5, that a program can hold, one function a rule.

Each takes a reply and the word lists and yields findings. Warmth, pace and whether a reply leaves a
professional more able to act are for people to judge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from statistics import median

from bot.content import readability
from bot.content.findings import Finding, Level
from bot.content.responses import Reply
from bot.content.wording import Wording, phrase_pattern, plain

Rule = Callable[[Reply, Wording], Iterator[Finding]]

_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u20e3]")
_ACRONYM = re.compile(r"(?<![\w'-])[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*[A-Z0-9](?:s)?(?![\w])")
_PLACEHOLDER = re.compile(r"\{+\s*([\w.]+)\s*\}+")
_FIGURES = re.compile(r"\+?\d[\d ]*\d|\d")


def _found(reply: Reply, rule: str, why: str, instead: str, level: Level = "error") -> Finding:
    return Finding(reply.file, reply.line, rule, why, instead, level, about=reply.name)


def questions(reply: Reply, wording: Wording) -> Iterator[Finding]:
    """5.1: one question a reply, none on the first card."""
    asked = reply.text.count("?")
    allowed = 0 if reply.name in wording.card_responses else int(wording.numbers["reply.questions"])
    if asked > allowed:
        most = "no question" if not allowed else f"{allowed} question" + "s" * (allowed > 1)
        instead = "Keep the question that matters most. Ask the other in a reply of its own."
        if not allowed:
            instead = "Take the question out: nothing comes before the call."
        yield _found(reply, "5.1 one-question", f"It asks {asked} questions; {most} is allowed.", instead)


def length(reply: Reply, wording: Wording) -> Iterator[Finding]:
    """5.2: sentences and replies are short, the first card shorter."""
    longest = int(wording.numbers["reply.sentence_words"])
    for sentence in readability.sentences(reply.text):
        count = len(readability.words(sentence))
        if count > longest:
            start = " ".join(sentence.split()[:6])
            yield _found(
                reply,
                "5.2 long-sentence",
                f'A sentence has {count} words, of at most {longest}: "{start} ..."',
                "Make two sentences of it.",
            )
    count = len(readability.words(reply.text))
    card = reply.name in wording.card_responses
    most = int(wording.numbers["first_card.words" if card else "reply.words"])
    if count > most:
        what = "The first card" if card else "It"
        yield _found(
            reply,
            "5.2 long-card" if card else "5.2 long-reply",
            f"{what} has {count} words, of at most {most}.",
            "Keep what helps most now, and say the rest in the next reply.",
        )


def reply_grade(reply: Reply, wording: Wording) -> float | None:
    """The reading grade without names of services, numbers and placeholders; None where it is too short."""
    text = _PLACEHOLDER.sub(" ", plain_lines(reply.text))
    for service in wording.services:
        text = phrase_pattern(service).sub(" ", text)
    text = _FIGURES.sub(" ", text)
    if len(readability.words(text)) < wording.numbers["reply.grade_from_words"]:
        return None
    return readability.grade(text, wording.syllables)


def plain_lines(text: str) -> str:
    """Plain quotes; lines stay apart, because a new line ends a sentence."""
    return "\n".join(plain(line) for line in text.splitlines())


def grade(reply: Reply, wording: Wording) -> Iterator[Finding]:
    """5.3: reading grade."""
    found, most = reply_grade(reply, wording), wording.numbers["reply.grade"]
    if found is not None and round(found, 1) > most:
        hard = [
            word
            for word in readability.words(reply.text)
            if readability.syllables(word, wording.syllables) >= 3
        ]
        longer = f" Longest words: {', '.join(dict.fromkeys(hard[:6]))}." if hard else ""
        yield _found(
            reply,
            "5.3 reading-grade",
            f"It reads at grade {found:.1f}, of at most {most:g}.{longer}",
            "Use shorter words and shorter sentences.",
        )


def reason(reply: Reply, wording: Wording) -> Iterator[Finding]:
    """5.4: a question says why it is asked."""
    if "?" in reply.text and not any(pattern.search(plain(reply.text)) for pattern in wording.reasons):
        yield _found(
            reply,
            "5.4 question-without-reason",
            "It asks without saying why.",
            'Add a short reason, such as "I ask because ..." (data/wording/limits.yml, reasons).',
        )


def way_out(reply: Reply, wording: Wording) -> Iterator[Finding]:
    """5.5 and 5.19: a question, and any set of options, has a way out; at most four options."""
    most = int(wording.numbers["reply.buttons"])
    if len(reply.buttons) > most:
        yield _found(
            reply,
            "5.19 many-options",
            f"It has {len(reply.buttons)} options, of at most {most}.",
            "Leave the rarest out.",
        )
    out = any(button.payload.split("{")[0] in wording.out_payloads for button in reply.buttons)
    out = out or any(pattern.search(plain(reply.text)) for pattern in wording.out_phrases)
    if out:
        return
    if "?" in reply.text:
        yield _found(
            reply,
            "5.5 question-without-way-out",
            "Nobody can skip it, stop, or ask for a person.",
            'Add a button such as {title: "Skip this", payload: "/skip"}.',
        )
    elif reply.buttons:
        yield _found(
            reply,
            "5.19 options-without-way-out",
            "None of its options is a way out.",
            'Add a button such as {title: "Talk to a person", payload: "/ask_person"}.',
        )


def card(reply: Reply, wording: Wording) -> Iterator[Finding]:
    """5.6: the first card begins with the call."""
    if reply.name in wording.card_responses and not plain(reply.text).startswith(wording.card_begins):
        yield _found(
            reply,
            "5.6 card-first-words",
            f'The first card does not begin "{wording.card_begins}".',
            "Put these words first: no greeting, kindness or reason before them.",
        )


def phrases(reply: Reply, wording: Wording) -> Iterator[Finding]:
    """5.7 to 5.12, 5.17, 5.18: words that no reply or button uses."""
    text, titles = plain(reply.text), [plain(button.title) for button in reply.buttons]
    for phrase in wording.phrases:
        if phrase.found_in(text) or (phrase.in_buttons and any(map(phrase.found_in, titles))):
            yield _found(reply, phrase.rule, f'It says "{phrase.text}". {phrase.why}', phrase.instead)


def marks(reply: Reply, wording: Wording) -> Iterator[Finding]:
    """5.13: no exclamation mark or emoji at urgent or above; elsewhere a warning."""
    text = " ".join([reply.text, *(button.title for button in reply.buttons)])
    if "!" not in text and not _EMOJI.search(text):
        return
    urgent = any(part in reply.name for part in wording.urgent_names)
    why = "It has an exclamation mark or an emoji"
    yield _found(
        reply,
        "5.13 exclamation",
        f"{why}, and it is said at urgent or above." if urgent else f"{why}.",
        "Use a full stop. Let the words carry it.",
        "error" if urgent else "warning",
    )


def acronyms(reply: Reply, wording: Wording) -> Iterator[Finding]:
    """5.14: short forms are spelled out where they are first used."""
    text = plain(reply.text)
    nation_terms = [pattern for terms in wording.nations.values() for pattern in terms]
    for short in dict.fromkeys(found.group().removesuffix("s") for found in _ACRONYM.finditer(text)):
        if short in wording.known_acronyms or any(pattern.fullmatch(short) for pattern in nation_terms):
            continue
        long = wording.acronyms.get(short, "")
        if long and phrase_pattern(long).search(text):
            continue
        yield _found(
            reply,
            "5.14 acronym",
            f"{short} is not spelled out.",
            f'Write "{long} ({short})", or leave the short form out.'
            if long
            else "Write it in full, or add it to data/wording/acronyms.yml.",
        )


def nation(reply: Reply, wording: Wording) -> Iterator[Finding]:
    """5.14: one nation's words only in a reply that is for that nation."""
    for name, terms in wording.nations.items():
        if name in reply.nations or f"_{name}" in reply.name:
            continue
        for term in terms:
            found = term.search(plain(reply.text))
            if found:
                yield _found(
                    reply,
                    "5.14 nation-term",
                    f"{found.group()} is a word of {name.replace('_', ' ')}; this reply is for everybody.",
                    f"Use words that fit every nation, or name the reply ..._{name}.",
                )


def placeholders(reply: Reply, wording: Wording) -> Iterator[Finding]:
    """5.16: nothing that a person typed is repeated."""
    for name in dict.fromkeys(_PLACEHOLDER.findall(reply.text)):
        if name not in wording.placeholders:
            yield _found(
                reply,
                "5.16 echo",
                f"It fills in {{{name}}}, which may hold a name or what somebody typed.",
                "Say it without the value. Values that are safe are listed in data/wording/limits.yml.",
            )


def automated(reply: Reply, wording: Wording) -> Iterator[Finding]:
    """5.17: the replies that have to say so say that this is a machine."""
    if reply.name not in wording.automated_responses:
        return
    for words in wording.automated_words:
        if not phrase_pattern(words).search(plain(reply.text)):
            yield _found(
                reply,
                "5.17 automated",
                f'It has to say "{words}".',
                f'Add "I\'m an {words}" near the beginning.',
            )


RULES: tuple[Rule, ...] = (
    questions,
    length,
    grade,
    reason,
    way_out,
    card,
    phrases,
    marks,
    acronyms,
    nation,
    placeholders,
    automated,
)


def check_replies(replies: tuple[Reply, ...], wording: Wording) -> Iterator[Finding]:
    """Every rule over every reply, and the middle grade of all."""
    for reply in replies:
        for rule in RULES:
            yield from rule(reply, wording)
    grades = [found for reply in replies if (found := reply_grade(reply, wording)) is not None]
    most = wording.numbers["reply.median_grade"]
    if grades and median(grades) > most:
        yield Finding(
            "data/domain",
            1,
            "5.3 median-grade",
            f"The middle reply reads at grade {median(grades):.1f}, of at most {most:g}.",
            "Shorten the hardest replies first.",
            "warning",
        )
