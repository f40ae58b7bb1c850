import torch
import torch.nn as nn
import torch.nn.functional as F


class Model(nn.Module):
    """Curved near nothing."""

    def forward(self, predictions, targets):
        return F.smooth_l1_loss(predictions, targets, reduction='none', beta=0.5)


batch_size = 256
input_shape = (1024,)


def get_inputs():
    return [torch.rand(batch_size, *input_shape), torch.rand(batch_size, *input_shape)]


def get_init_inputs():
    return []
