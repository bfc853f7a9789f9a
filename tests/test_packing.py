"""``lessons pack`` writes each format, says what was verified, and refuses what cannot be verified or made."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pptx
import pytest
from tests.index_fixtures import fork_lessons, shared_environment, shared_settings

from lessons.cli import main
from lessons.packs.assembly import fill_basket
from lessons.packs.basket import Item, Part
from lessons.packs.basket_file import write_basket
from lessons.packs.study import Study
from lessons.packs.text import markdown_text

FIXTURES = (shared_settings, shared_environment)

Environment = dict[str, Path]


def test_each_format_is_written_and_holds_the_theme(tmp_path: Path, environment: Environment, study: Study) -> None:
    words = [study.preferred.words(q.span) for q in study.preferred.quotes if q.theme == 5]
    for ending in ("docx", "pptx", "md"):
        out = tmp_path / f"five.{ending}"
        done = fork_lessons("pack", "--theme", "5", "--format", ending, "--out", str(out), **environment)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(f"{out}: 3 of 3 quotes and ")
        assert " verified against the published version." in done.stdout
        assert ("the deck says how many" in done.stdout) == (ending == "pptx")
        shown = text_of(out)
        assert all(word in shown for word in (map(markdown_text, words) if ending == "md" else words))


def text_of(path: Path) -> str:
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(p.text for p in document.paragraphs), *cells])
    if path.suffix == ".pptx":
        slides = pptx.Presentation(str(path)).slides
        return "\n".join(s.text_frame.text for slide in slides for s in slide.shapes if s.has_text_frame)
    return path.read_text("utf-8")


def test_themes_and_pilots_can_follow_one_option(tmp_path: Path, environment: Environment) -> None:
    out = str(tmp_path / "x.md")
    done = fork_lessons("pack", "--theme", "4", "5", "--pilot", "PACS", "EHCH", "--out", out, "--json", **environment)
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert report["file"] == out
    assert report["verified"].startswith("5 of 5 quotes and ")
    assert "handouts" in report["parts"]


def test_a_saved_basket_and_choices_make_the_pack(tmp_path: Path, environment: Environment, study: Study) -> None:
    basket = replace(fill_basket(study, [1]), title="Saved", parts=(Part.SOURCES, Part.CARDS))
    path = tmp_path / "my.basket.json"
    path.write_text(write_basket(basket), "utf-8")
    out = tmp_path / "saved.md"
    done = fork_lessons(
        *("pack", "--basket", str(path), "--out", str(out), "--minutes", "120", "--audience", "board"), **environment
    )
    assert (done.returncode, done.stderr) == (0, "")
    shown = out.read_text("utf-8")
    assert shown.startswith("# Saved\n\nA workshop pack for board members, 120 minutes\n")
    assert shown.index("## Sources") < shown.index("## Quote cards")


def test_a_tampered_basket_is_refused_item_by_item_and_nothing_is_written(
    tmp_path: Path, environment: Environment, study: Study
) -> None:
    basket = fill_basket(study, [1, 2])
    altered = replace(basket.items[1].excerpts[0], text=basket.items[1].excerpts[0].text.replace("heavily", "lightly"))
    stranger = replace(basket.items[4].excerpts[0], speaker="MCP-Senior Manager 2, CCG")
    items = [*basket.items]
    items[1], items[4] = Item((altered,)), Item((stranger,))
    path, out = tmp_path / "tampered.basket.json", tmp_path / "x.docx"
    path.write_text(write_basket(replace(basket, items=tuple(items))), "utf-8")
    done = fork_lessons("pack", "--basket", str(path), "--out", str(out), **environment)
    assert (done.returncode, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert [line[:6] for line in lines] == ["Item 2", "Item 5", "2 of 6"]
    assert "do not stand in “Published”" in lines[0]
    assert "another speaker (PACS-Senior Manager 3, CCG)" in lines[1]
    assert not out.exists()


def test_a_house_template_is_used(tmp_path: Path, environment: Environment) -> None:
    house = docx.Document()
    house.sections[0].header.paragraphs[0].text = "Our house"
    house.save(str(tmp_path / "house.docx"))
    out = tmp_path / "x.docx"
    template = str(tmp_path / "house.docx")
    done = fork_lessons("pack", "--theme", "2", "--out", str(out), "--template", template, **environment)
    assert done.returncode == 0
    assert docx.Document(str(out)).sections[0].header.paragraphs[0].text == "Our house"


MISTAKES = {
    "no format": (["--theme", "1"], "Say which format"),
    "unknown format": (["--theme", "1", "--format", "pdf"], "Say which format"),
    "unknown theme": (["--theme", "9", "--format", "md"], "There is no theme 9"),
    "unknown pilot": (["--pilot", "XYZ", "--format", "md"], "There is no pilot “XYZ”"),
    "no quote fits": (["--theme", "6", "--pilot", "ACC", "--format", "md"], "No quote of ACC"),
    "unknown audience": (["--audience", "robots", "--format", "md"], "There is no audience “robots”"),
    "unknown length": (["--minutes", "45", "--format", "md"], "no agenda for 45 minutes"),
    "unknown part": (["--part", "jokes", "--format", "md"], "There is no part “jokes”"),
    "basket and theme": (["--basket", "x.json", "--theme", "1", "--format", "md"], "either --basket or themes"),
    "no such basket": (["--basket", "no.json", "--format", "md"], "The basket no.json cannot be read"),
    "no basket": (["--basket", "{junk}", "--format", "md"], "not a basket that was saved here"),
    "no such template": (["--template", "no.docx", "--format", "docx"], "The template no.docx cannot be read"),
    "no template": (["--template", "{junk}", "--format", "docx"], "template"),
    "another office's template": (["--template", "{zip}", "--format", "pptx"], "template"),
    "no such folder": (["--format", "md", "--out", "no/such/folder/x.md"], "cannot be written"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_what_cannot_be_carried_out_gets_one_sentence(
    name: str, tmp_path: Path, study: Study, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process, over a study that is read already, because each process would read it anew."""
    words, said = MISTAKES[name]
    (tmp_path / "junk").write_bytes(b"junk")
    with zipfile.ZipFile(tmp_path / "zip", "w") as packed:
        packed.writestr("a.txt", "a")
    paths = {"junk": str(tmp_path / "junk"), "zip": str(tmp_path / "zip")}
    out = [] if "--out" in words or "no format" in name else ["--out", str(tmp_path / "x.out")]
    monkeypatch.setattr("lessons.packs.study.load_study", lambda _: study)
    monkeypatch.setattr("sys.argv", ["lessons", "pack", *(word.format(**paths) for word in words), *out])
    with pytest.raises(SystemExit) as left:
        main()
    printed = capsys.readouterr()
    assert (left.value.code, printed.out) == (2, "")
    assert printed.err.count("\n") == 1
    assert said in printed.err
    assert not (tmp_path / "x.out").exists()
