"""The published pipeline's design in Keras: two embeddings, dot products, sigmoid, binary cross-entropy, RMSprop.

An example is one target, its true context and K noise products, as the published pipeline writes them out: one pair.
Examples are made before the clock starts. Started by `run_peer`; times a bounded number of steps, repeatedly, in several ways.
"""

import os
import time
from pathlib import Path
from typing import Any

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy
import tensorflow

from . import processes
from .baskets import Baskets

# Compiled by XLA or not, and steps per call. The first is Keras's default on a processor without a GPU.
WAYS = {"default": (False, 1), "XLA": (True, 1), "XLA, 16 steps a call": (True, 16)}


def examples(baskets: Baskets, products: int, negatives: int, count: int) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Targets [count, 1] and contexts [count, 1 + negatives]: pairs of baskets, repeated if there are too few."""
    targets, contexts, found = [], [], 0
    for index in range(len(baskets)):
        basket = baskets.basket(index)
        target, context = numpy.meshgrid(basket, basket, indexing="ij")
        different = target != context
        targets.append(target[different])
        contexts.append(context[different])
        found += len(targets[-1])
        if found >= count:
            break
    chance = numpy.random.default_rng(1)
    order = numpy.resize(chance.permutation(found), count)
    # TensorFlow's log-uniform candidates, as published: products are indexed by falling count.
    uniform = chance.random((count, negatives))
    noise = numpy.exp(uniform * numpy.log(products + 1)).astype(numpy.int32) - 1
    context = numpy.concatenate(contexts)[order][:, None]
    return numpy.concatenate(targets)[order][:, None], numpy.concatenate([context, noise], axis=1).astype(numpy.int32)


def model(products: int, dim: int, negatives: int, learning_rate: float, way: tuple[bool, int]) -> keras.Model:
    compiled, steps = way
    target = keras.Input((1,), dtype="int32")
    contexts = keras.Input((1 + negatives,), dtype="int32")
    inputs = keras.layers.Embedding(products, dim)(target)
    outputs = keras.layers.Embedding(products, dim)(contexts)
    dots = keras.layers.Flatten()(keras.layers.Dot(axes=2)([inputs, outputs]))
    result = keras.Model([target, contexts], keras.layers.Activation("sigmoid")(dots))
    result.compile(
        optimizer=keras.optimizers.RMSprop(learning_rate),
        loss="binary_crossentropy",
        jit_compile=compiled,
        steps_per_execution=steps,
    )
    return result


def measure(
    baskets: str, products: int, dim: int, batch: int, steps: int, repeats: int, settings: dict[str, Any]
) -> dict[str, Any]:
    tensorflow.config.threading.set_intra_op_parallelism_threads(settings["threads"])
    tensorflow.config.threading.set_inter_op_parallelism_threads(settings["threads"])
    negatives = settings["negatives"]
    targets, contexts = examples(Baskets.read(Path(baskets)), products, negatives, steps * batch)
    labels = numpy.zeros(contexts.shape, dtype=numpy.float32)
    labels[:, 0] = 1

    def fit(trained: keras.Model) -> float:
        started = time.perf_counter()
        trained.fit([targets, contexts], labels, batch_size=batch, shuffle=False, verbose=0)
        return steps * batch / (time.perf_counter() - started)

    rates = {}
    for name, way in WAYS.items():
        trained = model(products, dim, negatives, settings["learning_rate"], way)
        fit(trained)
        rates[name] = [fit(trained) for _ in range(repeats)]
    return {"rates": rates, "steps": steps}


if __name__ == "__main__":
    processes.answer(measure(**processes.arguments()))
