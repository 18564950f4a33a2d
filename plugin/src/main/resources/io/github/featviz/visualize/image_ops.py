class ImageOps(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def forward(self: __torch__.ImageOps,
    x: Tensor) -> Tensor:
    return x
  def from_spectrum(self: __torch__.ImageOps,
    values: Tensor,
    amplitude: Tensor,
    colours: Tensor) -> Tensor:
    edge = torch.size(values, 2)
    spectrum = torch.view_as_complex(torch.mul(values, amplitude))
    planes = torch.fft_irfft2(spectrum, [edge, edge], [-2, -1], "forward")
    mixed = torch.matmul(colours, torch.flatten(planes, 2))
    return torch.sigmoid(torch.view_as(mixed, planes))
  def view(self: __torch__.ImageOps,
    image: Tensor,
    affine: Tensor) -> Tensor:
    size = torch.size(image)
    grid = torch.affine_grid_generator(affine, size, False)
    return torch.grid_sampler(image, grid, 0, 2, False)
  def adam(self: __torch__.ImageOps,
    settings: Tensor,
    values: Tensor,
    gradient: Tensor,
    momentum: Tensor,
    square: Tensor) -> Tensor:
    step = float(torch.select(settings, 0, 0))
    root = float(torch.select(settings, 0, 1))
    decay = float(torch.select(settings, 0, 2))
    moved = torch.detach(values)
    pull = torch.add(gradient, moved, alpha=decay)
    _0 = torch.lerp_(momentum, pull, 0.1)
    _1 = torch.addcmul_(torch.mul_(square, 0.999), pull, pull, value=0.001)
    spread = torch.add_(torch.div_(torch.sqrt(square), root), 1e-08)
    _2 = torch.addcdiv_(moved, momentum, spread, value=step)
    _3 = torch.zero_(gradient)
    return moved
