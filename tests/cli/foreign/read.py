"""Reads a file that an export wrote, as its other readers would.

read.py READER rows FILE               prints each row as a line of JSON
read.py READER digest FILE COLUMN...   prints how many texts these columns have, and one digest of them
"""

import csv
import datetime
import hashlib
import html.parser
import json
import re
import sys

csv.field_size_limit(sys.maxsize)


def rows_of_csv(path):
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file, strict=True)


def rows_for_spreadsheets(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file, strict=True):
            yield {name: cell.removeprefix("'") for name, cell in row.items()}


def rows_of_tsv(path):
    marks = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    unescaped = lambda cell: re.sub(r"\\(.)", lambda mark: marks[mark[1]], cell)
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True):
            yield {unescaped(name): unescaped(cell) for name, cell in row.items()}


def rows_of_json(path):
    with open(path, encoding="utf-8") as file:
        yield from json.load(file)


def rows_of_jsonl(path):
    with open(path, newline="\n", encoding="utf-8") as file:
        yield from map(json.loads, file)


def plain(value):
    """A value of a typed column as JSON tells it. A time that were a text would not be told so."""
    if isinstance(value, datetime.datetime):
        micros = value.microsecond
        digits = "seconds" if micros == 0 else "milliseconds" if micros % 1000 == 0 else "microseconds"
        told = value.astimezone(datetime.timezone.utc).isoformat(timespec=digits)
        return {"time": told.removesuffix("+00:00") + "Z"}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    return value


def rows_of_table(table):
    for batch in table.to_batches():
        for row in batch.to_pylist():
            yield {name: plain(value) for name, value in row.items()}


def rows_of_parquet(path):
    import pyarrow.dataset

    return rows_of_table(pyarrow.dataset.dataset(path, format="parquet", partitioning="hive").to_table())


def rows_by_duckdb(path):
    import duckdb

    files = path if path.endswith(".parquet") else path + "/**/*.parquet"
    duckdb.execute("set timezone = 'UTC'")
    found = duckdb.execute("select * from read_parquet(?, hive_partitioning = true)", [files])
    return rows_of_table(found.to_arrow_table())


class Page(html.parser.HTMLParser):
    """The texts of messages, with the control characters that their pictures and numbers stand for."""

    def __init__(self):
        super().__init__()
        self.texts, self.text, self.is_stand_in = [], None, False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "div" and attributes.get("class") == "say":
            self.text = []
        self.is_stand_in = tag == "span" and attributes.get("class") == "mark" and "data-is" not in attributes

    def handle_endtag(self, tag):
        if tag == "div" and self.text is not None:
            self.texts.append({"text": "".join(self.text)})
            self.text = None
        self.is_stand_in = False

    def handle_data(self, data):
        if self.text is not None:
            self.text.append(self.control(data) if self.is_stand_in else data)

    @staticmethod
    def control(shown):
        if shown.startswith("U+"):
            return chr(int(shown[2:], 16))
        return "\x7f" if shown == "␡" else chr(ord(shown) - 0x2400)


def rows_of_html(path):
    page = Page()
    with open(path, newline="", encoding="utf-8") as file:
        page.feed(file.read())
    page.close()
    return page.texts


READERS = {"csv": rows_of_csv, "excel": rows_for_spreadsheets, "tsv": rows_of_tsv, "json": rows_of_json, "jsonl": rows_of_jsonl,
           "parquet": rows_of_parquet, "duckdb": rows_by_duckdb, "html": rows_of_html}

reader, task, path, *columns = sys.argv[1:]
rows = READERS[reader](path)
if task == "rows":
    for row in rows:
        print(json.dumps(row))
else:
    count, digest = 0, hashlib.sha256()
    for row in rows:
        for column in columns:
            text = (row[column] or "").encode("utf-8")
            digest.update(len(text).to_bytes(8, "little") + text)
            count += 1
    print(count, digest.hexdigest())
