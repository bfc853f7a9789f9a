"""The command line keeps its contract: exit codes, one sentence for an error, one JSON document, the same text everywhere."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from tests.index_fixtures import (
    RUN_CLI,
    fork_lessons,
    run_lessons,
    run_python,
    shared_environment,
    shared_settings,
    small_corpus,
    start,
    write_corpus,
)

from lessons.corpus import Corpus
from lessons.domain import Structure
from lessons.feedback import Opinion, keep
from lessons.settings import Settings

FIXTURES = (shared_settings, shared_environment, small_corpus)

Done = subprocess.CompletedProcess[str]
Environment = dict[str, Path]

ANSWER_KEYS = {
    "question",
    "standalone_question",
    "status",
    "answer",
    "statements",
    "citations",
    "suggestions",
    "engine",
    "elapsed_ms",
}
CITATION_KEYS = {"number", "document", "section", "theme", "page", "speaker", "start", "end", "excerpt"}


def said(done: Done) -> Any:
    """The one JSON document on standard output, of a command that did its work without a word beside it."""
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def check_refusal(done: Done, code: int, *words: str) -> None:
    """One plain sentence on standard error, nothing on standard output, and not the sentence for the unforeseen."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(".\n") or done.stderr.endswith("“lessons --help”.\n")
    assert "Traceback" not in done.stderr
    assert "The program failed" not in done.stderr
    for word in words:
        assert word in done.stderr


# What cannot be carried out: the words of the command, the exit code, and what the sentence has to name. {…} is a path of FILES.
MISTAKES: dict[str, tuple[list[str], int, list[str]]] = {
    "unknown command": (["frobnicate"], 2, ["frobnicate"]),
    "unknown option": (["ask", "--loud", "Why?"], 2, ["--loud"]),
    "two questions": (["ask", "Why?", "How?"], 2, ["--help"]),
    "no question": (["ask"], 2, ["question", "--batch"]),
    "no question, JSON": (["ask", "--json"], 2, ["question", "--batch"]),
    "question and batch": (["ask", "Why?", "--batch", "{good}", "--json"], 2, ["either"]),
    "question that is no text": (["ask", "What about \udcff?"], 2, ["not text"]),
    "history that is no text": (["ask", "Why?", "--history", "\udcff"], 2, ["not text"]),
    "unknown version": (["ask", "Why?", "--version", "preprint"], 2, ["preprint", "published", "r1", "submitted"]),
    "unknown engine": (["ask", "Why?", "--engine", "oracle"], 2, ["oracle", "extractive"]),
    "endpoint without an address": (["ask", "Why?", "--engine", "endpoint"], 2, ["LESSONS_ENGINE_URL"]),
    "unknown document": (["source", "preprint"], 2, ["preprint", "published", "r1", "submitted"]),
    "document in another case": (["source", "Published"], 2, ["Published"]),
    "document that is a path": (["source", "../README.md"], 2, ["../README.md"]),
    "no document": (["source"], 2, ["document"]),
    "theme 9": (["quotes", "--theme", "9"], 2, ["--theme"]),
    "theme 0": (["quotes", "--theme", "0"], 2, ["--theme"]),
    "theme in words": (["quotes", "--theme", "six"], 2, ["--theme"]),
    "unknown pilot": (["quotes", "--pilot", "NASA"], 2, ["NASA", "MCP", "PACS", "ACC", "EHCH", "UEC"]),
    "quotes of an unknown version": (["quotes", "--version", "preprint"], 2, ["preprint"]),
    "quotes of a text without any": (["quotes", "--version", "checklist"], 2, ["checklist", "published"]),
    "comparison with an unknown version": (["compare", "--to", "preprint"], 2, ["preprint", "published"]),
    "comparison with a text that is no version": (["compare", "--from", "checklist"], 2, ["checklist", "published"]),
    "batch without --json": (["ask", "--batch", "{good}"], 2, ["--json"]),
    "batch with --history": (["ask", "--batch", "{good}", "--json", "--history", "Why?"], 2, ["--history"]),
    "batch that is missing": (["ask", "--batch", "{missing}", "--json"], 2, ["missing.jsonl", "cannot be read"]),
    "batch that is a folder": (["ask", "--batch", "{folder}", "--json"], 2, ["cannot be read"]),
    "batch that is binary": (["ask", "--batch", "{binary}", "--json"], 2, ["cannot be read", "UTF-8"]),
    "batch that is empty": (["ask", "--batch", "{empty}", "--json"], 2, ["no question"]),
    "batch of empty lines": (["ask", "--batch", "{blank}", "--json"], 2, ["no question"]),
    "line that is no JSON": (["ask", "--batch", "{prose}", "--json"], 2, ["Line 2", "not JSON"]),
    "line nested without end": (["ask", "--batch", "{deep}", "--json"], 2, ["Line 1", "not JSON"]),
    "line with an endless number": (["ask", "--batch", "{digits}", "--json"], 2, ["Line 1", "not JSON"]),
    "line that is a list": (["ask", "--batch", "{list}", "--json"], 2, ["Line 1", "question"]),
    "line without a question": (["ask", "--batch", "{none}", "--json"], 2, ["Line 1", "question"]),
    "question that is a number": (["ask", "--batch", "{number}", "--json"], 2, ["Line 1", "question"]),
    "question of half characters": (["ask", "--batch", "{half}", "--json"], 2, ["Line 1", "question"]),
    "history that is a sentence": (["ask", "--batch", "{told}", "--json"], 2, ["Line 1", "history"]),
    "history of numbers": (["ask", "--batch", "{counted}", "--json"], 2, ["Line 1", "history"]),
    "version that is a number": (["ask", "--batch", "{edition}", "--json"], 2, ["Line 1", "version"]),
    "unknown version in a batch": (["ask", "--batch", "{preprint}", "--json"], 2, ["preprint"]),
    "port out of range": (["app", "--port", "70000"], 2, ["--port"]),
}
FILES: dict[str, bytes] = {
    "good": b'{"id": 1, "question": "Why?"}\n',
    "binary": b"\xff\xfe\x00\x01" * 50,
    "empty": b"",
    "blank": b"\n  \n\r\n",
    "prose": b'{"question": "Why?"}\nWhy not?\n',
    "deep": b"[" * 100_000,
    "digits": b"1" * 5000,
    "list": b'["Why?"]',
    "none": b'{"id": 1}',
    "number": b'{"question": 7}',
    "half": b'{"question": "\\ud800"}',
    "told": b'{"question": "Why?", "history": "What is a Vanguard?"}',
    "counted": b'{"question": "Why?", "history": [1, 2]}',
    "edition": b'{"question": "Why?", "version": 1}',
    "preprint": b'{"question": "Why?", "version": "preprint"}',
}


