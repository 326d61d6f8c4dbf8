"""The functions of Problems.java as Optuna objectives; `run` checks that both give the same values."""

import math

HARTMANN_WEIGHTS = [1, 1.2, 3, 3.2]
HARTMANN_3_A = [[3, 10, 30], [0.1, 10, 35], [3, 10, 30], [0.1, 10, 35]]
HARTMANN_3_P = [
    [0.3689, 0.1170, 0.2673],
    [0.4699, 0.4387, 0.7470],
    [0.1091, 0.8732, 0.5547],
    [0.0381, 0.5743, 0.8828],
]
HARTMANN_6_A = [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
]
HARTMANN_6_P = [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
]


def branin(x, y):
    bend = y - 5.1 / (4 * math.pi**2) * x * x + 5 / math.pi * x - 6
    return bend * bend + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


def hartmann(a, p):
    def value(*x):
        exponents = (sum(ak * (xk - pk) ** 2 for ak, xk, pk in zip(ai, x, pi)) for ai, pi in zip(a, p))
        return -sum(weight * math.exp(-exponent) for weight, exponent in zip(HARTMANN_WEIGHTS, exponents))

    return value


def rosenbrock(*x):
    return sum(100 * (b - a * a) ** 2 + (1 - a) ** 2 for a, b in zip(x, x[1:]))


def ackley(*x):
    squares = sum(v * v for v in x) / len(x)
    cosines = sum(math.cos(2 * math.pi * v) for v in x) / len(x)
    return -20 * math.exp(-0.2 * math.sqrt(squares)) - math.exp(cosines) + 20 + math.e


def levy(*x):
    w = [1 + (v - 1) / 4 for v in x]
    middle = sum((v - 1) ** 2 * (1 + 10 * math.sin(math.pi * v + 1) ** 2) for v in w[:-1])
    end = (w[-1] - 1) ** 2 * (1 + math.sin(2 * math.pi * w[-1]) ** 2)
    return math.sin(math.pi * w[0]) ** 2 + middle + end


def mixed(lr, dim, ep, a):
    u, v, w, z = math.log10(lr / 0.03), math.log2(dim / 96), (ep - 20) / 20, a + 0.4
    return 1 - math.exp(-(u * u + 0.15 * v * v + 0.8 * w * w + 1.5 * z * z + 0.6 * u * w))


def box(dim, low, high):
    return {f"x{i}": lambda trial, i=i: trial.suggest_float(f"x{i}", low, high) for i in range(dim)}


# By name: how each parameter is asked for, the function, its minimum.
PROBLEMS = {
    "branin-2": (
        {
            "x0": lambda trial: trial.suggest_float("x0", -5, 10),
            "x1": lambda trial: trial.suggest_float("x1", 0, 15),
        },
        branin,
        0.397887357729739,
    ),
    "hartmann-3": (box(3, 0, 1), hartmann(HARTMANN_3_A, HARTMANN_3_P), -3.86277978733),
    "hartmann-6": (box(6, 0, 1), hartmann(HARTMANN_6_A, HARTMANN_6_P), -3.32236801141),
    "rosenbrock-4": (box(4, -5, 10), rosenbrock, 0.0),
    "ackley-5": (box(5, -32.768, 32.768), ackley, 0.0),
    "levy-8": (box(8, -10, 10), levy, 0.0),
    "mixed-4": (
        {
            "lr": lambda trial: trial.suggest_float("lr", 1e-4, 1, log=True),
            "dim": lambda trial: trial.suggest_int("dim", 8, 512, log=True),
            "ep": lambda trial: trial.suggest_int("ep", 1, 50),
            "a": lambda trial: trial.suggest_float("a", -1, 1),
        },
        mixed,
        0.0,
    ),
}
