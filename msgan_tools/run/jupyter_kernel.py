"""The kernel of this very Python, whatever `python3` means to Jupyter on a machine."""

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import default


class OwnKernel(AsyncKernelManager):
    """Starts this interpreter's kernel.

    A kernelspec `python3` in the user's folders, often left by another installation,
    would win over it.
    """

    @default("kernel_spec_manager")
    def _only_the_native_one(self) -> KernelSpecManager:
        return KernelSpecManager(kernel_dirs=[])