@pytest.fixture(scope="module")
def mistakes(tmp_path_factory: pytest.TempPathFactory, environment: Environment) -> dict[str, Future[Done]]:
    """Every mistake, made in processes that run two at a time while other tests go on."""
    folder = tmp_path_factory.mktemp("batches")
    paths = {"missing": folder / "missing.jsonl", "folder": folder}
    for name, content in FILES.items():
        paths[name] = folder / f"{name}.jsonl"
        paths[name].write_bytes(content)

    def make(arguments: list[str]) -> Callable[[], Done]:
        words = [(a[:1] == "{" and str(paths[a[1:-1]])) or a for a in arguments]
        return lambda: fork_lessons(*words, **environment)

    return {name: start(make(arguments)) for name, (arguments, _, _) in MISTAKES.items()}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_cannot_be_carried_out_is_one_sentence_and_an_exit_code(
    mistake: str, mistakes: dict[str, Future[Done]]
) -> None:
    _, code, words = MISTAKES[mistake]
    check_refusal(mistakes[mistake].result(), code, *words)


def _without(name: str) -> Callable[[Path], object]:
    return lambda corpus: (corpus / name).unlink()


def _rewritten(name: str, content: str) -> Callable[[Path], object]:
    return lambda corpus: (corpus / name).write_text(content, "utf-8")


