def log = new File(basedir, 'build.log').text

assert log =~ /featviz\.yml:\d+:\d+: .*words\.png/
assert log.contains('PNG')
