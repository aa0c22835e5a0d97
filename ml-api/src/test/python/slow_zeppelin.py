"""Zeppelin's notes: in its format, and running in Spark's own shells."""

from __future__ import annotations

import json

import pytest
import zeppelin

NOTES = sorted(zeppelin.FOLDER.glob("*.zpln"))


def load(file):
    return json.loads(file.read_text(encoding="utf-8"))


def test_notes_have_tables_and_forms():
    texts = [p["text"] for file in NOTES for p in load(file)["paragraphs"]]
    for wanted in ("%spark\n", "%table", "z.textbox(", "z.show("):
        assert any(wanted in text for text in texts), wanted


@pytest.mark.parametrize("file", NOTES, ids=lambda f: f.stem)
def test_a_note_is_in_zeppelins_format(file):
    note = load(file)
    assert file.name == f"{note['name'].rsplit('/', 1)[-1]}_{note['id']}.zpln"
    wanted = {"paragraphs", "name", "id", "version", "config", "info", "noteParams", "noteForms"}
    assert wanted <= set(note)
    ids = [p["id"] for p in note["paragraphs"]]
    assert len(set(ids)) == len(ids)
    for paragraph in note["paragraphs"]:
        assert {"text", "config", "settings", "status", "jobName", "dateCreated"} <= set(paragraph)
        assert {"params", "forms"} <= set(paragraph["settings"])
        assert paragraph["text"].startswith("%")
        for name, form in paragraph["settings"]["forms"].items():
            assert form["type"] == "TextBox" and f'textbox("{name}"' in paragraph["text"]
        if "results" in paragraph:
            assert {m["type"] for m in paragraph["results"]["msg"]} <= {"TEXT", "TABLE", "HTML"}


@pytest.mark.parametrize("file", NOTES, ids=lambda f: f.stem)
def test_a_note_runs(file):
    printed = zeppelin.run(load(file))
    assert any("%table" in text for text in printed.values())
