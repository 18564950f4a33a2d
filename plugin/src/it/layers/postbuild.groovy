def log = new File(basedir, 'build.log').text

assert log =~ /conv1 +Conv2d +\[1, 4, 32, 32\] +4 filters/
assert log =~ /conv2 +Conv2d +\[1, 6, 16, 16\] +6 filters/
assert log.indexOf('conv1 ') < log.indexOf('conv2 ')
