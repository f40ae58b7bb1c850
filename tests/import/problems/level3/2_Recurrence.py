import torch
import torch.nn as nn


class Model(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.step = nn.Linear(width, width)

    def forward(self, x):
        state = x[0]
        for t in range(x.size(0)):
            state = torch.tanh(self.step(state))
        return state


steps = 16
batch = 8
width = 64


def get_inputs():
    return [torch.rand(steps, batch, width)]


def get_init_inputs():
    return [width]


if __name__ == "__main__":
    print(Model(width)(*get_inputs()).shape)
