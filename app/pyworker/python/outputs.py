"""Looks at what a candidate returned and copies it to where the judge compares it."""

import frozen
import wire


class OtherOutput(Exception):
    pass


def listed(returned, wanted):
    values = list(returned) if type(returned) in (tuple, list) else [returned]
    if len(values) != len(wanted):
        raise OtherOutput(f"it returned {len(values)} tensors instead of {len(wanted)}")
    return values


def _span(tensor):
    begin = frozen.data_ptr(tensor)
    return begin, begin + frozen.numel(tensor) * frozen.element_size(tensor)


def _check_one(value, one, dims, device):
    what = f"output {one.name}"
    if type(value) is not frozen.Tensor:
        raise OtherOutput(f"it returned an object of type {type(value).__name__[:60]} as {what} instead of a tensor")
    if frozen.layout(value) is not frozen.strided or frozen.device(value) != device:
        raise OtherOutput(f"it returned {what} on the device {frozen.device(value)} or in a sparse layout")
    if frozen.dtype(value) is not frozen.dtype_named(one.dtype):
        raise OtherOutput(f"it returned {what} as {frozen.name_of(frozen.dtype(value))} instead of {one.dtype}")
    shape = one.shape(dims)
    if frozen.shape(value) != shape:
        raise OtherOutput(f"it returned {what} with the shape {list(frozen.shape(value))} instead of {list(shape)}")
    if frozen.is_neg(value) or frozen.is_conj(value):
        raise OtherOutput(f"it returned {what} as numbers that are still to be negated")
    if not frozen.is_contiguous(value):
        raise OtherOutput(f"it returned {what} with the strides {list(frozen.stride(value))}, not row by row")


def check(values, program, dims, inputs, device):
    """Raises OtherOutput unless the values are the task's outputs: their type, shape, strides, device, and memory of
    their own."""
    taken = [(_span(one), "input " + spec.name) for one, spec in zip(inputs, program.inputs)]
    with frozen.plain_calls():
        for value, one in zip(values, program.outputs):
            _check_one(value, one, dims, device)
            begin, end = _span(value)
            for (other, past), name in taken:
                if begin < past and other < end:
                    raise OtherOutput(f"it returned output {one.name} in the memory of {name}")
            taken.append(((begin, end), "output " + one.name))


def copy_back(values, offsets, memory, device):
    copy = wire.copy if device == "cpu" else wire.copy_out
    for value, offset in zip(values, offsets):
        begin, end = _span(value)
        if offset + end - begin > memory.bytes:
            raise OtherOutput("the judge and the worker do not understand each other")
        copy(memory.begin + offset, begin, end - begin)
