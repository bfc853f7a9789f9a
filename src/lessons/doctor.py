"""Checks what the program needs, and says of each thing what was found and how to mend it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass

from lessons import phrases
from lessons.domain import BrokenError, LessonsError
from lessons.engines.writer import WHY, Failure, Writer, WriterFailed, is_here, open_writer, where_words_go
from lessons.settings import Settings

MENDS = {
    Failure.KEY: phrases.MEND_KEY,
    Failure.MODEL: phrases.MEND_MODEL,
    Failure.SLOW: phrases.MEND_SLOW,
    Failure.REDIRECTED: phrases.MEND_ADDRESS,
    Failure.UNREACHABLE: phrases.MEND_ADDRESS,
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it is good, and a sentence about it."""

    name: str
    good: bool
    found: str


def examine(settings: Settings) -> tuple[Check, ...]:
    """All checks, in the order in which a fault of one causes the next."""
    looks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("corpus", _corpus),
        ("model", _model),
        ("index", _index),
        ("engine", _engine),
        ("port", _port),
    )
    return tuple(_look(name, look, settings) for name, look in looks)


def _look(name: str, look: Callable[[Settings], str], settings: Settings) -> Check:
    try:
        return Check(name, True, look(settings))
    except LessonsError as problem:
        return Check(name, False, str(problem))
    except OSError as problem:
        return Check(name, False, f"{problem.strerror or problem}: correct that, then run “lessons doctor” again.")
    except Exception as problem:  # a boundary: the one command that must not fail is the one that says what fails
        reason = " ".join(f"{type(problem).__name__}: {problem}".split())
        return Check(name, False, f"It cannot be checked ({reason}): please report this.")


def _corpus(settings: Settings) -> str:
    from lessons.codebook import load_codebook
    from lessons.corpus import load_corpus

    corpus = load_corpus(settings.corpus_dir)
    codebook = load_codebook(settings.corpus_dir, corpus)
    problems = f" Left out: {' '.join(corpus.problems)}" if corpus.problems else ""
    return (
        f"{len(corpus.documents)} documents, every hash as in the manifest; {len(codebook.codes)} codes that all point at "
        f"real passages.{problems}"
    )


def _model(settings: Settings) -> str:
    from lessons.encoders import open_encoder

    return f"{open_encoder(settings).name} loads and its files are the ones that were checked."


def _index(settings: Settings) -> str:
    from lessons.encoders import open_encoder
    from lessons.library import open_library

    facts = open_library(settings, open_encoder(settings)).index.facts
    return f"{facts.chunks} chunks and {facts.questions} questions, up to date."


def _engine(settings: Settings) -> str:
    """Which engine is on, where words go, and whether the model writes when it is asked to."""
    writer = open_writer(settings, settings.engine)
    told = f"{settings.engine}. {where_words_go(writer)}"
    if writer is None:
        return told
    if settings.engine_url.startswith("http:") and not is_here(writer.host):
        told = f"{told} {phrases.WRITER_UNENCRYPTED}"
    failure = _tried(writer)
    if failure is None:
        return f"{told} {phrases.WRITER_ANSWERS}"
    why = WHY[failure]
    raise BrokenError(f"{told} {why[0].upper()}{why[1:]}: {MENDS.get(failure, phrases.MEND_ENDPOINT)}")


def _tried(writer: Writer) -> Failure | None:
    """What goes wrong when a model is asked for a sentence, None where it writes one."""
    from lessons.engines.cutting import Cutter
    from lessons.engines.prompts import trial

    cutter = Cutter()
    try:
        for piece in writer.write(trial()):
            for _ in cutter.feed(piece):
                return None
    except WriterFailed as problem:
        return problem.failure
    return None if cutter.complete else Failure.UNREADABLE


def _port(settings: Settings) -> str:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        if probe.connect_ex(("127.0.0.1", settings.port)) == 0:
            return f"{settings.port} is in use, by this program or another; “lessons app --port” takes a different one."
    return f"{settings.port} is free."
