"""Who goes first in the ML process: clicks before batches, inside those that allow it, and only the newest click."""

import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from soak import count

from inference.client import Engine
from inference.engine import Done, Task
from inference.turns import SupersededError
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, no_tick

ROUNDS = count(300)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        engine.run(a_task("prepared", Path()), no_tick)
        yield engine


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(6) as pool:
        yield pool


def a_task(runner: str, tmp_path: Path, id: str = "task", **request: object) -> Task:
    return Task(id, f"fakes:{runner}", tmp_path, None, tmp_path / "mask.npy", json.dumps(request))


class Watched:
    """A task on another thread: what it said, and a way to stop it."""

    def __init__(self, pool: ThreadPoolExecutor, engine: Engine, task: Task, **how: object) -> None:
        self.texts: list[str] = []
        self.stopped = threading.Event()
        self.running = threading.Event()
        self.ended_at = 0.0
        self.future: Future[Done] = pool.submit(self._run, engine, task, how)

    def _run(self, engine: Engine, task: Task, how: dict[str, object]) -> Done:
        try:
            return engine.run(task, self._tick, **how)  # type: ignore[arg-type]
        finally:
            self.ended_at = time.monotonic()

    def _tick(self, fraction: float, text: str) -> None:
        self.texts.append(text)
        if text.startswith("step"):
            self.running.set()
        if self.stopped.is_set():
            raise CancelledError


def test_a_click_runs_within_a_long_task_that_allows_it(engine: Engine, pool: ThreadPoolExecutor, tmp_path: Path) -> None:
    long = Watched(pool, engine, a_task("patient", tmp_path, steps=400))
    long.running.wait(5)
    pieces: list[str] = []
    done = engine.run(a_task("prepared", tmp_path, "click", pieces=["a", "b"], answer={"n": 1}), no_tick, pieces.append, urgent=True)
    assert not long.future.done()
    assert (json.loads(done.answer), pieces) == ({"n": 1}, ["a", "b"])
    assert json.loads(long.future.result().answer) == {"steps": 400}


def test_without_urgency_one_waits_and_hears_what_for(engine: Engine, pool: ThreadPoolExecutor, tmp_path: Path) -> None:
    long = Watched(pool, engine, a_task("patient", tmp_path, steps=60))
    long.running.wait(5)
    other = Watched(pool, engine, a_task("prepared", tmp_path, "other"))
    other.future.result()
    assert other.ended_at >= long.ended_at
    assert any(text.startswith("Waiting for the running task (step") for text in other.texts)


def test_a_click_waits_for_a_task_that_allows_nobody_and_goes_before_those_that_came_earlier(
    engine: Engine, pool: ThreadPoolExecutor, tmp_path: Path
) -> None:
    np_path = tmp_path / "volume.npy"
    import numpy as np

    np.save(np_path, np.zeros((40, 4, 4), np.int16))
    threshold = Task("long", "fakes:threshold", tmp_path, np_path, tmp_path / "mask.npy", json.dumps({"seconds_a_slice": 0.01}))
    long = Watched(pool, engine, threshold)
    while not any(text.startswith("slice") for text in long.texts):
        time.sleep(0.005)
    batches = [Watched(pool, engine, a_task("prepared", tmp_path, f"batch {n}")) for n in range(3)]
    time.sleep(0.05)
    click = Watched(pool, engine, a_task("prepared", tmp_path, "click"), urgent=True)
    click.future.result()
    assert long.future.done()
    assert all(click.ended_at < batch.ended_at or batch.future.result() for batch in batches)
    assert sum(batch.ended_at < click.ended_at for batch in batches if batch.future.result()) == 0


def test_a_newer_click_replaces_the_waiting_and_the_running_one(engine: Engine, pool: ThreadPoolExecutor, tmp_path: Path) -> None:
    first = Watched(pool, engine, a_task("patient", tmp_path, "first", steps=4000), urgent=True, slot="prompt")
    first.running.wait(5)
    later = []
    for n in range(5):
        later.append(Watched(pool, engine, a_task("prepared", tmp_path, f"click {n}", answer={"n": n}), urgent=True, slot="prompt"))
        time.sleep(0.01)
    assert json.loads(later[-1].future.result(10).answer) == {"n": 4}
    with pytest.raises(SupersededError):
        first.future.result(10)
    endings = [one.future.exception(10) for one in later[:-1]]
    assert all(ending is None or isinstance(ending, SupersededError) for ending in endings)


def test_clicks_of_another_slot_are_not_replaced(engine: Engine, pool: ThreadPoolExecutor, tmp_path: Path) -> None:
    one = Watched(pool, engine, a_task("patient", tmp_path, "one", steps=40), urgent=True, slot="a")
    one.running.wait(5)
    engine.run(a_task("prepared", tmp_path, "two"), no_tick, urgent=True, slot="b")
    assert json.loads(one.future.result().answer) == {"steps": 40}


def test_stopping_the_click_leaves_the_long_task_and_the_other_way_round(
    engine: Engine, pool: ThreadPoolExecutor, tmp_path: Path
) -> None:
    long = Watched(pool, engine, a_task("patient", tmp_path, "long", steps=200))
    long.running.wait(5)
    click = Watched(pool, engine, a_task("patient", tmp_path, "click", steps=4000), urgent=True)
    click.running.wait(5)
    click.stopped.set()
    with pytest.raises(CancelledError):
        click.future.result(10)
    assert not long.future.done()
    second = Watched(pool, engine, a_task("patient", tmp_path, "second", steps=30), urgent=True)
    second.running.wait(5)
    long.stopped.set()
    assert json.loads(second.future.result(10).answer) == {"steps": 30}
    with pytest.raises(CancelledError):
        long.future.result(10)


def test_a_death_ends_the_long_task_and_the_click_runs_in_a_new_process(
    engine: Engine, pool: ThreadPoolExecutor, tmp_path: Path
) -> None:
    long = Watched(pool, engine, a_task("patient", tmp_path, "long", steps=4000))
    long.running.wait(5)
    with pytest.raises(KnownError, match="aborted"):
        engine.run(a_task("abort", tmp_path, "click"), no_tick, urgent=True)
    with pytest.raises(KnownError, match="aborted"):
        long.future.result(10)
    assert isinstance(engine.run(a_task("prepared", tmp_path), no_tick), Done)


def test_any_mix_of_long_tasks_clicks_stops_and_kills_ends_each_once(
    engine: Engine, pool: ThreadPoolExecutor, tmp_path: Path
) -> None:
    dice = random.Random(5)
    for n in range(ROUNDS):
        long = Watched(pool, engine, a_task("patient", tmp_path, f"long {n}", steps=dice.choice([2, 20, 60])))
        if dice.random() < 0.7:
            long.running.wait(5)
        clicks = [
            Watched(pool, engine, a_task(dice.choice(["prepared", "patient"]), tmp_path, f"click {n} {m}", steps=dice.choice([1, 10])), urgent=True,
                    slot=dice.choice(["", "prompt"]))
            for m in range(dice.choice([0, 1, 1, 3]))
        ]  # fmt: skip
        act: Callable[[], None] = dice.choice([lambda: None, lambda: None, engine.kill, long.stopped.set])
        time.sleep(dice.choice([0.0, 0.01, 0.05]))
        act()
        for one in [long, *clicks]:
            error = one.future.exception(20)
            assert error is None or isinstance(error, CancelledError), error
    assert isinstance(engine.run(a_task("prepared", tmp_path), no_tick), Done)
