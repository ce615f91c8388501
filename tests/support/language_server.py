"""A small client of a language server: what an editor asks, and what it shows.

In: the server's command, files. Out: diagnostics, completions and hover texts, as plain data. One request at a time,
over the standard streams, as the Language Server Protocol 3.17 has it.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

SECONDS = 300
"""After so long the server is ended, and a test that still waits for it fails."""
SETTINGS: dict[str, Any] = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},
        "yamlVersion": "1.2",
    }
}
"""What an editor is set to: nothing is fetched."""


class Editor:
    """One session with a server; whatever waits for an answer raises EOFError where the server ends."""

    def __init__(self, server: subprocess.Popen[bytes], folder: Path) -> None:
        self._server = server
        self._numbers = count(1)
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        text = {"completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}}}
        self._ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "capabilities": {"textDocument": text, "workspace": {"configuration": True}},
                "workspaceFolders": [{"uri": folder.as_uri(), "name": "folder"}],
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def open(self, file: Path, text: str | None = None) -> list[str]:
        """Open a file, each only once, perhaps with another text; out: what is wrong with it, as `line: message`."""
        uri = file.as_uri()
        content = file.read_text("utf-8") if text is None else text
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": content}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self._diagnostics:
            self._take(self._read())
        return [f"{one['range']['start']['line'] + 1}: {one['message']}" for one in self._diagnostics[uri]]

    def complete(self, file: Path, line: int, column: int) -> dict[str, str]:
        """What is offered at a place (from 1): the words, each with its text."""
        found = self._ask("textDocument/completion", _at(file, line, column))
        items = found["items"] if isinstance(found, dict) else found or []
        return {item["label"]: _text(item.get("documentation")) for item in items}

    def hover(self, file: Path, line: int, column: int) -> str:
        """The text that is shown for a place (from 1); empty for none."""
        found = self._ask("textDocument/hover", _at(file, line, column))
        return _text(found["contents"]) if found else ""

    def _ask(self, method: str, parameters: Any) -> Any:
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._take(message)

    def _tell(self, method: str, parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _take(self, message: dict[str, Any]) -> None:
        """What the server says or asks by itself."""
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            asked = [item.get("section") for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": [SETTINGS.get(section) for section in asked]})
        elif "id" in message and "method" in message:
            self._send({"id": message["id"], "result": None})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._server.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._server.stdout is not None
        length = 0
        for line in iter(self._server.stdout.readline, b"\r\n"):
            if not line:
                raise EOFError("the language server has ended")
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        return message


@contextmanager
def editor(command: Sequence[str], folder: Path) -> Iterator[Editor]:
    """A session in a folder."""
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    guard = threading.Timer(SECONDS, server.kill)
    guard.start()
    try:
        yield Editor(server, folder)
    finally:
        guard.cancel()
        server.kill()
        server.communicate()


def _at(file: Path, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": file.as_uri()}, "position": {"line": line - 1, "character": column - 1}}


def _text(shown: Any) -> str:
    return str(shown["value"]) if isinstance(shown, dict) else str(shown or "")
