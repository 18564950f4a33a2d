def log = new File(basedir, 'build.log').text

assert log.contains('05SkipBlock.01inner')
assert log =~ /[1-9]\d* units done, 0 reused, 0 failed/
assert log =~ / 0 units done, [1-9]\d* reused, 0 failed/
assert log.contains('there is no class org.example.ShopNet')
assert log.contains('mvn compile featviz:generate')
