"""The routes of the server: each checks what it is asked, and passes it on."""

import asyncio
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message

from comention import pipeline
from comention.errors import ComentionError, InputError
from comention.export import dossier as dossiers
from comention.query import reader
from comention.query.dossier import dossier
from comention.serve import answers, corrections, exports, uploads
from comention.serve.answers import Pages
from comention.serve.events import event
from comention.serve.live import BusyError, ConflictError, Live
from comention.serve.questions import answered, in_json
from comention.serve.readers import Readers
from comention.serve.session import Guard, Session, refusal
from comention.workspace.store import Store

LARGEST = 8 * 2**20
"""Bytes of what a page says in JSON."""
LARGEST_UPLOAD = 1024 * 2**20
"""Bytes of the documents that are sent together."""
FILES = 1_000
"""Documents that are sent together."""
_MOST = 200  # answers to a question
_AT_ONCE = 3  # questions that this process answers at the same time: more are no faster, and would hold up corrections
_STATUS: Mapping[type[Exception], HTTPStatus] = {
    ConflictError: HTTPStatus.CONFLICT,
    BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
}
_NUMBER = re.compile(r"\d{1,9}")


def app(live: Live, session: Session, readers: Readers | None = None) -> Guard:
    """Return the app that serves a folder to those whom a session lets in; without readers, it answers by itself."""
    return Guard(Starlette(routes=Routes(live, readers).routes(), exception_handlers=_HANDLERS), session)


class Routes:
    """What is answered under each path."""

    def __init__(self, live: Live, readers: Readers | None) -> None:
        self._live, self._readers = live, readers
        self._pages = Pages(live)
        self._asking = asyncio.Semaphore(readers.many if readers else _AT_ONCE)

    def routes(self) -> list[Route]:
        """Return all paths, with what answers them."""
        asked: dict[str, Callable[[Request], Any]] = {
            "/": self.page,
            "/api/graph": self.graph,
            "/api/events": self.events,
            "/api/names": self.names,
            "/api/search": self.search,
            "/api/document": self.document,
            "/api/mentions": self.mentions,
            "/api/original": self.original,
            "/api/review": self.review,
            "/api/inputs": self.inputs,
            "/api/formats": self.formats,
            "/api/export/{name}": self.export,
        }
        told: dict[str, Callable[[Request], Any]] = {
            "/api/corrections": self.correct,
            "/api/undo": self.undo,
            "/api/documents": self.add,
            "/api/dossier/{name}": self.dossier,
        }
        return [
            *(Route(path, endpoint, methods=["GET"]) for path, endpoint in asked.items()),
            *(Route(path, endpoint, methods=["POST"]) for path, endpoint in told.items()),
        ]

    async def page(self, _: Request) -> Response:
        """The page."""
        content = await run_in_threadpool(self._pages.page)
        return Response(content, media_type="text/html", headers={"Content-Security-Policy": answers.policy()})

    async def graph(self, request: Request) -> Response:
        """What the page shows, with what is around some names."""
        keys = request.query_params.getlist("with")[:_MOST]
        version, content = await run_in_threadpool(self._pages.graph, keys)
        tag = f'"{version}"'
        headers = {"ETag": tag, "Content-Encoding": "gzip"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
        return Response(content, media_type="application/json", headers=headers)

    async def events(self, _: Request) -> Response:
        """What happens, as it happens."""
        live = self._live
        first = [event("version", {"version": live.state.version}), event("progress", live.progress)]
        if live.problem:
            first.append(event("problem", {"message": live.problem}))
        return StreamingResponse(live.events.stream(*first), media_type="text/event-stream")

    async def names(self, request: Request) -> Response:
        """Names that a text is found in."""
        return await self._asked("names", request.query_params.get("q", ""))

    async def search(self, request: Request) -> Response:
        """Sentences that a text is found in."""
        many = min(_number(request, "many", 20), _MOST)
        return await self._asked("search", request.query_params.get("q", ""), many)

    async def document(self, request: Request) -> Response:
        """Sentences of a document."""
        return await self._asked("document", request.query_params.get("id", ""), _number(request, "sentence", 0))

    async def mentions(self, request: Request) -> Response:
        """The sentences that name somebody."""
        return await self._asked("mentions", request.query_params.get("key", ""))

    async def original(self, request: Request) -> Response:
        """The file that a document was read from."""
        path = await run_in_threadpool(self._original, request.query_params.get("id", ""))
        return FileResponse(path, media_type="application/octet-stream", headers=_attachment(path.name))

    async def review(self, request: Request) -> Response:
        """Pairs of names that may be the same."""
        return await self._asked("review", self._live.corrections, min(_number(request, "many", 20), _MOST))

    async def inputs(self, _: Request) -> Response:
        """What became of what was read."""
        return _json({"inputs": await run_in_threadpool(answers.inputs, self._live)})

    async def formats(self, _: Request) -> Response:
        """The formats that can be taken along."""
        return _json({"formats": exports.listed()})

    async def export(self, request: Request) -> Response:
        """The graph in a format."""
        name = request.path_params["name"]
        folder = TemporaryDirectory(prefix="comention-")
        try:
            path = Path(folder.name) / "export"
            await run_in_threadpool(self._export, name, path)
        except BaseException:
            folder.cleanup()
            raise
        headers = _attachment(exports.file_of(name))
        done = BackgroundTask(folder.cleanup)
        return FileResponse(path, media_type="application/octet-stream", headers=headers, background=done)

    async def correct(self, request: Request) -> Response:
        """Write a correction."""
        asked = await _told(request)
        return await run_in_threadpool(self._correct, asked)

    async def undo(self, request: Request) -> Response:
        """Take back a correction."""
        await _told(request)
        return await run_in_threadpool(lambda: self._done(*self._live.undo()))

    async def add(self, request: Request) -> Response:
        """Take documents."""
        self._live.require_writable()
        limited = Request(request.scope, _limited(request, LARGEST_UPLOAD))
        try:
            async with limited.form(max_files=FILES, max_fields=0) as form:
                files = [file for file in form.getlist("files") if isinstance(file, UploadFile)]
                if not files:
                    raise InputError("there is no file in this request")
                sent = [uploads.Upload(file.filename or "", file.file) for file in files]
                names = await run_in_threadpool(uploads.keep, self._live.out, sent)
        except OSError as error:
            raise BusyError(f"The files cannot be kept: {error.strerror or error}.") from error
        self._live.nudge()
        return _json({"accepted": names})

    async def dossier(self, request: Request) -> Response:
        """What was chosen, in a format."""
        name, asked = request.path_params["name"], await _told(request)
        if name not in dossiers.WRITERS:
            raise InputError(f"{name!r}: there is no such dossier; there are {', '.join(dossiers.WRITERS)}")
        content = await run_in_threadpool(self._dossier, name, asked)
        return Response(content, media_type="application/octet-stream", headers=_attachment(dossiers.FILES[name]))

    async def _asked(self, question: str, *about: Any) -> Response:
        """Answer from the tables."""

        def answer() -> bytes:
            with self._live.asking() as store:
                if self._readers and store.path:
                    return self._readers.ask(store.path, question, *about)
                return answered(store, question, *about)

        async with self._asking:
            return Response(await run_in_threadpool(answer), media_type="application/json")

    def _correct(self, asked: Mapping[str, Any]) -> Response:
        def edit() -> Any:
            with self._live.asking() as store:
                graph = self._live.state.graph
                return corrections.wanted(asked, lambda key: corrections.entity_of(graph, store, key))

        return self._done(*self._live.correct(edit))

    def _done(self, version: str, said: str) -> Response:
        words, can = self._live.last
        return _json({"version": version, "said": said, "undo": words if can else None})

    def _original(self, identifier: str) -> Path:
        with self._live.asking() as store:
            path = reader.original(store, identifier)
        if path is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, "The file that this was read from is not where it was.")
        return path

    def _dossier(self, name: str, asked: Mapping[str, Any]) -> bytes:
        file = io.BytesIO()
        with self._live.asking() as store:
            chosen = dossier(store, asked, date=date.today().isoformat())
        dossiers.WRITERS[name](self._live.state.graph, chosen, file)
        return file.getvalue()

    def _export(self, name: str, path: Path) -> None:
        with self._live.asking() as store, _opened_again(store.path) as own, pipeline.dataset(own or store) as dataset:
            exports.write(dataset, name, path)


