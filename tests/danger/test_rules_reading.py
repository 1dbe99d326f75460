"""How words are read: characters, spelling, clauses, and where a reason points."""

from __future__ import annotations

import pytest

from bot.danger import Detector, load_rules
from bot.danger.patterns import regular_forms
from bot.danger.segments import segment


@pytest.fixture(scope="module")
def detector() -> Detector:
    return load_rules()


CHARACTERS = [
    ("curly quotes", "he’s got a knife"),
    ("accents and full width", "he's got a ｋｎíｆé"),
    ("zero width", "he's got a kn\u200bi\u200dfe"),
    ("bidirectional marks", "he's got a \u202eknife\u202c"),
    ("Cyrillic letters", "he's got a knіfе"),
    ("Greek letters", "hε's gοt α κnifε"),
    ("mathematical letters", "he's got a 𝐤𝐧𝐢𝐟𝐞"),
    ("capitals", "HE'S GOT A KNIFE"),
    ("a picture", "he's got a 🔪"),
    ("soft hyphen", "he's got a kni\u00adfe"),
    ("control characters", "he's got\x00 a knife\x07"),
    ("new lines", "ok\nhe's got a knife\nbye"),
    ("digits for letters", "he's got a kn1fe"),
    ("stars for letters", "he's got a kn*fe"),
    ("no apostrophe", "hes got a knife"),
    ("letters repeated", "he's got a kniiiiife"),
    ("no space after a comma", "ok,he's got a knife"),
    ("slashes", "he's got a knife/blade"),
]


@pytest.mark.parametrize(("how", "text"), CHARACTERS, ids=[how for how, _ in CHARACTERS])
def test_however_the_letters_are_typed_the_danger_is_seen(detector: Detector, how: str, text: str) -> None:
    assert detector.assess(text).urgency == "immediate"


SPELLINGS = [
    "babys not brething",
    "she wont wak up shes unconcious",
    "hes stranglin her",
    "shes took an ovrdose",
    "he swollowed bleech",
    "shes bleading evrywhere from her head",
    "hes havin a siezure",
    "he iznt breathing",
    "hes been stabd outside the school, stabed in the leg",
    "she's uncoscious on the floor",
    "he's threatning to kill her tonight",
]


@pytest.mark.parametrize("text", SPELLINGS)
def test_misspelt_danger_is_seen(detector: Detector, text: str) -> None:
    assert detector.assess(text).urgency == "immediate"


ORDINARY = [
    "we were joking and cooking all day",
    "his meditation class is going well",
    "breeding rabbits in the garden",
    "she is pleading for more story time",
    "the strangest stranger at the fair",
    "his signature is on the form",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_that_look_like_danger_are_not_respelt(detector: Detector, text: str) -> None:
    assert detector.assess(text).urgency in ("none", "urgent")


WORDS = [
    ("dialect", "the wean willnae wake up", "willnae wake"),
    ("slang", "some yute got shanked ootside", "got shanked"),
    ("shorthand", "15F disclosed intentional OD 6/24 ago", "intentional OD"),
    ("emoji between words", "dad🔪kitchen, he's got a 🔪 now", "🔪"),
    ("curly quotes before it", "“ok” — he’s got a knife", "got a knife"),
    ("after a ligature", "the ﬁle says ﬁne but he's got a knife", "got a knife"),
    ("after an accent", "café: she's swallowed bleach", "swallowed bleach"),
    ("a disguised word", "He has a k\u200bnife", "k\u200bnife"),
    ("two words respelt as one", "he's khs tonight, going to kill himself tonight", "kill himself"),
]


@pytest.mark.parametrize(("how", "text", "words"), WORDS, ids=[how for how, _, _ in WORDS])
def test_a_reason_points_at_the_words_as_they_were_typed(
    detector: Detector, how: str, text: str, words: str
) -> None:
    spans = [text[slice(*reason.span)] for reason in detector.assess(text).reasons if reason.layer == "rule"]
    assert any(words in span for span in spans), spans


def test_a_cue_points_at_its_own_words(detector: Detector) -> None:
    text = "He strangled a doll in the drama lesson rehearsal"
    cues = [reason for reason in detector.assess(text).reasons if reason.layer == "cue"]
    assert cues
    assert all(text[slice(*reason.span)] in reason.why for reason in cues)


CLAUSES = [
    ("she was fine yesterday but he is back", ["she was fine yesterday", "but he is back"]),
    ("he was here and now she is crying", ["he was here", "and now she is crying"]),
    ("he hit her because she cried", ["he hit her", "because she cried"]),
    ("we saw him; he ran", ["we saw him ;", "he ran"]),
    ("we had a good day. he ran", ["we had a good day .", "he ran"]),
    ("last night, he had a knife", ["last night , he had a knife"]),
    ("he told me about it, she was crying all day", ["he told me about it ,", "she was crying all day"]),
]


@pytest.mark.parametrize(("text", "clauses"), CLAUSES)
def test_clauses_end_where_a_reader_would_end_them(detector: Detector, text: str, clauses: list[str]) -> None:
    norms = text.replace(",", " ,").replace(";", " ;").replace(".", " .").split()
    numbers = segment(norms, detector._lexicon._connectives).clause
    parts: dict[int, list[str]] = {}
    for word, number in zip(norms, numbers, strict=True):
        parts.setdefault(number, []).append(word)
    assert [" ".join(words) for words in parts.values()] == clauses


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("strangle", ["strangle", "strangles", "strangled", "strangling"]),
        ("stab", ["stab", "stabs", "stabbed", "stabbing"]),
        ("punch", ["punch", "punches", "punched", "punching"]),
        ("carry", ["carry", "carries", "carried", "carrying"]),
        ("tie", ["tie", "ties", "tied", "tying"]),
        ("threaten", ["threaten", "threatens", "threatened", "threatening"]),
    ],
)
def test_regular_forms(base: str, forms: list[str]) -> None:
    assert regular_forms(base) == forms
