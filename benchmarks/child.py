"""Run one function of a module in a process of its own, and say what it took."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
_PROGRAM = """
import importlib, json, resource, sys, time
module, name, arguments = sys.argv[1:]
work = getattr(importlib.import_module(module), name)
answer = work(**json.loads(arguments))
used = resource.getrusage(resource.RUSAGE_SELF)
megabytes = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
if sys.platform == "linux":  # ru_maxrss starts at the peak of the parent, VmHWM at nothing
    status = open("/proc/self/status").read()
    megabytes = int(status.partition("VmHWM:")[2].split()[0]) / 2**10
print("\\n" + json.dumps([answer, used.ru_utime + used.ru_stime, megabytes]))
"""


@dataclass(frozen=True)
class Taken:
    """What a process answered and took: processor seconds of all its threads, and its highest memory."""

    answer: Any
    cpu_seconds: float
    peak_megabytes: float


def in_child(work: Callable[..., Any], **arguments: Any) -> Taken:
    """Call a module-level function, with arguments and an answer that JSON can hold, in a fresh process."""
    command = [sys.executable, "-c", _PROGRAM, work.__module__, work.__name__, json.dumps(arguments, default=str)]
    done = subprocess.run(command, cwd=HERE, stdout=subprocess.PIPE, text=True, check=True)
    return Taken(*json.loads(done.stdout.splitlines()[-1]))
