def log = new File(basedir, 'build.log').text

assert log.contains('tiny.pt')
assert log.contains('torch.jit.trace')
