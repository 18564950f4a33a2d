def log = new File(basedir, 'build.log').text

assert log =~ /featviz\.yml:\d+:\d+: .*tiny\.pt/
assert log.contains('mend: ')
