def log = new File(basedir, 'build.log').text

assert log.contains("checked.pt describes itself, and is held against PyTorch's numbers for 3 of its layers")
assert !log.contains('assumed')
def data = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/featviz/data/gallery.json'))
assert data.toString().contains('Checked')
assert new File(basedir, 'target/featviz/units/fc/2/index.html').text.contains('class 2: cat')