BROKEN: dict[str, tuple[Callable[[Path], object], int, list[str]]] = {
    "corpus folder is missing": (shutil.rmtree, 3, ["manifest.toml", "corpus"]),
    "manifest is missing": (_without("manifest.toml"), 3, ["manifest.toml"]),
    "manifest is no TOML": (_rewritten("manifest.toml", "[[documents"), 2, ["manifest.toml"]),
    "manifest names nothing": (_rewritten("manifest.toml", "title = 1"), 2, ["manifest.toml"]),
    "manifest entry names no file": (
        _rewritten("manifest.toml", '[[documents]]\nid = "published"\n'),
        2,
        ["manifest.toml", "file"],
    ),
    "source is missing": (_without("study.txt"), 3, ["study.txt", "missing"]),
    "source is altered": (_rewritten("study.txt", "Something else."), 3, ["study.txt", "altered"]),
    "codebook is no TOML": (_rewritten("codebook.toml", "codes = ["), 2, ["codebook.toml"]),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_corpus_is_one_sentence_that_names_the_file(fault: str, tmp_path: Path) -> None:
    spoil, code, words = BROKEN[fault]
    corpus = write_corpus(tmp_path / "corpus")
    spoil(corpus)
    done = fork_lessons("index", "--json", lessons_corpus_dir=corpus, lessons_index_dir=tmp_path / "index")
    check_refusal(done, code, *words)


def test_an_impossible_setting_is_named(environment: Environment) -> None:
    check_refusal(fork_lessons("doctor", **environment, lessons_port="many"), 2, "LESSONS_PORT")


def test_an_index_folder_that_cannot_be_written_is_named(tmp_path: Path, small: Path) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    done = fork_lessons("index", lessons_corpus_dir=small, lessons_index_dir=tmp_path / "taken")
    check_refusal(done, 3, str(tmp_path / "taken"), "LESSONS_INDEX_DIR")


def test_a_second_builder_leaves_with_three(tmp_path: Path, small: Path) -> None:
    (tmp_path / "index").mkdir()
    with FileLock(tmp_path / "index" / "lock"):
        done = fork_lessons("index", lessons_corpus_dir=small, lessons_index_dir=tmp_path / "index")
    check_refusal(done, 3, "Another program is building the index")


def test_indexing_prints_its_counts_as_words_and_as_json(tmp_path: Path, small: Path) -> None:
    made = {"lessons_corpus_dir": small, "lessons_index_dir": tmp_path / "index"}
    first = said(fork_lessons("index", "--json", **made))
    assert first["documents"] == 1
    assert first["chunks"] > 4
    assert first["problems"] == []
    assert first["seconds"] >= 0
    again = fork_lessons("index", **made)
    assert (again.returncode, again.stderr) == (0, "")
    assert re.fullmatch(rf"1 documents?, {first['chunks']} chunks, \d+\.\d seconds\.\n", again.stdout)


def test_a_document_that_cannot_be_read_is_said_and_the_others_are_indexed(tmp_path: Path, small: Path) -> None:
    (small / "holiday.pdf").write_bytes(b"no PDF at all")
    made = {"lessons_corpus_dir": small, "lessons_index_dir": tmp_path / "index"}
    result = said(fork_lessons("index", "--json", **made))
    assert result["documents"] == 1
    assert len(result["problems"]) == 1
    assert "holiday.pdf" in result["problems"][0]


@pytest.mark.parametrize("words", [["source", "preprint"], ["quotes", "--theme", "3", "--json"], ["ask"]])
def test_a_forked_command_ends_as_one_from_a_shell_does(words: list[str], environment: Environment) -> None:
    """The shortcut that the other tests take changes nothing that they look at."""
    shell, forked = run_lessons(*words, **environment), fork_lessons(*words, **environment)
    assert (forked.returncode, forked.stdout, forked.stderr) == (shell.returncode, shell.stdout, shell.stderr)


def test_help_and_no_command_list_what_there_is(environment: Environment) -> None:
    for words in ([], ["--help"]):
        done = run_lessons(*words, **environment)
        assert (done.returncode, done.stderr) == (0, "")
        assert all(name in done.stdout for name in ("index", "ask", "source", "quotes", "compare", "doctor", "app"))


@pytest.mark.parametrize("document", ["published", "r1", "submitted"])
def test_source_prints_exactly_the_reading_text_and_json_gives_the_same(
    document: str, corpus: Corpus, structures: dict[str, Structure], environment: Environment
) -> None:
    plain = start(lambda: fork_lessons("source", document, **environment))
    entry = said(fork_lessons("source", document, "--json", **environment))
    text = corpus.document(document).text
    assert plain.result().stdout == text
    assert plain.result().stderr == ""
    assert entry["text"] == text
    assert len(entry["quotes"]) == 19
    stretches = [
        *entry["sections"],
        *entry["quotes"],
        *entry["references"],
        *(cell for table in entry["tables"] for row in table["rows"] for cell in row),
    ]
    for stretch in stretches:
        start_at = stretch["span"]["start"] if "span" in stretch else stretch["start"]
        end_at = stretch["span"]["end"] if "span" in stretch else stretch["end"]
        assert text[start_at:end_at] == stretch["text"]
    assert len(entry["tables"]) == len(structures[document].tables)


def test_source_keeps_its_characters_where_the_terminal_knows_only_ascii(environment: Environment) -> None:
    done = run_lessons("source", "published", **environment, pythonioencoding="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "’" in done.stdout


@pytest.mark.parametrize("words", [["source", "published"], ["quotes", "--theme", "3", "--json"], ["--help"]])
def test_a_reader_that_goes_away_early_is_no_error(words: list[str], environment: Environment) -> None:
    """``lessons source published | head -1``: the pipe is closed before all is written."""
    gone = "import os; r, w = os.pipe(); os.dup2(w, 1); os.close(w); os.close(r);"
    done = run_python(f"{gone} {RUN_CLI}", *words, **environment)
    assert done.returncode in (0, 1)
    assert done.stderr == ""


@pytest.mark.parametrize("version", ["published", "r1", "submitted"])
def test_quotes_lists_all_nineteen_of_a_version(version: str, corpus: Corpus, environment: Environment) -> None:
    table = start(lambda: fork_lessons("quotes", "--version", version, "--csv", **environment))
    rows = said(fork_lessons("quotes", "--version", version, "--json", **environment))
    text = corpus.document(version).text
    assert len(rows) == 19
    assert all(row["text"] == text[row["start"] : row["end"]] for row in rows)
    assert {row["document"] for row in rows} == {version}
    assert {row["theme"] for row in rows} <= set(range(1, 7))
    parsed = list(csv.DictReader(io.StringIO(table.result().stdout)))
    assert [row["text"].removeprefix("'") for row in parsed] == [row["text"] for row in rows]
    assert [row["speaker"] for row in parsed] == [row["speaker"] for row in rows]
    assert not any(cell[:1] in set("=+-@\t\r") for row in parsed for cell in row.values())


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (["--theme", "3"], lambda row: row["theme"] == 3),
        (["--pilot", "uec"], lambda row: row["pilot"] == "UEC"),
        (["--role", "IT"], lambda row: "IT" in row["role"]),
        (["--theme", "5", "--pilot", "PACS"], lambda row: row["theme"] == 5 and row["pilot"] == "PACS"),
    ],
)
def test_quotes_gives_those_that_fit_and_all_of_them(
    filters: list[str], holds: Callable[[dict[str, Any]], bool], environment: Environment
) -> None:
    everything = start(lambda: fork_lessons("quotes", "--json", **environment))
    rows = said(fork_lessons("quotes", *filters, "--json", **environment))
    assert rows == [row for row in said(everything.result()) if holds(row)]
    assert rows


