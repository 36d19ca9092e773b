"""A local server that answers like the catalogues do, and misbehaves when told to.

The fixture `catalogues` points settings.CATALOGUES at it. Put records in, look what was asked:

    catalogues.crossref["10.1000/x"] = {"title": ["Magnesium and cramps"]}      a Crossref message; the rest is filled in
    catalogues.datacite["10.5281/z"] = {"titles": [{"title": "Data"}]}          attributes
    catalogues.doi["10.1000/x"] = {"title": "…", "URL": "https://…"}            CSL-JSON by content negotiation; handle
    catalogues.pubmed["32956536"] = {"title": "…", "doi": "10.1000/x"}          see catalogue_shapes.pubmed_article; or XML
    catalogues.europepmc["32956536"] = {"pmid": "32956536", "title": "…"}       a result; the key is only a name
    catalogues.openlibrary["9780306406157"] = {"title": "…"}
    catalogues.unpaywall["10.1000/x"] = {"best_oa_location": {"url": "https://…"}}
    catalogues.pmc_ids["PMC8094171"] = "32956536"                               PMCID to PMID
    catalogues.wayback["https://example.org/"] = "20260102030405"               time of the last capture
    address = catalogues.page("/paper", "<html>…")                              a plain web page

    catalogues.misbehave("crossref", "limited", retry_after=120)                until mend(); times=1: once
    catalogues.asked("crossref")                                                the requests so far, oldest first

How it can misbehave: missing (404 as plain text), limited (429), broken (500), busy (503), garbage, error-inside (200
with an error in it), empty, drip (a body that never ends), drip-head, silent, cut (a body that is too short), hang-up,
huge (50 MB), bomb (50 MB of gzip), none-known (archive.org only: no copy), inward (redirect to a private address), loop,
or any status as a number.
"""

import gzip
import hashlib
import json
import threading
from collections import namedtuple
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests import catalogue_shapes as shapes

SERVICES = (
    "crossref",
    "doi",
    "datacite",
    "pubmed",
    "europepmc",
    "openlibrary",
    "unpaywall",
    "pmc_ids",
    "wayback",
    "archive",
)
JSON = "application/json"
CSL = "application/vnd.citationstyles.csl+json"
Asked = namedtuple("Asked", "service method path query headers body")
Page = namedtuple("Page", "status content_type body headers")
Fault = namedtuple("Fault", "how on retry_after times")


class Records(dict):
    """Records by identifier; DOIs are compared without regard to case, and given back as they were spelled here."""

    def __init__(self):
        super().__init__()
        self.spelled = {}

    def __setitem__(self, key, record):
        self.spelled[key.lower()] = key
        super().__setitem__(key.lower(), record)

    def __getitem__(self, key):
        return super().__getitem__(key.lower())

    def __contains__(self, key):
        return super().__contains__(key.lower())


class Catalogues:
    """What a test puts in, and what was asked. `address` is the server's; `base` the addresses for settings.CATALOGUES."""

    def __init__(self, address, neighbour):
        self.address, self.neighbour = address, neighbour
        self.base = {name: f"{address}/{name}" for name in SERVICES}
        self.clear()

    def clear(self):
        for name in SERVICES[:-1]:
            setattr(self, name, Records())
        self.pages, self.faults, self.requests, self.saved = {}, {}, [], {}
        self.capture = "<title>A page about magnesium</title>"  # what each capture in the archive shows
        # what a search for a DOI that PubMed does not know falls back to: other papers
        self.pubmed_guesses = []
        self.over = threading.Event()

    def asked(self, service):
        return [request for request in self.requests if request.service == service]

    def misbehave(self, service, how, *, on="", retry_after=None, times=None):
        """`service` (or "pages") answers like this where its path or query has `on`; `times`: only so often."""
        self.faults.setdefault(service, []).append(Fault(how, on.lower(), retry_after, [times]))

    def mend(self):
        self.faults.clear()

    def page(self, path, body, *, status=200, content_type="text/html; charset=utf-8", headers=()):
        """The address of a page with this body (text or bytes)."""
        body = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = Page(status, content_type, body, dict(headers))
        return f"{self.address}/pages{path}"

    def redirect(self, path, to, *, status=302):
        return self.page(path, "", status=status, headers={"Location": to})

    def fault_for(self, asked):
        where = unquote(f"{asked.path}?{asked.query} {asked.body.decode(errors='replace')}").lower()
        for fault in self.faults.get(asked.service, []):
            if fault.on in where and fault.times[0] != 0:
                if fault.times[0]:
                    fault.times[0] -= 1
                return fault
        return None


