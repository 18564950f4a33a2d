import sys, torch
from collections import OrderedDict
folder = sys.argv[1]
net = torch.nn.Sequential(torch.nn.Conv2d(2, 3, 2), torch.nn.BatchNorm2d(3)).to(memory_format=torch.channels_last)
with torch.no_grad():
    for p in net.state_dict().values():
        p.copy_(torch.arange(p.numel()).reshape(p.shape))
dict_ = net.state_dict()
dict_["half"] = torch.tensor([0.5, -2.0]).half()
dict_["brain"] = torch.tensor([0.5, -2.0]).bfloat16()
dict_["byte"] = torch.tensor([1, 200], dtype=torch.uint8)
torch.save(dict_, folder + "/zip.pth")
torch.save(dict_, folder + "/legacy.pth", _use_new_zipfile_serialization=False)
torch.save({"epoch": 3, "model": dict_, "optimizer": torch.optim.SGD(net.parameters(), lr=0.1).state_dict()}, folder + "/protocol-5.pth", pickle_protocol=5)
torch.save(net, folder + "/module.pth")
from safetensors.torch import save_file
save_file({k: v.contiguous() for k, v in dict_.items()}, folder + "/plain.safetensors")
