def log = new File(basedir, 'build.log').text

assert log =~ /featviz\.yml:\d+:\d+: /
assert log.contains('expected: ')
assert log.contains('mend: ')
