def log = new File(basedir, 'build.log').text
assert log.contains('1 of 25 photographs from photographs.tar could not be read')
assert log.contains('broken.jpg')

def gallery = new File(basedir, 'target/featviz')
def data = new groovy.json.JsonSlurper().parse(new File(gallery, 'data/gallery.json'))
def excerpts = { int filter -> data.units.find { it.filter == filter }.excerpts }

// The right photographs win, the near duplicate is there once, and the part is where the patch is.
assert excerpts(0)[0].name == 'bright/red.png'
assert excerpts(0).size() == 2
assert !excerpts(0).any { it.name == 'bright/red-again.png' }
assert excerpts(0)[0].credit == 'A. Person, CC0'
assert excerpts(1)[0].name == 'bright/green.png'
assert excerpts(2)[0].name == 'white.png'
def region = excerpts(0)[0].region
assert region.width == 3 && region.height == 3
assert region.x in 13..21 && region.y in 9..17
def photographs = data.sections[0].photographs
assert photographs.read == 24
assert photographs.unreadable*.name == ['broken.jpg']

// Crops are published, whole photographs are not.
def page = new File(gallery, 'units/conv1/0/index.html').text
assert page.contains('id="excerpts"') && page.contains('A. Person, CC0')
def images = new File(gallery, 'images').list().toList()
assert images.any { it.endsWith('-part.jpg') }
// The same crops are lit by what lies over them.
assert page.contains('<img class="light" src="data:image/svg+xml,')
new File(gallery, 'images').eachFile { assert javax.imageio.ImageIO.read(it).width != 40 }
assert !log.contains('failed:')
