"""References to torch as it is before a candidate is loaded, so that what one puts in the place of a name of torch
concerns nobody but itself."""

import torch

Tensor = torch.Tensor
Parameter = torch.nn.Parameter
frombuffer = torch.frombuffer
empty = torch.empty
zeros = torch.zeros
uint8 = torch.uint8
strided = torch.strided
no_grad = torch.no_grad
as_strided = torch._C.TensorBase.as_strided
plain_calls = torch._C.DisableTorchFunctionSubclass

_base = torch._C.TensorBase
data_ptr = _base.data_ptr
numel = _base.numel
element_size = _base.element_size
is_contiguous = _base.is_contiguous
stride = _base.stride
view = _base.view
is_neg = _base.is_neg
is_conj = _base.is_conj
_dtype = _base.dtype.__get__
_shape = _base.shape.__get__
_device = _base.device.__get__
_layout = _base.layout.__get__


def compiled(model, mode):
    """Anew for each size: a form for all of them would be slower at each."""
    import torch._inductor.config

    # Forms that are tried out are compiled side by side in threads of this process, as many as the variable says that
    # caches.py sets. Other processes to compile in would need what Landlock refuses, semaphores in /dev/shm.
    torch._inductor.config.compile_threads = 1
    import torch._dynamo

    for limit in ("recompile_limit", "cache_size_limit"):
        if hasattr(torch._dynamo.config, limit):
            setattr(torch._dynamo.config, limit, 64)
    return torch.compile(model, mode=mode, dynamic=False)


def dtype(tensor):
    return _dtype(tensor)


def shape(tensor):
    return tuple(_shape(tensor))


def device(tensor):
    return _device(tensor).type


def layout(tensor):
    return _layout(tensor)


_BY_NAME = {
    name: getattr(torch, name)
    for name in ("float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool")
}


def dtype_named(name):
    return _BY_NAME[name]


def name_of(dtype_of_tensor):
    return str(dtype_of_tensor).removeprefix("torch.")
