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
  def over(self: __torch__.ImageOps,
    image: Tensor,
    ground: Tensor) -> Tensor:
    planes = torch.size(ground, 1)
    colours = torch.narrow(image, 1, 0, planes)
    opacity = torch.narrow(image, 1, planes, 1)
    size = [torch.size(image, 2), torch.size(image, 3)]
    behind = torch.upsample_bilinear2d(ground, size, False, None)
    return torch.add(behind, torch.mul(torch.sub(colours, behind), opacity))
  def likeness(self: __torch__.ImageOps,
    features: Tensor) -> Tensor:
    pictures = torch.size(features, 0)
    maps = torch.flatten(torch.unsqueeze(features, -1), 2)
    grams = torch.flatten(torch.matmul(maps, torch.transpose(maps, 1, 2)), 1)
    length = torch.clamp_min(torch.norm(grams, 2, [1], True), 1e-12)
    directions = torch.div(grams, length)
    cosines = torch.matmul(directions, torch.t(directions))
    alike = torch.sub(torch.sum(cosines), torch.trace(cosines))
    return torch.div(alike, torch.mul(pictures, torch.sub(pictures, 1)))
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
