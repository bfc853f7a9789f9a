"""What a hostile endpoint does with the protocol itself: statuses, broken JSON, broken streams, too much of everything.

``CANARY`` is in all that it sends and must come out nowhere. ``TRUE`` is a sentence that would pass every check: where it is
wrapped wrongly, it must not be shown either.
"""

from __future__ import annotations

import gzip
import json
import socket
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.hostile import Asked, Play, Wire, chunk, numbers_of, reply

CANARY = "zqxcanary"
TRUE = "Uncertainty around the availability of funding was evident in all sites."
LIE = f"The {CANARY} paid for all of the funding."
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Trick:
    """A reply, and what is to become of it: the failure that is noted, or None where some of it may be used.

    ``quick`` says that the limits of time are to be short, because the trick is to waste it.
    """

    id: str
    play: Play
    failure: str | None
    quick: bool = False
    calls: int = 1


def error(status: int, failure: str, calls: int = 1) -> Trick:
    body = json.dumps({"error": {"message": f"{CANARY} says {LIE}", "type": CANARY, "code": CANARY}})
    return Trick(f"status-{status}", lambda wire, asked: wire.body(body, status), failure, calls=calls)


def text(name: str, said: str, failure: str | None, size: int = 40) -> Trick:
    """A well-formed stream of words that are not what was asked for."""
    return Trick(f"text-{name}", lambda wire, asked: wire.stream(said, size), failure)


def raw(name: str, data: bytes, failure: str | None, calls: int = 1) -> Trick:
    """Bytes in place of a stream of events."""

    def play(wire: Wire, asked: Asked) -> None:
        wire.begin()
        wire.send(data)

    return Trick(f"raw-{name}", play, failure, calls=calls)


def delta(name: str, said: object, failure: str | None) -> Trick:
    """A stream with a strange event before a lie."""

    def play(wire: Wire, asked: Asked) -> None:
        wire.begin()
        wire.event(said)
        wire.say(reply({"text": LIE, "passages": numbers_of(asked)}))
        wire.send(b"data: [DONE]\n\n")

    return Trick(f"delta-{name}", play, failure)


def numbered(name: str, passages: object) -> Trick:
    """A true sentence with passage numbers that are none."""
    return text(f"passages-{name}", reply({"text": TRUE, "passages": passages}), None)


def worded(name: str, words: object) -> Trick:
    """Something else in the place of a sentence."""

    def play(wire: Wire, asked: Asked) -> None:
        wire.stream(reply({"text": words, "passages": numbers_of(asked)}))

    return Trick(f"words-{name}", play, None)


def redirect(status: int, where: str) -> Trick:
    def play(wire: Wire, asked: Asked) -> None:
        own = f"http://{wire.handler.headers['Host']}/{CANARY}"
        wire.body(CANARY, status, Location=own if where == "own" else where)

    return Trick(f"redirect-{status}-{where.partition(':')[0]}", play, "redirected")


def packed(name: str, pack: Callable[[bytes], bytes]) -> Trick:
    def play(wire: Wire, asked: Asked) -> None:
        wire.body(pack(b"data: " + b"0" * 20_000_000), 200, "text/event-stream", Content_Encoding=name)

    return Trick(f"packed-{name}", play, "unreadable")


def dies(name: str, before: str, reset: bool, failure: str) -> Trick:
    """A stream in pieces of announced length that ends in the middle."""

    def play(wire: Wire, asked: Asked) -> None:
        wire.handler.protocol_version = "HTTP/1.1"
        wire.begin(Transfer_Encoding="chunked")
        event = b"data: " + json.dumps(chunk({"content": before})).encode() + b"\n\n"
        wire.send(f"{len(event):x}\r\n".encode() + event + b"\r\n")
        if reset:
            linger = struct.pack("ii", 1, 0)
            wire.handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        wire.send(b"ff\r\ndata: ")
        wire.handler.connection.close() if reset else None

    return Trick(f"dies-{name}", play, failure)


def silent(wire: Wire, asked: Asked) -> None:
    """Takes the question and says nothing."""
    time.sleep(0.3)