@pytest.fixture(scope="session")
def _catalogue_server():
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), handler) for handler in (Handler, Neighbour)]
    for server in servers:
        server.daemon_threads, server.block_on_close = True, False
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    main, neighbour = servers
    neighbour.requests = 0
    main.catalogues = Catalogues(f"http://127.0.0.1:{main.server_port}", neighbour)
    yield main.catalogues
    main.catalogues.over.set()
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def catalogues(_catalogue_server, settings):
    """All catalogues of the world, on this machine, empty and in good health."""
    from references.lookup import hosts

    _catalogue_server.clear()
    host = _catalogue_server.address.removeprefix("http://")
    settings.CATALOGUES = dict(_catalogue_server.base)
    settings.FETCH_ALLOWS = {host}
    settings.LOOKUP_MAILTO = "library@spinehealth.example"
    settings.LOOKUP_BACK_OFF = 0
    settings.LOOKUP_DEADLINE = 1.5
    hosts.forget()
    yield _catalogue_server
    _catalogue_server.over.set()
    hosts.forget()


class Quiet(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def handle(self):
        # whoever asked has gone away, as is his right
        with suppress(ConnectionError, TimeoutError):
            super().handle()


class Neighbour(Quiet):
    """Another server on this machine, which nobody outside may reach: counts who got through."""

    def do_GET(self):
        self.server.requests += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"private")


