"""Sockets: what a client sees of a performance, and how a server starts and stops."""

import gc
import logging
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.support.performing import Playhouse, Repeating
from tests.support.raw import Exchange, ask, connect, exchange
from understudy.errors import UnderstudyError
from understudy.outlet import Headers, Line
from understudy.performance import Close, Finish, Performance, Reset, Send, Stall
from understudy.playing import Playing
from understudy.server import AddressError, Running, bind, serve

from .fakes import HEAD, SIZED, WRITTEN

BIG = 4_000_000

PERFORMANCES = {
    "/at-once": Performance((HEAD, Send(b"hello"), Finish())),
    "/timed": Performance((HEAD, Send(b"one"), Send(b"two", 0.1), Finish(0.2))),
    "/close": Performance((HEAD, Send(b"hello"), Close())),
    "/close-later": Performance((HEAD, Send(b"hello"), Close(0.05))),
    "/inside": Performance((HEAD, Send(b"hello"), Close(inside_chunk=True))),
    "/reset": Performance((HEAD, Send(b"hello"), Reset())),
    "/reset-later": Performance((HEAD, Send(b"hello"), Reset(0.05))),
    "/nothing": Performance((Close(),)),
    "/stall": Performance((HEAD, Send(b"hello"), Stall())),
    "/plain": Performance((SIZED, Send(b"{}"), Finish())),
    "/ticks": Performance((HEAD, *(Send(b"x", n * 0.002) for n in range(250)), Finish(0.5))),
    "/flood": Performance((HEAD, Send(bytes(10 * BIG)), Finish())),
    "/big": Performance((HEAD, *(Send(bytes([n]) * BIG, n * 0.001) for n in range(10)), Finish(0.01))),
}
HOUSE = Playhouse(PERFORMANCES)


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with serve(HOUSE) as server:
        yield server


def get(running: Running, path: str, patience: float = 5.0) -> Exchange:
    return exchange(running.url + path, b"", {}, patience=patience)


@pytest.mark.parametrize(
    ("path", "body", "ended"),
    [
        ("/at-once", b"hello", "finished"),
        ("/timed", b"onetwo", "finished"),
        ("/close", b"hello", "fin"),
        ("/close-later", b"hello", "fin"),
        ("/reset", b"hello", "reset"),
        ("/reset-later", b"hello", "reset"),
        ("/plain", b"{}", "finished"),
    ],
)
def test_a_client_sees_the_body_and_how_it_ended(running: Running, path: str, body: bytes, ended: str) -> None:
    seen = get(running, path)
    assert (seen.status_line, seen.body, seen.ended) == ("HTTP/1.1 200 OK", body, ended)


def test_a_chunk_can_promise_more_than_comes(running: Running) -> None:
    seen = get(running, "/inside")
    assert (seen.ended, seen.raw[-6:]) == ("fin", b"201\r\n ")


def test_a_connection_can_be_closed_without_a_byte(running: Running) -> None:
    seen = get(running, "/nothing")
    assert (seen.raw, seen.ended) == (b"", "fin")


def test_a_stall_holds_the_connection(running: Running) -> None:
    assert get(running, "/stall", patience=0.3).ended == "open"


def test_timed_steps_arrive_apart(running: Running) -> None:
    seen = get(running, "/timed")
    assert [chunk.data for chunk in seen.chunks] == [b"one", b"two"]
    assert 0.1 <= seen.chunks[1].at < 2


def test_a_connection_is_used_again_after_a_proper_end(running: Running) -> None:
    with connect(running.url) as connection:
        seen = [ask(connection, running.url + path, b"", {}).body for path in ("/at-once", "/timed", "/plain")]
    assert seen == [b"hello", b"onetwo", b"{}"]


def test_requests_sent_together_are_answered_in_turn(running: Running) -> None:
    with connect(running.url) as connection:
        connection.sendall(b"".join(b"GET %b HTTP/1.1\r\nhost: x\r\n\r\n" % path for path in (b"/timed", b"/plain")))
        received = b""
        while not received.endswith(b"{}"):
            received += connection.recv(65536)
    assert received.count(b"HTTP/1.1 200 OK") == 2
    assert received.index(b"0\r\n\r\n") < received.rindex(b"HTTP/1.1")


