"""Helpers of the course on multi-scale features and GANs for image classification."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

try:
    __version__ = version("msgan_lib")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0+unknown"

# The folder that holds notebooks/, data/ and runs/. No path depends on the
# current directory, so a notebook finds the data wherever it is started.
PROJECT_ROOT = Path(__file__).resolve().parent.parent
