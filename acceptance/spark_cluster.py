"""A standalone Spark cluster on the loopback interface of this machine: a master and workers, each a process of its own."""

import contextlib
import os
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "airflow"))
from stack import ROOT, free_port  # noqa: E402

PATIENCE_SECONDS = 180


def java_home():
    """The JDK that prod2vec runs on."""
    script = f'. {ROOT}/.mvn/find-jdk.sh; printf %s "$JAVA_HOME"'
    return subprocess.run(["sh", "-c", script], check=True, capture_output=True, text=True).stdout


@contextlib.contextmanager
def cluster(folder, workers=2, executor_memory="1g", jdk=None):
    """The address of a master with workers of one core each. Spark is SPARK_HOME; logs are in the folder. Without a JDK it is the one of prod2vec."""
    program = pathlib.Path(os.environ["SPARK_HOME"]) / "bin" / "spark-class"
    environment = os.environ | {
        "JAVA_HOME": str(jdk or java_home()),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_CONF_DIR": str(folder),
    }
    folder.mkdir(parents=True)
    (folder / "log4j2.properties").write_text(
        "rootLogger.level = info\nrootLogger.appenderRef.err.ref = err\nappender.err.type = Console\nappender.err.name = err\n"
        "appender.err.target = SYSTEM_ERR\nappender.err.layout.type = PatternLayout\nappender.err.layout.pattern = %d %p %c{1}: %m%n\n"
    )
    processes = []

    def start(name, *words):
        with open(folder / f"{name}.log", "w") as log:
            processes.append(subprocess.Popen([program, *words], env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log))

    master = f"spark://127.0.0.1:{free_port()}"
    try:
        start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", master.rpartition(":")[2], "--webui-port", "0")
        wait_for("the master", folder / "master.log", "Starting Spark master", 1, processes)
        for number in range(workers):
            words = ["--host", "127.0.0.1", "--webui-port", "0", "--cores", "1", "--memory", executor_memory, "--work-dir", folder / f"work{number}"]
            start(f"worker{number}", "org.apache.spark.deploy.worker.Worker", *words, master)
        wait_for("the workers", folder / "master.log", "Registering worker", workers, processes)
        yield master
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait()


def wait_for(what, log, text, times, processes):
    until = time.monotonic() + PATIENCE_SECONDS
    while log.read_text().count(text) < times:
        if time.monotonic() > until or any(process.poll() is not None for process in processes):
            sys.exit(f"check failed: {what} did not start:\n{log.read_text()}")
        time.sleep(0.2)
