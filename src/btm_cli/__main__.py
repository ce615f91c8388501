"""The process: `btm` and `python -m btm_cli`.

In: the command line. Out: an exit code by the table in docs/exit-codes.md. `--version` is answered before anything
is imported.
"""

from __future__ import annotations

import os
import sys

OK, UNREADABLE, INTERRUPTED, TERMINATED = 0, 4, 130, 143
"""As in `errors.ExitCode`, which is not imported yet when these are needed."""


def main() -> int:
    """Run btm on the process's arguments and return the exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        return _print_version()
    if "_BTM_COMPLETE" in os.environ:
        from btm_cli.cli.completing.shells import answered

        code = answered()
        if code is not None:
            return code
    import gc

    # Pydantic would look through the metadata of every installed package for plugins: 40 ms, and none is wanted.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from btm_cli.cli.postponed import postpone

    postpone()
    import signal

    # As Ctrl-C does: other processes are ended and temporary files deleted on the way out.
    signal.signal(signal.SIGTERM, _end)
    gc.disable()  # a command is short: collecting costs 25 to 45 ms and frees nothing that matters
    try:
        if not arguments and _at_terminal():
            from btm_cli.cli.ending import ended
            from btm_cli.cli.overview import overview

            code = int(ended(overview))
        else:
            from btm_cli.cli.app import run

            code = int(run(arguments))
        return TERMINATED if _Terminated.wanted else code
    except KeyboardInterrupt:
        return INTERRUPTED
    except _Terminated:
        return TERMINATED
    finally:
        gc.freeze()  # Python would look through everything once more before it ends: 10 to 20 ms


def _at_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdout, sys.stderr))


class _Terminated(BaseException):
    """Somebody wants this process to end.

    `wanted` stays where the exception itself is lost: Python drops what is raised while it deletes an object.
    """

    wanted = False


def _end(*_: object) -> None:
    _Terminated.wanted = True
    raise _Terminated


def _print_version() -> int:
    from btm_cli import __version__

    try:
        print(f"btm {__version__}", flush=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is buffered would fail again when Python ends
        return OK if isinstance(error, BrokenPipeError) else UNREADABLE
    return OK


if __name__ == "__main__":
    sys.exit(main())
