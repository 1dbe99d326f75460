"""The engine finds what spaCy's Matcher finds, for every pattern of the rules, cues and signs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.danger.engine import Found, _Walk
from bot.danger.lexicon import Lexicon
from bot.danger.patterns import FILLERS, Gap, Slot, Variant
from bot.danger.places import Places
from bot.danger.training.examples import DANGER

STRANGE = "zzz"


def _spec(variant: Variant) -> list[dict[str, Any]]:
    """A variant as spaCy's Matcher takes it."""
    spec: list[dict[str, Any]] = []
    for place, item in enumerate(variant.items):
        if isinstance(item, Gap):
            spec.append({"OP": f"{{{item.low},{item.high}}}"})
            continue
        spec.append({"NORM": {"IN": sorted(item.words)}, **({"OP": "?"} if item.optional else {})})
        if place + 1 < len(variant.items) and isinstance(variant.items[place + 1], Slot):
            spec.append({"NORM": {"IN": sorted(variant.fillers)}, "OP": f"{{0,{FILLERS}}}"})
    return spec


def _by_spacy(variant: Variant, norms: list[str], bounds: list[tuple[int, int]], vocab: Vocab) -> set[Any]:
    matcher = Matcher(vocab)
    matcher.add("match", [_spec(variant)])
    found = set()
    for begin, end in bounds:
        doc = Doc(vocab, words=norms[begin:end])
        for token, norm in zip(doc, norms[begin:end], strict=True):
            token.norm_ = norm
        found |= {Found(begin + start, begin + stop, "") for _, start, stop in matcher(doc)}
    return found


def _words(variant: Variant, chance: Random) -> Iterator[str]:
    """Words that the variant may match, with fillers, and now and then a word too many or too few."""
    fillers = sorted(variant.fillers)
    for item in variant.items:
        if isinstance(item, Gap):
            yield from [STRANGE] * chance.randint(max(item.low - 1, 0), item.high + chance.randint(0, 1))
            continue
        if not (item.optional and chance.random() < 0.5) and chance.random() < 0.97:
            yield chance.choice(sorted(item.words))
        yield from chance.choices(fillers, k=chance.choice((0, 0, 0, 1, 2, FILLERS + 1)))


def _text(variant: Variant, chance: Random) -> tuple[list[str], list[tuple[int, int]]]:
    """Some sentences of such words, one of them cut in the middle."""
    norms: list[str] = []
    bounds = []
    for _ in range(3):
        begin = len(norms)
        norms += [STRANGE] * chance.randint(0, 2) + list(_words(variant, chance))
        cut = chance.randint(begin, len(norms))
        places = [begin, *([cut] if chance.random() < 0.3 and begin < cut < len(norms) else []), len(norms)]
        bounds += [(low, high) for low, high in pairwise(places) if low < high]
    return norms, bounds


def test_every_variant_matches_where_spacys_matcher_does() -> None:
    lexicon, chance, vocab = Lexicon(DANGER), Random(5), spacy.blank("en").vocab
    owners = [*lexicon.rules.values(), *lexicon.cues.values(), *lexicon.signs.signs.values()]
    variants = [variant for owner in owners for _, variant in lexicon._variants(owner)]
    assert len(variants) > 5_000
    matched = 0
    for variant in variants:
        norms, bounds = _text(variant, chance)
        expected = _by_spacy(variant, norms, bounds, vocab)
        found = _Walk(Places(norms, bounds)).matches(variant, "")
        assert set(found) == expected, (variant.items, norms, bounds)
        matched += bool(expected)
    assert matched > len(variants) / 2


def test_a_walk_goes_on_where_the_last_one_took_the_same_way() -> None:
    lexicon, chance, vocab = Lexicon(DANGER), Random(6), spacy.blank("en").vocab
    for rule in list(lexicon.rules.values())[:12]:
        variants = [variant for _, variant in lexicon._variants(rule)][:60]
        texts = [_text(variant, chance) for variant in variants[::20]]
        norms = [word for words, _ in texts for word in words]
        walk = _Walk(Places(norms, [(0, len(norms))]))
        for variant in variants:
            assert set(walk.matches(variant, "")) == _by_spacy(variant, norms, [(0, len(norms))], vocab)


def test_nothing_is_found_over_the_end_of_a_sentence() -> None:
    lexicon = Lexicon(DANGER)
    rule = lexicon.rules["medical.not-waking"]
    variant = next(v for _, v in lexicon._variants(rule) if all(isinstance(item, Slot) for item in v.items))
    norms = [min(item.words) for item in variant.items if isinstance(item, Slot)]
    whole, apart = [(0, len(norms))], [(0, 1), (1, len(norms))]
    assert _Walk(Places(norms, whole)).matches(variant, "")
    assert not _Walk(Places(norms, apart)).matches(variant, "")
