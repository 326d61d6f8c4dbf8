"""core's CounterRandom (SplitMix64 keyed by what a number is for), so that chance is the same here and there."""

import numpy

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def _mix(x: int) -> int:
    z = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def _rotate_left(x: int, by: int) -> int:
    return ((x << by) | (x >> (64 - by))) & MASK


def key(seed: int, *parts: int) -> int:
    """The key of a stream, from what the stream is for."""
    result = _mix((seed + GAMMA) & MASK)
    for part in parts:
        result = _mix((_rotate_left(result, 23) + _mix((part + GAMMA) & MASK)) & MASK)
    return result


def bits(stream: int, counter: int) -> int:
    """The 64 random bits number `counter` of a stream."""
    return _mix((stream + (counter + 1) * GAMMA) & MASK)


def below(random_bits: int, bound: int) -> int:
    """A number from 0 to below `bound`, from the upper half of random bits."""
    return ((random_bits >> 32) * bound) >> 32


def shuffle(elements: numpy.ndarray, stream: int) -> None:
    """Fisher and Yates, in place."""
    for i in range(len(elements) - 1, 0, -1):
        j = below(bits(stream, i), i + 1)
        elements[i], elements[j] = elements[j], elements[i]
