"""Writes tiny.pt and state-dict.pt, the networks of the integration tests. Needs nothing but Python.

tiny.pt is a TorchScript archive as torch.jit.trace writes it: [1, 3, 32, 32] images, two convolutions with ReLU, five classes.
Its weights are drawn with a fixed seed, so that the files are always the same.
"""

import random
import struct
import zipfile

MODULES = "__torch__.torch.nn.modules."

NET = """class Tiny(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  _is_full_backward_hook : Optional[bool]
  conv1 : {m}conv.Conv2d
  relu : {m}activation.ReLU
  conv2 : {m}conv.___torch_mangle_0.Conv2d
  fc : {m}linear.Linear
  def forward(self: __torch__.Tiny,
    x: Tensor) -> Tensor:
    fc = self.fc
    conv2 = self.conv2
    relu = self.relu
    conv1 = self.conv1
    _0 = (relu).forward((conv1).forward(x, ), )
    _1 = torch.relu((conv2).forward(_0, ))
    input = torch.mean(_1, [2, 3])
    return (fc).forward(input, )
"""

CONV = """class Conv2d(Module):
  __parameters__ = ["weight", "bias", ]
  __buffers__ = []
  weight : Tensor
  bias : Tensor
  training : bool
  _is_full_backward_hook : Optional[bool]
  def forward(self: {name}.Conv2d,
    {arg}: Tensor) -> Tensor:
    bias = self.bias
    weight = self.weight
    input = torch._convolution({arg}, weight, bias, [{stride}, {stride}], [1, 1], [1, 1], False, [0, 0], 1, False, False, True, True)
    return input
"""

RELU = """class ReLU(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  _is_full_backward_hook : Optional[bool]
  def forward(self: {m}activation.ReLU,
    input: Tensor) -> Tensor:
    input0 = torch.relu(input)
    return input0
"""

LINEAR = """class Linear(Module):
  __parameters__ = ["weight", "bias", ]
  __buffers__ = []
  weight : Tensor
  bias : Tensor
  training : bool
  _is_full_backward_hook : Optional[bool]
  def forward(self: {m}linear.Linear,
    input: Tensor) -> Tensor:
    bias = self.bias
    weight = self.weight
    _0 = torch.linear(input, weight, bias)
    return _0
"""


class Pickle:
    """As much of pickle protocol 2 as a network needs, with classes that Python does not have."""

    def __init__(self, random_source):
        self.out = bytearray(b"\x80\x02")
        self.random = random_source
        self.storages = []

    def text(self, value):
        raw = value.encode()
        self.out += b"X" + struct.pack("<I", len(raw)) + raw

    def number(self, value):
        self.out += b"J" + struct.pack("<i", value)

    def name(self, module, name):
        self.out += b"c" + module.encode() + b"\n" + name.encode() + b"\n"

    def numbers(self, values):
        self.out += b"("
        for value in values:
            self.number(value)
        self.out += b"t"

    def tensor(self, shape, spread):
        count, strides = 1, []
        for length in reversed(shape):
            strides.insert(0, count)
            count *= length
        self.name("torch._utils", "_rebuild_tensor_v2")
        self.out += b"(("
        self.text("storage")
        self.name("torch", "FloatStorage")
        self.text(str(len(self.storages)))
        self.text("cpu")
        self.number(count)
        self.out += b"tQ"
        self.number(0)
        self.numbers(shape)
        self.numbers(strides)
        self.out += b"\x89"
        self.name("collections", "OrderedDict")
        self.out += b")RtR"
        values = [self.random.gauss(0, spread) for _ in range(count)]
        self.storages.append(struct.pack("<%df" % count, *values))

    def module(self, module, name, fill):
        self.name(module, name)
        self.out += b")\x81}("
        fill()
        self.text("training")
        self.out += b"\x89"
        self.text("_is_full_backward_hook")
        self.out += b"Nub"

    def weighted(self, shape):
        inputs = 1
        for length in shape[1:]:
            inputs *= length
        self.text("weight")
        self.tensor(shape, (2 / inputs) ** 0.5)
        self.text("bias")
        self.tensor(shape[:1], 0.1)

    def tiny(self):
        for child, module, name, shape in (
            ("conv1", "conv", "Conv2d", (4, 3, 3, 3)),
            ("relu", "activation", "ReLU", None),
            ("conv2", "conv.___torch_mangle_0", "Conv2d", (6, 4, 3, 3)),
            ("fc", "linear", "Linear", (5, 6)),
        ):
            self.text(child)
            self.module(MODULES + module, name, lambda: self.weighted(shape) if shape else None)


def archive(path, root, entries):
    with zipfile.ZipFile(path, "w") as out:
        for name, content in entries:
            out.writestr(zipfile.ZipInfo(root + "/" + name), content)


def storages(pickle):
    return [("data/%d" % i, content) for i, content in enumerate(pickle.storages)]


def tiny():
    pickle = Pickle(random.Random(1))
    pickle.module("__torch__", "Tiny", pickle.tiny)
    code = "code/__torch__/torch/nn/modules/"
    entries = [
        ("data.pkl", bytes(pickle.out + b".")),
        ("code/__torch__.py", NET.format(m=MODULES)),
        (code + "conv.py", CONV.format(name=MODULES + "conv", arg="x", stride=1)),
        (code + "conv/___torch_mangle_0.py", CONV.format(name=MODULES + "conv.___torch_mangle_0", arg="x", stride=2)),
        (code + "activation.py", RELU.format(m=MODULES)),
        (code + "linear.py", LINEAR.format(m=MODULES)),
        *storages(pickle),
        ("constants.pkl", b"\x80\x02)."),
        ("version", "3\n"),
    ]
    archive("tiny.pt", "tiny", entries)


def state_dict():
    """What torch.save(model.state_dict()) writes: weights without a network."""
    pickle = Pickle(random.Random(2))
    pickle.name("collections", "OrderedDict")
    pickle.out += b")R("
    pickle.text("conv1.weight")
    pickle.tensor((4, 3, 3, 3), 0.3)
    pickle.out += b"u"
    archive("state-dict.pt", "archive", [("data.pkl", bytes(pickle.out + b".")), *storages(pickle), ("version", "3\n")])


if __name__ == "__main__":
    tiny()
    state_dict()
