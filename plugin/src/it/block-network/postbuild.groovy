def log = new File(basedir, 'build.log').text

assert log =~ /05SkipBlock\.01inner +Conv2d +8 × 32 × 32 +8 /

// All builds write to one log. The second finds the class and the parameters as they were.
def done = (log =~ /(\d+) pictures; (\d+) units? done, (\d+) reused, 0 failed/).collect { it[1..3]*.toInteger() }
assert done.size() == 2
assert done[0][0] == 3
assert done[0][1] > 0
assert done[1][1] == 0
assert done[1][2] > 0

// The third has no compiled class.
assert log.contains('there is no class org.example.ShopNet')
assert log.contains('mvn compile featviz:generate')
