def log = new File(basedir, 'build.log').text

def gallery = new File(basedir, 'target/featviz')
assert new File(gallery, 'units/output/2/index.html').isFile()
def data = new groovy.json.JsonSlurper().parse(new File(gallery, 'data/gallery.json'))
assert data.units.size() == 3
def original = javax.imageio.ImageIO.read(new File(gallery, data.units[0].pictures[0].file))
(0..<original.width).each { x ->
    def rgb = original.getRGB(x, 10)
    assert (rgb >> 16 & 255) == (rgb & 255) && (rgb >> 8 & 255) == (rgb & 255)
}
assert log =~ /3 pictures; \d+ units done, \d+ reused, 0 failed/
