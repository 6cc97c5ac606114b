"""The table of prdc's README: two samples of a normal distribution in 1,000 dimensions.

    python tests/benchmarks/neighbourhoods_table.py [IMAGES]

prints precision, recall, density and coverage of 10,000 points each, k being 5. prdc's
README has .4772, .4705, 1.0555 and .9735; another draw moves the third digit.
"""

import sys
import time

import torch

from msgan_lib.neighbourhoods import neighbourhood_measures


def main(num_points: int) -> None:
    """Draw both samples, measure, and say how long it took."""
    stream = torch.Generator().manual_seed(0)
    real, fake = torch.randn(2, num_points, 1_000, generator=stream)
    measures = neighbourhood_measures(real, fake, k=5)
    for name, value in measures._asdict().items():
        print(f"{name:10s} {value:.4f}")
    print(f"{time.process_time():.0f} CPU s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
