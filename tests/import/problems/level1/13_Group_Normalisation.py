import torch
import torch.nn as nn


class Model(nn.Module):
    """Groups of channels."""

    def __init__(self, features: int, groups: int):
        super(Model, self).__init__()
        self.norm = nn.GroupNorm(num_groups=groups, num_channels=features)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.norm(x)


batch_size = 8
features = 32
groups = 4
height = 32
width = 32


def get_inputs():
    return [torch.rand(batch_size, features, height, width)]


def get_init_inputs():
    return [features, groups]
