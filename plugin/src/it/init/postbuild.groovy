
def spec = new File(basedir, 'featviz.yml').text
assert spec =~ /layer: .?conv1/
assert spec.contains('#')
