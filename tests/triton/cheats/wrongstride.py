import torch
import triton
import triton.language as tl


@triton.jit
def softmax_kernel(x, y, cols, BLOCK: tl.constexpr):
    row = tl.program_id(0).to(tl.int64)
    at = tl.arange(0, BLOCK)
    inside = at < cols
    logits = tl.load(x + row * cols + at, mask=inside, other=-float("inf"))
    numerator = tl.exp(logits - tl.max(logits, axis=0))
    tl.store(y + row * cols + at, numerator / tl.sum(numerator, axis=0), mask=inside)


def softmax(x):
    rows, cols = x.shape
    y = torch.empty_like(x)
    softmax_kernel[(rows,)](x, y, cols, BLOCK=triton.next_power_of_2(cols))
    return y


class TritonModel(torch.nn.Module):
    def forward(self, x):
        y = softmax(x)
        wide = torch.empty(x.shape[0], 2 * x.shape[1], device=x.device)
        wide[:, : x.shape[1]] = y
        return wide[:, : x.shape[1]]
