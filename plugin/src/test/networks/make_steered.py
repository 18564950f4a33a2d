"""Makes steered_traced.pt, steered_scripted.pt and steered.json: how a classifier's scores change with a feature map, from autograd.

Its activation function is smooth and called three times. Run with torch 2.7.1.
"""

import json
import pathlib

import torch
from torch import nn

import make

HERE = pathlib.Path(__file__).parent
FILTERS = {"conv": 2, "norm": 2, "act": 2, "deeper.0": 1, "act_1": 1, "deeper.1": 0, "act_2": 3, "fc": 4}


class Steered(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 6, 3, padding=1)
        self.norm = nn.BatchNorm2d(6)
        self.act = nn.SiLU()
        self.deeper = nn.Sequential(nn.Conv2d(6, 6, 3, padding=1, stride=2), nn.Conv2d(6, 8, 3))
        self.fc = nn.Linear(8, 5)

    def forward(self, x):
        x = self.act(self.norm(self.conv(x)))
        x = self.act(self.deeper[0](x))
        x = self.act(self.deeper[1](x))
        return self.fc(x.mean([2, 3]))


def values(model, x):
    """By layer: its value, and the scores as a function of it."""
    steps = [
        ("conv", model.conv),
        ("norm", model.norm),
        ("act", model.act),
        ("deeper.0", model.deeper[0]),
        ("act_1", model.act),
        ("deeper.1", model.deeper[1]),
        ("act_2", model.act),
        ("fc", lambda v: model.fc(v.mean([2, 3]))),
    ]
    for i, (name, _) in enumerate(steps):
        value = x
        for _, step in steps[: i + 1]:
            value = step(value)

        def rest(v, later=steps[i + 1 :]):
            for _, step in later:
                v = step(v)
            return v

        yield name, value, rest


torch.manual_seed(11)
model = make.lively(Steered()).eval()
x = make.pattern(3, 16)
for name, save in {"traced": torch.jit.trace(model, x), "scripted": torch.jit.script(model)}.items():
    path = HERE / f"steered_{name}.pt"
    torch.jit.save(save, path)
    make.deflate(path)
effects = {}
for layer, value, rest in values(model, x):
    jacobian = torch.autograd.functional.jacobian(rest, value.detach())[0, :, 0, FILTERS[layer]]
    effects[layer] = {"filter": FILTERS[layer], "gradient": jacobian.reshape(5, -1).sum(1).tolist()}
(HERE / "steered.json").write_text(json.dumps(effects))
