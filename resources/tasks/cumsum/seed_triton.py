import torch
import triton
import triton.language as tl


@triton.jit
def sum_kernel(x, y, cols, BLOCK: tl.constexpr):
    row = tl.program_id(0).to(tl.int64)
    before = tl.zeros([1], dtype=tl.float32)
    for first in range(0, cols, BLOCK):
        at = first + tl.arange(0, BLOCK)
        values = tl.load(x + row * cols + at, mask=at < cols, other=0.0).to(tl.float32)
        tl.store(y + row * cols + at, before + tl.cumsum(values, axis=0), mask=at < cols)
        before += tl.sum(values, axis=0)


class TritonModel(torch.nn.Module):
    def forward(self, x):
        rows, cols = x.shape
        y = torch.empty_like(x)
        sum_kernel[(rows,)](x, y, cols, BLOCK=1024)
        return y


def get_inputs():
    return [[torch.randn(rows, cols)] for rows, cols in ((4, 32), (8192, 16384))]
