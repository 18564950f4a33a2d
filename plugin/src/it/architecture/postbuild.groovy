def log = new File(basedir, 'build.log').text

assert log =~ /features\.3\.squeeze +Conv2d +16 × \d+ × \d+ +16 /
assert new File(basedir, 'target/featviz/index.html').isFile()
assert new File(basedir, 'target/featviz/data/gallery.json').text.contains('squeezenet1_1, weights from squeezenet.safetensors')
