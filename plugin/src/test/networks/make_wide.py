"""Makes the networks of WinogradNetworkTest: python make_wide.py (torch 2.7.1). Their weights repeat, so that they pack well."""

import pathlib
import zipfile
from typing import Dict

import torch
from torch import nn
from torch.nn import functional

HERE = pathlib.Path(__file__).parent
CHANNELS = 160


class Wide(nn.Module):
    """Convolutions of 3 x 3 over many channels: with padding, bias, batch norm or without, and one whose weights serve two purposes."""

    def __init__(self):
        super().__init__()
        self.enter = nn.Conv2d(3, CHANNELS, 3, stride=2, padding=1)
        self.padded = nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1)
        self.bare = nn.Conv2d(CHANNELS, CHANNELS, 3, bias=False)
        self.norm = nn.BatchNorm2d(CHANNELS)
        self.uneven = nn.Conv2d(CHANNELS, CHANNELS, 3, padding=(2, 1))
        self.tied = nn.Conv2d(CHANNELS, CHANNELS, 3)
        self.relu = nn.ReLU(inplace=True)
        self.last = nn.Conv2d(CHANNELS, 5, 1)

    def forward(self, x):
        x = self.relu(self.enter(x))
        x = self.relu(self.padded(x))
        x = self.relu(self.norm(self.bare(x)))
        x = self.uneven(x)
        x = functional.conv2d(x, self.tied.weight, padding=1) + self.tied(functional.pad(x, [1, 1, 1, 1]))
        x = functional.conv2d(torch.relu(x), self.tied.weight, stride=2)
        return self.last(x).mean([2, 3])


class Same(nn.Module):
    """A convolution whose padding is a word."""

    def __init__(self):
        super().__init__()
        self.enter = nn.Conv2d(3, CHANNELS, 3, stride=2, padding=1)
        self.first = nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1)
        self.same = nn.Conv2d(CHANNELS, CHANNELS, 3, padding="same")

    def forward(self, x):
        return self.same(torch.relu(self.first(self.enter(x)))).mean([2, 3])


class Changed(nn.Module):
    """Makes something else of its weight when it is loaded."""

    weight: torch.Tensor

    def __init__(self):
        super().__init__()
        self.weight = torch.sin(torch.arange(CHANNELS * CHANNELS * 9) % 997).reshape(CHANNELS, CHANNELS, 3, 3)

    @torch.jit.export
    def __getstate__(self) -> Dict[str, torch.Tensor]:
        return {"weight": self.weight}

    @torch.jit.export
    def __setstate__(self, state: Dict[str, torch.Tensor]):
        weight = state["weight"]
        self.weight = weight - weight.mean()
        self.training = False

    def forward(self, x):
        return functional.conv2d(x, self.weight, padding=1)


class Restored(nn.Module):
    """A convolution that is no longer what it was stored as."""

    def __init__(self):
        super().__init__()
        self.enter = nn.Conv2d(3, CHANNELS, 3, stride=2, padding=1)
        self.first = Changed()

    def forward(self, x):
        return self.first(self.enter(x))


class Viewed(nn.Module):
    """Convolutions of one image at a time and of maps laid out one by one, whose values are looked at as they lie in memory."""

    def __init__(self):
        super().__init__()
        self.enter = nn.Conv2d(3, CHANNELS, 3, stride=2, padding=1)
        self.first = nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1)

    def forward(self, x):
        x = self.enter(x)
        single = self.first(x[0])
        return self.first(x.contiguous()).view(x.shape[0], -1) + single.reshape(1, -1)


def settle(module):
    """Random numbers that come back soon."""
    generator = torch.Generator().manual_seed(1)
    for place, tensor in enumerate(module.state_dict().values()):
        if tensor.dtype == torch.float32:
            period = 997 + 2 * place
            numbers = torch.randn(period, generator=generator) * (1.4 / max(1, tensor[0].numel()) ** 0.5)
            tensor.copy_(numbers.repeat(tensor.numel() // period + 1)[: tensor.numel()].reshape(tensor.shape))
    for part in module.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.running_var.abs_().add_(0.5)
    return module.eval()


def save(name, module, traced):
    with torch.no_grad():
        settle(module)
    for parameter in module.parameters():
        parameter.requires_grad_(False)
    made = torch.jit.trace(module, torch.zeros(1, 3, 21, 21)) if traced else torch.jit.script(module)
    loose = HERE / "loose.pt"
    made.save(str(loose))
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(HERE / f"{name}.pt", "w", zipfile.ZIP_DEFLATED) as target:
        for entry in sorted(source.namelist()):
            if not entry.endswith(".debug_pkl"):
                inside = entry.replace("loose/", f"{name}/")
                target.writestr(zipfile.ZipInfo(inside), source.read(entry), zipfile.ZIP_DEFLATED)
    loose.unlink()


if __name__ == "__main__":
    save("wide_traced", Wide(), traced=True)
    save("wide_scripted", Wide(), traced=False)
    save("wide_same", Same(), traced=False)
    save("wide_restored", Restored(), traced=False)
    save("wide_viewed", Viewed(), traced=False)