@pytest.mark.parametrize(("before", "after"), [("submitted", "published"), ("r1", "submitted"), ("r1", "r1")])
def test_compare_shows_words_that_stand_in_the_versions_that_it_names(
    before: str, after: str, corpus: Corpus, environment: Environment
) -> None:
    report = said(fork_lessons("compare", "--from", before, "--to", after, "--json", **environment))
    assert (report["from"], report["to"]) == (before, after)
    assert sum(report["summary"].values()) == len(report["revisions"]) > 100
    for revision in report["revisions"]:
        for side, version in (("before", before), ("after", after)):
            if place := revision[side]:
                assert place["document"] == version
                assert place["text"] == corpus.document(version).text[place["start"] : place["end"]]
    assert before != after or set(report["summary"]) == {"unchanged"}


def test_one_answer_is_one_document_with_the_keys_of_the_contract(corpus: Corpus, environment: Environment) -> None:
    answer = said(run_lessons("ask", "What got in the way of joint working?", "--json", **environment))
    assert set(answer) >= ANSWER_KEYS
    assert answer["status"] == "answered"
    assert answer["engine"] == "extractive"
    assert {citation["theme"] for citation in answer["citations"]} & {3, 4}
    for statement in answer["statements"]:
        assert set(statement) >= {"text", "citations", "kind"}
        assert all(f"[{number}]" in answer["answer"] for number in statement["citations"])
    for number, citation in enumerate(answer["citations"], start=1):
        assert set(citation) >= CITATION_KEYS
        assert citation["number"] == number
        text = corpus.document(citation["document"]).text
        assert citation["excerpt"] == text[citation["start"] : citation["end"]]


