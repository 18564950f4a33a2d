def log = new File(basedir, 'build.log').text

assert log.contains('featviz is skipped')
assert !new File(basedir, 'target/featviz').exists()
