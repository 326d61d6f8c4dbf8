"""Reads the files of a run with other people's libraries and checks their content.

Usage: check_run.py NAME RUN DATA   (NAME: instacart, online-retail or groceries)
"""

import csv
import json
import pathlib
import subprocess
import sys

import numpy
import pyarrow.parquet
from gensim.models import KeyedVectors
from checks import ROOT, check
from safetensors.numpy import load_file

EXPECTED = {
    # rows read, orders with a purchase, products bought
    "instacart": (1_384_617, 131_209, 39_123),
    "online-retail": (541_909, 20_728, 3_941),
    "groceries": (43_367, 9_835, 169),
}
DESSERTS = ("gelat", "ice cream", "sorbet", "chocolate", "sicilian pistachio")


def ingest(run, name):
    report = json.loads((run / "ingest.json").read_text())
    found = report["rows"]["read"], report["baskets"]["orders"], report["products"]["bought"]
    check(found == EXPECTED[name], f"rows, orders and products bought are {EXPECTED[name]}")
    rows = report["rows"]
    parts = rows["filtered"] + rows["missing"] + rows["repeated"] + rows["purchases"]
    check(rows["read"] == parts, "every row read is accounted for")
    quality = json.loads((run / "quality.json").read_text())
    check(all(c["verdict"] != "FAILED" for c in quality["checks"]), "no check of the data failed")


def vectors(run):
    model = load_file(run / "model.safetensors")
    vocabulary = pyarrow.parquet.read_table(run / "vocabulary.parquet").to_pylist()
    size, dim = model["input"].shape
    check(size == len(vocabulary), f"safetensors opens the model: {size} products of {dim} numbers")
    check(model["output"].shape == (size, dim) and model["bias"].shape == (size,), "shapes of output and bias")
    check(all(numpy.isfinite(tensor).all() for tensor in model.values()), "every number is finite")
    table = pyarrow.parquet.read_table(run / "vectors.parquet")
    count = table.num_rows
    check(table.column("index").to_pylist() == list(range(count)), "pyarrow reads vectors.parquet in order")
    sources = table.column("source").to_pylist()
    check(sources == ["orders"] * size + ["side-information"] * (count - size), "the products of the vocabulary come first")
    ids = table.column("product_id").to_pylist()
    listed = set(pyarrow.parquet.read_table(run / "new-products.parquet").column("product_id").to_pylist())
    check(listed.issuperset(ids[size:]), f"the other {count - size} are products that the table lists")
    flat = table.column("vector").combine_chunks().flatten().to_numpy().reshape(count, dim)
    check(numpy.array_equal(flat[:size], model["input"]), "pyarrow reads the same vectors to the bit")
    similarity = table.column("similarity").combine_chunks().flatten().to_numpy().reshape(count, dim)
    lengths = numpy.linalg.norm(similarity, axis=1)
    check(0.5 < lengths.min() and lengths.max() < 1 + 1e-5, "vectors to compare are at most 1 long")
    words = KeyedVectors.load_word2vec_format(run / "vectors.w2v.txt", binary=False)
    check(numpy.array_equal(words.vectors, similarity), "gensim loads the same vectors to compare to the bit")
    places = pyarrow.parquet.read_table(run / "map.parquet")
    check(places.column("product_id").to_pylist() == ids, "pyarrow reads map.parquet in order")
    coordinates = numpy.array([places.column("x").to_numpy(), places.column("y").to_numpy()])
    check(coordinates.min() >= 0 and coordinates.max() <= 1000, "every product has a place on the map")
    check(sum(places.column("anchor").to_pylist()) == min(count, 1500), "t-SNE placed the 1,500 most bought products")
    baskets = pyarrow.parquet.read_table(run / "baskets.parquet").column("products").combine_chunks()
    check(baskets.flatten().to_numpy().max() == size - 1, "every index of the baskets is in the vocabulary")
    with open(next(run.glob("prod2vec_embed_weights_run_*.csv")), newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    columns = [str(k) for k in range(dim)] + ["index", "product_id", "product_name"]
    check(rows[0] == columns, "the csv has exactly the published columns")
    named = [(row[-3], row[-2], row[-1]) for row in rows[1:]]
    listed = [(str(row["index"]), row["product_id"], row["product_name"]) for row in vocabulary]
    check(named == listed, "the csv has every id and name of the vocabulary")
    numbers = numpy.array([row[:dim] for row in rows[1:]], dtype=numpy.float32)
    check(numpy.array_equal(numbers, model["input"]), "the csv has the same vectors to the bit")
    return vocabulary


def scores(run):
    document = json.loads((run / "evaluation.json").read_text())
    return {score["name"]: score["hitRate10"] for score in document["scores"]}


def instacart(run, data, vocabulary):
    with open(pathlib.Path(data) / "instacart" / "products.csv", newline="", encoding="utf-8") as file:
        names = {row["product_id"]: row["product_name"] for row in csv.DictReader(file)}
    odd = [row for row in vocabulary if any(c in row["product_name"] for c in ',"') or not row["product_name"].isascii()]
    check(len(odd) > 500, f"{len(odd)} names have commas, quotes or letters beyond ASCII")
    check(all(names[row["product_id"]] == row["product_name"] for row in vocabulary), "every name is as in products.csv")
    found = scores(run)
    print({name: round(rate, 4) for name, rate in found.items()})
    check(found["model"] >= 0.9 * found["item-knn"], "HR@10 is at least 0.9 times the HR@10 of ItemKNN")
    check(found["model"] >= 1.35 * found["popularity"], "HR@10 is at least 1.35 times the HR@10 of popularity")
    command = [ROOT / "prod2vec", "similar", "--run", run, "sea salt caramel gelato", "--format", "json"]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    nearest = [neighbour["product_name"] for neighbour in answer["neighbours"]]
    sweet = [name for name in nearest if any(word in name.lower() for word in DESSERTS)]
    check(len(nearest) == 10 and len(sweet) >= 7, f"{len(sweet)} of the ten nearest of the gelato are desserts: {nearest}")


def main(name, run, data):
    run = pathlib.Path(run)
    ingest(run, name)
    vocabulary = vectors(run)
    if name == "instacart":
        instacart(run, data, vocabulary)
    found = scores(run)
    check(found["model"] > found["popularity"], "the model beats popularity")
    page = (run / "report.html").read_text(encoding="utf-8")
    check("Content-Security-Policy" in page and len(page) < 15_000_000, "report.html is one page of its own")


main(*sys.argv[1:])
