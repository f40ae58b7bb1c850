import torch
import triton
import triton.language as tl


@triton.autotune([triton.Config({}, num_warps=4), triton.Config({}, num_warps=8)], key=["cols"])
@triton.jit
def tuned(x, y, cols, BLOCK: tl.constexpr):
    row = tl.program_id(0).to(tl.int64)
    at = tl.arange(0, BLOCK)
    inside = at < cols
    logits = tl.load(x + row * cols + at, mask=inside, other=-float("inf"))
    numerator = tl.exp(logits - tl.max(logits, axis=0))
    tl.store(y + row * cols + at, numerator / tl.sum(numerator, axis=0), mask=inside)


class TritonModel(torch.nn.Module):
    def forward(self, x):
        rows, cols = x.shape
        y = torch.empty_like(x)
        tuned[(rows,)](x, y, cols, BLOCK=triton.next_power_of_2(cols))
        return y
