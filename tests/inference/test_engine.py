"""The real child process with runners that finish, refuse, break, hang and die. Process code is tested in loops."""

import json
import os
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from soak import count

from inference.client import Engine, EngineFailed, in_words
from inference.engine import Done, Task
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, no_tick

ROUNDS = count(600)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


@pytest.fixture
def volume_path(tmp_path: Path) -> Path:
    path = tmp_path / "volume.npy"
    np.save(path, np.random.default_rng(0).integers(-1000, 1000, (40, 16, 16), dtype=np.int16))
    return path


def a_task(runner: str, tmp_path: Path, volume_path: Path | None = None, **request: object) -> Task:
    return Task("task", f"fakes:{runner}", tmp_path, volume_path, tmp_path / "mask.npy", json.dumps(request))


def test_a_task_ends_with_its_file_and_answer_and_ticks_in_the_callers_thread(
    engine: Engine, tmp_path: Path, volume_path: Path
) -> None:
    seen: list[tuple[float, str]] = []
    threads = set()

    def tick(fraction: float, text: str) -> None:
        seen.append((fraction, text))
        threads.add(threading.current_thread())

    done = engine.run(a_task("threshold", tmp_path, volume_path, seconds_a_slice=0.01), tick)
    expected = np.load(volume_path) > 100
    assert np.array_equal(np.load(done.path), expected)
    assert json.loads(done.answer) == {"voxels": int(expected.sum())}
    assert threads == {threading.current_thread()}
    assert len({text for _, text in seen}) > 3
    assert [fraction for fraction, _ in seen] == sorted(fraction for fraction, _ in seen)


def test_pieces_arrive_in_order(engine: Engine, tmp_path: Path) -> None:
    pieces: list[str] = []
    engine.run(a_task("prepared", tmp_path, pieces=["one", "two", "three"]), no_tick, pieces.append)
    assert pieces == ["one", "two", "three"]


def test_the_child_waits_passively_and_loads_nothing_heavy(
    engine: Engine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = json.loads(engine.run(a_task("describe_process", tmp_path), no_tick).answer)
    assert answer["pid"] != os.getpid()
    assert answer["omp"] == "passive"
    assert answer["heavy"] == []
    assert "standard error" not in capfd.readouterr().out


def test_a_runners_sentence_crosses_the_border(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        engine.run(a_task("refuse", tmp_path), no_tick)
    assert not isinstance(caught.value, EngineFailed)
    assert (caught.value.text, caught.value.advice) == ("There is no lung in this volume.", "Choose a chest CT.")


def test_a_runners_bug_keeps_its_traceback_and_the_process(engine: Engine, tmp_path: Path) -> None:
    def pid() -> int:
        return int(json.loads(engine.run(a_task("describe_process", tmp_path), no_tick).answer)["pid"])

    before = pid()
    with pytest.raises(EngineFailed, match="a bug of ours") as caught:
        engine.run(a_task("bug", tmp_path), no_tick)
    assert "in bug" in caught.value.traceback_text
    assert pid() == before


def test_running_out_of_memory_is_a_sentence(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="not enough memory"):
        engine.run(a_task("too_large", tmp_path), no_tick)


@pytest.mark.parametrize("runner", ["fakes:nothing", "no_such_module:run", "fakes"])
def test_an_unknown_runner_is_refused(engine: Engine, tmp_path: Path, runner: str) -> None:
    task = Task("task", runner, tmp_path, None, tmp_path / "mask.npy")
    with pytest.raises(KnownError, match="no runner"):
        engine.run(task, no_tick)


@pytest.mark.parametrize(("runner", "words"), [("abort", "aborted"), ("leave", "exit code 3")])
def test_a_death_is_told_in_words_and_the_next_task_runs(
    engine: Engine, tmp_path: Path, runner: str, words: str
) -> None:
    with pytest.raises(KnownError, match=words):
        engine.run(a_task(runner, tmp_path), no_tick)
    assert isinstance(engine.run(a_task("prepared", tmp_path), no_tick), Done)


def test_a_memory_kill_is_told_in_words() -> None:
    assert "memory ran out" in in_words(-9)


def test_an_error_in_the_callers_tick_does_not_leave_the_task_running(engine: Engine, tmp_path: Path) -> None:
    def tick(fraction: float, text: str) -> None:
        if text == "deaf":
            raise OSError("the caller's own")

    with pytest.raises(OSError, match="the caller's own"):
        engine.run(a_task("deaf", tmp_path), tick)
    assert isinstance(engine.run(a_task("prepared", tmp_path), no_tick), Done)


def test_the_second_caller_waits_for_its_turn_and_may_give_up(
    engine: Engine, tmp_path: Path, volume_path: Path
) -> None:
    running = threading.Event()

    def first() -> None:
        engine.run(a_task("threshold", tmp_path, volume_path, seconds_a_slice=0.03), lambda f, text: running.set())

    def tick(fraction: float, text: str) -> None:
        assert text.startswith("Waiting for the running task")
        raise CancelledError

    thread = threading.Thread(target=first)
    thread.start()
    running.wait()
    with pytest.raises(CancelledError):
        engine.run(a_task("prepared", tmp_path), tick)
    thread.join()


def test_closing_ends_a_running_task(tmp_path: Path) -> None:
    engine = Engine()
    running = threading.Event()
    ended: list[BaseException] = []

    def work() -> None:
        try:
            engine.run(a_task("deaf", tmp_path), lambda f, text: running.set() if text == "deaf" else None)
        except CancelledError as error:
            ended.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    running.wait()
    engine.close()
    thread.join(5)
    assert len(ended) == 1
    with pytest.raises(RuntimeError):
        engine.run(a_task("prepared", tmp_path), no_tick)


def test_any_order_of_endings_leaves_a_usable_engine(engine: Engine, tmp_path: Path, volume_path: Path) -> None:
    """Done, stopped, killed, aborted, and death while idle, in random order; each ends once and in the right way."""
    dice = random.Random(7)
    kinds = ["done", "stop", "kill", "abort", "idle death", "idle kill"]
    for kind in [*kinds, *dice.choices(kinds, k=ROUNDS - len(kinds))]:
        if kind == "done":
            done = engine.run(a_task("threshold", tmp_path, volume_path), no_tick)
            assert json.loads(done.answer)["voxels"] > 0
        elif kind == "stop":
            started = time.monotonic()
            with pytest.raises(CancelledError):
                engine.run(a_task("threshold", tmp_path, volume_path, seconds_a_slice=0.5), _stop_at("slice 0"))
            assert time.monotonic() - started < 10
        elif kind == "kill":
            killer = threading.Timer(dice.uniform(0.0, 0.4), engine.kill)
            killer.start()
            with pytest.raises(CancelledError):
                engine.run(a_task("deaf", tmp_path), no_tick)
            killer.join()
        elif kind == "abort":
            with pytest.raises(KnownError, match="aborted"):
                engine.run(a_task("abort", tmp_path), no_tick)
        elif kind == "idle kill":
            engine.kill()
            assert isinstance(engine.run(a_task("prepared", tmp_path), no_tick), Done)
        else:
            pid = json.loads(engine.run(a_task("describe_process", tmp_path), no_tick).answer)["pid"]
            os.kill(pid, 9)
            time.sleep(dice.choice([0.0, 0.0, 0.002, 0.05]))
            assert isinstance(engine.run(a_task("prepared", tmp_path), no_tick), Done)


def _stop_at(wanted: str):  # type: ignore[no-untyped-def]
    def tick(fraction: float, text: str) -> None:
        if text == wanted:
            raise CancelledError

    return tick
