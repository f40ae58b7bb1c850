"""What the generated test needs: inputs as the task describes them, and outputs compared with what is expected."""

import math

import torch

DTYPES = {
    "float32": torch.float32,
    "float64": torch.float64,
    "int32": torch.int32,
    "int64": torch.int64,
    "float16": torch.float16,
    "bfloat16": torch.bfloat16,
}


def _between(shape, low, high, dtype, maker):
    if dtype.is_floating_point:
        return low + (high - low) * torch.rand(shape, generator=maker, dtype=torch.float64)
    return torch.randint(int(low), int(high) + 1, shape, generator=maker)


def _normal(shape, maker, mean, std, row_spread=0, spike=1):
    rows = shape[:-1] + (1,)
    moved = mean + row_spread * torch.randn(rows, generator=maker, dtype=torch.float32)
    drawn = moved + std * torch.randn(shape, generator=maker, dtype=torch.float32)
    if spike != 1:
        places = torch.randint(0, shape[-1], rows, generator=maker)
        drawn.scatter_(-1, places, drawn.gather(-1, places) * spike)
    return drawn


def _sorted_unique(shape, maker, low, high):
    gaps = -torch.log1p(-torch.rand(shape[:-1] + (shape[-1] + 1,), generator=maker, dtype=torch.float64))
    below = gaps.cumsum(-1)
    spare = high - low + 1 - shape[-1]
    steps = (below[..., :-1] / below[..., -1:] * spare).floor()
    return (low + steps + torch.arange(shape[-1])).to(torch.int64)


def _members(shape, maker, other, share, low, high, dtype):
    chosen = other.flatten()[torch.randint(0, other.numel(), shape, generator=maker)]
    strangers = _between(shape, low, high, dtype, maker).to(other.dtype)
    return torch.where(torch.rand(shape, generator=maker) < share, chosen, strangers)


def draw(kind, dtype, shape, parameters, other, maker):
    """One input on the processor; `other` is the earlier input that member_of takes elements from."""
    dtype = DTYPES[dtype]
    if kind == "normal":
        drawn = _normal(shape, maker, **parameters)
    elif kind == "stride":
        drawn = torch.arange(math.prod(shape)).reshape(shape) * int(parameters["step"])
    elif kind == "sorted":
        drawn = _between(shape, parameters["low"], parameters["high"], dtype, maker)
        if parameters.get("sentinel") == 1:
            drawn[..., -1] = math.inf
        drawn = drawn.sort(-1).values
    elif kind == "sorted_unique":
        drawn = _sorted_unique(shape, maker, **parameters)
    elif kind == "member_of":
        drawn = _members(shape, maker, other, dtype=dtype, **parameters)
    elif kind == "integers":
        drawn = _between(shape, parameters["low"], parameters["high"], torch.int64, maker)
    else:
        drawn = _between(shape, parameters["low"], parameters["high"], dtype, maker)
    return drawn.to(dtype).contiguous()


def difference(got, expected, rtol, scale):
    """Nothing where the output is right, else a sentence. |got - expected| <= rtol * |expected| + scale * RMS(expected),
    and what rounding to a 16-bit type costs beside it."""
    if tuple(got.shape) != tuple(expected.shape):
        return f"its shape is {tuple(got.shape)} instead of {tuple(expected.shape)}"
    if not got.dtype.is_floating_point:
        wrong = got.to(torch.int64) != expected.to(torch.int64)
    else:
        want = expected.to(torch.float64)
        have = got.to(torch.float64)
        finite = want.isfinite()
        rms = want[finite].square().mean().sqrt() if finite.any() else torch.zeros(())
        rounding = torch.finfo(got.dtype).eps / 2 if got.dtype in (torch.float16, torch.bfloat16) else 0
        underflow = 2.0**-25 if got.dtype == torch.float16 else 0
        bound = (rtol + rounding) * want.abs() + scale * rms + underflow
        wrong = ~(((have - want).abs() <= bound) | (have == want) | (have.isnan() & want.isnan()))
    count = int(wrong.sum())
    if count == 0:
        return None
    place = tuple(int(i) for i in wrong.nonzero()[0])
    return f"{count} elements are wrong, the first at {place}: {got[place].item()} instead of {expected[place].item()}"
