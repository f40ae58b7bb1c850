import torch
import triton
import triton.language as tl


@triton.jit
def rmsnorm_kernel(x, w, y, cols, BLOCK: tl.constexpr):
    row = tl.program_id(0).to(tl.int64)
    at = tl.arange(0, BLOCK)
    inside = at < cols
    values = tl.load(x + row * cols + at, mask=inside, other=0.0).to(tl.float32)
    gains = tl.load(w + at, mask=inside, other=0.0).to(tl.float32)
    mean = tl.sum(values * values, axis=0) / cols
    tl.store(y + row * cols + at, values * (1.0 / tl.sqrt(mean + 1e-6)) * gains, mask=inside)


class TritonModel(torch.nn.Module):
    def forward(self, x, w):
        rows, cols = x.shape
        y = torch.empty_like(x)
        rmsnorm_kernel[(rows,)](x, w, y, cols, BLOCK=triton.next_power_of_2(cols))
        return y


def get_inputs():
    return [[0.05 * torch.randn(rows, cols), torch.randn(cols)] for rows, cols in ((4, 32), (4096, 4096))]
