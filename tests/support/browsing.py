"""A page of a browser that has no network, which remembers what it complained of and asked for."""

from __future__ import annotations

from typing import Any


class Watched:
    """A page at an address, with its complaints and requests."""

    def __init__(self, chromium: Any, address: str, **options: Any) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.context = chromium.new_context(offline=True, **options)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(address)

    def __enter__(self) -> Any:
        return self.page

    def __exit__(self, *_: object) -> None:
        self.context.close()
