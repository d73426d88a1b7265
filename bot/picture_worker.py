"""The worker process that draws: requests on standard input, pictures on standard output, until the input ends.

A request is its length (4 bytes, big-endian) and JSON ``{"spec": …, "scale": 2}`` or ``{"svg": …, "scale": 2}``. An
answer is one byte, ``+`` or ``-``, its length, and a PNG or the kind of the failure. Run as a file, so that it
loads nothing of Muster and of libraries only the renderer, which is 75 MB.
"""

from __future__ import annotations

import json
import os
import signal
import struct
from typing import Any, BinaryIO

import vl_convert


def draw(request: dict[str, Any]) -> bytes:
    """A PNG of a request's specification or drawing; the renderer may fetch nothing from anywhere."""
    if "svg" in request:  # in which nothing of ours points anywhere
        return vl_convert.svg_to_png(request["svg"], scale=request["scale"])
    return vl_convert.vegalite_to_png(request["spec"], scale=request["scale"], allowed_base_urls=[])


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers every request, in order."""
    while len(size := requests.read(4)) == 4:
        request = json.loads(requests.read(struct.unpack(">I", size)[0]))
        try:
            answer = b"+", draw(request)
        except Exception as failure:  # noqa: BLE001 - whatever the renderer raises belongs to this one picture
            # Only the kind: the renderer's messages quote people's words.
            answer = b"-", type(failure).__name__.encode()
        answers.write(answer[0] + struct.pack(">I", len(answer[1])) + answer[1])
        answers.flush()


def main() -> None:
    """Serves on the standard streams; what the renderer itself prints goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the end of the input is the end of the worker
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with os.fdopen(0, "rb", closefd=False) as requests:
        serve(requests, answers)


if __name__ == "__main__":
    main()
