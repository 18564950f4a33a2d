new File(basedir, 'tiny.pt').bytes = new File(networks, 'tiny.pt').bytes
// The store is kept from run to run: no picture of this seed is in it.
def spec = new File(basedir, 'featviz.yml')
spec.text = spec.text.replace('SEED', System.currentTimeMillis() as String)
return true
