"""Compares runs that have everything in S3 with a local run: Online Retail, trained for a moment only. The data folder is PROD2VEC_DATA."""

import hashlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

from checks import ROOT, check, contents, differences
from faulty_proxy import FaultyProxy
from moto_s3 import moto

DATA = pathlib.Path(os.environ["PROD2VEC_DATA"])
BUCKET = "shop"
SECRET = "secret-of-the-check"

def prod2vec(machine, *arguments):
    """The command line on a machine of its own: another cache, the same S3 through the proxy."""
    environment = os.environ | {
        "AWS_ACCESS_KEY_ID": "key-of-the-check",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "XDG_CACHE_HOME": f"{work}/{machine}",
        "PROD2VEC_S3_ENDPOINT": f"http://127.0.0.1:{proxy.port}",
        "PROD2VEC_S3_PATH_STYLE": "true",
        "PROD2VEC_S3_REGION": "us-east-1",
        "PROD2VEC_S3_PART_MIB": "5",
        "PROD2VEC_S3_ATTEMPTS": "10",
        "PROD2VEC_JAVA_OPTIONS": "-Xmx2g",
    }
    return subprocess.Popen(
        [ROOT / "prod2vec", *arguments], env=environment, cwd=work, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def done(process):
    out, err = process.communicate(timeout=600)
    if process.returncode != 0:
        sys.exit(f"check failed: {process.args} ended with {process.returncode}:\n{err}")
    return out


def objects(prefix):
    found = {}
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix + "/"):
        for item in page.get("Contents", []):
            found[item["Key"][len(prefix) + 1 :]] = s3.get_object(Bucket=BUCKET, Key=item["Key"])["Body"].read()
    return found


def whole(prefix):
    """Every task of the manifest has its record, every file of a record is there as it was recorded."""
    found = objects(prefix)
    records = {name: json.loads(text) for name, text in found.items() if name.startswith("task-")}
    for record in records.values():
        for output in record["outputs"]:
            if hashlib.sha256(found[output["path"]]).hexdigest() != output["sha256"]:
                sys.exit(f"check failed: {output['path']} of {prefix} is not what its record says")
    for task in json.loads(found["manifest.json"])["tasks"]:
        if records[f"task-{task['task']}.json"] != task:
            sys.exit(f"check failed: the manifest of {prefix} is ahead of a record")
    return found


def two_at_once():
    for number in range(5):
        run = f"runs/two-{number}"
        arguments = ["task", "pre_process_data", "--run-dir", f"s3://{BUCKET}/{run}", *groceries]
        tries = [prod2vec("one", *arguments), prod2vec("two", *arguments)]
        said = [attempt.communicate(timeout=300) for attempt in tries]
        codes = sorted(attempt.returncode for attempt in tries)
        if codes != [0, 0]:
            break
        # They did not meet: one began when the other had ended, or found its record.
        first, second = sorted((json.loads(out) for out, _ in said), key=lambda record: record["start"])
        check(first == second or first["end"] <= second["start"], f"of two tries of {run} one came after the other")
    errors = [err for _, err in said]
    check(codes == [0, 2], f"of two tries at once one works and one is refused: {codes} {errors if codes != [0, 2] else ''}")
    refusal = errors[[attempt.returncode for attempt in tries].index(2)]
    check(f"s3://{BUCKET}/{run}: another process works on this run" in refusal, f"the refusal says so: {refusal.splitlines()[0]}")
    whole(run)
    done(prod2vec("three", *arguments, "--wait"))
    whole(run)


def retail(orders, products):
    short = ["--config", ROOT / "examples" / "online-retail.yaml", "--epochs", "2", "--dim", "32", "--training.noise-products", "64", "--evaluation.max-baskets", "1000"]
    return [*short, "--orders", orders, "--products", products]


