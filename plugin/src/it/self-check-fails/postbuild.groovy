def log = new File(basedir, 'build.log').text

assert log =~ /featviz\.yml:2:9: .*checked_training\.pt fails its self-check: .*at layer norm, the .* is .*, expected/
assert log.contains('evaluation mode')
assert !log.contains('drawing')
assert !new File(basedir, 'target/featviz').exists()
