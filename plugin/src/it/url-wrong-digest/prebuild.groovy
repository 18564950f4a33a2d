def spec = new File(basedir, 'featviz.yml')
spec.text = spec.text.replace('NETWORK', new File(networks, 'tiny.pt').toPath().toUri().toString())
return true
