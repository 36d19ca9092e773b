"""CPU time of one process per request: python -m benchmarks.cpu site|floor /path/ requests [cookie]

Calls the WSGI application directly, without sockets, so that only Django's own work is counted. Prints milliseconds.
"""

import os
import sys
import time
from io import BytesIO


def application(name):
    if name == "floor":
        from spinehealth import settings

        from . import floor

        return floor.application(settings.DATABASES["default"])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spinehealth.settings")
    from spinehealth.wsgi import application as site

    return site


def call(app, path, cookie=""):
    """The body of one GET; raises if it is not 200."""
    said = []
    address, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": cookie,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.version": (1, 0),
    }
    response = app(environ, lambda status, headers, exc=None: said.append(status))
    body = b"".join(response)
    response.close()
    if not said[0].startswith("200"):
        raise SystemExit(f"{path}: {said[0]}")
    return body


def main(name, path, requests, cookie=""):
    app = application(name)
    for _ in range(20):
        call(app, path, cookie)
    start = time.process_time()
    for _ in range(int(requests)):
        call(app, path, cookie)
    print((time.process_time() - start) * 1000 / int(requests))


if __name__ == "__main__":
    main(*sys.argv[1:])
