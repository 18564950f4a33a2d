def log = new File(basedir, 'build.log').text

assert log.contains('featviz.outputDirectory')
assert log.contains('featviz.network')
