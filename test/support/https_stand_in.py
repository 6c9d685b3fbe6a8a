"""What the HTTPS servers that stand in for Telegram, Slack and GitHub share: certificate, port, threads, behaviour."""
import fcntl
import http.server
import os
import ssl
import subprocess
import time

import hostile


def append(base, name, line):
    with open(os.path.join(base, name), "a", encoding="utf-8") as file:
        file.write(line + "\n")


def behaviour(base, name):
    """The words of the file's first line, which is taken away if more follow; "ok" without a file."""
    try:
        with open(os.path.join(base, name), "r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            lines = file.read().splitlines()
            if len(lines) > 1:
                file.seek(0)
                file.truncate()
                file.write("\n".join(lines[1:]) + "\n")
            return lines[0].split() if lines else ["ok"]
    except FileNotFoundError:
        return ["ok"]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, headers=()):
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def misbehaves(self, how):
        """True if the words name what all of these servers can do instead of an answer, which is done then:

        hang          not answer
        hostile MODE  answer as no web service does (hostile.py has the modes)
        """
        if how[0] == "hang":
            time.sleep(60)
        elif how[0] == "hostile":
            hostile.http(self.connection, how[1])
        else:
            return False
        self.close_connection = True
        return True


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, base, context, handler):
        super().__init__(("127.0.0.1", 0), handler)
        self.context = context
        self.served = os.path.join(base, "served")
        os.mkdir(self.served)

    def process_request(self, request, client_address):
        with open(os.path.join(self.served, str(client_address[1])), "w", encoding="utf-8"):
            pass
        super().process_request(request, client_address)

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            os.unlink(os.path.join(self.served, str(client_address[1])))

    def finish_request(self, request, client_address):
        # The handshake happens here, on the request's own thread: a client that is killed in it holds up nobody.
        request.settimeout(30)
        super().finish_request(self.context.wrap_socket(request, server_side=True), client_address)

    def handle_error(self, *_):
        pass


def serve(base, handler):
    """Makes the certificate base/ca.pem, writes base/port once it listens, and serves for ever. base/served has a file for
    each connection: when it is empty, nothing of a client that was killed is under way any more."""
    key, certificate = os.path.join(base, "key.pem"), os.path.join(base, "ca.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
                   check=True, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = Server(base, context, handler)
    with open(os.path.join(base, "port.new"), "w", encoding="utf-8") as file:
        file.write(str(server.server_address[1]))
    os.rename(os.path.join(base, "port.new"), os.path.join(base, "port"))
    server.serve_forever()
