def log = new File(basedir, 'build.log').text

assert log.contains('fits the network: 2 sections')
assert !new File(basedir, 'target/featviz').exists()
