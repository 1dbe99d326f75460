"""A stock Rasa: its default pipeline and policies, a small bot with five intents, in a folder of its own.

Its bot is written here, not taken from anywhere; the settings are what `rasa init` gives: DIET, TED
and memoization with the default hyper-parameters, the tracker in memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

from bot.system import preflight
from bot.system.training import rasa_environment

_CONFIG = """recipe: default.v1
assistant_id: stock
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: 100
    constrain_similarities: true
  - name: EntitySynonymMapper
  - name: ResponseSelector
    epochs: 100
    constrain_similarities: true
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
policies:
  - name: MemoizationPolicy
  - name: RulePolicy
  - name: UnexpecTEDIntentPolicy
    max_history: 5
    epochs: 100
  - name: TEDPolicy
    max_history: 5
    epochs: 100
    constrain_similarities: true
"""
_SAYS = {
    "hello": ["hello there", "hi", "good evening", "hey", "morning all"],
    "bye": ["bye for now", "goodbye", "see you", "speak later", "cheers, bye"],
    "hungry": [
        "he is always hungry",
        "no lunch again",
        "she asks for food",
        "never has a snack",
        "so hungry",
    ],
    "bruise": [
        "a bruise on the arm",
        "marks on her leg",
        "a black eye",
        "bruised again",
        "a mark on his back",
    ],
    "advice": ["what should I do", "who do I ring", "what next", "can you advise", "help me think"],
}
QUESTIONS = ["hello there", "he never has a snack", "she has a mark on her leg", "who do I ring next"]


class StockRasa:
    """Trains, then serves on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = preflight.free_port()
        self.trained_s = 0.0
        self.ready_s = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> StockRasa:
        self._write()
        started = time.monotonic()
        self._rasa("train").wait(1_200)
        self.trained_s = time.monotonic() - started
        started = time.monotonic()
        self._process = self._rasa("run", "--port", str(self.port), "-i", "127.0.0.1", "--enable-api")
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() - started > 300:
                raise RuntimeError("stock Rasa did not start; see stock.log")
            time.sleep(0.2)
        self.ready_s = time.monotonic() - started
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)

    def turn_ms(self, sender: str, message: str) -> float:
        """How long one turn takes over the REST webhook."""
        body = json.dumps({"sender": sender, "message": message}).encode()
        address = f"http://127.0.0.1:{self.port}/webhooks/rest/webhook"
        request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
        started = time.perf_counter()
        with urllib.request.urlopen(request, timeout=60) as response:
            assert json.load(response), "stock Rasa gave no reply"
        return (time.perf_counter() - started) * 1000

    def _rasa(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self._folder / "stock.log").open("ab") as out:
            return subprocess.Popen(
                [sys.executable, "-m", "rasa", *arguments],
                cwd=self._folder,
                env=rasa_environment(),
                stdout=out,
                stderr=out,
            )

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/status", timeout=2) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _write(self) -> None:
        (self._folder / "data").mkdir(parents=True)
        (self._folder / "config.yml").write_text(_CONFIG)
        (self._folder / "credentials.yml").write_text("rest:\n")
        (self._folder / "endpoints.yml").write_text("{}\n")
        nlu = "".join(
            f"- intent: {name}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)
            for name, texts in _SAYS.items()
        )
        stories = "".join(
            f"- story: {name}\n  steps:\n  - intent: {name}\n  - action: utter_{name}\n" for name in _SAYS
        )
        (self._folder / "data" / "bot.yml").write_text(f'version: "3.1"\nnlu:\n{nlu}stories:\n{stories}')
        responses = "".join(f"  utter_{name}:\n  - text: reply to {name}\n" for name in _SAYS)
        intents = "".join(f"- {name}\n" for name in _SAYS)
        (self._folder / "domain.yml").write_text(
            f'version: "3.1"\nintents:\n{intents}responses:\n{responses}'
            "session_config:\n  session_expiration_time: 0\n  carry_over_slots_to_new_session: true\n"
        )