def drips(wire: Wire, asked: Asked) -> None:
    wire.begin()
    for character in reply({"text": LIE, "passages": [1]}):
        wire.event(chunk({"content": character}))
        time.sleep(0.02)


def drips_its_head(wire: Wire, asked: Asked) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(30):
        wire.send(f"X-{CANARY}-{number}: 1\r\n".encode())
        time.sleep(0.02)


def beats(wire: Wire, asked: Asked) -> None:
    wire.begin()
    for _ in range(30):
        wire.send(b": keep waiting\n\n")
        time.sleep(0.02)


def endless(wire: Wire, asked: Asked) -> None:
    wire.begin()
    wire.say('{"sentences": [')
    while True:
        wire.say(json.dumps({"text": LIE, "passages": [9999]}) + ",", 4000)


def endless_blanks(wire: Wire, asked: Asked) -> None:
    wire.begin()
    while True:
        wire.say(" " * 4000, 4000)


def endless_thoughts(wire: Wire, asked: Asked) -> None:
    wire.begin()
    while True:
        wire.event(chunk({"reasoning_content": LIE * 100}))


def tokens(wire: Wire, asked: Asked) -> None:
    """100,000 of them, one an event."""
    wire.begin()
    for _ in range(100_000):
        wire.event(chunk({"content": "zqx "}))


def huge_head(wire: Wire, asked: Asked) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\nX-Large: " + b"z" * 2_000_000 + b"\r\n\r\n")


def many_heads(wire: Wire, asked: Asked) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: zqxcanary\r\n" % n for n in range(50_000)) + b"\r\n")


def no_http(wire: Wire, asked: Asked) -> None:
    wire.send(b"220 zqxcanary ESMTP\r\n")


def hangs_up(wire: Wire, asked: Asked) -> None:
    """Closes the connection without a word."""


def short_of_its_length(wire: Wire, asked: Asked) -> None:
    wire.begin(Content_Length="100000")
    wire.say('{"sentences": [{"text": "The zqxcanary')


def true_then_dies(wire: Wire, asked: Asked) -> None:
    """A sentence that may be shown, a lie, and an end in the middle of the next."""
    wire.begin(Content_Length="100000")
    said = reply({"text": LIE, "passages": numbers_of(asked)}, {"text": LIE, "passages": numbers_of(asked)})
    wire.say(said.rstrip("]}") + "]}, {")


def errors_midway(wire: Wire, asked: Asked) -> None:
    wire.begin()
    wire.say('{"sentences": [')
    wire.event({"error": {"message": LIE, "type": CANARY}})


