def log = new File(basedir, 'build.log').text

assert new File(basedir, 'featviz-gallery/index.html').isFile()
assert log.contains('Gallery: ')
