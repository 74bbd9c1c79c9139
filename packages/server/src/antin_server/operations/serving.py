"""Serve a WSGI callable with granian, in one worker process that ends with the one that made it."""

import os
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import Interfaces

from antin_server.operations.lifelines import end_with_parent

Load = Callable[[], Callable[..., Any]]


def serve(load: Load, *, name: str, host: str, port: int, threads: int) -> None:
    """Until SIGTERM or SIGINT. load: called in the worker; gives the callable. threads: requests at a time."""
    parent = os.getpid()

    def loaded() -> Callable[..., Any]:
        end_with_parent(parent)
        return load()

    server = Granian(
        name, address=host, port=port, interface=Interfaces.WSGI, workers=1, blocking_threads=threads,
        websockets=False, log_enabled=True, workers_kill_timeout=10,
    )
    server.serve(target_loader=loaded, wrap_loader=False)
