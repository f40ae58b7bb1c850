import torch
import torch.nn as nn
import torch.nn.functional as F


class Model(nn.Module):
    """How far two vectors point apart, at each position."""

    def forward(self, a, b):
        return 1 - F.cosine_similarity(a, b, dim=1)


batch_size = 16
features = 64
positions = 128


def get_inputs():
    return [torch.randn(batch_size, features, positions), torch.randn(batch_size, features, positions)]


def get_init_inputs():
    return []