LIE_JSON = json.dumps({"text": LIE, "passages": [1]})
TRICKS = (
    error(400, "form", 3),
    error(401, "key"),
    error(402, "refused"),
    error(403, "key"),
    error(404, "model"),
    error(405, "refused"),
    error(408, "server", 2),
    error(409, "refused"),
    error(410, "refused"),
    error(413, "refused"),
    error(418, "refused"),
    error(422, "form", 3),
    error(429, "busy", 2),
    error(500, "server", 2),
    error(501, "server", 2),
    error(502, "server", 2),
    error(503, "server", 2),
    error(504, "server", 2),
    error(529, "server", 2),
    *(redirect(status, "own") for status in (301, 302, 303, 307, 308)),
    redirect(307, "http://zqxcanary.invalid/v1"),
    redirect(302, "file:///etc/passwd"),
    packed("gzip", gzip.compress),
    packed("deflate", zlib.compress),
    packed("br", lambda data: data[:1000]),
    raw("nothing", b"", "unreadable"),
    raw("html", b"<html><body>zqxcanary</body></html>", "unreadable"),
    raw("json", json.dumps(chunk({"content": LIE})).encode(), "unreadable"),
    raw("done-at-once", b"data: [DONE]\n\n", "unreadable"),
    raw("no-json", b"data: zqxcanary\n\n", "unreadable"),
    raw("null", b"data: null\n\n", "unreadable"),
    raw("number", b"data: 7\n\n", "unreadable"),
    raw("list", b'data: ["zqxcanary"]\n\n', "unreadable"),
    raw("text", b'data: "zqxcanary"\n\n', "unreadable"),
    raw("empty-object", b"data: {}\n\n", "unreadable"),
    raw("no-choices", b'data: {"choices": []}\n\n', "unreadable"),
    raw("choices-null", b'data: {"choices": null}\n\n', "unreadable"),
    raw("choices-text", b'data: {"choices": "zqxcanary"}\n\n', "unreadable"),
    raw("error", b'data: {"error": {"message": "zqxcanary"}}\n\n', "server", 2),
    raw("error-event", b"event: error\ndata: zqxcanary\n\n", "unreadable"),
    raw("bad-utf8", b"data: \xff\xfe\xff zqxcanary\n\n", "unreadable"),
    raw("one-long-line", b"data: " + b"z" * 3_000_000, "too_much"),
    raw("deep-event", b"data: " + b"[" * 200_000 + b"\n\n", "unreadable"),
    raw("blank-lines", b"\n" * 2_000_000, "too_much"),
    raw("cut-event", b'data: {"choices": [{"delta": {"content": "zqxcanary', "unreadable"),
    delta("null", chunk(None), None),
    delta("list", chunk(["zqxcanary"]), "unreadable"),
    delta("text", chunk("zqxcanary"), "unreadable"),
    delta("content-list", chunk({"content": [{"type": "text", "text": CANARY}]}), "unreadable"),
    delta("content-number", chunk({"content": 7}), "unreadable"),
    delta("content-object", chunk({"content": {"zqxcanary": 1}}), "unreadable"),
    delta(
        "tool-call",
        chunk(
            {
                "tool_calls": [
                    {"index": 0, "id": "1", "type": "function", "function": {"name": CANARY, "arguments": "{}"}}
                ]
            }
        ),
        None,
    ),
    delta("refusal", chunk({"refusal": LIE}), None),
    delta("thoughts", chunk({"reasoning_content": LIE}), None),
    delta("role", chunk({"role": "system", "content": CANARY}), None),
    delta("no-delta", {"choices": [{"index": 0, "text": CANARY}]}, None),
    delta("usage-text", {**chunk({"content": ""}), "usage": "zqxcanary"}, None),
    delta("nan", {**chunk({"content": ""}), "created": float("nan")}, None),
    text("prose", f"Certainly! {LIE}", "unreadable"),
    text("other-json", json.dumps({"answer": LIE}), "unreadable"),
    text("bare-list", f"[{LIE_JSON}]", "unreadable"),
    text("sentence-alone", LIE_JSON, "unreadable"),
    text("list-of-texts", json.dumps({"sentences": [LIE]}), "unreadable"),
    text("sentences-text", json.dumps({"sentences": LIE}), "unreadable"),
    text("sentences-null", json.dumps({"sentences": None}), "unreadable"),
    text("sentences-object", json.dumps({"sentences": {"0": LIE}}), "unreadable"),
    text("empty", json.dumps({"sentences": []}), None),
    text("blank", " \n ", "unreadable"),
    text("deep", '{"sentences": [{"text": ' + "[" * 12_000, "ended", 4000),
    text("deep-closed", '{"sentences": [{"text": ' + "[" * 7_000 + "]" * 7_000 + "}]}", "unreadable", 4000),
    text("huge-number", '{"sentences": [{"text": "x", "passages": [' + "9" * 9_000 + "]}]}", None, 4000),
    text("huge-sentence", reply({"text": LIE * 300, "passages": [1]}), None, 4000),
    text("too-long", reply({"text": "z" * 20_000, "passages": [1]}), "too_much", 4000),
    text("cut-off", '{"sentences": [{"text": "The zqxcanary paid', "ended"),
    text("cut-behind", f'{{"sentences": [{LIE_JSON}', "ended"),
    text("cut-in-a-lie", f'{{"sentences": [{{"passages": [1], "text": "{LIE} {LIE} The zqxcanary pai', "ended"),
    text("cut-behind-a-lie", f'{{"sentences": [{{"passages": [1], "text": "{LIE}', "ended"),
    text("cut-without-passages", f'{{"sentences": [{{"text": "{TRUE} {TRUE} And', "ended"),
    text("cut-with-passages-of-another", f'{{"sentences": [{{"passages": [99], "text": "{TRUE} And', "ended"),
    text(
        "cut-with-passages-twice", f'{{"sentences": [{{"passages": [1], "passages": [1], "text": "{TRUE} And', "ended"
    ),
    text("cut-in-an-escape", f'{{"sentences": [{{"passages": [1], "text": "{LIE} And \\u00', "ended"),
    text("run-on", reply({"passages": [1], "text": f"{LIE} {LIE} " * 5}), None),
    text("trailing", reply({"text": LIE, "passages": [1]}) + LIE * 100, None),
    text("twice", reply({"text": LIE, "passages": [1]}) * 2, None),
    text("single-quotes", f"{{'sentences': [{{'text': '{LIE}', 'passages': [1]}}]}}", "unreadable"),
    text("comment", f'{{"sentences": [/* {CANARY} */ {LIE_JSON}]}}', "unreadable"),
    text("nan", '{"sentences": [{"text": NaN, "passages": [NaN]}]}', None),
    text("nul", '{"sentences": [{"text": "zqxcanary \x00", "passages": [1]}]}', "ended"),
    text("escaped-nul", '{"sentences": [{"text": "zqxcanary \\u0000 paid for it.", "passages": [1]}]}', None),
    text("half-pair", '{"sentences": [{"text": "zqxcanary \\ud800 paid for it.", "passages": [1]}]}', None),
    text("double-text", f'{{"sentences": [{{"text": "{TRUE}", "text": "{LIE}", "passages": [1]}}]}}', None),
    text("double-passages", f'{{"sentences": [{{"text": "{TRUE}", "passages": [99], "passages": [1]}}]}}', None),
    text("prototype", f'{{"sentences": [{{"__proto__": {{"text": "{LIE}"}}, "passages": [1]}}]}}', None),
    text("many-keys", '{"sentences": [{' + ", ".join(f'"k{n}": {n}' for n in range(900)) + "}]}", None, 4000),
    text("fence", f"```json\n{reply({'text': LIE, 'passages': [1]})}\n```", None),
    text("thinks", f"<think>{LIE}</think>{reply({'text': LIE, 'passages': [1]})}", None),
    numbered("none", []),
    numbered("missing", None),
    numbered("invented", [99]),
    numbered("one-invented", [1, 99]),
    numbered("zero", [0]),
    numbered("negative", [-1]),
    numbered("text", ["1"]),
    numbered("float", [1.0]),
    numbered("true", [True]),
    numbered("bare", 1),
    numbered("nested", [[1]]),
    numbered("object", {"0": 1}),
    numbered("id", ["published:1"]),
    numbered("huge", [10**30]),
    numbered("thousand", [1] * 1000),
    worded("null", None),
    worded("number", 7),
    worded("list", [LIE]),
    worded("object", {"text": LIE}),
    worded("empty", ""),
    worded("blank", "   "),
    worded("true", True),
    dies("before-a-sentence", '{"sentences": [{"text": "zqxcanary', False, "ended"),
    dies("behind-a-lie", '{"sentences": [' + LIE_JSON + ",", False, "ended"),
    dies("reset", '{"sentences": [{"text": "zqxcanary', True, "ended"),
    Trick("silent", silent, "slow", quick=True),
    Trick("drips", drips, "slow", quick=True),
    Trick("drips-its-head", drips_its_head, "slow", quick=True),
    Trick("beats", beats, "slow", quick=True),
    Trick("endless", endless, None),
    Trick("endless-blanks", endless_blanks, "too_much"),
    Trick("endless-thoughts", endless_thoughts, "too_much"),
    Trick("100000-tokens", tokens, "too_much"),
    Trick("huge-head", huge_head, "server", calls=2),
    Trick("many-heads", many_heads, "server", calls=2),
    Trick("no-http", no_http, "server", calls=2),
    Trick("hangs-up", hangs_up, "server", calls=2),
    Trick("short-of-its-length", short_of_its_length, "ended"),
    Trick("lies-then-dies", true_then_dies, "ended"),
    Trick("errors-midway", errors_midway, "ended"),
)