class Handler(Quiet):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer()

    def do_HEAD(self):
        self.answer()

    def do_POST(self):
        self.answer()

    @property
    def catalogues(self):
        return self.server.catalogues

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        address = urlsplit(self.path)
        service, _, path = address.path.lstrip("/").partition("/")
        self.asked = Asked(
            service, self.command, f"/{path}", address.query, dict(self.headers), self.rfile.read(length)
        )
        self.catalogues.requests.append(self.asked)
        if fault := self.catalogues.fault_for(self.asked):
            return self.misbehave(fault)
        form = parse_qs(address.query) | parse_qs(self.asked.body.decode(errors="replace"))
        query = {name: values[-1] for name, values in form.items()}
        return getattr(self, f"answer_{service}", self.answer_unknown)(path, query)

    # ---- the services

    def answer_unknown(self, path, query):
        self.send(404, "text/plain", b"Not found")

    def answer_crossref(self, path, query):
        records = self.catalogues.crossref
        _, _, doi = path.partition("/")
        if not doi:
            return self.send_json(shapes.crossref_list(records, query))
        doi, _, rest = unquote(doi).partition("/transform/")
        if doi.endswith("/agency"):
            return self.agency(doi.removesuffix("/agency"))
        if doi not in records:
            return self.send(404, "text/plain", b"Resource not found.")
        message = shapes.crossref_message(records.spelled[doi.lower()], records[doi])
        if rest:
            return self.send_json(shapes.crossref_csl(message), content_type=CSL)
        return self.send_json({"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": message})

    def agency(self, doi):
        for agency in ("crossref", "datacite"):
            if doi in getattr(self.catalogues, agency):
                about = {"DOI": doi, "agency": {"id": agency, "label": agency.capitalize()}}
                return self.send_json({"status": "ok", "message-type": "work-agency", "message": about})
        return self.send(404, "text/plain", b"Resource not found.")

    def answer_doi(self, path, query):
        here = self.catalogues
        doi = unquote(path)
        if doi.startswith("api/handles/"):
            return self.handle_of(doi.removeprefix("api/handles/"))
        if CSL in self.asked.headers.get("Accept", ""):
            if doi in here.doi:
                return self.send_json({"DOI": doi, **here.doi[doi]}, content_type=CSL)
            if doi in here.crossref:
                return self.send_to(f"{here.base['crossref']}/works/{path}/transform/{CSL}")
        elif address := self.landing(doi):
            return self.send_to(address)
        return self.send(404, "text/html", b"<h1>DOI Not Found</h1>")

    def landing(self, doi):
        here = self.catalogues
        if doi in here.doi:
            return here.doi[doi].get("URL", "https://publisher.example/")
        return "https://publisher.example/" if doi in here.crossref or doi in here.datacite else ""

    def handle_of(self, doi):
        if address := self.landing(doi):
            values = [{"index": 1, "type": "URL", "data": {"format": "string", "value": address}, "ttl": 86400}]
            return self.send_json({"responseCode": 1, "handle": doi, "values": values})
        return self.send_json({"responseCode": 100, "handle": doi}, status=404)

    def answer_datacite(self, path, query):
        doi = unquote(path.removeprefix("dois/"))
        if doi not in self.catalogues.datacite:
            missing = {"status": "404", "title": "The resource you are looking for doesn't exist."}
            return self.send_json({"errors": [missing]}, status=404)
        return self.send_json(shapes.datacite_record(doi, self.catalogues.datacite[doi]))

    def answer_pubmed(self, path, query):
        here = self.catalogues
        if path == "efetch.fcgi":
            asked = [pmid for pmid in query.get("id", "").split(",") if pmid]
            return self.send(200, "text/xml; charset=UTF-8", shapes.pubmed_set(here.pubmed, asked))
        if path == "esearch.fcgi":
            return self.send_json(shapes.pubmed_search(here.pubmed, query.get("term", ""), here.pubmed_guesses))
        return self.answer_unknown(path, query)

    def answer_europepmc(self, path, query):
        return self.send_json(shapes.europepmc_answer(self.catalogues.europepmc.values(), query.get("query", "")))

    def answer_openlibrary(self, path, query):
        records = self.catalogues.openlibrary
        keys = [key for key in query.get("bibkeys", "").split(",") if key.removeprefix("ISBN:") in records]
        return self.send_json({key: records[key.removeprefix("ISBN:")] for key in keys})

    def answer_unpaywall(self, path, query):
        doi = unquote(path)
        if "@" not in query.get("email", "") or query["email"].endswith("@example.com"):
            wrong = {"HTTP_status_code": 422, "error": True, "message": "Please use your own email address."}
            return self.send_json(wrong, status=422)
        if doi not in self.catalogues.unpaywall:
            missing = {"HTTP_status_code": 404, "error": True, "message": f"'{doi}' isn't in Unpaywall."}
            return self.send_json(missing, status=404)
        return self.send_json({"doi": doi, **self.catalogues.unpaywall[doi]})

    def answer_pmc_ids(self, path, query):
        asked = query.get("ids", "")
        if asked not in self.catalogues.pmc_ids:
            miss = {"requested-id": asked, "status": "error", "errmsg": "Identifier not found in PMC"}
            return self.send_json({"status": "ok", "records": [miss]})
        pmid = self.catalogues.pmc_ids[asked]
        found = {"pmcid": asked, "requested-id": asked} | ({"pmid": int(pmid)} if pmid else {})
        return self.send_json({"status": "ok", "records": [found]})

    def answer_wayback(self, path, query):
        """archive.org: is there a copy?"""
        return self.send_json(shapes.wayback_available(query.get("url", ""), self.catalogues.wayback))

    def answer_archive(self, path, query):
        """web.archive.org: save a page, ask how that went, list the captures, show one."""
        here = self.catalogues
        if path == "save" and self.command == "POST":
            if not self.headers.get("Authorization", "").startswith("LOW "):
                return self.send_json({"message": "You need to be logged in to use Save Page Now."}, status=401)
            job = f"spn2-{len(here.saved) + 1}"
            here.saved[job] = query.get("url", "")
            return self.send_json({"url": here.saved[job], "job_id": job})
        if path == "save/status/user":
            limits = {"available": 8, "daily_captures": 3, "daily_captures_limit": 10000, "processing": 0}
            return self.send_json(limits)
        if path.startswith("save/status/"):
            return self.send_json(shapes.wayback_job(path.removeprefix("save/status/"), here.saved))
        if path == "cdx/search/cdx":
            return self.send_json(shapes.wayback_captures(query.get("url", ""), here.wayback))
        if path.startswith("web/"):
            return self.send(200, "text/html", here.capture.encode())
        return self.answer_unknown(path, query)

    def answer_pages(self, path, query):
        page = self.catalogues.pages.get(f"/{path}")
        if not page:
            return self.send(404, "text/html", b"<title>Not found</title>")
        return self.send(page.status, page.content_type, page.body, headers=page.headers)

    # ---- sending

    def send_json(self, data, *, status=200, content_type=JSON):
        self.send(status, content_type, json.dumps(data).encode())

    def send_to(self, address):
        self.send(302, "text/html", b"", headers={"Location": address})

    def send(self, status, content_type, body, *, headers=()):
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if status == 200 and self.headers.get("If-None-Match") == etag:
            status, body = 304, b""
        self.send_response(status)
        for name, value in {"Content-Type": content_type, "ETag": etag, **dict(headers)}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    # ---- misbehaving

    def misbehave(self, fault):
        self.close_connection = True
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
        how = {"missing": 404, "limited": 429, "broken": 500, "busy": 503}.get(fault.how, fault.how)
        if isinstance(how, int):
            body = b"Resource not found." if how == 404 else b"<html>Sorry</html>"
            return self.send(how, "text/plain", body, headers=headers)
        return getattr(self, "misbehave_" + how.replace("-", "_"))()

    def misbehave_garbage(self):
        self.send(200, JSON, b'\xff\xfe<html>{"message": {"title": \x00 [[[')

    def misbehave_none_known(self):
        """archive.org says now and then that it has no copy, and it has one."""
        self.send_json({"url": "", "archived_snapshots": {}})

    def misbehave_empty(self):
        self.send(200, JSON, b"")

    def misbehave_error_inside(self):
        content_type, body = shapes.ERRORS_INSIDE.get(self.asked.service, shapes.ERRORS_INSIDE["crossref"])
        self.send(200, content_type, body)

    def misbehave_drip(self):
        self.start({"Content-Type": JSON})
        self.drip()

    def misbehave_drip_head(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drip()

    def misbehave_silent(self):
        self.catalogues.over.wait(30)

    def drip(self):
        over = self.catalogues.over
        while not over.wait(0.05):
            self.wfile.write(b" ")
            self.wfile.flush()

    def misbehave_cut(self):
        self.start({"Content-Type": JSON, "Content-Length": "1000"})
        self.wfile.write(b'{"message": {')

    def misbehave_hang_up(self):
        pass

    def misbehave_huge(self):
        self.start({"Content-Type": JSON})
        for _ in range(50):
            self.wfile.write(b" " * 1_000_000)

    def misbehave_bomb(self):
        self.start({"Content-Type": JSON, "Content-Encoding": "gzip"})
        self.wfile.write(gzip.compress(b" " * 50_000_000, 1))

    def misbehave_inward(self):
        self.send_to(f"http://127.0.0.1:{self.catalogues.neighbour.server_port}/")

    def misbehave_loop(self):
        self.send_to(self.path)

    def start(self, headers):
        self.send_response(200)
        for name, value in {**headers, "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
