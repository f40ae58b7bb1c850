import torch
import torch.nn as nn
import torch.nn.functional as F


class Model(nn.Module):
    """A hinge for each row."""

    def forward(self, predictions, targets):
        return torch.mean(torch.clamp(1 - predictions * targets, min=0), dim=1)


batch_size = 256
input_shape = (1024,)


def get_inputs():
    return [torch.rand(batch_size, *input_shape), torch.rand(batch_size, *input_shape)]


def get_init_inputs():
    return []
