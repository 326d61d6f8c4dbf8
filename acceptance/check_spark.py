"""The command line with the engine spark: on a standalone cluster of two workers, and in the driver alone. SPARK_HOME names a Spark 4.2.

check_spark.py [all]: without a word, what the gate has time for.
"""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from checks import ROOT, SAME_FILES, check, contents, differences
from hdfs_server import hdfs
from moto_s3 import moto
from spark_cluster import cluster

PATIENCE_SECONDS = 600
SETTINGS = ["--orders", "shop/orders.csv", "--products", "shop/products.csv", "--dim", "16", "--training.noise-products", "64", "--training.shards", "4", "--training.rounds", "6"]
EPOCHS = ["--epochs", "6", "--training.patience", "0"]
# Baskets are folders of parts on a cluster; their rows are compared by RealDataLakeTest.
ONE_FILE = [name for name in SAME_FILES if name not in ("baskets.parquet", "validation.parquet", "test.parquet")]
# Most of the time goes to the start of virtual machines: the quick compiler halves it.
QUICK = "extraJavaOptions=-XX:TieredStopAtLevel=1"
BASE = ["spark.executor.memory=512m", "spark.driver.memory=512m", "spark.ui.enabled=false", "spark.driver.host=127.0.0.1"]
SMALL = [*BASE, f"spark.driver.{QUICK}", f"spark.executor.{QUICK}"]
ENVIRONMENT = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "PROD2VEC_JAVA_OPTIONS": ""}


def timed(part, *arguments):
    started = time.monotonic()
    result = part(*arguments)
    print(f"    {part.__name__} took {time.monotonic() - started:.0f} s", flush=True)
    return result


