#!/usr/bin/env python3
"""A peer that is no good Redis: prints its port, then misbehaves as told on every connection.

  broken_redis.py MODE [UPSTREAM_PORT [BYTES]]

hang         accepts and says nothing            drip      answers one byte a second
half_close   ends its side at once, reads on     garbage   answers what is not the protocol
http         answers as a web server             huge      announces a string of 10^15 bytes
wide         announces an array of 2^31 - 1      deep      announces arrays in arrays without end
flood        sends without end, reads nothing    deaf      never reads, never answers, small buffers
refuse       "-ERR max number of clients reached", then the end
backlog      does not even accept                moved     redirects every command to itself for ever
sentinel     answers every question with the address of UPSTREAM_PORT
quote        refuses every command and repeats its last argument in the form that the next argument names
nil          answers as a Redis that carries no transaction out     endless   answers 512 MB to each command
stall        passes BYTES of the answer from UPSTREAM_PORT on, then nothing more
cut          passes BYTES of the request to UPSTREAM_PORT on, then cuts both sides
hold         passes BYTES of the request to UPSTREAM_PORT on, then nothing more until that ends
"""
import json
import os
import socket
import sys
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import hostile  # noqa: E402
from hostile import discard  # noqa: E402

mode = sys.argv[1]
form = sys.argv[2] if len(sys.argv) > 2 else ""
upstream = int(form) if form.isdigit() else 0
limit = int(sys.argv[3]) if len(sys.argv) > 3 else 0


def pump(source, target, most, at_end):
    passed = 0
    try:
        while passed < most:
            data = source.recv(min(65536, most - passed))
            if not data:
                break
            target.sendall(data)
            passed += len(data)
    except OSError:
        pass
    at_end()


def proxy(peer, request_limit, answer_limit, at_end):
    server = socket.create_connection(("127.0.0.1", upstream))
    threading.Thread(target=pump, args=(server, peer, answer_limit, lambda: at_end(peer, server)), daemon=True).start()
    pump(peer, server, request_limit, lambda: at_end(peer, server))


def cut(peer, server):
    for one in (peer, server):
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def hold(peer):
    server = socket.create_connection(("127.0.0.1", upstream))
    threading.Thread(target=pump, args=(peer, server, limit, lambda: None), daemon=True).start()
    pump(server, peer, 1 << 62, lambda: cut(peer, server))


def say(peer, text):
    peer.recv(1)
    peer.sendall(text)
    discard(peer)


FORMS = {
    "plain": lambda s: "-ERR I do not know " + s, "cut": lambda s: "-ERR I do not know " + s[:9] + "...",
    "tail": lambda s: "-ERR ..." + s[-7:], "args": lambda s: f"-ERR unknown command 'X', with args beginning with: '{s}' ",
    "percent": lambda s: "-ERR " + "".join(f"%{ord(c):02X}" for c in s), "json": lambda s: "-ERR " + json.dumps(s),
    "lower": lambda s: "-ERR " + "".join(f"%{ord(c):02x}" if not c.isalnum() else c for c in s),
    "repr": lambda s: "-ERR " + "".join(f"\\x{ord(c):02x}" for c in s), "upper": lambda s: "-ERR " + s.upper(),
    "word": lambda s: "-" + s, "moved": lambda s: f"-MOVED 1 {s}:1", "broken": lambda s: f"-MOVED {s}",
    "status": lambda s: "+" + s, "bulk": lambda s: f"${len(s)}\r\n{s}", "array": lambda s: f"*1\r\n+{s}",
    "ask": lambda s: f"-ASK 1 {s}:1"}


def commands_of(peer):
    """The commands that arrive, each a list of texts."""
    stream = peer.makefile("rb")
    while line := stream.readline():
        parts = []
        for _ in range(int(line[1:])):
            size = int(stream.readline()[1:])
            parts.append(stream.read(size + 2)[:-2].decode())
        yield parts


def quote(peer):
    """The login is taken, or refused, and the password repeated in every answer."""
    secret = ""
    for command in commands_of(peer):
        if command[0] == "AUTH":
            secret = command[-1]
        peer.sendall((FORMS[form](secret) + "\r\n").encode())


def carry_nothing_out(peer):
    for command in commands_of(peer):
        peer.sendall({"EXEC": b"$-1\r\n", "PING": b"+PONG\r\n", "MULTI": b"+OK\r\n"}.get(command[0], b"+QUEUED\r\n"))


def answer_without_end(peer):
    for command in commands_of(peer):
        if command[0] == "PING":
            peer.sendall(b"+PONG\r\n")
            continue
        peer.sendall(b"$536870912\r\n")
        for _ in range(512):
            peer.sendall(b"x" * (1 << 20))
        peer.sendall(b"\r\n")


def serve(peer):
    try:
        behave(peer)
    except OSError:
        pass


def behave(peer):
    forever = 1 << 62
    if mode == "drip":
        hostile.drip(peer, b"+" + b"x" * hostile.FOREVER)
    elif mode == "half_close":
        hostile.half_close(peer)
    elif mode == "flood":
        hostile.flood(peer, b"", b"$900000000\r\n" + b"x" * (1 << 20))
    elif mode == "hang":
        hostile.hang(peer)
    elif mode == "deaf":
        time.sleep(hostile.FOREVER)
    elif mode == "refuse":
        peer.sendall(b"-ERR max number of clients reached\r\n")
        peer.close()
    elif mode == "moved":
        while data := peer.recv(65536):
            moved = b"-MOVED 1 127.0.0.1:%d\r\n" % listener.getsockname()[1]
            peer.sendall(b"+PONG\r\n" if b"PING" in data else moved * data.count(b"*"))
    elif mode == "sentinel":
        while data := peer.recv(65536):
            peer.sendall(b"*2\r\n$9\r\n127.0.0.1\r\n$%d\r\n%d\r\n" % (len(str(upstream)), upstream) * data.count(b"*"))
    elif mode == "stall":
        proxy(peer, forever, limit, lambda *_: time.sleep(hostile.FOREVER))
    elif mode == "cut":
        proxy(peer, limit, forever, cut)
    elif mode == "hold":
        hold(peer)
    elif mode in ("quote", "nil", "endless"):
        {"quote": quote, "nil": carry_nothing_out, "endless": answer_without_end}[mode](peer)
    else:
        say(peer, {"garbage": hostile.GARBAGE, "http": b"HTTP/1.1 400 Bad Request\r\n\r\n",
                   "huge": b"$1000000000000000\r\n" + b"x" * 4096, "wide": b"*2147483647\r\n",
                   "deep": b"*1\r\n" * 1000}[mode])


listener = socket.socket()
if mode == "deaf":
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
listener.bind(("127.0.0.1", 0))
listener.listen(0 if mode == "backlog" else 100)
fillers = []
if mode == "backlog":
    for _ in range(3):
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(listener.getsockname())
        fillers.append(filler)
    time.sleep(0.2)
print(listener.getsockname()[1], flush=True)
while mode == "backlog":
    time.sleep(hostile.FOREVER)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
