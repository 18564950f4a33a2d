def log = new File(basedir, 'build.log').text

// Both runs write to one log; the second one's summary is the last.
def done = (log =~ /(\d+) units? done, (\d+) reused, 0 failed/).collect { [it[1] as int, it[2] as int] }
assert done.size() == 2
assert done[1][0] == 0
assert done[1][1] > 0
