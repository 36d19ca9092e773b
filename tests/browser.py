"""Fixtures for tests in a real browser. `page` opens addresses of the live server: `page.goto("/articles/")`."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

# a busy machine is not a fault of the site
expect.set_options(timeout=20_000)

DEBIAN_CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # the browser, too, reaches this machine only
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium where it is installed, else Playwright's own."""
    # Playwright's synchronous interface runs an event loop in the thread of the tests, which Django would refuse.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    found = {"executable_path": DEBIAN_CHROMIUM} if DEBIAN_CHROMIUM.exists() else {}
    return {**browser_type_launch_args, **found, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, live_server):
    return {**browser_context_args, "base_url": live_server.url}


@pytest.fixture(scope="session")
def sign_in(live_server):
    """sign_in(page, user): from now on the page belongs to that person."""

    def sign_in(page, user):
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return sign_in


@pytest.fixture(scope="session")
def axe():
    """axe(page): fails with a list of what axe-core finds on the page as it stands; "selector" looks at a part of it."""

    def axe(page, selector=None):
        __tracebackhide__ = True
        found = Axe().run(page, context=selector).response["violations"]
        if found:
            places = [
                f"{fault['id']} ({fault['impact']}): {fault['help']}\n    {node['target']} {node['html'][:200]}"
                for fault in found
                for node in fault["nodes"]
            ]
            pytest.fail("\n  ".join([f"axe finds faults at {page.url}", *places]))

    return axe


_TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.effectiveDirective} blocked ${event.blockedURI} ${event.sample} at ${event.sourceFile}`))
"""


@pytest.fixture(scope="session")
def csp_violations():
    """csp_violations(page): a list that grows with each violation of the policy, console error and uncaught exception.

    Call it before the first page is opened; it covers every page and frame of the page's context.
    """

    def csp_violations(page):
        found = []

        def said(message):
            # a browser looks for an icon where a page names none
            if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
                found.append(f"{message.page and message.page.url}: {message.text}")

        page.context.add_init_script(_TELL_VIOLATIONS)
        page.context.on("console", said)
        page.context.on("weberror", lambda raised: found.append(f"{raised.page and raised.page.url}: {raised.error}"))
        return found

    return csp_violations
