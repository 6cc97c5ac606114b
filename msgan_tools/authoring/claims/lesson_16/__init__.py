"""What lesson 16 says of the recorded runs; many of its claims join several files."""

from msgan_tools.authoring.claims.lesson_16.costs_and_answer import (
    ANSWER,
    COSTS,
    FROZEN,
)
from msgan_tools.authoring.claims.lesson_16.with_augmentation import (
    IN_THE_PIPELINE,
    ON_CLOTHES,
    WITH_AUGMENTATION,
)
from msgan_tools.authoring.claims.lesson_16.without_augmentation import (
    LABELS_ALONE,
    ON_THE_MLP,
    ON_THE_MULTISCALE_NETWORK,
)

CLAIMS = [
    *LABELS_ALONE,
    *ON_THE_MLP,
    *ON_THE_MULTISCALE_NETWORK,
    *WITH_AUGMENTATION,
    *IN_THE_PIPELINE,
    *ON_CLOTHES,
    *FROZEN,
    *COSTS,
    *ANSWER,
]
GIVEN = (
    "the 95 % interval of the mean",  # what the line in the picture is
    "The 95 % interval of their mean",
    "nobody can win five points",  # a subtraction, not a result
    "2.776 for five pairs and 95 %",  # Student's t
    "give p below 0.05",  # what many ask of a p-value
    "report 0.93 % with 100 labels",  # Salimans and others (2016), table 1
)
