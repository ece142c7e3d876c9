"""Jobs: results, progress, stopping and killing come home on the main thread, and no thread stays behind."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop import jobs as jobs_module
from desktop.jobs import Job, JobProgress, Jobs
from inference.client import Engine
from inference.engine import Task
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, Tick

THIS = "tests.desktop.test_jobs"


def says_hello(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """A runner for the real ML process."""
    for step in range(5):
        tick(step / 5, f"step {step}")
    partial("hello")
    return '{"ok": true}'


def never_ticks(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """A runner that hears nothing, like a native library in a long call."""
    time.sleep(60)
    return "{}"


def breaks(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    raise ValueError("DOE^JANE is not a number")


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs(Engine())
    yield jobs
    jobs.close()


def ended(qtbot: QtBot, jobs: Jobs, label: str, work: Callable[[Tick], Any], in_engine: bool = False) -> Future[Any]:
    futures: list[Future[Any]] = []
    jobs.run_in_thread(label, work, futures.append, in_engine)
    qtbot.waitUntil(lambda: bool(futures), timeout=20_000)
    return futures[0]


def test_result_and_progress_arrive_on_the_main_thread(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[tuple[float, str, bool]] = []
    where: list[bool] = []

    def on_progressed(progress: JobProgress) -> None:
        seen.append((progress.fraction, progress.text, threading.current_thread() is threading.main_thread()))

    def work(tick: Tick) -> int:
        where.append(threading.current_thread() is threading.main_thread())
        tick(1.0, "counted")
        return 42

    jobs.progressed.connect(on_progressed)
    assert ended(qtbot, jobs, "Count", work).result() == 42
    assert where == [False]
    assert (1.0, "counted", True) in seen
    assert jobs.running == ()


def test_an_error_arrives_as_itself(jobs: Jobs, qtbot: QtBot) -> None:
    def work(tick: Tick) -> None:
        raise KnownError("The folder is empty.")

    with pytest.raises(KnownError, match="The folder is empty"):
        ended(qtbot, jobs, "Import", work).result()


def test_stop_ends_a_job_at_its_next_tick(jobs: Jobs, qtbot: QtBot) -> None:
    def work(tick: Tick) -> None:
        while True:
            tick(0.5, "still going")
            time.sleep(0.01)

    jobs.progressed.connect(lambda progress: jobs.stop(progress.job))
    with pytest.raises(CancelledError):
        ended(qtbot, jobs, "Forever", work).result()


def test_progress_is_not_sent_for_every_tick(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[object] = []
    jobs.progressed.connect(seen.append)

    def work(tick: Tick) -> None:
        for step in range(5000):
            tick(step / 5000, "fast")

    started_s = time.monotonic()
    ended(qtbot, jobs, "Fast", work).result()
    assert 1 <= len(seen) <= 2 + (time.monotonic() - started_s) / jobs_module.REPORT_EVERY_S


def engine_work(jobs: Jobs, runner: str, tmp_path: Path, partials: list[str]) -> Callable[[Tick], str]:
    task = Task("t", f"{THIS}:{runner}", tmp_path, None, tmp_path / "out")
    return lambda tick: jobs.engine.run(task, tick, partials.append).answer


def test_the_ml_process_answers_then_stop_now_kills_a_deaf_runner_and_the_next_one_works(
    jobs: Jobs, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "SLOW_STOP_MS", 50)
    partials: list[str] = []
    hello = engine_work(jobs, "says_hello", tmp_path, partials)
    assert ended(qtbot, jobs, "Hello", hello, in_engine=True).result() == '{"ok": true}'
    assert partials == ["hello"]

    futures: list[Future[Any]] = []
    slow: list[Job] = []
    jobs.stop_was_slow.connect(slow.append)
    job = jobs.run_in_thread("Deaf", engine_work(jobs, "never_ticks", tmp_path, []), futures.append, True)
    qtbot.wait(300)
    jobs.stop(job)
    qtbot.waitUntil(lambda: slow == [job], timeout=5_000)
    assert futures == []
    jobs.stop_now(job)
    qtbot.waitUntil(lambda: bool(futures), timeout=20_000)
    with pytest.raises(CancelledError):
        futures[0].result()
    assert ended(qtbot, jobs, "Hello again", hello, in_engine=True).result() == '{"ok": true}'


def test_close_waits_for_threads_and_drops_late_results(qtbot: QtBot) -> None:
    jobs = Jobs(Engine())
    futures: list[Future[Any]] = []

    def work(tick: Tick) -> None:
        while True:
            tick(0.0, "")
            time.sleep(0.01)

    for number in range(6):
        jobs.run_in_thread(f"Job {number}", work, futures.append)
    jobs.close()
    qtbot.wait(20)
    assert futures == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("job")]


def test_wait_idle_says_whether_everything_ended(jobs: Jobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    jobs.run_in_thread("Wait", lambda tick: gate.wait(5), lambda future: None)
    assert not jobs.wait_idle(0.1)
    gate.set()
    assert jobs.wait_idle(5)


FIRST = """
import sys
from importlib import import_module
from PySide6.QtCore import QCoreApplication
from desktop.jobs import Jobs
from inference.client import Engine
sys.setswitchinterval(1e-5)
application, jobs, said = QCoreApplication([]), Jobs(Engine()), []
for name in ("pydicom", "pydicom.dataset", "pydicom.valuerep"):
    jobs.run_in_thread(name, lambda tick, name=name: import_module(name), lambda future: said.append(future.exception()))
jobs.wait_idle(60)
jobs.close()
print(said)
"""


def test_jobs_that_are_the_first_to_need_pydicom_do_not_get_half_of_it() -> None:
    found = subprocess.run(
        [sys.executable, "-c", FIRST], capture_output=True, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert found.stdout.strip() == "[None, None, None]", found.stderr
