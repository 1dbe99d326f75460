"""`helpline run` as a person meets it: what it says, how it stops, what it leaves behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from bot.system import preflight
from bot.system.places import ROOT, Places
from bot.system.preflight import CannotRun
from tests.support.clients import Professional
from tests.support.system import RealSystem


def helpline(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_taken_port_is_one_clear_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = one_sentence(helpline("run", HELPLINE_STATE=str(tmp_path), HELPLINE_PORT=port))
    assert f"Port {port}" in said
    assert "HELPLINE_PORT=" in said


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", ""])
def test_a_port_that_is_none_is_one_clear_sentence(tmp_path: Path, port: str) -> None:
    assert "HELPLINE_PORT" in one_sentence(helpline("run", HELPLINE_STATE=str(tmp_path), HELPLINE_PORT=port))


def test_a_state_folder_that_cannot_be_made_is_one_clear_sentence(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x")
    assert "cannot be written" in one_sentence(helpline("run", HELPLINE_STATE=str(in_the_way / "state")))


def test_a_full_disk_is_told_before_anything_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "NEEDED_BYTES", 2**60)
    with pytest.raises(CannotRun, match="disk is nearly full"):
        preflight.check(Places(tmp_path), host="127.0.0.1", port=preflight.free_port(), web=tmp_path)


def test_a_web_part_that_was_not_built_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="make web"):
        preflight.check(Places(tmp_path), host="127.0.0.1", port=preflight.free_port(), web=tmp_path)


def test_a_second_run_on_the_same_folder_is_refused(system: RealSystem) -> None:
    said = one_sentence(
        helpline("run", HELPLINE_STATE=str(system.places.state), HELPLINE_PORT=str(preflight.free_port()))
    )
    assert "runs already" in said
    assert system.url in said


async def test_ctrl_c_leaves_no_process_and_the_next_start_finds_yesterdays_conversation(
    tmp_path: Path,
) -> None:
    system = RealSystem(tmp_path)
    system.start()
    person = await Professional(system.url).greeted()
    await person.ask("there is a little girl I keep thinking about")
    await person.close()
    assert system.process is not None
    children = psutil.Process(system.process.pid).children(recursive=True)
    assert len(children) >= 4
    assert system.stop() == 0
    assert not [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
    assert "Traceback" not in system.said()

    system.start()
    again = await Professional(system.url, session=person.session).connect()
    history = await again.inbox.wait("history")
    assert "there is a little girl I keep thinking about" in [m["text"] for m in history["messages"]]
    assert (await again.ask("she is 6"))["text"]
    await again.close()

    assert system.process is not None
    children = psutil.Process(system.process.pid).children(recursive=True)
    system.process.send_signal(signal.SIGKILL)
    system.process.wait(10)
    _, alive = psutil.wait_procs(children, timeout=15)
    assert alive == []


def test_a_counsellor_is_added_while_the_system_runs_and_while_it_does_not(
    system: RealSystem, tmp_path: Path
) -> None:
    for state in (system.places.state, tmp_path):
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", "counsellor", "add", "robin", "--password-stdin"],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "HELPLINE_STATE": str(state)},
            input="a long enough password\n",
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "robin can sign in now" in done.stdout


def test_a_short_password_is_one_clear_sentence(system: RealSystem) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "counsellor", "add", "robin", "--password-stdin"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "HELPLINE_STATE": str(system.places.state)},
        input="short\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "12 to 200 characters" in one_sentence(done)


def test_adding_a_counsellor_with_nobody_to_ask_says_how(tmp_path: Path) -> None:
    assert "--password-stdin" in one_sentence(
        helpline("counsellor", "add", "robin", HELPLINE_STATE=str(tmp_path))
    )
