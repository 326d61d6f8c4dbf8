"""What is measured and how long: every number that a reader may want to argue about."""

from dataclasses import dataclass, replace

THREADS = 2
DIM = 128
LARGE_DIM = 1024
EPOCHS = 10

# Of word2vec: the defaults of gensim and of fastText, whose noise exponent is fixed.
NEGATIVES = 5
GENSIM_LEARNING_RATE = 0.025
GENSIM_NOISE_EXPONENT = 0.75
FASTTEXT_LEARNING_RATE = 0.05
FASTTEXT_NOISE_EXPONENT = 0.5

# prod2vec's skip-gram at its fastest without losing hits: the defaults suit completion.
SKIP_GRAM_FLAGS = (
    "--objective",
    "skip-gram",
    "--learning-rate",
    "0.1",
    "--training.noise-products",
    "16",
    "--training.noise-baskets",
    "4",
)

# Of the published pipeline (Keras): its last config.
PUBLISHED_NEGATIVES = 4
PUBLISHED_BATCH = 128
PUBLISHED_EPOCHS = 15
PUBLISHED_PAIRS = 300_000
PUBLISHED_LEARNING_RATE = 0.001

# Validation baskets that choose between the settings of a peer; as many as choose ItemKNN's exponent in prod2vec.
CHOOSING_BASKETS = 2_000

# EASE holds a dense product-by-product matrix.
EASE_MAX_PRODUCTS = 20_000

# What the project asks for.
ASK_GENSIM_RATE = 30
ASK_GENSIM_WHOLE = 20
ASK_FASTTEXT_RATE = 30
ASK_KERAS_RATE = 400
ASK_PUBLISHED_SECONDS = 3


@dataclass(frozen=True)
class Chosen:
    """What the quality part chose on the validation orders for the two methods whose search takes minutes.

    als: regularisation and alpha
    """

    ease: float
    als: tuple[float, float]


@dataclass(frozen=True)
class DataSet:
    """A data set, its config in examples/, and flags on top of it.

    chosen: what the part `--until` takes over from the kept table of quality; None: it searches itself
    """

    name: str
    config: str
    flags: tuple[str, ...] = ()
    chosen: Chosen | None = None


INSTACART = DataSet("instacart", "instacart.yaml", chosen=Chosen(ease=300.0, als=(300.0, 30.0)))
ONLINE_RETAIL = DataSet("online-retail", "online-retail.yaml", chosen=Chosen(ease=10.0, als=(100.0, 30.0)))
GROCERIES = DataSet("groceries", "groceries.yaml", chosen=Chosen(ease=300.0, als=(300.0, 30.0)))

# One order of forty, for a quick look; products that are bought twice, or next to none would be left.
INSTACART_SAMPLE = replace(
    INSTACART,
    name="instacart-sample",
    flags=("--orders.filter", "order_id % 40 = 0", "--baskets.min-count", "2"),
    chosen=None,
)


@dataclass(frozen=True)
class KerasLoad:
    """How many steps of a batch size are timed; a multiple of 16."""

    dim: int
    batch: int
    steps: int


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    speed_data: whose training baskets everybody trains on in the speed part
    until_data: whose qualities are to be reached in the part `--until`, unless a flag names others
    until_epochs: how long prod2vec is trained there, ascending
    rate_epochs: epochs of a run that is timed for pairs/s (gensim, fastText)
    whole_epochs: epochs of a whole training, and of the vectors that are scored
    large_dim_epochs: epochs of prod2vec at LARGE_DIM
    many_epochs_pairs: gensim may also train three times as long where that is no more pairs than these
    """

    name: str
    speed_data: DataSet
    quality_data: tuple[DataSet, ...]
    until_data: tuple[DataSet, ...]
    until_epochs: tuple[int, ...]
    repeats: int
    rate_epochs: int
    whole_epochs: int
    large_dim_epochs: int
    many_epochs_pairs: int
    keras: tuple[KerasLoad, ...]
    als_iterations: int
    run_flags: tuple[str, ...] = ()


FULL = Plan(
    name="full",
    speed_data=INSTACART,
    quality_data=(INSTACART, ONLINE_RETAIL, GROCERIES),
    until_data=(INSTACART,),
    until_epochs=(1, 2, 3, 4, 6, 8, EPOCHS),
    repeats=3,
    rate_epochs=2,
    whole_epochs=EPOCHS,
    large_dim_epochs=3,
    many_epochs_pairs=50_000_000,
    keras=(
        KerasLoad(DIM, PUBLISHED_BATCH, 256),
        KerasLoad(DIM, 8192, 32),
        KerasLoad(LARGE_DIM, PUBLISHED_BATCH, 48),
        KerasLoad(LARGE_DIM, 8192, 16),
    ),
    als_iterations=15,
)

QUICK = Plan(
    name="quick",
    speed_data=INSTACART_SAMPLE,
    quality_data=(INSTACART_SAMPLE, GROCERIES),
    until_data=(INSTACART_SAMPLE,),
    until_epochs=(1, 2),
    repeats=1,
    rate_epochs=1,
    whole_epochs=2,
    large_dim_epochs=1,
    many_epochs_pairs=0,
    keras=(KerasLoad(LARGE_DIM, PUBLISHED_BATCH, 16),),
    als_iterations=2,
    run_flags=("--epochs", "2"),
)
