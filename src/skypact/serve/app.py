"""The application: every address, and what answers it. Nothing that takes long runs in the loop of events."""

from __future__ import annotations

import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from skypact.serve import answers, pages, posted
from skypact.serve.answers import Refused, as_json
from skypact.serve.finished.results import NAME, Results
from skypact.serve.finished.viewing import NOTHING, Make, Viewing, made, runs_of
from skypact.serve.heads import head, words
from skypact.serve.security import CSP, CSP_REPORT, HEADERS, Door, Guard
from skypact.serve.shelf.checking import Checker
from skypact.serve.shelf.scenarios import Shelf
from skypact.serve.work import streams
from skypact.serve.work.jobs import Jobs, Work
from skypact.serve.work.program import Program

Answer = Callable[[Request], Awaitable[Response]]
BINARY = "application/octet-stream"


@dataclass(frozen=True)
class Rooms:
    """What the addresses ask."""

    results: Results
    shelf: Shelf
    checker: Checker
    jobs: Jobs
    viewing: Viewing

    @classmethod
    def of(cls, folder: Path, work: Work | None = None, make: Make = made) -> Rooms:
        """Return the rooms over a folder of results; tests bring other work and another viewer."""
        results, shelf = Results(folder), Shelf()
        checker = Checker(shelf.catalogue)
        jobs = Jobs(results, work or Program(checker), lambda text: print(text, file=sys.stderr, flush=True))
        return cls(results, shelf, checker, jobs, Viewing(results, make))


