// Half a gigabyte each.
new File(basedir, 'vgg16_bn.pth').delete()
new File(cache, 'networks').eachFile { if (it.isFile() && it.length() > 500_000_000) it.delete() }

def data = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/featviz/data/gallery.json'))
def sections = data.sections
def drawn = data.units.collectEntries { unit -> ["${unit.layer}:${unit.filter}".toString(), unit.pictures.findAll { it.file }] }

// Figures 1 to 5, and 9: every filter of the article has its picture.
def figures = [
    'features.7': [[12, 16, 86, 110]],
    'features.14': [[1, 6, 31, 32, 54, 77, 83, 97, 125, 158, 162, 190]],
    'features.20': [[3, 34, 39, 55, 62, 105, 115, 181, 231], [11, 36, 50, 125, 144, 213]],
    'features.30': [[54, 62, 67, 92, 123, 141, 150, 172, 180, 213, 233, 266, 277, 293, 331, 350, 421, 427]],
    'features.40': [[4, 9, 34, 35, 75, 123, 150, 158, 203, 234, 246, 253, 256, 261, 265, 277, 286, 462]]]
figures.each { layer, grids ->
    grids.each { filters ->
        assert sections.any { it.layer == layer && it.filters == filters }
        filters.each { assert drawn["${layer}:${it}".toString()] }
    }
}

// Figures 6 to 8: the hypotheses, each with a chart at the ReLU that marks its filter, and the other spikes followed up.
[286: 0, 256: 0, 462: 0, 265: 2, 64: 4, 277: 1].each { filter, follow ->
    def section = sections.find { it.filters == [filter] && it.probe }
    assert section.layer == 'features.40'
    assert section.chart == 'features.42'
    assert section.verdicts*.filter == [filter]
    def chart = data.probes.find { it.id == section.probe }.charts.find { it.spikes.layer == 'features.42' }.spikes
    def others = chart.sigmas.withIndex().findAll { it[0] >= 1 && it[1] != filter }.sort { -it[0] }.collect { it[1] }
    assert section.followed == others.take(follow)
    section.followed.each { assert drawn["features.40:${it}".toString()] }
    def probe = data.probes.find { it.id == section.probe }
    assert probe.source
    assert probe.charts.any { it.spikes.layer == 'features.42' && it.spikes.means.size() == 512 }
}

// Figures 10 to 12: one filter at one scale, at three sizes, and grown from small to large.
def compared = sections.findAll { it.compare }
assert compared*.compare*.size() == [1, 3, 2]
assert compared*.compare.collectNested { it.upscales } == [[0], [0, 0, 0], [0, 1]]
assert compared*.compare[1]*.size.unique().size() == 3
compared.each { section ->
    section.compare.each { recipe -> assert drawn['features.40:265'].any { it.recipe == recipe } }
}
return true
