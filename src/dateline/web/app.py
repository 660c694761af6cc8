"""The app: all routes behind the shield, the page beside them, and a worker in the background."""

from __future__ import annotations

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from dateline.read import PoliteFetcher
from dateline.service import Ledger, Worker
from dateline.version import __version__
from dateline.web import problems
from dateline.web.asked import API, said_once
from dateline.web.described import openapi_of
from dateline.web.options import WebOptions
from dateline.web.packing import Packer
from dateline.web.routes import ROUTERS
from dateline.web.shapes import Problem
from dateline.web.shields import Shield
from dateline.web.who import Here
from dateline.web.wire import WireResponse

STATIC = Path(__file__).parent / "static"


class _Pages(StaticFiles):
    """The built page; what is named after its content is kept by browsers for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        is_hashed = path.startswith("assets/")
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_hashed else "no-cache"
        return answer


def settle() -> None:
    """Tell the collector that what is there at the start stays: looking through it again holds up a call by 0.1 s."""
    gc.collect()
    gc.freeze()


def create_app(ledger: Ledger, options: WebOptions) -> FastAPI:
    """The app for an open ledger; whoever runs it closes the ledger after."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        stop = threading.Event()
        thread: threading.Thread | None = None
        if options.has_worker:
            worker = worker_of(ledger, options)
            thread = threading.Thread(target=worker.run, args=(stop,), name="dateline-worker", daemon=True)
            thread.start()
        settle()
        try:
            yield
        finally:
            stop.set()
            if thread is not None:
                thread.join(timeout=30)

    app = FastAPI(
        title="Dateline",
        version=__version__,
        lifespan=lifespan,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        default_response_class=WireResponse,
        responses={422: {"model": Problem}},
        redirect_slashes=False,
    )
    app.state.here = Here(ledger=ledger, options=options)
    for router in ROUTERS:
        app.include_router(router, prefix=API, dependencies=[Depends(said_once)])
    app.openapi = lambda: openapi_of(app, API, ROUTERS)  # type: ignore[method-assign]
    problems.take_in(app)
    static = options.static or STATIC
    if (static / "index.html").is_file():
        app.mount("/", _Pages(directory=static, html=True), name="page")
    else:
        app.add_api_route("/", _no_page, include_in_schema=False)
    app.add_middleware(Packer, prefix=API)
    app.add_middleware(Shield, options=options)
    return app


def worker_of(ledger: Ledger, options: WebOptions) -> Worker:
    """A worker for the ledger of a server."""
    fetcher = PoliteFetcher() if options.does_fetch else None
    return Worker(store=ledger.store, config=options.config, fetcher=fetcher)


def _no_page() -> Response:
    return PlainTextResponse("The page is not built here. The API answers under /api/v1; /openapi.json describes it.\n")
