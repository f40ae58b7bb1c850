import torch


class PytorchModel(torch.nn.Module):
    """Feature by feature, as it is done where there is no kernel for it."""

    def forward(self, outer_lengths, inner_lengths, values, keep):
        features, users = outer_lengths.shape
        events, count = inner_lengths.shape[1], values.shape[1]
        outer_kept = outer_lengths.clamp(max=keep)
        inner_kept = inner_lengths.new_zeros(features, users * keep)
        values_kept = values.new_zeros(features, users * keep * (count // events))
        event = torch.arange(events, device=values.device)
        place = torch.arange(count, device=values.device)
        for f in range(features):
            ends = outer_lengths[f].cumsum(0)
            user = torch.searchsorted(ends, event, right=True).clamp(max=users - 1)
            exists = event < ends[-1]
            kept = exists & (event - ends[user] + outer_lengths[f][user] < keep)
            lengths = inner_lengths[f][kept]
            inner_kept[f, : lengths.numel()] = lengths
            value_ends = torch.where(exists, inner_lengths[f], 0).cumsum(0)
            owner = torch.searchsorted(value_ends, place, right=True).clamp(max=events - 1)
            chosen = values[f][(place < value_ends[-1]) & kept[owner]]
            values_kept[f, : chosen.numel()] = chosen
        return outer_kept, inner_kept, values_kept


def get_inputs():
    cases = []
    for features, users, events, length, keep in ((2, 5, 4, 3, 2), (5, 256, 200, 100, 100)):
        outer = torch.randint(0, events + 1, (features, users))
        inner = torch.randint(0, length + 1, (features, users * events))
        cases.append([outer, inner, torch.randn(features, users * events * length), keep])
    return cases
