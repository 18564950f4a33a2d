def log = new File(basedir, 'build.log').text

assert log.contains('featviz.yml:2:9: tiny.pt is a state dict')
assert log.contains('torch.jit.trace')
assert log.contains('architecture: …, weights: …')
