"""The small model behind llama.cpp's own server, in a process of its own, as people run it: reached over HTTP only."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

MODEL = "SmolLM2-135M-Instruct"
SERVE = """
import sys
import xllamacpp
from lessons.embedding import checked_file
from lessons.engines.embedded import WEIGHTS, WEIGHTS_SHA256

params = xllamacpp.CommonParams()
params.model.path = str(checked_file(*WEIGHTS, WEIGHTS_SHA256))
params.n_ctx = 4096  # the longest prompt of the endpoint engine and its reply
params.n_parallel = 1
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 2
params.port = 0
params.offline = True
params.ui = False
params.warmup = False
params.verbosity = -1
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()  # until whoever started it is done
"""


@contextmanager
def serving() -> Iterator[str]:
    """Serve on a free port of this computer; gives the address up to and with its ``/v1``."""
    command = [sys.executable, "-c", SERVE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        try:
            address = process.stdout.readline().strip()
            assert address.startswith("http"), "llama.cpp did not start"
            yield f"{address}/v1"
        finally:
            process.stdin.close()
            process.wait(30)
