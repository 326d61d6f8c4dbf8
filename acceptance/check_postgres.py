"""Checks the tables of an export to PostgreSQL with pgvector, by the SQL of docs/how-to/postgresql.md.

Usage: check_postgres.py RUN   (RUN: the run's folder; psql's environment variables name the database)
"""

import csv
import json
import pathlib
import re
import subprocess
import sys

from checks import ROOT, check

PRODUCTS = ["24852", "13176", "24964", "44632", "5876"]


def sql(query):
    command = ["psql", "--no-psqlrc", "--quiet", "--csv", "--tuples-only", "--set", "ON_ERROR_STOP=1", "--command", query]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return list(csv.reader(answer.splitlines()))


def example(title):
    """The SQL block under a heading of the page."""
    page = (ROOT / "docs" / "how-to" / "postgresql.md").read_text(encoding="utf-8")
    found = re.search(rf"^### {re.escape(title)}\n.*?^```sql\n(.*?)^```", page, re.S | re.M)
    check(found is not None, f"the page has an example: {title}")
    return found.group(1)


def similar(run, product):
    command = [ROOT / "prod2vec", "similar", "--run", run, product, "--format", "json"]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return [neighbour["product_id"] for neighbour in answer["neighbours"]]


def main(run):
    manifest = json.loads((pathlib.Path(run) / "manifest.json").read_text())
    ((run_id,),) = sql("SELECT run_id FROM prod2vec.current_run")
    check(run_id == manifest["id"], f"the current run is {run_id}")
    listed = example("The lists that prod2vec similar shows")
    ranked = example("The same ranking from the vectors")
    nearest = example("Nearest by the index")
    for product in PRODUCTS:
        expected = similar(run, product)
        check([row[0] for row in sql(listed.replace("24852", product))] == expected, f"{product}: prod2vec similar shows the same lists")
        check([row[0] for row in sql(ranked.replace("24852", product))] == expected, f"{product}: prod2vec similar shows the same ranking")
        exact = [row[0] for row in sql("SET enable_indexscan = off; " + nearest.replace("24852", product))]
        found = [row[0] for row in sql(nearest.replace("24852", product))]
        check(len(found) == 10 and len(set(found) & set(exact)) >= 8, f"{product}: {len(set(found) & set(exact))} of the ten nearest are found by the index")
    plan = "\n".join(row[0] for row in sql("EXPLAIN " + nearest))
    check("vectors_hnsw_run_" in plan, "the index is used through the view")
    with open(pathlib.Path(run) / "neighbours.csv", newline="", encoding="utf-8") as file:
        rows = sum(1 for _ in csv.DictReader(file))
    check(sql("SELECT count(*) FROM prod2vec.current_neighbours") == [[str(rows)]], f"{rows} neighbours, as in neighbours.csv")


main(*sys.argv[1:])