def killed_and_resumed(local):
    proxy.broken = True
    inputs = retail(f"s3://{BUCKET}/in/online_retail_2010_2011.csv.gz", f"s3://{BUCKET}/in/online_*.csv.gz")
    first = prod2vec("one", "run", "--out", f"s3://{BUCKET}/retail", *inputs)
    prefix = None
    while first.poll() is None:
        names = [item["Key"] for item in s3.list_objects_v2(Bucket=BUCKET, Prefix="retail/").get("Contents", [])]
        branched = [name for name in names if name.endswith("/task-branching.json")]
        if branched:
            prefix = branched[0].rpartition("/")[0]
            break
        time.sleep(0.1)
    if prefix is None:
        sys.exit(f"check failed: the run ended before training:\n{first.communicate()[1]}")
    time.sleep(0.5)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    check(first.returncode == -signal.SIGKILL, "a run was killed")
    whole(prefix)
    print("ok  every object of it is whole", flush=True)
    done(prod2vec("two", "run", "--resume", f"s3://{BUCKET}/{prefix}"))
    proxy.broken = False
    check(all(proxy.faults.values()), f"of {proxy.requests} requests these were broken: {proxy.faults}")
    different = differences(contents(local), whole(prefix))
    check(not different, f"resumed on another machine, through the faults, it has the bytes of the local run; differing: {different}")
    uploads = s3.list_multipart_uploads(Bucket=BUCKET).get("Uploads", [])
    check(len(uploads) <= proxy.lost_uploads, f"only those uploads are unfinished whose id was lost on the way, {proxy.lost_uploads}")
    return prefix


def reading(prefix, local):
    run = f"s3://{BUCKET}/{prefix}"
    product = "85123A"
    here = done(prod2vec("one", "similar", "--run", str(local), product, "--format", "json"))
    check(done(prod2vec("one", "similar", "--run", run, product, "--format", "json")) == here, "similar says the same")
    done(prod2vec("one", "export", "--run", run, "--to", "parquet", "--file", f"s3://{BUCKET}/out/vectors.parquet"))
    done(prod2vec("one", "export", "--run", str(local), "--to", "parquet", "--file", f"{work}/vectors.parquet"))
    exported = s3.get_object(Bucket=BUCKET, Key="out/vectors.parquet")["Body"].read()
    check(exported == (work / "vectors.parquet").read_bytes(), "an export to S3 has the same bytes")
    listed = done(prod2vec("one", "runs", "--out", f"s3://{BUCKET}/retail", "--format", "json"))
    check(json.loads(listed)[0]["state"] == "done", "the run is listed as done")


def no_secrets():
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET):
        for item in page["Contents"]:
            if SECRET.encode() in s3.get_object(Bucket=BUCKET, Key=item["Key"])["Body"].read():
                sys.exit(f"check failed: the secret stands in {item['Key']}")
    for file in work.rglob("*"):
        if file.is_file() and SECRET.encode() in file.read_bytes():
            sys.exit(f"check failed: the secret stands in {file}")
    print("ok  no object and no file of the cache holds the secret", flush=True)


with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)
    with moto(work / "moto.log", BUCKET) as (port, s3):
        for file in ["groceries/groceries.csv", "groceries/items.csv", "online_retail/online_retail_2010_2011.csv.gz"]:
            s3.upload_file(DATA / file, BUCKET, "in/" + pathlib.Path(file).name)
        proxy = FaultyProxy(port)
        groceries = [
            "--config",
            ROOT / "examples" / "groceries.yaml",
            "--orders",
            f"s3://{BUCKET}/in/groceries.csv",
            "--products",
            f"s3://{BUCKET}/in/items.csv",
        ]
        two_at_once()
        csv = str(DATA / "online_retail" / "online_retail_2010_2011.csv.gz")
        done(prod2vec("one", "run", "--out", f"{work}/local", *retail(csv, csv)))
        (local,) = (work / "local").iterdir()
        reading(killed_and_resumed(local), local)
        no_secrets()
