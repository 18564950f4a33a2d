new File(localRepositoryPath, 'io/github/featviz/it/tiny-network').deleteDir()

assert new File(basedir, 'target/featviz/index.html').isFile()
assert new File(basedir, 'target/featviz/data/gallery.json').text.contains('io.github.featviz.it:tiny-network:pt:1')