def test_an_answer_for_people_holds_the_same_statements_and_says_where_they_stand(environment: Environment) -> None:
    question = "What got in the way of joint working?"
    as_json = start(lambda: fork_lessons("ask", question, "--json", **environment))
    shown = fork_lessons("ask", question, **environment, columns="500")
    assert (shown.returncode, shown.stderr) == (0, "")
    for statement in said(as_json.result())["statements"]:
        assert statement["text"] in shown.stdout
    assert "[1] published" in shown.stdout


def test_a_batch_keeps_order_and_ids_and_one_answer_a_line(tmp_path: Path, environment: Environment) -> None:
    """Also: a byte order mark, Windows line ends, empty lines, line separators inside a question, ids of any type."""
    questions: list[dict[str, Any]] = [
        {"id": "z", "question": "Who funded the study?"},
        {"id": 7, "question": "Which drug worked best?", "history": []},
        {"id": None, "question": "What is\u2028a Vanguard?\x85", "history": None, "version": None},
        {"id": {"part": 1}, "question": ""},
        {"question": "How many people were interviewed?", "version": "r1", "more": [1]},
    ]
    lines = "\r\n\r\n".join(json.dumps(question, ensure_ascii=False) for question in questions)
    batch = tmp_path / "batch.jsonl"
    batch.write_bytes(f"\ufeff{lines}\r\n".encode())
    done = fork_lessons("ask", "--batch", str(batch), "--json", **environment)
    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.removesuffix("\n").split("\n")]
    assert [answer["id"] for answer in answers] == ["z", 7, None, {"part": 1}, None]
    assert [answer["question"] for answer in answers] == [question["question"] for question in questions]
    assert all(set(answer) >= ANSWER_KEYS | {"id"} for answer in answers)
    assert answers[3]["status"] == "unclear"
    assert {citation["document"] for citation in answers[4]["citations"]} == {"r1"}


def test_the_version_of_the_command_holds_for_lines_that_name_none(tmp_path: Path, environment: Environment) -> None:
    batch = tmp_path / "batch.jsonl"
    question = "What got in the way of joint working?"
    batch.write_text(
        "\n".join(json.dumps({"question": question, **more}) for more in ({}, {"version": None}, {"version": "r1"})),
        "utf-8",
    )
    done = fork_lessons("ask", "--batch", str(batch), "--version", "submitted", "--json", **environment)
    cited = [{c["document"] for c in json.loads(line)["citations"]} for line in done.stdout.splitlines()]
    assert cited == [{"submitted"}, {"submitted"}, {"r1"}]


def test_history_is_respected_alike_in_a_batch_and_on_the_command_line(
    tmp_path: Path, environment: Environment
) -> None:
    before, question = "What did people in the UEC pilot say about funding?", "And in the PACS pilot?"
    batch = tmp_path / "batch.jsonl"
    batch.write_text(
        json.dumps({"question": question, "history": [before]}) + "\n" + json.dumps({"question": question}), "utf-8"
    )
    single = start(lambda: fork_lessons("ask", question, "--history", before, "--json", **environment))
    done = fork_lessons("ask", "--batch", str(batch), "--json", **environment)
    leaning, alone = (json.loads(line) for line in done.stdout.splitlines())
    typed = said(single.result())
    assert leaning["standalone_question"] != alone["standalone_question"] == question
    assert {key: typed[key] for key in ANSWER_KEYS - {"elapsed_ms"}} == {
        key: leaning[key] for key in ANSWER_KEYS - {"elapsed_ms"}
    }


def opinion(exchange: str, question: str, good: bool = True, reason: str = "") -> Opinion:
    cited = ("published:10-14", "r1:7-9")
    return Opinion(
        exchange, question, "published", "answered", good, reason, cited, "0.1.0", "2026-01-02T03:04:05+00:00"
    )


@pytest.fixture(name="rated")
def rated_answers(tmp_path: Path) -> Path:
    """A file of opinions; one visitor thought twice, and two tried to steer a spreadsheet or a terminal."""
    path = tmp_path / "feedback.jsonl"
    keep(opinion("a", "What about money?"), path)
    keep(opinion("b", "=HYPERLINK(1)", good=False, reason='@SUM(A1), "quoted"'), path)
    keep(opinion("c", "\\[/b] [red]x[/red] :+1: \x1b[31m", good=False, reason="two\nlines"), path)
    keep(opinion("a", "What about money?", good=False, reason="Too long"), path)
    return path


