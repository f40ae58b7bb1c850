import torch
import torch.nn as nn


class Model(nn.Module):
    """One number for all."""

    def __init__(self):
        super().__init__()
        self.loss = nn.CrossEntropyLoss()

    def forward(self, predictions, targets):
        return self.loss(predictions, targets)


batch_size = 2048
num_classes = 100


def get_inputs():
    return [torch.rand(batch_size, num_classes), torch.randint(0, num_classes, (batch_size,))]


def get_init_inputs():
    return []
