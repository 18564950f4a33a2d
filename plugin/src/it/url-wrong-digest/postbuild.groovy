def log = new File(basedir, 'build.log').text

assert log =~ /featviz\.yml:2:8: .*tiny\.pt is another file than the one that was asked for: its SHA-256 is [0-9a-f]{64}/
assert log.contains('expected: SHA-256 0000000000')
assert !new File(basedir, 'target/featviz').exists()
