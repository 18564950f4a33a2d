def log = new File(basedir, 'build.log').text

assert log.contains('featviz.yml:2:17: vgg11.pth')
assert log.contains('features.0.weight')
