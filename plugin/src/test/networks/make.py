"""Makes the small networks of this folder, and expected.json: what PyTorch says about them.

Run with torch 2.7.1. Weights come from a seed. The input is x[c, y, x] = ((7 c + 13 y + 17 x) mod 256) / 255.
"""

import json
import pathlib
import zipfile

import torch
from torch import nn

HERE = pathlib.Path(__file__).parent
EXPECTED = {}


def pattern(channels, size):
    c = torch.arange(channels).view(-1, 1, 1)
    y = torch.arange(size).view(1, -1, 1)
    x = torch.arange(size).view(1, 1, -1)
    return (((7 * c + 13 * y + 17 * x) % 256).float() / 255).unsqueeze(0)


class Plain(nn.Module):
    def __init__(self, channels=3):
        super().__init__()
        self.conv = nn.Conv2d(channels, 6, 3, padding=1)
        self.norm = nn.BatchNorm2d(6)
        self.drop = nn.Dropout(0.5)
        self.fc = nn.Linear(6, 5)

    def forward(self, x):
        x = torch.relu(self.norm(self.conv(x)))
        return self.fc(self.drop(x.mean([2, 3])))


class HalfInside(Plain):
    """Its code names fp16, so that it cannot be run in anything else."""

    def forward(self, x):
        return super().forward(x.half())


class Fixed(nn.Module):
    """Its linear layer fits one size only."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, stride=2, padding=1)
        self.fc = nn.Linear(4 * 8 * 8, 5)

    def forward(self, x):
        return self.fc(torch.flatten(torch.relu(self.conv(x)), 1))


class WithNone(nn.Module):
    """Returns a tuple whose second value is None, a number and class scores."""

    def __init__(self):
        super().__init__()
        self.plain = Plain()

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor | None, int, torch.Tensor]:
        return x, None, 3, self.plain(x)


class Keyed(nn.Module):
    """Returns a dictionary; the first value is no class score though it has two dimensions."""

    def __init__(self):
        super().__init__()
        self.plain = Plain()

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        return {"embedding": x.mean([2, 3]), "logits": self.plain(x)}


class Tokens(nn.Module):
    """A class token and the patches of a grid, one attention layer; one size only."""

    def __init__(self):
        super().__init__()
        self.patch = nn.Conv2d(3, 8, 4, stride=4)
        self.token = nn.Parameter(torch.randn(1, 1, 8))
        self.place = nn.Parameter(torch.randn(1, 17, 8))
        self.norm = nn.LayerNorm(8)
        self.mix = nn.Linear(8, 8)
        self.head = nn.Linear(8, 5)

    def forward(self, x):
        x = self.patch(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.token, x], 1) + self.place
        q = self.norm(x)
        x = x + self.mix(torch.softmax(q @ q.transpose(1, 2), -1) @ q)
        return self.head(x[:, 0])


class Last(nn.Module):
    """Works with channels last between two permutations; 16 maps of 16 x 16 on an image of 32 x 32."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 2, stride=2)
        self.norm = nn.LayerNorm(16)
        self.mix = nn.Linear(16, 16)
        self.widen = nn.Linear(16, 24)

    def forward(self, x):
        x = self.norm(self.conv(x).permute(0, 2, 3, 1))
        return self.widen(torch.relu(self.mix(x))).permute(0, 3, 1, 2).mean([2, 3])


