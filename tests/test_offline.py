"""Indexing and asking need no network and do not try for one; answering loads nothing that it does not need."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.index_fixtures import run_python, shared_environment, shared_settings, small_corpus

from lessons.build import refresh_index
from lessons.settings import PROJECT, Settings, load_settings

FIXTURES = (shared_settings, shared_environment, small_corpus)

HEAVY = ("llama_index", "chromadb", "streamlit", "ragas", "torch", "pypdf", "sqlalchemy", "nltk", "pandas", "openai")

# Each command is run by ``main`` in one process, which then prints what it noted on a last line of standard error.
RUN = """
import json, os, sys
from lessons.cli import main

def run(settings, *arguments):
    os.environ.update(settings)
    sys.argv = ["lessons", *arguments]
    try:
        main()
    except SystemExit as left:
        assert not left.code, f"lessons {arguments} left with {left.code}"

def note(found):
    print(json.dumps(found), file=sys.stderr)
"""

# Records and refuses whatever goes beyond this machine, in both ways that Python has: the socket's own methods and audit events.
GUARD = """
import socket, sys

attempts, children = [], []

def is_local(address):
    host = address[0] if isinstance(address, tuple) else address
    host = host.decode() if isinstance(host, bytes) else host
    return not isinstance(address, tuple) or host in ("localhost", "::1", "") or host.startswith("127.")

def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        refuse(event, arguments[1])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "http.client.connect"):
        refuse(event, (str(arguments[0] if event != "http.client.connect" else arguments[1]),))
    elif event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork", "os.system"):
        children.append(f"{event} {arguments[:1]}")

def refuse(what, address):
    if not is_local(address):
        attempts.append(f"{what} {address}")
        raise OSError("this test allows no network")

class Guarded(socket.socket):
    def connect(self, address):
        refuse("connect", address)
        return super().connect(address)

    def connect_ex(self, address):
        refuse("connect_ex", address)
        return super().connect_ex(address)

look_up = socket.getaddrinfo

def guarded_look_up(host, *more, **named):
    refuse("getaddrinfo", (str(host),))
    return look_up(host, *more, **named)

socket.socket = Guarded
socket.getaddrinfo = guarded_look_up
sys.addaudithook(watch)
"""

# Takes the process into a network of its own that has no way out. The kernel counts what was sent without a route.
NO_NETWORK = """
import ctypes, os, pathlib, sys

for name in ("CI", "TF_BUILD"):
    os.environ.pop(name, None)  # with which some report nothing about their use
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
libc = ctypes.CDLL(None, use_errno=True)
if libc.unshare(CLONE_NEWNET) and libc.unshare(CLONE_NEWUSER | CLONE_NEWNET):
    sys.exit(77)

def without_route():
    lines = pathlib.Path("/proc/thread-self/net/snmp").read_text().splitlines()
    names, values = (line.split() for line in lines if line.startswith("Ip:"))
    newer = dict(line.split() for line in pathlib.Path("/proc/thread-self/net/snmp6").read_text().splitlines())
    return int(dict(zip(names, values))["OutNoRoutes"]) + int(newer.get("Ip6OutNoRoutes", 0))
"""
NOT_ALLOWED = 77


def noted(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stderr.splitlines()[-1])


def commands(small: Path, index: Path, environment: dict[str, Path]) -> str:
    """Build an index with the real model, then ask one that is there, as the commands do."""
    made = {"LESSONS_CORPUS_DIR": str(small), "LESSONS_INDEX_DIR": str(index)}
    shared = {name.upper(): str(value) for name, value in environment.items()}
    return f"""