def test_feedback_without_any_says_so_in_each_form(tmp_path: Path) -> None:
    none = tmp_path / "none.jsonl"
    table = start(lambda: fork_lessons("feedback", lessons_feedback_file=none))
    assert said(fork_lessons("feedback", "--json", lessons_feedback_file=none)) == []
    rows = fork_lessons("feedback", "--csv", lessons_feedback_file=none)
    assert (rows.returncode, rows.stderr) == (0, "")
    assert rows.stdout == "given,good,reason,question,status,scope,cited,program\n"
    shown = table.result()
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout == "Nobody has rated an answer yet.\n"


def test_feedback_for_people_is_a_table_of_what_was_typed(rated: Path) -> None:
    done = fork_lessons("feedback", lessons_feedback_file=rated, columns="200")
    assert (done.returncode, done.stderr) == (0, "")
    rows = [
        [cell.strip() for cell in re.split("[│┃]", line)[1:-1]] for line in done.stdout.split("\n") if line[:1] in "│┃"
    ]
    when = "2026-01-02T03:04:05+00:00"
    assert [row for row in rows if row] == [
        ["When", "Rating", "Question", "Reason"],
        [when, "not of use", "=HYPERLINK(1)", '@SUM(A1), "quoted"'],
        [when, "not of use", r"\[/b] [red]x[/red] :+1: [31m", "two lines"],
        [when, "not of use", "What about money?", "Too long"],
    ]


def test_feedback_as_json_holds_the_last_opinion_on_each_answer(rated: Path) -> None:
    rows = said(fork_lessons("feedback", "--json", lessons_feedback_file=rated))
    assert [(row["exchange"], row["good"], row["reason"]) for row in rows] == [
        ("b", False, '@SUM(A1), "quoted"'),
        ("c", False, "two\nlines"),
        ("a", False, "Too long"),
    ]
    assert rows[0]["question"] == "=HYPERLINK(1)"
    assert rows[0]["cited"] == ["published:10-14", "r1:7-9"]
    assert all(set(row) == set(Opinion.__dataclass_fields__) for row in rows)


def test_feedback_as_csv_holds_no_formula(rated: Path) -> None:
    done = fork_lessons("feedback", "--csv", lessons_feedback_file=rated)
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["question"], row["reason"]) for row in rows[::2]] == [
        ("'=HYPERLINK(1)", '\'@SUM(A1), "quoted"'),
        ("What about money?", "Too long"),
    ]
    assert {row["cited"] for row in rows} == {"published:10-14 r1:7-9"}
    assert {row["good"] for row in rows} == {"False"}
    assert not any(cell[:1] in set("=+-@\t\r") for row in rows for cell in row.values())


def test_feedback_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    check_refusal(fork_lessons("feedback", lessons_feedback_file=tmp_path), 3, str(tmp_path), "cannot be read")


def test_doctor_is_content_with_a_healthy_setup(shared: Settings, environment: Environment) -> None:
    plain = start(lambda: fork_lessons("doctor", **environment))
    result = said(fork_lessons("doctor", "--json", **environment))
    assert result["healthy"] is True
    assert {check["name"] for check in result["checks"]} >= {"corpus", "model", "index", "engine", "port"}
    assert plain.result().returncode == 0
    assert "WRONG" not in plain.result().stdout


def test_doctor_leaves_with_one_and_still_prints_one_document(tmp_path: Path, environment: Environment) -> None:
    done = fork_lessons("doctor", "--json", **{**environment, "lessons_index_dir": tmp_path / "none"})
    assert (done.returncode, done.stderr) == (1, "")
    result = json.loads(done.stdout)
    assert result["healthy"] is False
    assert [check["name"] for check in result["checks"] if not check["good"]] == ["index"]


@pytest.mark.parametrize(
    ("form", "begins"), [("vancouver", "Maniatopoulos G, "), ("ris", "TY  - UNPB"), ("bibtex", "@unpublished{")]
)
def test_cite_prints_the_reference_of_a_version(form: str, begins: str, environment: Environment) -> None:
    done = fork_lessons("cite", "--version", "r1", "--format", form, **environment)
    assert done.returncode == 0
    assert done.stdout.startswith(begins)
    assert "bmjopen-2019-032107.R1" in done.stdout


@pytest.mark.parametrize(("option", "given", "named"), [("--format", "harvard", "ris"), ("--version", "r2", "r1")])
def test_cite_says_what_there_is_instead(option: str, given: str, named: str, environment: Environment) -> None:
    done = fork_lessons("cite", option, given, **environment)
    assert done.returncode == 2
    assert given in done.stderr
    assert named in done.stderr
    assert "Traceback" not in done.stderr
