"""What comes through sockets and is no request of the API's."""

import zlib
from collections.abc import Mapping
from typing import Final

from .asking import Asking

_WHOLE: Final = Asking("hello").written()
_CHUNKED: Final = b"POST /v1/messages HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n"
_POST: Final = b"POST /scenario/hello/v1/messages HTTP/1.1\r\nhost: localhost\r\n"
_TLS_EXTENSIONS: Final = b"\x00\x00\x00\x0e\x00\x0c\x00\x00\x09localhost\x00\x0a\x00\x04\x00\x02\x00\x1d"
_CLIENT_HELLO: Final = (
    b"\x16\x03\x01\x00\x47\x01\x00\x00\x43\x03\x03" + bytes(range(32)) + b"\x00\x00\x02\x13\x01\x01\x00\x00\x18"
) + _TLS_EXTENSIONS

GARBAGE: Final[Mapping[str, bytes]] = {
    "TLS": _CLIENT_HELLO,
    "HTTP/0.9": b"GET /v1/messages\r\n",
    "HTTP/1.0 without a host": b"GET /v1/messages HTTP/1.0\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00",
    "HTTP/9.9": b"GET / HTTP/9.9\r\n\r\n",
    "empty lines": b"\r\n" * 500,
    "zeros": bytes(4096),
    "a method nobody knows": b"FETCH /v1/messages HTTP/1.1\r\nhost: localhost\r\n\r\n",
    "CONNECT": b"CONNECT localhost:443 HTTP/1.1\r\nhost: localhost\r\n\r\n",
    "a websocket": b"GET /v1/messages HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
    b"sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    "an upgrade to HTTP/2": _POST
    + b"connection: upgrade, http2-settings\r\nupgrade: h2c\r\ncontent-length: 2\r\n\r\n{}",
    "a URL that is none": b"POST http://[::1/v1/messages HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n",
    "a path that is no text": b"POST /scenario/%ff%fe%00/v1/messages HTTP/1.1\r\nhost: localhost\r\n\r\n",
    "a path beyond ASCII": b"POST /scenario/\xc3\xa9/v1/messages HTTP/1.1\r\nhost: localhost\r\n\r\n",
    "a very long path": b"POST /" + b"x" * 60_000 + b" HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n",
    "a head without end": b"POST /v1/messages HTTP/1.1\r\n" + b"x-more: and more\r\n" * 10_000,
    "a header without end": b"POST /v1/messages HTTP/1.1\r\nx-more: " + b"x" * 200_000,
    "a thousand headers": _POST + b"x-more: y\r\n" * 1_000 + b"content-length: 0\r\n\r\n",
    "a header that is no text": _POST + b"x-api-key: \xff\xfe\r\nanthropic-version: \x80\r\ncontent-length: 0\r\n\r\n",
    "a header without a colon": _POST + b"nonsense\r\n\r\n",
    "NUL in a header": _POST + b"x-api-key: a\x00b\r\n\r\n",
    "a folded header": _POST + b"x-api-key: a\r\n b\r\ncontent-length: 0\r\n\r\n",
    "a length that is no number": _POST + b"content-length: many\r\n\r\n{}",
    "a negative length": _POST + b"content-length: -1\r\n\r\n{}",
    "an enormous length": _POST + b"content-length: 99999999999999999999999\r\n\r\n{}",
    "two lengths": _POST + b"content-length: 2\r\ncontent-length: 3\r\n\r\n{}",
    "a length and chunks": _CHUNKED + b"content-length: 5\r\n\r\n0\r\n\r\n",
    "a length too short": Asking("hello", headers={"content-length": "20"}).written(),
    "a length too long": Asking("hello", headers={"content-length": "2000"}).written(),
    "a body beyond the limit": _POST + b"content-length: 40000000\r\n\r\n" + b"x" * 100_000,
    "a chunk without a size": _CHUNKED + b"\r\nzz\r\n{}\r\n0\r\n\r\n",
    "a chunk that is longer than it says": _CHUNKED + b"\r\n1\r\n{}\r\n0\r\n\r\n",
    "a chunk without end": _CHUNKED + b"\r\nfffff\r\n" + b"x" * 1_000,
    "a chunk with a size beyond all": _CHUNKED + b"\r\nffffffffffffffffff\r\n{}",
    "a coding nobody knows": _POST + b"transfer-encoding: snail\r\n\r\n{}",
    "nesting without end": Asking("hello", b"[" * 100_000).written(),
    "a body that is no text": Asking("hello", bytes(range(256)) * 4).written(),
    "a body of another kind": Asking("hello", b"[1, null, {}]").written(),
    "a compressed body": Asking("hello", zlib.compress(_WHOLE), {"content-encoding": "deflate"}).written(),
    "a surrogate": Asking("hello", b'{"model": "\\ud800", "max_tokens": 1, "messages": []}').written(),
    "a fault that is none": Asking("hello", headers={"x-understudy-fault": "explode@dawn"}).written(),
    "a second request that is none": _WHOLE + b"\x00\x01\x02 nonsense\r\n\r\n",
    "an expectation without a body": Asking("hello", b"", {"expect": "100-continue", "content-length": "50"}).written(),
}
