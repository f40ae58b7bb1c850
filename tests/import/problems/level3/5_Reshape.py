import torch
import torch.nn as nn


class Model(nn.Module):
    """Sizes that are asked of a tensor."""

    def __init__(self, width: int):
        super(Model, self).__init__()
        self.linear = nn.Linear(width, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x.view(x.size(0), -1)
        return self.linear(x)


batch_size = 8
width = 64


def get_inputs():
    return [torch.rand(batch_size, width, 1)]


def get_init_inputs():
    return [width]
