"""The guard is on where it says it is, and lets the machine's own processes talk."""

import json
import subprocess
import sys
from pathlib import Path

from inference.client import Engine
from inference.engine import Task
from viewer.case.progress import no_tick

IN_ANOTHER_PROCESS = """
import multiprocessing, socket, sys, tempfile, threading
from pathlib import Path
from inference.offline import WentOnline, stay_offline

listener = socket.create_server(("127.0.0.1", 0))
port = listener.getsockname()[1]
stay_offline(lambda: frozenset({("127.0.0.1", port)}))

def refused(attempt):
    try:
        attempt()
    except WentOnline as error:
        return "yes: " + str(error)
    return "no"

datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
print("connect", refused(lambda: socket.create_connection(("127.0.0.1", port + 1), 1)))
print("connect by name", refused(lambda: socket.create_connection(("example.org", 80), 1)))
print("six", refused(lambda: socket.socket(socket.AF_INET6).connect(("::1", 80))))
print("sendto", refused(lambda: datagrams.sendto(b"x", ("127.0.0.1", 9))))
print("sendmsg", refused(lambda: datagrams.sendmsg([b"x"], [], 0, ("127.0.0.1", 9))))
print("getaddrinfo", refused(lambda: socket.getaddrinfo("example.org", 80)))
print("gethostbyname", refused(lambda: socket.gethostbyname("example.org")))

socket.create_connection(("127.0.0.1", port), 5).close()
print("allowed peer: connected")
here, there = multiprocessing.Pipe()
here.send(1); assert there.recv() == 1
if hasattr(socket, "AF_UNIX"):
    place = str(Path(tempfile.mkdtemp()) / "s")
    server = socket.socket(socket.AF_UNIX); server.bind(place); server.listen()
    socket.socket(socket.AF_UNIX).connect(place)
print("own machine: connected")
"""


def test_every_way_out_is_refused_save_a_configured_peer() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", IN_ANOTHER_PROCESS],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    for line in lines[:7]:
        assert " yes: socket." in line, line
    assert lines[7:] == ["allowed peer: connected", "own machine: connected"]


def test_the_ml_process_is_guarded(tmp_path: Path) -> None:
    with Engine() as engine:
        done = engine.run(Task("task", "fakes:go_online", tmp_path, None, tmp_path / "out"), no_tick)
    assert json.loads(done.answer) == {"error": "WentOnline"}
