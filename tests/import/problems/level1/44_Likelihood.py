import torch
import torch.nn as nn


class Model(nn.Module):
    """Of given logarithms that of what was to come."""

    def __init__(self):
        super().__init__()
        self.loss = nn.NLLLoss(reduction='none')

    def forward(self, predictions, targets):
        return self.loss(predictions, targets)


batch_size = 4096
classes = 50


def get_inputs():
    return [torch.randn(batch_size, classes), torch.randint(0, classes, (batch_size,))]


def get_init_inputs():
    return []
