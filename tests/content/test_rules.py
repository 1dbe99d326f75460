"""Each rule fires on a small fault, at its file and line, and is silent on the good twin beside it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.content.project import EXAMPLES, Project

TOOTH = "data/domain/tooth.yml"
CARD = "data/domain/immediate.yml"
NLU = "data/dialogue/tooth/nlu.yml"
RULES = "data/dialogue/tooth/rules.yml"
GUIDE = "data/guidance/services.yml"
ACK = "Thank you. Let us look at it together."
ASK = "Is the child in pain today? I ask because pain needs help soon."
SAID = "Please tell your safeguarding lead today."
CALL = "Call 999 now. Say where you are. Stay with the child if it is safe."
LONG = "We can look at this in a calm way and take it step by step until you know what next"


@dataclass(frozen=True)
class Case:
    """Changing `old` to `bad` breaks `rule` on `line` of `file`; changing it to `good` breaks nothing."""

    rule: str
    file: str
    old: str
    bad: str
    good: str
    line: int
    level: str = "error"


CASES = [
    # 5.1 to 5.6: the shape of a reply
    Case("5.1 one-question", TOOTH, ASK, ASK + " Where is the pain?", ASK + " Then we go on.", 10),
    Case("5.1 one-question", CARD, "Say where you are.", "Can you say where you are?", "Say where.", 5),
    Case("5.2 long-sentence", TOOTH, ACK, f"{LONG} next week.", f"{LONG}.", 8),
    Case("5.2 long-reply", TOOTH, ACK, "We can look at it. " * 17, "We can look at it. " * 16, 8),
    Case(
        "5.2 long-card", CARD, "Say where you are.", "Say where you are. " * 9, "Say where you are. " * 6, 5
    ),
    Case(
        "5.3 reading-grade",
        TOOTH,
        ACK,
        "Consider documenting observations regarding deteriorating oral hygiene immediately.",
        "Write down what you saw of the teeth, and do it on the same day.",
        8,
    ),
    Case(
        "5.4 question-without-reason",
        TOOTH,
        " I ask because pain needs help soon.",
        "",
        " This helps us start.",
        10,
    ),
    Case(
        "5.5 question-without-way-out",
        TOOTH,
        'title: "Skip this", payload: "/skip"}\n'
        '        - {title: "Talk to a person", payload: "/ask_person"}',
        'title: "Yes", payload: "/tooth"}',
        'title: "Yes", payload: "/tooth"}\n        - {title: "Stop", payload: "/skip"}',
        10,
    ),
    Case("5.6 card-first-words", CARD, CALL, "Please call 999 now.", "Call 999 now.", 5),
    # 5.7 to 5.12, 5.17, 5.18: words
    Case(
        "5.7 forbidden-words",
        TOOTH,
        ACK,
        "Try not to worry. We can look at it.",
        "This is a worry. We can look.",
        8,
    ),
    Case("5.7 forbidden-words", TOOTH, ACK, "Don’t  worry about it.", "It is a worry for you.", 8),
    Case("5.8 forbidden-words", TOOTH, ACK, "Just tell me.", "Tell me, in justice to her.", 8),
    Case("5.8 forbidden-words", TOOTH, ACK, "You should have rung.", "You should ring them.", 8),
    Case(
        "5.9 forbidden-words", TOOTH, ACK, "There is nothing to worry about.", "There is something here.", 8
    ),
    Case(
        "5.9 forbidden-words",
        TOOTH,
        ACK,
        "There is no need to refer.",
        "You can refer. You need not be sure.",
        8,
    ),
    Case("5.10 forbidden-words", TOOTH, ACK, "He was diagnosed with it.", "He saw a doctor.", 8),
    Case(
        "5.11 forbidden-words", TOOTH, ACK, "You can keep it secret.", "Never promise to keep it secret.", 8
    ),
    Case("5.12 swap", TOOTH, ACK, "She alleges that it hurts.", "She said that it hurts.", 8),
    Case("5.12 swap", TOOTH, ACK, "He failed to attend.", "He was not brought.", 8),
    Case("5.17 forbidden-words", TOOTH, ACK, "I feel sad for you.", "That sounds sad for you.", 8),
    Case("5.18 forbidden-words", TOOTH, ACK, "Send a photo of it.", "Please don't send a photo of it.", 8),
    Case("domain 6 forbidden-words", TOOTH, ACK, "Examine the child now.", "Never examine the child.", 8),
    # 5.13 to 5.17: marks, short forms, nations, numbers, values
    Case("5.13 exclamation", TOOTH, SAID, "Tell your lead today!", "Tell your lead today.", 15),
    Case("5.13 exclamation", TOOTH, SAID, "Tell your lead today \U0001f6d1", "Tell your lead today.", 15),
    Case("5.13 exclamation", TOOTH, ACK, "Thank you!", "Thank you.", 8, "warning"),
    Case(
        "5.14 acronym",
        TOOTH,
        ACK,
        "Ask CAMHS.",
        "Ask the child and adolescent mental health service (CAMHS).",
        8,
    ),
    Case("5.14 acronym", TOOTH, ACK, "Ask the XQZ.", "Ask the GP or the NSPCC.", 8),
    Case("5.14 nation-term", TOOTH, ACK, "Ring the MASH.", "Ring the council.", 8),
    Case("5.14 nation-term", TOOTH, ACK, "Tell the Reporter there.", "Tell a reporter there.", 8),
    Case("5.15 number-not-in-guidance", TOOTH, "0808 800 5000", "0808 800 5001", "0808 800 5000", 15),
    Case(
        "5.15 number-not-in-guidance",
        TOOTH,
        ACK,
        "Ring 101 about it.",
        "It took 101 days.".replace("101", "12"),
        8,
    ),
    Case("5.15 number-not-in-guidance", TOOTH, ACK, "Write to a@b.org.uk now.", "Write to them now.", 8),
    Case(
        "5.15 number-written-differently",
        TOOTH,
        "0808 800 5000",
        "0808 8005000",
        "0808 800 5000",
        15,
        "warning",
    ),
    Case("5.16 echo", TOOTH, ACK, "Thank you, {child_name}.", "The {helpline_name} can help.", 8),
    Case("5.17 automated", TOOTH, "utter_tooth_ack", "utter_greet", "utter_hello", 8),
    Case(
        "5.19 many-options",
        TOOTH,
        '        - {title: "Skip this", payload: "/skip"}\n',
        '        - {title: "A", payload: "/skip"}\n' * 4,
        '        - {title: "A", payload: "/skip"}\n' * 3,
        10,
    ),
    Case(
        "5.19 options-without-way-out",
        TOOTH,
        f'"{ACK}"\n',
        f'"{ACK}"\n      buttons: [{{title: "More", payload: "/tooth"}}]\n',
        f'"{ACK}"\n      buttons: [{{title: "Stop", payload: "/skip"}}]\n',
        8,
    ),
    # the files of data/domain
    Case("unknown-key", TOOTH, "responses:", "respones:", "responses:", 6),
    Case("unknown-key", TOOTH, f'- text: "{ACK}"', f'- txt: "{ACK}"', f'- text: "{ACK}"', 8),
    Case("empty-reply", TOOTH, ACK, " ", ACK, 8),
    Case("empty-button", TOOTH, 'title: "Skip this"', 'title: ""', 'title: "Skip"', 12),
    Case("unknown-button", TOOTH, '"/skip"', '"/skipp"', '"/skip"', 12),
    Case("response-name", TOOTH, "utter_tooth_ack", "tooth_ack", "utter_tooth_ack", 7),
    Case("repeated-key", TOOTH, "utter_tooth_urgent:", "utter_tooth_ack:", "utter_tooth_urgent:", 14),
    Case("duplicate-response", TOOTH, "utter_tooth_ack:", "utter_level_concern:", "utter_tooth_ack:", 7),
    # who uses what
    Case("unknown-response", RULES, "utter_tooth_ack", "utter_tooth_akc", "utter_tooth_ack", 6),
    Case("unused-response", RULES, "  - action: utter_tooth_ack\n", "", "  - action: utter_tooth_ack\n", 7),
    # guidance
    Case(
        "guidance-expired",
        GUIDE,
        "review_by: 2027-12-01",
        "review_by: 2027-01-14",
        "review_by: 2027-08-01",
        8,
    ),
    Case(
        "guidance-due",
        GUIDE,
        "review_by: 2027-12-01",
        "review_by: 2027-03-16",
        "review_by: 2027-03-17",
        8,
        "warning",
    ),
    Case("guidance-date", GUIDE, "review_by: 2027-12-01", "review_by: next year", "review_by: 2028-01-01", 8),
    Case("guidance-incomplete", GUIDE, "  owner: safeguarding lead\n", "", "  owner: clinical lead\n", 1),
    Case(
        "unknown-key", GUIDE, "  nation: UK\n", "  nation: UK\n  reviwed: x\n", "  nation: UK\n  note: x\n", 6
    ),
    Case("duplicate-guidance", GUIDE, "key: helpline", "key: emergency", "key: the_helpline", 9),
    # examples
    Case(
        "few-examples", NLU, "    - face is swollen on one side\n", "", "    - face swollen\n", 5, "warning"
    ),
    Case("unknown-intent", NLU, "intent: tooth", "intent: teeth", "intent: tooth", 5),
    Case("unknown-key", NLU, "examples:", "exmples:", "examples:", 4),
    Case("duplicate-example", NLU, "face is swollen on one side", "She holds her jaw in class!", "jaw", 11),
    Case(
        "duplicate-example",
        NLU,
        "face is swollen on one side",
        "she holds her [jaw](part) in class",
        "jaw",
        11,
    ),
    Case(
        "near-duplicate-example",
        NLU,
        "face is swollen on one side",
        "he has had earache for weeks",
        "earache, he had it for many weeks",
        8,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}: {case.bad[:30]}" for case in CASES])
def test_a_rule_fires_on_its_fault_at_its_line(project: Project, case: Case) -> None:
    project.change(case.file, case.old, case.bad)
    fired = [found for found in project.check() if found.rule == case.rule]
    where = TOOTH if case.rule == "unused-response" else case.file
    assert (where, case.line, case.level) in [(found.file, found.line, found.level) for found in fired]
    assert all(found.why.endswith((".", '"')) for found in fired)
    assert all(found.instead.endswith((".", ")", "?", '"')) for found in fired)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}: {case.good[:30]}" for case in CASES])
def test_a_rule_is_silent_on_the_good_twin(project: Project, case: Case) -> None:
    project.change(case.file, case.old, case.good)
    assert case.rule not in [found.rule for found in project.check()]


def test_the_project_itself_has_no_finding(project: Project) -> None:
    assert project.check() == []


def test_the_same_example_in_two_intents_is_an_error(project: Project) -> None:
    project.change(
        NLU, EXAMPLES, EXAMPLES + "- intent: skip\n  examples: |\n    - Her teeth are black, at the front.\n"
    )
    found = [finding for finding in project.check() if finding.rule == "cross-intent-duplicate"]
    assert [(finding.file, finding.line, finding.about) for finding in found] == [(NLU, 17, "skip")]
    assert "'tooth'" in found[0].why


def test_a_topic_without_its_dialogue_or_without_its_replies_is_an_error(project: Project) -> None:
    project.write("data/domain/ear.yml", 'version: "3.1"\nintents: []\n')
    project.write("data/dialogue/eye/nlu.yml", 'version: "3.1"\nnlu: []\n')
    found = {(finding.rule, finding.about) for finding in project.check()}
    assert found == {("twin-files", "ear"), ("twin-files", "eye")}


def test_a_reply_may_use_a_nations_words_when_it_is_for_that_nation(project: Project) -> None:
    project.change(TOOTH, "utter_tooth_ack", "utter_tooth_ack_england")
    project.change(RULES, "utter_tooth_ack", "utter_tooth_ack_england")
    project.change(TOOTH, ACK, "Ring the MASH today.")
    assert project.check() == []


def test_a_reply_may_be_for_a_nation_by_condition(project: Project) -> None:
    condition = "condition: [{type: slot, name: nation, value: England}]"
    project.change(TOOTH, f'- text: "{ACK}"', f'- text: "Ring the MASH today."\n      {condition}')
    assert project.check() == []


def test_the_middle_grade_of_all_replies_is_watched(project: Project) -> None:
    project.change("data/wording/limits.yml", "median_grade: 6", "median_grade: 0.5")
    assert [(found.rule, found.level) for found in project.check()] == [("5.3 median-grade", "warning")]


def test_a_name_in_code_counts_as_use_and_a_wrong_one_is_an_error(project: Project) -> None:
    project.change(RULES, "  - action: utter_tooth_ack\n", "")
    project.write("actions/action_ack.py", 'NAMES = ("utter_tooth_ack", "utter_tooth_gone")\n')
    found = [(finding.file, finding.line, finding.rule, finding.about) for finding in project.check()]
    assert found == [("actions/action_ack.py", 1, "unknown-response", "utter_tooth_gone")]


def test_a_name_in_triage_data_counts_as_use(project: Project) -> None:
    project.change(RULES, "  - action: utter_tooth_ack\n", "")
    project.write("data/triage/tooth.yml", "acknowledge: utter_tooth_ack\nurgent: utter_tooth_gone\n")
    found = [(finding.file, finding.line, finding.about) for finding in project.check()]
    assert found == [("data/triage/tooth.yml", 2, "utter_tooth_gone")]
