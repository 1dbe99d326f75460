"""Runs the whole bench and prints a Markdown table: `make bench`, or `python -m tests.bench --cards 40`."""

from __future__ import annotations

import argparse
import asyncio
import datetime
import os
import platform
import tempfile
import time
from pathlib import Path

from bot.system import training
from bot.system.places import Places
from tests.bench import ours
from tests.bench.danger import danger_figures
from tests.bench.figures import HEAD, Figure
from tests.bench.stock import QUESTIONS, StockRasa
from tests.support.system import RealSystem

FLAT_TURNS = 60
WARM = 5
KILLED_CARDS = 12
"""Cards measured after one kill: they end before Rasa is back."""
CALM_S = 15.0
"""Between two kills, so that the supervisor does not give up."""


async def our_figures(system: RealSystem, cards: int) -> list[Figure]:
    """Turns alone; then the card with a hundred chats open, with Rasa and with Rasa killed."""
    await ours.turns(system, WARM)
    turns = await ours.turns(system, FLAT_TURNS)
    people = await ours.open_chats(system)
    talking = asyncio.create_task(ours.chatter(people))
    with_rasa = await ours.cards(system, cards)
    without: list[float] = []
    while len(without) < cards:
        without += await _cards_while_killed(system)
    talking.cancel()
    await asyncio.gather(talking, return_exceptions=True)
    for person in people:
        await person.close()
    return [
        Figure("ours: turn, alone", turns),
        Figure("ours: turns 1 to 10", turns[:10]),
        Figure(f"ours: turns {FLAT_TURNS - 9} to {FLAT_TURNS}", turns[-10:]),
        Figure("click on send to 999 card, 100 chats open", with_rasa),
        Figure("the same with Rasa killed", without),
    ]


async def _cards_while_killed(system: RealSystem) -> list[float]:
    """Kill Rasa and measure until shortly before it is back; the supervisor restarts it each time."""
    back = system.said().count("rasa: back")
    system.kill("rasa")
    times = await ours.cards(system, KILLED_CARDS, greeted=False)
    if system.said().count("rasa: back") > back:
        raise RuntimeError("Rasa was back before the measurement ended")
    await asyncio.to_thread(system.wait_back, "rasa", 120.0, times=back + 1)
    await asyncio.sleep(CALM_S)
    return times


def stock_figures(stock: StockRasa) -> list[Figure]:
    """Stock Rasa's turns over its REST webhook, in one conversation."""
    for n in range(WARM):
        stock.turn_ms("warm", QUESTIONS[n % len(QUESTIONS)])
    turns = [stock.turn_ms("bench", QUESTIONS[n % len(QUESTIONS)]) for n in range(FLAT_TURNS)]
    return [
        Figure("stock Rasa: turn, alone", turns),
        Figure("stock Rasa: turns 1 to 10", turns[:10]),
        Figure(f"stock Rasa: turns {FLAT_TURNS - 9} to {FLAT_TURNS}", turns[-10:]),
    ]


def trained_s(folder: Path) -> float:
    """Seconds to train our assistant from nothing."""
    places = Places(folder)
    places.make()
    started = time.monotonic()
    training.ensure(places, lambda _: None)
    return time.monotonic() - started


def main() -> int:
    """Measure and print; exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--cards", type=int, default=120, help="cards to measure, each time (default 120)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("bench: measuring danger detection", flush=True)
        danger, memory = danger_figures()
        print("bench: training ours from nothing", flush=True)
        ours_trained = trained_s(folder / "train")
        print("bench: starting ours", flush=True)
        system = RealSystem(folder / "ours")
        started = time.monotonic()
        with system:
            ours_ready = time.monotonic() - started
            print("bench: measuring ours", flush=True)
            figures = [*danger, *asyncio.run(our_figures(system, options.cards))]
        print("bench: training and starting stock Rasa", flush=True)
        with StockRasa(folder / "stock") as stock:
            figures += stock_figures(stock)
            show(figures, ours_trained, ours_ready, stock)
            print(f"Danger detection alone holds {memory:.0f} MiB")
    return 0


def show(figures: list[Figure], ours_trained: float, ours_ready: float, stock: StockRasa) -> None:
    """Print what the README keeps."""
    by_name = {figure.name: figure for figure in figures}
    ratio = by_name["ours: turn, alone"].median / by_name["stock Rasa: turn, alone"].median
    print(
        f"\n{datetime.date.today()}, {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}\n"
    )
    print(HEAD)
    for figure in figures:
        print(figure.row())
    print(f"\nA turn: ours / stock Rasa = {ratio:.2f} (medians; ours over the gateway, stock over REST)")
    print(f"Training from nothing: ours {ours_trained:.0f} s, stock {stock.trained_s:.0f} s")
    print(
        f"Ready after start: ours {ours_ready:.0f} s (whole system), stock {stock.ready_s:.0f} s (Rasa alone)"
    )


if __name__ == "__main__":
    raise SystemExit(main())