@contextmanager
def _opened_again(path: Path | None) -> Iterator[Store | None]:
    """Open tables once more: what is made beside them is then of one export alone."""
    if path is None:
        yield None
        return
    with Store(path, read_only=True) as store:
        yield store


def _json(content: Any) -> Response:
    return Response(in_json(content), media_type="application/json")


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}


def _number(request: Request, name: str, otherwise: int) -> int:
    text = request.query_params.get(name, str(otherwise))
    if not _NUMBER.fullmatch(text):
        raise InputError(f"{name} must be a number")
    return int(text)


async def _told(request: Request) -> Mapping[str, Any]:
    """The JSON object of a request; what UTF-8 cannot encode is replaced in it, as nothing takes that."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "This must be application/json.")
    body = await Request(request.scope, _limited(request, LARGEST)).body()
    with suppress(ValueError, RecursionError):
        found = json.loads(body)
        if isinstance(found, dict):
            return _encodable(found)
    raise HTTPException(HTTPStatus.BAD_REQUEST, "This must be an object in JSON.")


def _encodable(told: Mapping[str, Any]) -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"))
    return found


def _limited(request: Request, most: int) -> Callable[[], Any]:
    """Return what receives a body, and refuses one that is too large."""
    left = most

    async def receive() -> Message:
        nonlocal left
        message = await request.receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise _too_large(most)
        return message

    if int(request.headers.get("content-length") or 0) > most:
        raise _too_large(most)
    return receive


def _too_large(most: int) -> HTTPException:
    message = f"This is more than {most // 2**20:,} MB at once. For more, use 'comention generate'."
    return HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message)


async def _refused(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        return refusal(request.scope, HTTPStatus(error.status_code), error.detail)
    return JSONResponse({"message": str(error)}, _STATUS.get(type(error), HTTPStatus.BAD_REQUEST))


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=HTTPStatus.BAD_REQUEST)  # which nobody hears


async def _failed(_: Request, error: Exception) -> Response:
    message = f"This is a bug of comention; the terminal tells more ({type(error).__name__})."
    return JSONResponse({"message": message}, HTTPStatus.INTERNAL_SERVER_ERROR)


_HANDLERS: Any = {HTTPException: _refused, ComentionError: _refused, ClientDisconnect: _gone, Exception: _failed}
