def log = new File(basedir, 'build.log').text

def gallery = new File(basedir, 'target/featviz')
assert new File(gallery, 'index.html').text.contains('What the second layer looks for')
assert new File(gallery, 'units/conv2/3/index.html').isFile()
def data = new groovy.json.JsonSlurper().parse(new File(gallery, 'data/gallery.json'))
assert data
assert log.contains('Gallery: ')
assert log =~ /\d+ pictures; \d+ units done, \d+ reused, 0 failed/