def start(words, program="prod2vec", **more):
    return subprocess.Popen(
        [ROOT / program, *map(str, words)],
        cwd=work,
        env=ENVIRONMENT | more,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # What a shell starts in the background is deaf to ctrl-C, and so is what this starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def call(words, program="prod2vec", **more):
    """Exit code, stdout and stderr of a command."""
    process = start(words, program, **more)
    try:
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        sys.exit(f"check failed: {words} takes longer than {PATIENCE_SECONDS} s:\n{process.communicate()[1]}")
    return process.returncode, out, err


def promise(holds, what, err):
    """As check, with what the command said if the promise is broken."""
    check(holds, what if holds else f"{what}:\n{err}")


def on(master, conf=SMALL):
    """Flags for a cluster."""
    return ["--spark.master", master, *(f"--spark.conf={entry}" for entry in conf)]


def quiet(err):
    """Whether nothing is said but what prod2vec says: no line of Spark, no warning of the virtual machine. That executors start late is said
    on a busy machine."""
    noise = [line for line in err.splitlines() if line.startswith(("spark: ", "WARN", "\tat ", "warning:"))]
    return all("Initial job has not accepted any resources" in line for line in noise)


def whole_run(master):
    """A run on the cluster has the files of a run on this machine, and its last line is the manifest."""
    code, out, err = call(["run", "--engine", "spark", *on(master), *SETTINGS, *EPOCHS, "--out", "runs", "--format", "json"])
    promise(code == 0, f"a run ends with 0: {code}", err)
    promise(quiet(err), "Spark says nothing of its own", err)
    manifest = json.loads(out)
    check(manifest["state"] == "DONE" and manifest["config"]["engine"] == "spark", "stdout is the manifest, and nothing else")
    code, _, err = call(["run", *SETTINGS, *EPOCHS, "--out", "here"])
    promise(code == 0, f"a run on this machine ends with 0: {code}", err)
    (here,) = (work / "here").iterdir()
    there = contents(work / "runs" / manifest["id"])
    different = differences(contents(here), there, ONE_FILE)
    check(row_hashes(there) == row_hashes(contents(here)), "the baskets have the rows of a run on this machine")
    check(not different, f"the files have the bytes of a run on this machine: {different}")
    return work / "runs" / manifest["id"]


def row_hashes(files):
    return json.loads(files["ingest.json"])["rowHashes"]


def single_tasks(master):
    """As Airflow calls them, by the program that always takes Spark."""
    for task in ["pre_process_data", "run_data_quality_checks", "branching", "model_training", "post_processing"]:
        flags = [*on(master), *([*SETTINGS, *EPOCHS] if task == "pre_process_data" else [])]
        code, out, err = call(["task", task, "--run-dir", "tasks", *flags], program="prod2vec-spark")
        promise(code == 0, f"{task} ends with 0: {code}", err)
        check(json.loads(out.splitlines()[-1])["outcome"] == "DONE", f"{task}: the last line is its record")


def small_refusals(run):
    """What needs no cluster."""
    code, _, err = call(["task", "model_training", "--run-dir", run, "--dim", "17", *on("local[1]")])
    promise(code == 2 and err.startswith("error: --training.dim: "), f"wrong use in the driver ends with 2: {code}", err)
    code, _, err = call(["run", "--engine", "spark", *SETTINGS], SPARK_HOME="")
    promise(code == 2 and "spark.home: is empty" in err, f"without Spark it ends with 2: {code}", err)
    code, _, err = call(["task", "branching", "--run-dir", run], program="prod2vec-spark", SPARK_HOME="")
    promise(code == 0, f"a task without heavy work needs no Spark: {code}", err)


def refusals(master):
    code, _, err = call(["run", "--engine", "spark", *on(master), *SETTINGS, "--out", "bad", "--quality.min-orders", "1000000000"])
    promise(code == 3, f"a failed check of the data ends with 3: {code}", err)
    headers = [*BASE, "spark.executor.extraJavaOptions=-XX:+UseCompactObjectHeaders"]
    code, _, err = call(["run", "--engine", "spark", *on(master, headers), *SETTINGS, "--out", "bad"])
    promise(code == 2 and "UseCompactObjectHeaders" in err and "executor " in err, f"compact headers of executors are refused: {code}", err)
    headers = [*BASE, "spark.driver.extraJavaOptions=-XX:+UseCompactObjectHeaders"]
    code, _, err = call(["run", "--engine", "spark", *on("local[1]", headers), *SETTINGS, "--out", "bad"])
    promise(code == 2 and err.startswith("error: the driver: runs with -XX:+UseCompactObjectHeaders"), f"those of the driver too: {code}", err)


def long_run(master, out):
    """A run that trains for long."""
    return training(["run", "--engine", "spark", *on(master), *SETTINGS, "--epochs", "1000", "--training.patience", "0", "--out", out])


def training(words, after="epoch 2", **more):
    """A command once it has said a word of its training: its process, its driver's id, and what it has said so far."""
    process = start(words, **more)
    said = heard(process, after)
    promise(process.poll() is None, "it trains", said)
    (driver,) = children(process.pid)
    return process, driver, said


def ctrl_c(process):
    os.killpg(process.pid, signal.SIGINT)


def heard(process, word):
    """What a process says up to the line that begins with a word."""
    said = ""
    for line in process.stderr:
        said += line
        if line.strip().startswith(word):
            break
    return said


def stopped(master, run):
    """A task that is stopped while it trains ends with 130 and leaves no driver."""
    process, driver, said = training(["task", "model_training", "--run-dir", copied(run, "stopped"), *on(master)], after="epoch 1")
    ctrl_c(process)
    _, err = process.communicate(timeout=60)
    promise(process.returncode == 130, f"ctrl-C ends a task with 130: {process.returncode}", said + err)
    check(not pathlib.Path(f"/proc/{driver}").exists(), "ctrl-C ends the driver of a task")


def interrupted(master, send, what):
    """A run that is stopped while it trains ends with 130, leaves no driver, and can be resumed."""
    out = "stopped-" + what.split()[0]
    process, driver, said = long_run(master, out)
    send(process)
    _, err = process.communicate(timeout=60)
    promise(process.returncode == 130, f"{what} ends with 130: {process.returncode}", said + err)
    check(not pathlib.Path(f"/proc/{driver}").exists(), f"{what} ends the driver")
    promise("interrupted twice" not in err, f"{what} is one signal", err)
    check(state(out) == "INTERRUPTED", f"{what}: the run says so: {state(out)}")


def killed(master):
    """A driver whose starter is killed stops in good order."""
    process, driver, _ = long_run(master, "killed")
    process.kill()
    process.wait()
    until = time.monotonic() + 60
    while pathlib.Path(f"/proc/{driver}").exists() and time.monotonic() < until:
        time.sleep(0.2)
    check(not pathlib.Path(f"/proc/{driver}").exists(), "a driver ends after its starter was killed")
    check(state("killed") == "INTERRUPTED", f"it has ended in good order: {state('killed')}")


def state(out):
    (run,) = (work / out).iterdir()
    return json.loads((run / "manifest.json").read_text())["state"]


def children(starter):
    """The virtual machines that a process has started."""
    found = []
    for task in pathlib.Path(f"/proc/{starter}/task").iterdir():
        with contextlib.suppress(OSError):
            found += [int(pid) for pid in (task / "children").read_text().split()]
    # The loop of the launcher that drops a warning is a shell.
    return [pid for pid in found if pathlib.Path(f"/proc/{pid}/comm").read_text().strip() == "java"]


def killed_while_it_trains(words, **more):
    """A command that trains; an executor is killed, then the driver."""
    process, driver, said = training(words, after="epoch 1/", **more)
    (victim, *_) = executors()
    os.kill(victim, signal.SIGKILL)
    said += heard(process, "epoch 3/")
    promise(process.poll() is None, "a training outlives an executor", said)
    os.kill(driver, signal.SIGKILL)
    _, err = process.communicate(timeout=60)
    promise(process.returncode != 0, f"a killed driver is no success: {process.returncode}", said + err)


def one_model(master, run):
    """In one training an executor is killed, then the driver, then another driver resumes: the model stays the same, byte for byte."""
    task = ["task", "model_training", "--run-dir", copied(run, "dead"), *on(master)]
    killed_while_it_trains(task)
    code, _, err = call(task)
    promise(code == 0 and same_model("dead", run), f"another driver resumes to the same model: {code}", err)
    promise("epoch 1/" not in err, "it does not begin anew", err)


def in_s3(master):
    """A run whose orders, files and rounds are in S3. In its training an executor is killed, then the driver, then the driver of another machine
    resumes: the files have the bytes of a run on this machine."""
    with moto(work / "moto.log", "shop") as (port, s3):
        for name in ("orders.csv", "products.csv"):
            s3.upload_file(work / "shop" / name, "shop", f"in/{name}")
        store = {
            "AWS_ACCESS_KEY_ID": "key-of-the-check",
            "AWS_SECRET_ACCESS_KEY": "secret-of-the-check",
            "AWS_EC2_METADATA_DISABLED": "true",
            "PROD2VEC_S3_ENDPOINT": f"http://127.0.0.1:{port}",
            "PROD2VEC_S3_PATH_STYLE": "true",
            "PROD2VEC_S3_REGION": "us-east-1",
        }
        inputs = ["--orders", "s3://shop/in/orders.csv", "--products", "s3://shop/in/products.csv", *SETTINGS[4:], *EPOCHS]
        first = ["run", "--engine", "spark", *on(master), *inputs, "--out", "s3://shop/runs"]
        killed_while_it_trains(first, **store, XDG_CACHE_HOME=str(work / "one"))
        (run,) = s3.list_objects_v2(Bucket="shop", Prefix="runs/", Delimiter="/")["CommonPrefixes"]
        code, _, err = call(["run", "--resume", f"s3://shop/{run['Prefix']}"], **store, XDG_CACHE_HOME=str(work / "two"))
        promise(code == 0, f"another machine resumes a run in S3: {code}", err)
        promise("epoch 1/" not in err and "epoch 6/" in err, "it resumes after the last round", err)
        found = {}
        for item in s3.list_objects_v2(Bucket="shop", Prefix=run["Prefix"])["Contents"]:
            name = item["Key"].removeprefix(run["Prefix"])
            found[name] = s3.get_object(Bucket="shop", Key=item["Key"])["Body"].read()
        same_as_here(found, "in S3")


def in_hdfs(master):
    """A run in HDFS, which only Spark's driver reaches, has the bytes of a run on this machine. With all, it loses an executor and its driver too,
    as the one in S3 does."""
    with hdfs(work / "hdfs") as (address, files):
        for name in ("orders.csv", "products.csv"):
            files.write(f"in/{name}", (work / "shop" / name).read_bytes())
        runs = f"{address}/runs"
        inputs = ["--orders", f"{address}/in/orders.csv", "--products", f"{address}/in/products.csv", *SETTINGS[4:], *EPOCHS]
        first = ["run", "--engine", "spark", *on(master), *inputs, "--out", runs]
        one, two = ({"XDG_CACHE_HOME": str(work / machine)} for machine in ("one", "two"))
        if everything:
            killed_while_it_trains(first, **one)
        else:
            code, _, err = call(first, **one)
            promise(code == 0 and quiet(err), f"a run in HDFS ends with 0: {code}", err)
        (run,) = files.names("runs")
        resume = ["run", "--resume", f"{runs}/{run}"]
        code, _, err = call(resume)
        promise(code == 2 and "prod2vec-spark" in err and len(err.splitlines()) == 2, f"without Spark a run in HDFS is not reached: {code}", err)
        code, _, err = call(resume, program="prod2vec-spark")
        promise(code == 2 and err.startswith("error: spark.master: "), f"the cluster must be named: {code}", err)
        if everything:
            code, _, err = call([*resume, *on(master)], program="prod2vec-spark", **two)
            promise(code == 0, f"another machine resumes a run in HDFS: {code}", err)
            promise("epoch 1/" not in err and "epoch 6/" in err, "it resumes after the last round", err)
            promise(quiet(err), "Spark says nothing of its own", err)
            code, out, err = call(["runs", "--out", runs, "--format", "json"], program="prod2vec-spark")
            promise(code == 0 and run in out, f"runs in HDFS are listed: {code}", err)
        same_as_here(files.contents(f"runs/{run}"), "in HDFS")


def same_as_here(found, where):
    check(not any(name.startswith(".term-") for name in found), f"nothing unfinished is left {where}: {sorted(found)}")
    (here,) = (work / "here").iterdir()
    different = differences(contents(here), found, ONE_FILE)
    check(row_hashes(found) == row_hashes(contents(here)), f"the baskets {where} have the rows of a run on this machine")
    check(not different, f"the files {where} have the bytes of a run on this machine: {different}")


def one_executor(master, run):
    task = ["task", "model_training", "--run-dir", copied(run, "single")]
    code, _, err = call([*task, *on(master, [*SMALL, "spark.cores.max=1"])])
    promise(code == 0 and same_model("single", run), f"one executor trains the same model: {code}", err)


def copied(run, name):
    """A copy of a run without its model, to train anew."""
    shutil.copytree(run, work / name)
    (work / name / "model.safetensors").unlink()
    return work / name


def same_model(name, run):
    return (work / name / "model.safetensors").read_bytes() == (run / "model.safetensors").read_bytes()


def executors():
    """The processes of executors; each works in a folder of its worker."""
    found = []
    for process in pathlib.Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if process.name.isdigit() and str((process / "cwd").readlink()).startswith(str(work / "cluster" / "work")):
                found.append(int(process.name))
    return found


def old_jdk(folder):
    """Executors on an older JDK are refused by name, if this machine has one."""
    older = next((path.parent.parent for path in sorted(pathlib.Path("/usr/lib/jvm").glob("*17*/bin/java"))), None)
    if older is None:
        print("left out: no JDK 17 below /usr/lib/jvm, for executors that are refused", flush=True)
        return
    with cluster(folder, workers=1, jdk=older) as master:
        code, _, err = call(["run", "--engine", "spark", *on(master), *SETTINGS, "--out", "bad"])
        promise(code == 2 and "has JDK 17" in err and "must have 25.0.3" in err, f"executors on JDK 17 are refused: {code}", err)


everything = sys.argv[1:] == ["all"]
with tempfile.TemporaryDirectory() as temporary:
    work = pathlib.Path(temporary)
    code, _, err = call(["generate", "--products", "300", "--orders", "6000", "--out", "shop"])
    promise(code == 0, "a shop is generated", err)
    with cluster(work / "cluster") as master:
        run = timed(whole_run, master)
        timed(in_s3, master)
        timed(in_hdfs, master)
        timed(small_refusals, run)
        if everything:
            one_model(master, run)
            one_executor(master, run)
            stopped(master, run)
            single_tasks(master)
            refusals(master)
            interrupted(master, ctrl_c, "ctrl-C, which both hear,")
            interrupted(master, lambda process: process.send_signal(signal.SIGTERM), "SIGTERM to the command")
            killed(master)
    if everything:
        old_jdk(work / "old")
