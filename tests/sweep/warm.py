"""A Python that has imported the SDK already: it takes two seconds, and a sweep runs its client over and over.

`warm.py PATH MODULE` listens on a socket and says so; `warm.py PATH` runs the program in its standard place there, in a
fork with this environment and these streams, and ends with its exit code. The program is in the file PATH.py.
"""

import importlib
import json
import os
import signal
import socket
import sys
import traceback
from pathlib import Path


def serve(path: str, module: str) -> None:
    importlib.import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    program = compile(Path(f"{path}.py").read_text(), "ask.py", "exec")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen(16)
        print("ready", flush=True)
        while True:
            asking, _ = listening.accept()
            environment, streams, _, _ = socket.recv_fds(asking, 1_000_000, 2)
            if os.fork():
                asking.close()
                for stream in streams:
                    os.close(stream)
                continue
            os.dup2(streams[0], 1)
            os.dup2(streams[1], 2)
            os.environ.update(json.loads(environment))
            code = 0
            try:
                exec(program, {"__name__": "__main__"})
            except Exception:
                traceback.print_exc()
                code = 1
            sys.stdout.flush()
            sys.stderr.flush()
            asking.send(bytes([code]))
            os._exit(code)


def ask(path: str) -> int:
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(path)
        socket.send_fds(asking, [json.dumps(dict(os.environ)).encode()], [1, 2])
        return asking.recv(1)[0]


if len(sys.argv) > 2:
    serve(*sys.argv[1:])
else:
    sys.exit(ask(sys.argv[1]))
