"""What a peer can do to whoever talks to it: shared by the broken Redis and by the servers that stand in for web services.

A peer is a connected socket, plain or TLS. What is sent is meant to be refused, or waited for no longer than the deadline.
"""
import os
import socket
import struct
import time

FOREVER = 600  # seconds; every deadline of soak is shorter


def discard(peer):
    while peer.recv(65536):
        pass


def hang(peer):
    discard(peer)
    time.sleep(FOREVER)


def drip(peer, text):
    for i in range(len(text)):
        peer.sendall(text[i:i + 1])
        time.sleep(1)


def flood(peer, head, part):
    peer.sendall(head)
    while True:
        peer.sendall(part)


def half_close(peer):
    peer.shutdown(socket.SHUT_WR)
    discard(peer)


def reset(peer):
    """Cuts the connection without the goodbye of TLS or TCP."""
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(peer.detach())


GARBAGE = b"\x00\xff\x1b[2Jhello there\r\n"

HEAD = b"HTTP/1.1 200 OK\r\n"
HTTP_ANSWERS = {
    "garbage": GARBAGE,
    "redis": b"-ERR unknown command 'POST'\r\n",
    "torn-head": HEAD + b"Content-Len",
    "torn-body": HEAD + b"Content-Length: 20\r\n\r\nok",
    "no-length": HEAD + b"\r\nok",
    "two-lengths": HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nok",
    "negative-length": HEAD + b"Content-Length: -1\r\n\r\nok",
    "bad-chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n0\r\n\r\n",
    "wide-chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nok",
    "redirect": b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
    "not-modified": b"HTTP/1.1 304 Not Modified\r\n\r\n",
    "escape": b"HTTP/1.1 500 \x1b[31mred\r\nContent-Length: 8\r\n\r\n\x1b[2J\xff\xfe\x00!",
    "long-line": HEAD + b"X: " + b"x" * (1 << 20) + b"\r\n\r\n",
    "deep": HEAD + b"Content-Length: 60000\r\n\r\n" + b"[" * 60000,
    "status": b"HTTP/1.1 99999999999999999999 OK\r\n\r\n",
}
HTTP_WITHOUT_END = {
    "endless": lambda peer: flood(peer, HEAD + b"Content-Length: 1000000000000000\r\n\r\n", b"x" * (1 << 16)),
    "chunks": lambda peer: flood(peer, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
    "headers": lambda peer: flood(peer, HEAD, b"X: y\r\n"),
    "continue": lambda peer: flood(peer, b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "drip": lambda peer: drip(peer, HEAD + b"X: " + b"x" * FOREVER),
    "hang": hang,
    "half-close": half_close,
    "reset": reset,
}


def http(peer, mode):
    """Answers one request in a way that no HTTP client must take for an answer."""
    if mode in HTTP_WITHOUT_END:
        HTTP_WITHOUT_END[mode](peer)
    else:
        peer.sendall(HTTP_ANSWERS[mode])
