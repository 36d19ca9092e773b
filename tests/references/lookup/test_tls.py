"""The way over https: certificates are checked by the name that was asked for, and the deadline holds there too."""

import shutil
import socket
import ssl
import subprocess
import threading
from contextlib import suppress

import pytest

from references.lookup import Unavailable, client, guard
from tests.builders import NOW

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("openssl"), reason="certificates are made with openssl"),
]
NAME = "catalogue.test"


def openssl(*arguments, folder):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A folder with the certificate of an authority of our own, and one for NAME that it signed."""
    folder = tmp_path_factory.mktemp("authority")
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "3650"]
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Tests", folder=folder)
    (folder / "san").write_text(f"subjectAltName=DNS:{NAME}")
    key = key[:-2]
    openssl("req", *key, "-keyout", "its.key", "-out", "its.csr", "-subj", f"/CN={NAME}", folder=folder)
    signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "3650", "-extfile", "san"]
    openssl("x509", "-req", "-in", "its.csr", "-out", "its.pem", *signed, folder=folder)
    return folder


@pytest.fixture
def trust(monkeypatch, authority):
    """Trust our authority as a site behind one of its own would: by SSL_CERT_FILE."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority / "ca.pem"))
    guard.tls.cache_clear()
    yield
    guard.tls.cache_clear()


@pytest.fixture
def server(catalogues, authority, monkeypatch, settings):
    """ask(name): the reply of a server on this machine that has NAME's certificate; server.answer is what it sends."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "its.pem", authority / "its.key")
    listening = socket.create_server(("127.0.0.1", 0))
    port, over, own_lookup = listening.getsockname()[1], threading.Event(), socket.getaddrinfo

    def serve():
        while True:
            try:
                plain, _ = listening.accept()
            except OSError:
                return
            with suppress(OSError), context.wrap_socket(plain, server_side=True) as stream:
                stream.recv(10_000)
                stream.sendall(ask.answer)
                while ask.drips and not over.wait(0.02):
                    stream.sendall(b" ")

    def getaddrinfo(host, *args, **kwargs):
        return own_lookup("127.0.0.1" if host.endswith(".test") else host, *args, **kwargs)

    def ask(name=NAME, **how):
        settings.FETCH_ALLOWS = {f"{name}:{port}"}
        return client.get(f"https://{name}:{port}/", now=NOW, deadline=0.5, **how)

    ask.answer, ask.drips = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nmagnesium", False
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield ask
    over.set()
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(5)


def test_a_host_with_the_certificate_of_its_name_is_read(server, trust):
    assert server().body == b"magnesium"


def test_a_certificate_of_another_name_is_refused(server, trust):
    with pytest.raises(Unavailable, match="could not be reached"):
        server("other.test")


def test_an_authority_that_nobody_trusts_is_refused(server):
    guard.tls.cache_clear()
    with pytest.raises(Unavailable, match="could not be reached"):
        server()


def test_nothing_outlives_its_deadline_over_https_either(server, trust):
    server.answer, server.drips = b"HTTP/1.1 200 OK\r\n\r\n", True
    with pytest.raises(Unavailable, match="did not answer in time"):
        server()