class Norms(nn.Module):
    """Batch norms that can be folded into the convolution before them, and some that cannot."""

    def __init__(self):
        super().__init__()
        # With and without a bias, and in groups.
        self.biased = nn.Conv2d(3, 6, 3)
        self.biased_norm = nn.BatchNorm2d(6)
        self.bare = nn.Conv2d(6, 8, 3, stride=2, bias=False)
        self.bare_norm = nn.BatchNorm2d(8)
        self.grouped = nn.Conv2d(8, 8, 3, groups=4, bias=False)
        self.grouped_norm = nn.BatchNorm2d(8, affine=False)
        # Its value is added to something else too.
        self.twice = nn.Conv2d(8, 8, 1)
        self.twice_norm = nn.BatchNorm2d(8)
        # Run twice, with the same norm and with two different ones.
        self.again = nn.Conv2d(8, 8, 1)
        self.again_norm = nn.BatchNorm2d(8)
        self.shared = nn.Conv2d(8, 8, 1, bias=False)
        self.one_norm = nn.BatchNorm2d(8)
        self.other_norm = nn.BatchNorm2d(8)
        # A norm of two convolutions, one of none, and one of a convolution whose weights are used elsewhere.
        self.left = nn.Conv2d(8, 8, 1)
        self.right = nn.Conv2d(8, 8, 1)
        self.both_norm = nn.BatchNorm2d(8)
        self.late_norm = nn.BatchNorm2d(8)
        self.tied = nn.Conv2d(8, 8, 1, bias=False)
        self.tied_norm = nn.BatchNorm2d(8)
        # Transposed: its weights lie otherwise.
        self.wider = nn.ConvTranspose2d(8, 8, 2)
        self.wider_norm = nn.BatchNorm2d(8)
        self.last = nn.Conv2d(8, 5, 1)

    def forward(self, x):
        x = torch.relu(self.biased_norm(self.biased(x)))
        x = torch.relu(self.bare_norm(self.bare(x)))
        x = torch.relu(self.grouped_norm(self.grouped(x)))
        y = self.twice(x)
        x = torch.relu(self.twice_norm(y)) + y
        x = torch.relu(self.again_norm(self.again(x)))
        x = torch.relu(self.again_norm(self.again(x)))
        x = self.one_norm(self.shared(x)) + torch.sigmoid(self.other_norm(self.shared(x)))
        x = self.both_norm(self.left(x)) * torch.tanh(self.both_norm(self.right(x)))
        x = torch.relu(self.late_norm(x))
        x = torch.relu(self.tied_norm(self.tied(x))) + self.tied.weight.mean()
        x = torch.relu(self.wider_norm(self.wider(x)))
        return self.last(x).mean([2, 3])


def lively(network):
    for norm in (m for m in network.modules() if isinstance(m, nn.BatchNorm2d)):
        nn.init.normal_(norm.running_mean, 0, 0.3)
        nn.init.uniform_(norm.running_var, 0.5, 2)
        if norm.affine:
            nn.init.uniform_(norm.weight, 0.5, 2)
    return network


def deflate(path):
    with zipfile.ZipFile(path) as archive:
        entries = [(e.filename, archive.read(e)) for e in archive.infolist() if "debug_pkl" not in e.filename]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def save(name, network, layer, channels=3, size=32, traced=True, dtype=torch.float32):
    network = lively(network).eval().to(dtype)
    kept = []
    hook = network.get_submodule(layer).register_forward_hook(lambda m, i, o: kept.append(o))
    x = pattern(channels, size)
    with torch.no_grad():
        output = network(x.to(dtype))
    hook.remove()
    if isinstance(output, tuple):
        output = output[-1]
    if isinstance(output, dict):
        output = output["logits"]
    module = torch.jit.trace(network, x.to(dtype)) if traced else torch.jit.script(network)
    path = HERE / f"{name}.pt"
    module.save(str(path))
    deflate(path)
    found = kept[0].float()
    EXPECTED[name] = {
        "channels": channels,
        "size": size,
        "layer": layer,
        "shape": list(found.shape),
        "values": found.flatten()[:8].tolist(),
        "norm": found.double().norm().item(),
        "scores": output.float().flatten().tolist(),
    }


if __name__ == "__main__":
    torch.manual_seed(5)
    save("plain_scripted", Plain(), "norm", traced=False)
    save("half", Plain(), "norm", dtype=torch.float16)
    save("half_inside", HalfInside(), "norm", dtype=torch.float16)
    save("bfloat", Plain(), "norm", dtype=torch.bfloat16)
    save("double", Plain(), "norm", dtype=torch.float64)
    save("grey", Plain(1), "norm", channels=1)
    save("pair", Plain(2), "norm", channels=2)
    save("four", Plain(4), "norm", channels=4)
    save("fixed", Fixed(), "conv", size=16)
    save("with_none", WithNone(), "plain.norm", traced=False)
    save("keyed", Keyed(), "plain.norm", traced=False)
    save("tokens", Tokens(), "norm", size=16)
    save("last", Last(), "mix")
    torch.manual_seed(11)
    save("norms_traced", Norms(), "last")
    save("norms_scripted", Norms(), "last", traced=False)
    (HERE / "expected.json").write_text(json.dumps(EXPECTED, indent=1) + "\n")
