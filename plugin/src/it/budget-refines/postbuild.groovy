def log = new File(basedir, 'build.log').text

// Starting takes longer than the time, so that the first run has none to draw well; the second, without a budget, goes on.
assert (log =~ /(\d+) of them rough/).collect { it[1] as int } == [2]
def data = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/featviz/data/gallery.json'))
assert data.units.every { unit -> unit.pictures.every { it.width == 160 && !it.rough } }
assert !new File(basedir, 'target/featviz/index.html').text.contains('are rough')
