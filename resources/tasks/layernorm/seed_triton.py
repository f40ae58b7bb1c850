import torch
import triton
import triton.language as tl


@triton.jit
def layernorm_kernel(x, gamma, beta, y, cols, BLOCK: tl.constexpr):
    row = tl.program_id(0).to(tl.int64)
    at = tl.arange(0, BLOCK)
    inside = at < cols
    values = tl.load(x + row * cols + at, mask=inside, other=0.0).to(tl.float32)
    mean = tl.sum(values, axis=0) / cols
    centred = tl.where(inside, values - mean, 0.0)
    variance = tl.sum(centred * centred, axis=0) / cols
    gains = tl.load(gamma + at, mask=inside, other=0.0).to(tl.float32)
    shifts = tl.load(beta + at, mask=inside, other=0.0).to(tl.float32)
    tl.store(y + row * cols + at, centred * (1.0 / tl.sqrt(variance + 1e-5)) * gains + shifts, mask=inside)


class TritonModel(torch.nn.Module):
    def forward(self, x, gamma, beta):
        rows, cols = x.shape
        y = torch.empty_like(x)
        layernorm_kernel[(rows,)](x, gamma, beta, y, cols, BLOCK=triton.next_power_of_2(cols))
        return y


def get_inputs():
    return [[torch.randn(rows, cols), torch.randn(cols), torch.randn(cols)] for rows, cols in ((4, 32), (8192, 4096))]
