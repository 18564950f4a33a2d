"""Makes src/test/resources/architecture-references.json: what PyTorch computes for every architecture.

Weights and input come from formulas, which ArchitectureReferencesTest computes too, so that a few numbers suffice.
Needs torch 2.7, torchvision 0.22 and timm 1.0:  python architecture_references.py > ../resources/architecture-references.json
"""

import json
import re
import sys
import warnings
import zlib

import numpy as np
import timm
import torch
import torchvision
from timm.layers import Conv2dSame
from torchvision.models.feature_extraction import NodePathTracer

CLASSES = 10
HIDDEN = 64
SIZES = {"vgg": 32, "inception": 96, "tf_": 75}

NAMES = (
    "vgg11 vgg11_bn vgg13 vgg13_bn vgg16 vgg16_bn vgg19 vgg19_bn alexnet "
    "resnet18 resnet34 resnet50 resnet101 resnet152 wide_resnet50_2 wide_resnet101_2 "
    "resnext50_32x4d resnext101_32x8d resnext101_64x4d squeezenet1_0 squeezenet1_1 mobilenet_v2 "
    "densenet121 densenet161 densenet169 densenet201 googlenet inception_v3 "
    "efficientnet_lite0 efficientnet_lite1 efficientnet_lite2 efficientnet_lite3 efficientnet_lite4 "
    "tf_efficientnet_lite0 tf_efficientnet_lite1 tf_efficientnet_lite2 tf_efficientnet_lite3 tf_efficientnet_lite4"
).split()


def model(name, classes):
    if "efficientnet_lite" in name:
        return timm.create_model(name, num_classes=classes).eval()
    if name in ("googlenet", "inception_v3"):
        settings = {"transform_input": True, "aux_logits": True, "init_weights": False}
    else:
        settings = {}
    return getattr(torchvision.models, name)(num_classes=classes, **settings).eval()


def narrow(net):
    """VGG and AlexNet with hidden layers so narrow that a test can afford them."""
    linear = [i for i, layer in enumerate(net.classifier) if isinstance(layer, torch.nn.Linear)]
    first, last = net.classifier[linear[0]], net.classifier[linear[2]]
    net.classifier[linear[0]] = torch.nn.Linear(first.in_features, HIDDEN)
    net.classifier[linear[1]] = torch.nn.Linear(HIDDEN, HIDDEN)
    net.classifier[linear[2]] = torch.nn.Linear(HIDDEN, last.out_features)


def values(name, shape):
    """Numbers that look random: each is a hash of the tensor's name and its position."""
    bits = np.arange(int(np.prod(shape)), dtype=np.uint64) * np.uint64(2654435761) + np.uint64(zlib.crc32(name.encode()))
    bits = bits.astype(np.uint32)
    bits ^= bits >> np.uint32(16)
    bits *= np.uint32(0x85EBCA6B)
    bits ^= bits >> np.uint32(13)
    bits *= np.uint32(0xC2B2AE35)
    bits ^= bits >> np.uint32(16)
    unit = (bits >> np.uint32(8)).astype(np.float64) / 2**24
    if name.endswith("running_var"):
        low, high = 0.5, 1.5
    elif len(shape) > 1:
        high = (6.0 / np.prod(shape[1:])) ** 0.5
        low = -high
    elif name.endswith("weight"):
        low, high = 0.4, 0.8
    else:
        low, high = -0.1, 0.1
    return torch.from_numpy((low + (high - low) * unit).astype(np.float32).reshape(shape))


def image(size):
    c, y, x = np.meshgrid(np.arange(3), np.arange(size), np.arange(size), indexing="ij")
    return torch.from_numpy((((31 * c + 17 * y + 13 * x) % 97) / 97).astype(np.float32))[None]


def used(name):
    return not name.endswith("num_batches_tracked") and name.split(".")[0] not in ("aux1", "aux2", "AuxLogits")


def digest(lines):
    return zlib.crc32("".join(line + "\n" for line in lines).encode())


def shapes(name):
    state = model(name, 1000).state_dict()
    return [k + " " + ",".join(map(str, v.shape)) for k, v in state.items() if used(k)]


def places(net):
    """Leaf modules and operations on tensors in the order of evaluation, without the input and parameters."""
    tracer = NodePathTracer(leaf_modules=[Conv2dSame])
    tracer.trace(net)
    names = []
    for name in list(tracer.node_to_qualname.values())[1:]:
        if not re.search(r"(getattr|eq|_assert)(_\d+)?$|bn\d_(weight|bias)$", name):
            # FX cannot look into this one: its padding depends on the size of the map.
            padded = isinstance(dict(net.named_modules()).get(name), Conv2dSame)
            names += [name + ".pad", name + ".conv2d"] if padded else [name]
    return names


def summary(tensor):
    flat = tensor.detach().double().flatten()
    at = [flat[(7919 * i + 13) % len(flat)].item() for i in range(6)]
    return {"norm": float("%.8g" % flat.norm()), "at": [float("%.7g" % v) for v in at]}


def reference(name):
    net = model(name, CLASSES)
    if name.startswith(("vgg", "alexnet")):
        narrow(net)
    net.load_state_dict({k: v if k.endswith("tracked") else values(k, tuple(v.shape)) for k, v in net.state_dict().items()})
    convolutions = [k for k, m in net.named_modules() if isinstance(m, torch.nn.Conv2d) and used(k)]
    probed = [convolutions[len(convolutions) * part // 8] for part in (1, 4, 7)]
    seen = {}
    for layer in probed:
        net.get_submodule(layer).register_forward_hook(lambda _, __, out, layer=layer: seen.update({layer: summary(out)}))
    size = next((size for start, size in SIZES.items() if name.startswith(start)), 64)
    with torch.no_grad():
        logits = net(image(size))
    listed, nodes = shapes(name), places(net)
    return {
        "name": name,
        "size": size,
        "tensors": len(listed),
        "shapes": digest(listed),
        "places": len(nodes),
        "placeNames": digest(nodes),
        "logits": summary(logits),
        "layers": {layer: seen[layer] for layer in probed},
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if len(sys.argv) == 3:  # lists for one architecture, to see where digests differ
        print("\n".join(shapes(sys.argv[1]) if sys.argv[2] == "shapes" else places(model(sys.argv[1], CLASSES))))
    else:
        names = [name for name in NAMES if len(sys.argv) == 1 or name.startswith(sys.argv[1])]
        print("[" + ",\n".join(json.dumps(reference(name)) for name in names) + "]")
