import torch
import triton
import triton.language as tl


@triton.jit
def conv_kernel(x, w, bias, y, channels_in, channels_out, length, O: tl.constexpr, T: tl.constexpr, I: tl.constexpr):
    batch = tl.program_id(0).to(tl.int64)
    o = tl.program_id(1) * O + tl.arange(0, O)
    t = tl.program_id(2) * T + tl.arange(0, T)
    total = tl.zeros([O, T], dtype=tl.float32)
    for first in range(0, channels_in, I):
        i = first + tl.arange(0, I)
        for tap in range(3):
            at = t + tap - 1
            weights = tl.load(
                w + (o[:, None] * channels_in + i[None, :]) * 3 + tap,
                mask=(o[:, None] < channels_out) & (i[None, :] < channels_in),
                other=0.0,
            )
            signal = tl.load(
                x + (batch * channels_in + i[:, None]) * length + at[None, :],
                mask=(i[:, None] < channels_in) & (at[None, :] >= 0) & (at[None, :] < length),
                other=0.0,
            )
            total += tl.dot(weights, signal, input_precision="ieee")
    total += tl.load(bias + o, mask=o < channels_out, other=0.0)[:, None]
    place = (batch * channels_out + o[:, None]) * length + t[None, :]
    tl.store(y + place, total, mask=(o[:, None] < channels_out) & (t[None, :] < length))


class TritonModel(torch.nn.Module):
    def forward(self, x, w, bias):
        batch, channels_in, length = x.shape
        channels_out = w.shape[0]
        y = torch.empty((batch, channels_out, length), dtype=x.dtype, device=x.device)
        grid = (batch, triton.cdiv(channels_out, 32), triton.cdiv(length, 64))
        conv_kernel[grid](x, w, bias, y, channels_in, channels_out, length, O=32, T=64, I=16)
        return y


def get_inputs():
    cases = []
    for batch, channels_in, channels_out, length in ((2, 4, 6, 12), (64, 96, 96, 200), (2048, 96, 96, 200)):
        x = 0.041105 * torch.randn(batch, channels_in, length) + 0.006413
        w = 0.04787 * torch.randn(channels_out, channels_in, 3) - 0.000024
        bias = 0.033662 * torch.randn(channels_out) - 0.003198
        cases.append([x.half(), w.half(), bias.half()])
    return cases
