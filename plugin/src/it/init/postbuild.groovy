
def spec = new File(basedir, 'featviz.yml').text
assert spec.contains('layer: conv')
assert spec.contains('#')