def test_a_client_of_http_1_0_gets_a_plain_body_and_a_closed_connection(running: Running) -> None:
    with connect(running.url) as connection:
        connection.sendall(b"GET /timed HTTP/1.0\r\nhost: x\r\n\r\n")
        received = b""
        while data := connection.recv(65536):
            received += data
    assert received.endswith(b"\r\n\r\nonetwo")
    assert b"connection: close" in received


def test_a_slow_reader_gets_every_byte_in_its_place(running: Running) -> None:
    with connect(running.url) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        connection.sendall(b"GET /big HTTP/1.1\r\nhost: x\r\n\r\n")
        connection.sendall(b"GET /plain HTTP/1.1\r\nhost: x\r\n\r\n")
        received = bytearray()
        while not received.endswith(b"{}"):
            received += connection.recv(65_536)
    head, big, plain = received.partition(b"0\r\n\r\nHTTP/1.1 200 OK")[0].partition(b"3d0900\r\n")
    assert head == WRITTEN.encode()
    assert big + plain == b"3d0900\r\n" + b"\r\n3d0900\r\n".join(bytes([n]) * BIG for n in range(10)) + b"\r\n"


def playings() -> int:
    """How many there are; nothing that is garbage."""
    gc.collect()
    return sum(type(one) is Playing for one in gc.get_objects())


def test_a_client_that_leaves_frees_everything(running: Running) -> None:
    before = playings()
    with connect(running.url) as connection:
        connection.sendall(b"GET /stall HTTP/1.1\r\nhost: x\r\n\r\n")
        assert connection.recv(100)
        assert playings() > before
    deadline = time.monotonic() + 5
    while playings() > before and time.monotonic() < deadline:
        pass
    assert playings() == before


def test_clients_that_leave_do_not_disturb_the_others(running: Running, caplog: pytest.LogCaptureFixture) -> None:
    with connect(running.url) as staying:
        staying.sendall(b"GET /ticks HTTP/1.1\r\nhost: x\r\n\r\n")
        leaving = [connect(running.url) for _ in range(100)]
        for connection in leaving:
            connection.sendall(b"GET /ticks HTTP/1.1\r\nhost: x\r\n\r\n")
        for connection in leaving:
            assert connection.recv(10)
            connection.close()
        received = b""
        while not received.endswith(b"\r\n0\r\n\r\n"):
            received += staying.recv(65536)
    assert received.count(b"1\r\nx\r\n") == 250
    assert caplog.records == []


@pytest.mark.parametrize("path", ["/plain", "/stall", "/reset", "/close"])
def test_a_client_that_leaves_amid_its_request_is_no_error(
    running: Running, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    with connect(running.url) as connection:
        connection.sendall(b"POST %b HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nhalf" % path.encode())
    assert get(running, "/timed").ended == "finished"
    assert caplog.records == []


def test_a_request_head_without_end_is_cut_off(running: Running) -> None:
    with connect(running.url) as connection, pytest.raises(ConnectionError):
        connection.sendall(b"GET /plain HTTP/1.1\r\nhost: x\r\nendless: " + b"a" * 50_000_000)


@pytest.mark.parametrize("junk", [b"NONSENSE\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00"])
def test_what_is_no_http_gets_a_plain_400(running: Running, junk: bytes) -> None:
    with connect(running.url) as connection:
        connection.sendall(junk)
        assert connection.recv(65536).startswith(b"HTTP/1.1 400 ")


class Broken(Repeating):
    """An exchange that fails at one of its steps."""

    def __init__(self, step: str) -> None:
        super().__init__(PERFORMANCES["/plain"])
        self._step = step

    def begin(self, line: Line) -> None:
        self._fail("/begin")
        super().begin(line)

    def take(self, line: Line, data: bytes) -> None:
        self._fail("/take")
        super().take(line, data)

    def whole(self, line: Line) -> None:
        self._fail("/whole")
        super().whole(line)

    def _fail(self, step: str) -> None:
        if step == self._step:
            raise RuntimeError(step)


class BrokenHouse(Playhouse):
    def exchange(self, line: Line, headers: Headers) -> Repeating | None:
        return Broken(line.path) if line.path in {"/begin", "/take", "/whole"} else super().exchange(line, headers)


@pytest.mark.parametrize("step", ["/begin", "/take", "/whole"])
def test_what_breaks_is_told_in_the_log_and_answered_with_500_and_disturbs_nobody(
    step: str, caplog: pytest.LogCaptureFixture
) -> None:
    with serve(BrokenHouse(PERFORMANCES)) as server:
        broken = exchange(server.url + step, b"body", {}, patience=5.0)
        fine = get(server, "/plain")
    assert (broken.status, broken.ended, fine.status) == (500, "finished", 200)
    assert [record.getMessage() for record in caplog.records] == [f"POST {step} could not be answered"]


def test_the_port_is_known_before_the_first_client_and_early_clients_queue() -> None:
    listener = bind("127.0.0.1", 0)
    try:
        with socket.create_connection(listener.getsockname(), timeout=1):
            pass
    finally:
        listener.close()


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("a" * 64, f"host '{'a' * 64}' is unknown: expected an address such as"),
        ("no-such-host.invalid", "host 'no-such-host.invalid' is unknown: expected an address such as"),
        ("203.0.113.1", "cannot listen on 203.0.113.1 port 0: Cannot assign requested address; choose another"),
    ],
)
def test_an_address_that_cannot_be_is_one_clear_line(host: str, expected: str) -> None:
    with pytest.raises(AddressError) as raised:
        bind(host, 0)
    assert str(raised.value).startswith(expected)
    assert "\n" not in str(raised.value)