run({made!r}, "index", "--json")
run({shared!r}, "ask", "What got in the way of joint working?", "--json")
"""


def test_indexing_and_asking_reach_for_nothing_beyond_this_machine(
    small: Path, tmp_path: Path, environment: dict[str, Path]
) -> None:
    code = GUARD + RUN + commands(small, tmp_path / "index", environment) + "note([attempts, children])"
    done = run_python(code)
    assert noted(done) == [[], []]
    assert '"chunks": 0' not in done.stdout
    assert '"status": "answered"' in done.stdout


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.1', 80), 0.2)",
        "socket.socket().connect_ex(('192.0.2.1', 80))",
        "socket.getaddrinfo('example.org', 443)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'', ('192.0.2.1', 53))",
        "__import__('_socket').socket().connect(('192.0.2.1', 80))",
        "__import__('urllib.request').request.urlopen('http://192.0.2.1/', timeout=0.2)",
    ],
)
def test_the_guard_of_this_test_notices_an_attempt(attempt: str) -> None:
    code = f"{GUARD}\nimport json\ntry:\n    {attempt}\nexcept OSError:\n    pass\nprint(json.dumps(attempts), file=sys.stderr)"
    assert len(noted(run_python(code))) >= 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="uses network namespaces")
def test_indexing_and_asking_work_where_there_is_no_network_at_all(
    small: Path, tmp_path: Path, environment: dict[str, Path]
) -> None:
    """Native code (Chroma, onnxruntime) is seen here too: the kernel counts every packet that found no way out."""
    work = commands(small, tmp_path / "index", environment)
    control = "\nimport socket; socket.socket().connect_ex(('192.0.2.1', 80))\nnote([before, without_route()])"
    done = run_python(NO_NETWORK + RUN + work + "before = without_route()" + control)
    if done.returncode == NOT_ALLOWED:
        pytest.skip("this machine does not let a process make a network namespace")
    before, after_one_attempt = noted(done)
    assert before == 0
    assert after_one_attempt >= 1
    assert '"status": "answered"' in done.stdout


def test_the_runtime_of_the_model_keeps_no_file_about_its_use(tmp_path: Path) -> None:
    """Reports go out seconds later, if at all; the file in which they wait would be there at once. ``CI`` would hush them."""
    code = (
        "import os; [os.environ.pop(n, 0) for n in ('CI', 'TF_BUILD')]; from lessons.embedding import MiniLm; MiniLm()"
    )
    done = run_python(code, home=tmp_path, xdg_cache_home=tmp_path / "cache", tmpdir=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.iterdir())


def test_asking_loads_neither_the_index_builder_nor_any_heavy_package(environment: dict[str, Path]) -> None:
    shared = {name.upper(): str(value) for name, value in environment.items()}
    ask = f"run({shared!r}, 'ask', 'What got in the way of joint working?', '--json')"
    done = run_python(f"{RUN}\n{ask}\nnote(sorted(sys.modules))")
    loaded = {name.partition(".")[0] for name in noted(done)}
    assert loaded.isdisjoint(HEAVY), loaded & set(HEAVY)
    assert "lessons.build" not in noted(done)
    assert {"numpy", "bm25s", "onnxruntime"} <= loaded


def test_a_command_that_only_reads_starts_without_loading_numpy(environment: dict[str, Path]) -> None:
    """So it starts at once, and one that answers can still say how many threads numpy may take."""
    shared = {name.upper(): str(value) for name, value in environment.items()}
    done = run_python(
        f"{RUN}\nrun({shared!r}, 'source', 'published')\nnote([sorted(sys.modules), os.environ['OPENBLAS_NUM_THREADS']])"
    )
    loaded, threads = noted(done)
    assert not {"numpy", "bm25s", "onnxruntime"} & set(loaded)
    assert threads == "1"


def test_telemetry_of_chroma_is_off_in_every_client_that_is_opened(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import chromadb

    opened: list[tuple[bool, bool]] = []
    open_client = chromadb.PersistentClient

    def watched(path: str, settings: Any, **more: Any) -> Any:
        opened.append((settings.anonymized_telemetry, Path(path).is_relative_to(tmp_path)))
        return open_client(path, settings, **more)

    monkeypatch.setenv("ANONYMIZED_TELEMETRY", "True")  # the environment cannot turn it on
    monkeypatch.setattr(chromadb, "PersistentClient", watched)
    refresh_index(load_settings(corpus_dir=small, index_dir=tmp_path / "index"))
    assert opened
    assert set(opened) == {(False, True)}


def test_the_page_sends_no_usage_statistics_and_listens_on_this_machine_only() -> None:
    config = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["address"] == "127.0.0.1"


def test_the_default_settings_name_nothing_outside(shared: Settings) -> None:
    assert (shared.embedding, shared.embedding_url, shared.engine) == ("minilm", "", "extractive")
