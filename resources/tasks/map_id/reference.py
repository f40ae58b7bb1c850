import torch


class PytorchModel(torch.nn.Module):
    def forward(self, mapping, values):
        place = torch.bucketize(values, mapping).clamp(max=mapping.numel() - 1)
        return torch.where(mapping[place] == values, place + 1, 0)


def get_inputs():
    cases = []
    for ids, count in ((10, 64), (10000, 50000)):
        mapping = torch.randperm(20 * ids)[:ids].sort().values
        cases.append([mapping, torch.randint(-5, 20 * ids + 70, (count,))])
    return cases
