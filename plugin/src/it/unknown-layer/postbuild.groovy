def log = new File(basedir, 'build.log').text

assert log.contains('There are 2 faults to mend')
assert log =~ /featviz\.yml:6:\d+: .*conv3/
assert log =~ /featviz\.yml:7:\d+: .*99/
assert !new File(basedir, 'target/featviz').exists()
