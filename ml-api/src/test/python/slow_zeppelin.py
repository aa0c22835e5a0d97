"""Zeppelin's notes: in its format, and running in Spark's own shells."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
import zeppelin

#: The fields of a note in Zeppelin 0.12.1 (Note, Paragraph with Job).
NOTE = {
    "paragraphs", "name", "id", "defaultInterpreterGroup", "version", "noteParams", "noteForms",
    "angularObjects", "config", "info", "path",
}  # fmt: skip
PARAGRAPH = {
    "title", "text", "user", "dateUpdated", "progress", "config", "settings", "results", "apps",
    "runtimeInfos", "progressUpdateIntervalMs", "jobName", "id", "dateCreated", "dateStarted",
    "dateFinished", "status", "errorMessage",
}  # fmt: skip

NOTES = sorted(zeppelin.FOLDER.glob("*.zpln"))


def load(file):
    return json.loads(file.read_text(encoding="utf-8"))


def test_notes_have_tables_and_forms():
    texts = [p["text"] for file in NOTES for p in load(file)["paragraphs"]]
    wanted = ("%spark\n", "%spark.pyspark\n", "%table", "z.textbox(", "z.show(")
    assert [w for w in wanted if not any(w in text for text in texts)] == []


@pytest.mark.parametrize("file", NOTES, ids=lambda f: f.stem)
def test_a_note_is_in_zeppelins_format(file):
    note = load(file)
    assert file.name == f"{note['name'].rsplit('/', 1)[-1]}_{note['id']}.zpln"
    assert {"paragraphs", "name", "id", "config"} <= set(note) <= NOTE
    ids = [p["id"] for p in note["paragraphs"]]
    assert len(set(ids)) == len(ids)
    for paragraph in note["paragraphs"]:
        assert {"text", "config", "settings", "status", "jobName", "dateCreated"} <= set(paragraph)
        assert set(paragraph) <= PARAGRAPH
        assert paragraph["status"] in ("READY", "FINISHED")
        for date in ("dateCreated", "dateUpdated"):
            datetime.strptime(paragraph[date], "%Y-%m-%d %H:%M:%S.%f")
        assert set(paragraph["settings"]) == {"params", "forms"}
        assert paragraph["text"].startswith("%")
        forms = paragraph["settings"]["forms"]
        assert set(forms) == set(re.findall(r'z\.textbox\("([^"]+)"', paragraph["text"]))
        for name, form in forms.items():
            assert form["type"] == "TextBox" and form["name"] == name
            assert set(form) <= {"type", "name", "displayName", "defaultValue", "hidden"}
        if "results" in paragraph:
            assert paragraph["results"]["code"] == "SUCCESS"
            assert {m["type"] for m in paragraph["results"]["msg"]} <= {"TEXT", "TABLE", "HTML"}


@pytest.mark.parametrize("file", NOTES, ids=lambda f: f.stem)
def test_a_note_is_kept_with_its_results(file):
    code = [p for p in load(file)["paragraphs"] if not p["text"].startswith("%md")]
    assert [p["title"] for p in code if p["status"] != "FINISHED"] == []
    kinds = [m["type"] for p in code for m in p["results"]["msg"]]
    assert kinds.count("TABLE") >= 2
    told = json.dumps([p["results"] for p in code])
    assert "/tmp/" not in told and "/site-packages/" not in told


@pytest.mark.parametrize("file", NOTES, ids=lambda f: f.stem)
def test_a_note_runs(file):
    printed = zeppelin.run(load(file))
    assert any("%table" in text for text in printed.values())