def application(rooms: Rooms, door: Door) -> Starlette:
    """Return the application over these rooms, behind its guard."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        del app
        yield
        await run_in_threadpool(rooms.jobs.close)

    return Starlette(
        routes=[*_pages(rooms), *_api(rooms)], lifespan=lifespan, middleware=[Middleware(Guard, door=door)],
        exception_handlers={HTTPException: _failed, ClientDisconnect: _gone, Exception: _broken},
    )  # fmt: skip


def _pages(rooms: Rooms) -> list[Route]:
    async def home(request: Request) -> Response:
        return pages.page("home", "Skypact: results")

    async def web(request: Request) -> Response:
        return await run_in_threadpool(pages.asset, request.path_params["file"])

    async def view(request: Request) -> Response:
        name = request.path_params["result"]
        one = await run_in_threadpool(rooms.results.head, name)
        if not one["view"]:
            raise Refused(404, NOTHING)
        data = {"result": name} | ({"report": pages.address("report", name)} if one["report"] else {})
        return pages.page("viewer", f"{one['title']} · Skypact", pages.address("api", "results", name, "viewer"), data)

    async def report(request: Request) -> Response:
        content = await run_in_threadpool(rooms.results.bytes_of, request.path_params["result"], "report.html")
        headers = {"content-security-policy": CSP_REPORT}
        return Response(content, media_type="text/html; charset=utf-8", headers=headers)

    async def slashed(request: Request) -> Response:
        return RedirectResponse(pages.address("report", request.path_params["result"]) + "/", 303)

    async def played(request: Request) -> Response:
        """Lead on to the viewer: the report links to the file beside it; a browser keeps the moment over this."""
        return RedirectResponse(pages.address("view", request.path_params["result"]), 303)

    async def explore(request: Request) -> Response:
        name = request.path_params["result"]
        await run_in_threadpool(rooms.viewing.explorer, name)
        one = await run_in_threadpool(rooms.results.head, name)
        return pages.page("explorer", f"{one['title']} · Skypact", pages.address("api", "results", name, "explorer"))

    async def edit(request: Request) -> Response:
        name = request.query_params.get("scenario", "")
        if name and name not in rooms.shelf.files:
            raise Refused(404, "there is no shipped scenario of this name")
        return pages.page("editor", "Editor · Skypact", data={"scenario": name})

    return [
        Route("/", home), Route("/web/{file}", web), Route("/view/{result}", view), Route("/report/{result}", slashed),
        Route("/report/{result}/", report), Route("/report/{result}/viewer.html", played),
        Route("/explore/{result}", explore), Route("/edit", edit),
    ]  # fmt: skip


def _api(rooms: Rooms) -> list[Route]:
    shelf = rooms.shelf

    async def results(request: Request) -> Response:
        return as_json(await run_in_threadpool(rooms.results.listed))

    async def result(request: Request) -> Response:
        content = await run_in_threadpool(rooms.results.bytes_of, request.path_params["name"], "result.json")
        return Response(content, media_type="application/json")

    async def viewer(request: Request) -> Response:
        name = request.path_params["name"]
        one = await run_in_threadpool(rooms.results.head, name)
        runs = runs_of(request.query_params.get("runs"), one["runs"])
        return Response(await run_in_threadpool(rooms.viewing.container, name, runs), media_type=BINARY)

    async def explorer(request: Request) -> Response:
        content = await run_in_threadpool(rooms.viewing.explorer, request.path_params["name"])
        return Response(content, media_type=BINARY)

    async def scenarios(request: Request) -> Response:
        return as_json(await run_in_threadpool(lambda: shelf.listed))

    async def scenario(request: Request) -> Response:
        text = await run_in_threadpool(shelf.text, request.path_params["name"])
        return Response(text, media_type="text/yaml; charset=utf-8")

    async def schema(request: Request) -> Response:
        return as_json(await run_in_threadpool(lambda: shelf.schema))

    async def catalogue(request: Request) -> Response:
        return as_json(await run_in_threadpool(lambda: shelf.offered))

    async def check(request: Request) -> Response:
        text = posted.yaml_of(await posted.body(request))
        return as_json(await run_in_threadpool(rooms.checker.answer, text))

    return [
        Route("/api/results", results), Route("/api/results/{name}/viewer", viewer),
        Route("/api/results/{name}/explorer", explorer), Route("/api/results/{name}/result", result),
        Route("/api/scenarios", scenarios), Route("/api/scenarios/{name}", scenario), Route("/api/schema", schema),
        Route("/api/catalogue", catalogue), Route("/api/check", check, methods=["POST"]), *_jobs(rooms),
    ]  # fmt: skip


def _jobs(rooms: Rooms) -> list[Route]:
    async def add(request: Request) -> Response:
        read = await posted.body(request)
        named = await run_in_threadpool(_named, posted.yaml_of(read))
        job = rooms.jobs.add(posted.asked(read, named))
        return as_json({"job": job.id, "result": job.asked.name}, 202)

    async def events(request: Request) -> Response:
        job = rooms.jobs.one(request.path_params["id"])
        after = streams.after(request.headers.get("last-event-id") or request.query_params.get("after"))
        told = streams.told(job, after, lambda: rooms.jobs.closed)
        return StreamingResponse(told, media_type="text/event-stream")

    async def stop(request: Request) -> Response:
        await run_in_threadpool(rooms.jobs.stop, request.path_params["id"])
        return as_json({})

    return [
        Route("/api/jobs", add, methods=["POST"]), Route("/api/jobs/{id}/events", events),
        Route("/api/jobs/{id}", stop, methods=["DELETE"]),
    ]  # fmt: skip


def _named(text: str) -> str:
    """Return the name that a posted scenario gives its result where nobody names it."""
    found = words(head(text, "id").get("id"))
    return found if NAME.fullmatch(found) and len(found) <= 60 else "scenario"


async def _failed(request: Request, error: Exception) -> Response:
    """Answer a refusal: JSON to programs, a page to people."""
    assert isinstance(error, HTTPException)
    message = str(error.detail) if isinstance(error, Refused) else ""
    if re.match(r"/(api|web)(/|$)", request.url.path):
        faults = error.faults if isinstance(error, Refused) else []
        answer = answers.error(error.status_code, message, faults)
    else:
        answer = pages.failure(error.status_code, message)
    headers: Mapping[str, str] = error.headers or {}
    answer.headers.update(headers)
    return answer


async def _gone(request: Request, error: Exception) -> Response:
    """Answer nobody: who asked has left."""
    return answers.error(400)


async def _broken(request: Request, error: Exception) -> Response:
    """Answer a fault of the program: where it was started, the traceback; here, that there was one."""
    answer = answers.error(500, "a fault of the program, told where it was started: please report it")
    answer.headers.update(HEADERS | {"content-security-policy": CSP})  # the guard stands within, and has not seen it
    return answer
