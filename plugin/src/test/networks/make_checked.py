"""Makes checked.pt: a network that carries its own check, written by the very lines that plugin/docs/self-check.md shows.

checked_training.pt is the same, but its numbers were taken in training mode, as happens to people. Run with torch 2.7.1.
"""

import pathlib
import re

import torch

import make

HERE = pathlib.Path(__file__).parent
PAGE = (HERE / "../../../docs/self-check.md").read_text()
LINES = re.search(r"```python\n(import json.*?)```", PAGE, re.DOTALL).group(1)


def save(lines, name):
    place = {}
    exec(lines, place)
    torch.manual_seed(7)
    model = make.lively(make.Plain()).eval()
    place["save_for_featviz"](
        model,
        str(HERE / f"{name}.pt"),
        name="Checked",
        size=32,
        mean=[0.5, 0.4, 0.3],
        std=[0.2, 0.25, 0.3],
        layers=["conv", "norm", "fc"],
        classes=["ant", "bee", "cat", "dog", "eel"],
    )
    make.deflate(HERE / f"{name}.pt")


save(LINES, "checked")
save(LINES.replace("        model(image)\n", "        model.train()(image)\n        model.eval()\n"), "checked_training")
