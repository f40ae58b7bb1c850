"""What Triton does once in each process, done before there is a candidate: it has the C compiler make its helpers, loads
its own compiler and hashes that, 400 MB. Without it this was a third of what a candidate's first call took."""

import os

import torch
import triton
import triton.language as tl


@triton.jit
def _one(y):
    tl.store(y, 1.0)


def up(folder):
    """What is compiled stays in `folder`, for the next process."""
    os.environ["TRITON_CACHE_DIR"] = folder
    y = torch.empty(1, device="cuda")
    try:
        _one[(1,)](y)
        torch.cuda.synchronize()
    except Exception:  # no C compiler, say: torch as it is runs without, and whoever needs one is told then
        pass
    del os.environ["TRITON_CACHE_DIR"]
