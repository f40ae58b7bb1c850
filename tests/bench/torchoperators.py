"""The operators of the paper's table as they are written in PyTorch, for torchbaselines.py. Each takes the task's inputs in
its order and its sizes by name; WAYS has those of each task."""

import torch
import torch.nn.functional as F

EPSILON = 1e-6


def conv1d(x, w, bias, **_):
    return F.conv1d(x, w, bias, padding=1)


def conv1d_by_conv2d(x, w, bias, **_):
    wide = x.unsqueeze(2).to(memory_format=torch.channels_last)
    kernel = w.unsqueeze(2).to(memory_format=torch.channels_last)
    return F.conv2d(wide, kernel, bias, padding=(0, 1)).squeeze(2)


def wukong(x, y, **_):
    return torch.bmm(x, torch.bmm(x.transpose(1, 2), y))


def normalised(v):
    wide = v if v.dtype == torch.float64 else v.float()
    return (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + EPSILON)).to(v.dtype)


def pffn_half(x, w, bias, **_):
    return normalised(F.gelu(torch.bmm(x, w) + bias.unsqueeze(1)))


def pffn_half_fused(x, w, bias, **_):
    h = F.gelu(torch.baddbmm(bias.unsqueeze(1), x, w))
    return F.rms_norm(h, h.shape[-1:], eps=EPSILON)


def pffn(x, w1, b1, w2, b2, **_):
    return normalised(torch.bmm(pffn_half(x, w1, b1), w2) + b2.unsqueeze(1))


def pffn_fused(x, w1, b1, w2, b2, **_):
    z = torch.baddbmm(b2.unsqueeze(1), pffn_half_fused(x, w1, b1), w2)
    return F.rms_norm(z, z.shape[-1:], eps=EPSILON)


def rmsnorm_backward(x, w, dy, **_):
    wide = torch.float64 if x.dtype == torch.float64 else torch.float32
    v, g = x.to(wide), (w.to(wide) * dy.to(wide))
    r = torch.rsqrt(v.pow(2).mean(-1, keepdim=True) + EPSILON)
    dx = r * g - r.pow(3) / v.shape[-1] * v * (g * v).sum(-1, keepdim=True)
    return dx.to(x.dtype), (dy.to(wide) * v * r).sum(0).to(x.dtype)


def map_id(mapping, values, **_):
    i = torch.bucketize(values, mapping).clamp(max=mapping.numel() - 1)
    return torch.where(mapping[i] == values, i + 1, 0)


def mbdt(borders, offsets, x, **_):
    return torch.stack([torch.bucketize(x[f], borders[f]) + offsets[f] for f in range(x.shape[0])])


def mbdt_batched(borders, offsets, x, **_):
    return torch.searchsorted(borders, x) + offsets.unsqueeze(1)


def kept_of(source, mask, capacity):
    """The chosen elements of each row in their order, zeros behind them."""
    place = torch.where(mask, mask.cumsum(1) - 1, capacity)
    out = torch.zeros(source.shape[0], capacity + 1, dtype=source.dtype, device=source.device)
    return out.scatter_(1, place, source)[:, :capacity]


def truncated(outer, inner, values, keep, **_):
    """Several features at once; rows are features."""
    ends = outer.cumsum(1)
    event = torch.arange(inner.shape[1], device=inner.device).expand(inner.shape[0], -1).contiguous()
    user = torch.searchsorted(ends, event, right=True).clamp(max=outer.shape[1] - 1)
    known = event < ends[:, -1:]
    kept = known & (event - (ends - outer).gather(1, user) < keep)
    value_ends = torch.where(known, inner, 0).cumsum(1)
    value = torch.arange(values.shape[1], device=values.device).expand(values.shape[0], -1).contiguous()
    owner = torch.searchsorted(value_ends, value, right=True).clamp(max=inner.shape[1] - 1)
    wanted = kept.gather(1, owner) & (value < value_ends[:, -1:])
    events = outer.shape[1] * keep
    length = values.shape[1] // inner.shape[1]
    return outer.clamp(max=keep), kept_of(inner, kept, events), kept_of(values, wanted, events * length)


def truncated_by_feature(outer_lengths, inner_lengths, values, keep, **_):
    parts = [truncated(outer_lengths[f:f + 1], inner_lengths[f:f + 1], values[f:f + 1], keep)
             for f in range(outer_lengths.shape[0])]
    return tuple(torch.cat(each) for each in zip(*parts))


def truncated_batched(outer_lengths, inner_lengths, values, keep, **_):
    return truncated(outer_lengths, inner_lengths, values, keep)


# The first way of each is "eager"; another is named.
WAYS = {
    "conv1d": {"": conv1d, "conv2d": conv1d_by_conv2d},
    "conv1d_fp16": {"": conv1d, "conv2d": conv1d_by_conv2d},
    "wukong_ofm_fp16": {"": wukong},
    "pffn_half_fp16": {"": pffn_half, "fused": pffn_half_fused},
    "pffn_fp16": {"": pffn, "fused": pffn_fused},
    "rmsnorm_backward_fp16": {"": rmsnorm_backward},
    "map_id": {"": map_id},
    "mbdt": {"": mbdt, "batched": mbdt_batched},
    "batch_event_truncate": {"": truncated_by_feature, "batched": truncated_batched},
}
UNROLLED = {truncated_by_feature, mbdt}  # loops over features, which take minutes to compile and gain nothing
