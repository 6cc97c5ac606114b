"""A GPU where there is none: tensors that say they are elsewhere and are computed here.

    with pretended_gpu() as gpu:
        train_method("plain_mlp_gan", num_steps=3, device=gpu)

Like a real one it refuses to mix its tensors with the CPU's (numbers without axes, and
indices, aside). Gradients pass, optimisers step, and since the same kernels compute,
the bits are those of the CPU.
"""

import contextlib

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_map, tree_map_only

# The autograd engine computes this kind of device's gradients without a driver for it,
# and nothing else in PyTorch uses it.
DEVICE = torch.device("lazy", 0)
CPU = torch.device("cpu")

aten = torch.ops.aten
INDEXING = {aten.index.Tensor, aten.index_put_.default, aten._index_put_impl_.default}


class _Elsewhere(torch.Tensor):
    """A tensor that says it is on DEVICE; `held` is what it is computed by."""

    __torch_function__ = torch._C._disabled_torch_function_impl

    @staticmethod
    def __new__(cls, held):
        return torch.Tensor._make_wrapper_subclass(
            cls,
            held.shape,
            strides=held.stride(),
            storage_offset=held.storage_offset(),
            dtype=held.dtype,
            device=DEVICE,
        )

    def __init__(self, held):
        self.held = held

    def __format__(self, how):
        return format(self.held, how)

    @classmethod
    def __torch_dispatch__(cls, operation, types, args=(), kwargs=None):
        return _compute(operation, args, kwargs or {})


class _Dispatch(TorchDispatchMode):
    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        return _compute(operation, args, kwargs or {})


def _compute(operation, args, kwargs):
    """Do one operation of PyTorch on what the tensors hold."""
    given = []
    tree_map_only(torch.Tensor, given.append, (args, kwargs))
    here = [x for x in given if not isinstance(x, _Elsewhere) and x.dim()]
    there = {id(x.held): x for x in given if isinstance(x, _Elsewhere)}
    moves = operation in (aten._to_copy.default, aten.copy_.default)
    if here and there and not moves and operation not in INDEXING:
        shapes = [tuple(x.shape) for x in here]
        raise RuntimeError(f"{operation} on two devices; on the CPU: {shapes}")
    device = kwargs.get("device")
    if device is not None:
        kwargs = {**kwargs, "device": CPU}
    is_there = bool(there) if device is None else torch.device(device) == DEVICE
    args, kwargs = tree_map(
        lambda x: x.held if isinstance(x, _Elsewhere) else x, (args, kwargs)
    )
    result = operation(*args, **kwargs)
    if operation is aten.copy_.default:
        return given[0]
    if not is_there:
        return result
    # What an operation in place returns is the tensor that it was given.
    return tree_map_only(
        torch.Tensor,
        lambda x: there[id(x)] if id(x) in there else _Elsewhere(x),
        result,
    )


@contextlib.contextmanager
def pretended_gpu():
    """Let DEVICE be a device on which everything can be computed; yield its name."""
    from torch.optim import optimizer

    fused = optimizer._get_fused_kernels_supported_devices
    optimizer._get_fused_kernels_supported_devices = lambda: [*fused(), DEVICE.type]
    try:
        with _Dispatch():
            yield str(DEVICE)
    finally:
        optimizer._get_fused_kernels_supported_devices = fused
