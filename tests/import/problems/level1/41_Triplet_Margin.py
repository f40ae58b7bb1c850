import torch
import torch.nn as nn


class Model(nn.Module):
    """Near to one, far from the other."""

    def __init__(self, margin):
        super().__init__()
        self.loss = nn.TripletMarginLoss(margin=margin, swap=True, reduction='none')

    def forward(self, anchor, positive, negative):
        return self.loss(anchor, positive, negative)


batch_size = 1024
features = 256
margin = 2.0


def get_inputs():
    return [torch.rand(batch_size, features), torch.rand(batch_size, features), torch.rand(batch_size, features)]


def get_init_inputs():
    return [margin]