def test_a_taken_port_is_one_clear_line(running: Running) -> None:
    with pytest.raises(UnderstudyError, match=rf"cannot listen on 127.0.0.1 port {running.port}: Address already"):
        bind("127.0.0.1", running.port)


def test_a_server_that_stops_does_not_wait_for_a_client_that_does_not_read(caplog: pytest.LogCaptureFixture) -> None:
    def stopping() -> float:
        """How many seconds it takes."""
        with serve(HOUSE) as server:
            connection = connect(server.url)
            connection.sendall(b"GET /flood HTTP/1.1\r\nhost: x\r\n\r\n")
            assert connection.recv(100)
            began = time.monotonic()
        connection.close()
        return time.monotonic() - began

    assert any(stopping() < 0.9 for _ in range(5))  # a busy machine may take its time, a server that waits always does
    assert caplog.records == []


def test_a_server_leaves_the_logging_of_its_process_alone() -> None:
    closed: list[logging.Handler] = []

    class Handler(logging.NullHandler):
        def close(self) -> None:
            closed.append(self)
            super().close()

    handler = Handler()
    with serve(HOUSE):
        assert closed == []
    handler.close()


def test_a_server_that_stops_cuts_open_streams_and_leaves_no_thread_behind() -> None:
    with serve(HOUSE) as server:
        connections = [connect(server.url) for _ in range(3)]
        for connection in connections:
            connection.sendall(b"GET /stall HTTP/1.1\r\nhost: x\r\n\r\n")
            assert connection.recv(100)
        began = time.monotonic()
    assert time.monotonic() - began < 4
    for connection in connections:
        connection.close()
    assert server.url not in {thread.name for thread in threading.enumerate()}


def test_the_command_lets_as_many_clients_in_as_the_system_allows() -> None:
    shell = 'ulimit -S -n 64; exec "$0" -m understudy.cli serve --port 0'
    command = ["sh", "-c", shell, sys.executable]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process, ExitStack() as connections:
        assert process.stdout
        url = process.stdout.readline().split()[-1]
        clients = [connections.enter_context(connect(url)) for _ in range(100)]
        answers = [ask(client, url + "/nowhere", b"", {}).status for client in clients]
        process.terminate()
    assert answers == [404] * 100


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_a_signal_ends_the_command_and_its_open_streams_with_a_clean_log(sent: signal.Signals) -> None:
    command = [sys.executable, "-m", "understudy.cli", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        url = re.fullmatch(r"understudy: listening on (http://127\.0\.0\.1:\d+)\n", process.stdout.readline())
        assert url
        with connect(url[1]) as connection:
            connection.sendall(STALLING)
            assert connection.recv(100)
            began = time.monotonic()
            process.send_signal(sent)
            code = process.wait(timeout=5)
        assert (code, process.stdout.read(), process.stderr.read()) == (0, "", "")
        assert time.monotonic() - began < 4


BODY = b'{"model":"claude-sonnet-4-5","max_tokens":99,"stream":true,"messages":[{"role":"user","content":"Hi"}]}'
STALLING = (
    b"POST /scenario/stall-mid-text/v1/messages HTTP/1.1\r\nhost: x\r\nx-api-key: k\r\n"
    b"anthropic-version: 2023-06-01\r\ncontent-length: %d\r\n\r\n%b" % (len(BODY), BODY)
)
